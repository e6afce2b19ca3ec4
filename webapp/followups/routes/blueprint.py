"""Where the pages of threads live."""

from flask import Blueprint

bp = Blueprint("followups", __name__, url_prefix="/o/<organization>/theo-doi")
