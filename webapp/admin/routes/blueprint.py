"""Where the operator's pages stand, and as whom an operator acts."""

from flask import Blueprint
from flask_login import current_user

from webapp.audit.actors import ActorKind, Outside

bp = Blueprint("admin", __name__, url_prefix="/van-hanh")


def acting() -> Outside:
    """The operator, as the trail of an organization names them."""
    return Outside(ActorKind.OPERATOR, current_user.full_name)
