"""The blueprint of the pages of meetings."""

from flask import Blueprint

bp = Blueprint("meetings", __name__, url_prefix="/o/<organization>/buoi-hop")
