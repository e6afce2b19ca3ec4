"""The blueprint of the pages of self-reports."""

from flask import Blueprint

bp = Blueprint("reports", __name__, url_prefix="/o/<organization>/bao-cao")
