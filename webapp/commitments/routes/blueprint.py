"""The blueprint of the pages of registrations."""

from flask import Blueprint

#: The year in an address: one that calendars have, with a year after it.
YEAR = "<int(min=1, max=9998):year>"

bp = Blueprint("commitments", __name__, url_prefix="/o/<organization>/dang-ky")
