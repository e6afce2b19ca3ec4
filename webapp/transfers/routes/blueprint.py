"""The blueprint of this part."""

from flask import Blueprint

bp = Blueprint("transfers", __name__, url_prefix="/o/<organization>/thanh-vien")
