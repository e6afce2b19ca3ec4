"""Kinds of organization, and who may sit under whom."""

import re
from datetime import date, timedelta
from enum import StrEnum

from webapp.core.errors import RuleBroken
from webapp.core.vietnamese import without_marks


class OrganizationKind(StrEnum):
    """What an organization is; the words on its screens follow from it."""

    PARTY_BRANCH = "party_branch"
    #: Two levels of a trade union, each with offices of its own.
    UNION = "union"
    UNION_GROUP = "union_group"
    YOUTH = "youth"
    WOMEN = "women"
    VETERANS = "veterans"
    FARMERS = "farmers"
    COMMITTEE = "committee"

    @property
    def meets(self) -> bool:
        """Whether it is a tenant with meetings and reports; superiors hold figures only."""
        return self is not OrganizationKind.COMMITTEE


def refuse_parent(kind: OrganizationKind, parent: OrganizationKind | None) -> None:
    """Units that meet have nothing below them.

    Raises RuleBroken when the parent is such a unit.
    """
    if parent is not None and parent.meets:
        raise RuleBroken("organization.parent_meets", field="parent")
    if parent is None and kind.meets:
        raise RuleBroken("organization.needs_superior", field="parent")


#: From a root down; deeper than any ladder of committees there is.
DEEPEST = 10


def refuse_depth(levels: int) -> None:
    """A tree has an end.

    Raises RuleBroken for an organization that would stand on a level below the deepest.
    """
    if levels > DEEPEST:
        raise RuleBroken("organization.too_deep", field="parent", deepest=DEEPEST)


#: Letters and digits without marks, joined by single hyphens; they stand in addresses.
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CODE = 40
LONGEST_NAME = 200


def refuse_code(code: str) -> None:
    """A code is short and can stand in an address as it is.

    Raises RuleBroken.
    """
    if len(code) > LONGEST_CODE or not _CODE.fullmatch(code):
        raise RuleBroken("organization.code_form", field="code")


def propose_code(name: str) -> str:
    """A code made of the words of a name: “Chi bộ Khoa Dược” → “chi-bo-khoa-duoc”."""
    words = re.findall(r"[a-z0-9]+", without_marks(name))
    while words and len("-".join(words)) > LONGEST_CODE:
        words.pop()
    return "-".join(words)


def refuse_closing_day(day: date, *, opened_on: date, today: date) -> None:
    """A unit closes on a day on which it was open, and not later than today.

    Raises RuleBroken.
    """
    if not opened_on <= day <= today:
        raise RuleBroken("organization.closing_day", field="day", opened_on=f"{opened_on:%d/%m/%Y}")


def may_reopen(closed_on: date | None, merged: bool, *, today: date, within_days: int) -> bool:
    """Whether a closed unit may still be opened again; one that was merged may not."""
    if closed_on is None or merged:
        return False
    return today <= closed_on + timedelta(days=within_days)
