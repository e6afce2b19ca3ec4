"""The year an address asks for: `?nam=2027`."""

from flask import request

from webapp.core.clock import FIRST_YEAR, LAST_YEAR

PARAMETER = "nam"


def year_in(typed: str, otherwise: int) -> int:
    """The year somebody typed, or the other one where that is none there are pages for."""
    is_year = typed.isascii() and typed.isdigit() and len(typed) == 4
    return int(typed) if is_year and FIRST_YEAR <= int(typed) <= LAST_YEAR else otherwise


def year_asked(otherwise: int) -> int:
    """The year in the address of this request, or the other one."""
    return year_in(request.args.get(PARAMETER, ""), otherwise)
