"""Arguments that mean the same on every page: `?nam=2027`, `?tim=lan`."""

from flask import request

from webapp.core.clock import FIRST_YEAR, LAST_YEAR

#: Characters of a search; the rest is ignored.
LONGEST_SEARCH = 100


def year_in(typed: str, otherwise: int) -> int:
    """The year somebody typed; `otherwise` where there are no pages for it."""
    is_year = typed.isascii() and typed.isdigit() and len(typed) == 4
    return int(typed) if is_year and FIRST_YEAR <= int(typed) <= LAST_YEAR else otherwise


def year_asked(otherwise: int) -> int:
    """The year in the address of this request, or `otherwise`."""
    return year_in(request.args.get("nam", ""), otherwise)


def search_asked() -> str:
    """What somebody searches for; empty for nothing."""
    return request.args.get("tim", "").strip()[:LONGEST_SEARCH]
