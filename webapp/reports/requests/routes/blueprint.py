"""The blueprint of the pages of requests about turns."""

from flask import Blueprint

bp = Blueprint("exchanges", __name__, url_prefix="/o/<organization>/doi-luot")
