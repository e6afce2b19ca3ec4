"""The blueprint of the pages of the plan."""

from flask import Blueprint

bp = Blueprint("plans", __name__, url_prefix="/o/<organization>/ke-hoach")
