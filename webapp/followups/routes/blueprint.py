"""The blueprint of the pages of threads."""

from flask import Blueprint

bp = Blueprint("followups", __name__, url_prefix="/o/<organization>/theo-doi")
