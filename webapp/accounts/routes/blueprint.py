"""The blueprint that all pages of this part share."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
