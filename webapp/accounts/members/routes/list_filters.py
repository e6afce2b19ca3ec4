"""What the address of the list asks for, and the choices its filters offer."""

from enum import StrEnum
from typing import TypeVar

from flask import g, request

from webapp.accounts.forms import labelled
from webapp.accounts.members.listing import Wanted
from webapp.accounts.rules import Lack, MemberStatus, Role, offices_of
from webapp.web.query_arguments import search_asked

Choice = TypeVar("Choice", bound=StrEnum)


def wanted() -> Wanted:
    """What the address asks for; unknown values are ignored."""
    return Wanted(
        search=search_asked(),
        status=_known(MemberStatus, "trang-thai"),
        office=_known(Role, "chuc-vu"),
        lack=_known(Lack, "con-thieu"),
        former=request.args.get("da-chuyen") == "1",
    )


def _known(kind: type[Choice], name: str) -> Choice | None:
    value = request.args.get(name, "")
    return kind(value) if value in set(kind) else None


def kept(chosen: Wanted) -> dict[str, str]:
    """The filters in force, as they stand in the address."""
    named = {
        "tim": chosen.search,
        "trang-thai": chosen.status or "",
        "chuc-vu": chosen.office or "",
        "con-thieu": chosen.lack or "",
        "da-chuyen": "1" if chosen.former else "",
    }
    return {name: str(value) for name, value in named.items() if value}


def choices() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The filters of the list: the name in the address, the label, and the choices."""
    here = [status for status in MemberStatus if status is not MemberStatus.LEFT]
    offices = offices_of(meets=g.scope.organization.meets)
    return [
        ("trang-thai", "Trạng thái", [("", "Mọi trạng thái"), *labelled(here)]),
        ("chuc-vu", "Chức vụ", [("", "Mọi chức vụ"), *labelled(offices)]),
        ("con-thieu", "Còn thiếu", [("", "Không lọc"), *labelled(Lack)]),
    ]
