"""Roles and statuses of members, and who may grant or end them."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from webapp.core.errors import RuleBroken


class Role(StrEnum):
    """An office in an organization; a member without one is simply a member."""

    CHAIR = "chair"
    DEPUTY = "deputy"
    COMMITTEE = "committee"
    VIEWER = "viewer"


class MemberStatus(StrEnum):
    """How a member stands in the organization on a day."""

    OFFICIAL = "official"
    PROBATIONARY = "probationary"
    EXEMPT = "exempt"
    SUSPENDED = "suspended"
    TEMPORARILY_HERE = "temporarily_here"
    TEMPORARILY_ELSEWHERE = "temporarily_elsewhere"
    LEFT = "left"


#: Those who sign in and act in the organization.
ACTIVE = frozenset(MemberStatus) - {MemberStatus.LEFT, MemberStatus.SUSPENDED}
#: Those who are counted as present or absent in a meeting.
COUNTABLE = frozenset({MemberStatus.OFFICIAL, MemberStatus.PROBATIONARY})
#: Those who may be given a turn.
MAY_REPORT = frozenset(
    {MemberStatus.OFFICIAL, MemberStatus.PROBATIONARY, MemberStatus.TEMPORARILY_HERE}
)
#: Those who may vote.
MAY_VOTE = frozenset({MemberStatus.OFFICIAL})

LEADERS = frozenset({Role.CHAIR, Role.DEPUTY})
REVIEWERS = frozenset({Role.CHAIR, Role.DEPUTY, Role.COMMITTEE})


def in_force(from_on: date, until_on: date | None, day: date) -> bool:
    """Whether a dated role or status holds on a day; the last day still counts."""
    return from_on <= day and (until_on is None or day <= until_on)


def refuse_without_chair(roles_left: Collection[Role]) -> None:
    """An organization keeps at least one chair.

    Raises RuleBroken when no chair would be left.
    """
    if Role.CHAIR not in roles_left:
        raise RuleBroken("role.last_chair", field="role")
