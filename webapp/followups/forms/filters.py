"""The filters of the lists, as they stand in an address."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from webapp.followups.lists import Wanted
from webapp.followups.rules import ListKind, WeaknessSource
from webapp.web.query_arguments import LONGEST_SEARCH

#: What the address says for each kind of list; anything else asks for the open threads.
KINDS = {
    "dang-theo-doi": ListKind.OPEN,
    "qua-han": ListKind.OVERDUE,
    "cho-xac-nhan": ListKind.WAITING,
    "da-khac-phuc": ListKind.CLOSED,
    "tat-ca": ListKind.ALL,
    "dang-giup-do": ListKind.HELPING,
    "de-nghi-han": ListKind.ASKED,
    "nguoi-chuyen-di": ListKind.GONE,
}


@dataclass(frozen=True)
class Filters:
    """What an address asks for, and the words of a search."""

    wanted: Wanted
    search: str

    @property
    def typed(self) -> dict[str, str]:
        """The same filters for another address of the lists."""
        words = {kind: word for word, kind in KINDS.items()}
        wanted = self.wanted
        given = {
            "xem": words[wanted.kind] if wanted.kind is not ListKind.OPEN else "",
            "nguoi": str(wanted.member_id or ""),
            "nguon": wanted.source.value if wanted.source else "",
            "tim": self.search,
        }
        return {name: value for name, value in given.items() if value}


def read_filters(sent: "MultiDict[str, str]") -> Filters:
    """The filters in an address; unknown values are left out."""
    source = sent.get("nguon", "")
    wanted = Wanted(
        kind=KINDS.get(sent.get("xem", ""), ListKind.OPEN),
        member_id=_number(sent.get("nguoi", "")),
        source=WeaknessSource(source) if source in list(WeaknessSource) else None,
    )
    return Filters(wanted, sent.get("tim", "").strip()[:LONGEST_SEARCH])


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 18 else None
