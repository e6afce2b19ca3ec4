"""Roles and statuses of members, and who may grant or end them."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
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


class InvitationKind(StrEnum):
    """What the link of an invitation leads to."""

    JOIN = "join"
    #: A slip on paper, for an account that has no e-mail address.
    RESET = "reset"
    #: A letter to the account's own address.
    MAILED_RESET = "mailed_reset"

    @property
    def is_reset(self) -> bool:
        """Whether it leads to a new password."""
        return self is not InvitationKind.JOIN


#: How long a link works after somebody opened it.
OPEN_FOR = timedelta(hours=1)


def life_after_opening(expires_at: datetime, now: datetime) -> datetime:
    """Until when a link works that is opened now; never longer than before."""
    return min(expires_at, now + OPEN_FOR)


class Word(StrEnum):
    """What one member's word does to let another see what is older."""

    ENOUGH = "enough"
    ONE_OF_TWO = "one_of_two"


class Lack(StrEnum):
    """What a member may lack; the list of members is filtered by it."""

    ACCOUNT = "account"
    EMAIL = "email"
    ANSWER = "answer"


#: How long acts of an account are marked after a slip opened it: its maker could have used it.
AFTER_SLIP = timedelta(hours=24)

#: Those who sign in and act in the organization.
ACTIVE = frozenset(MemberStatus) - {MemberStatus.LEFT, MemberStatus.SUSPENDED}
#: Those who are counted as present or absent in a meeting.
COUNTABLE = frozenset({MemberStatus.OFFICIAL, MemberStatus.PROBATIONARY})
#: Those who may be given a turn.
MAY_REPORT = frozenset(
    {MemberStatus.OFFICIAL, MemberStatus.PROBATIONARY, MemberStatus.TEMPORARILY_HERE}
)

LEADERS = frozenset({Role.CHAIR, Role.DEPUTY})
REVIEWERS = frozenset({Role.CHAIR, Role.DEPUTY, Role.COMMITTEE})


def in_force(from_on: date, until_on: date | None, day: date) -> bool:
    """Whether a dated role or status holds on a day; the last day still counts."""
    return from_on <= day and (until_on is None or day <= until_on)


def runs_over(until_on: date | None, day: date) -> bool:
    """Whether an office that is held on a day is held beyond its term, until a successor is in."""
    return until_on is not None and until_on < day


def refuse_without_chair(roles_left: Collection[Role]) -> None:
    """An organization always has a chair; raises RuleBroken when none would be left."""
    if Role.CHAIR not in roles_left:
        raise RuleBroken("role.last_chair", field="role")


#: No unit keeps days from before this one: the Party was founded on 3 February 1930.
EARLIEST = date(1930, 2, 3)
#: Statuses and terms may be written down this far ahead.
FURTHEST_AHEAD = timedelta(days=366)
LONGEST_TERM = timedelta(days=366 * 10)
#: How long an office above counts after it ended.
OFFICE_ABOVE_LINGERS = timedelta(days=90)
#: How long the agreement holds that a member may have an office above and chair the unit.
AGREED_FOR = timedelta(days=30)
#: The end of a term is shown to the chair this long before.
TERM_ENDS_SOON = timedelta(days=60)


def offices_of(*, meets: bool) -> tuple[Role, ...]:
    """The offices of an organization; only superiors have viewers of figures."""
    return tuple(role for role in Role if not meets or role is not Role.VIEWER)


def refuse_joining_day(joined_on: date, today: date, *, field: str = "joined_on") -> None:
    """A member joined not before 1930 and not later than today.

    Raises RuleBroken.
    """
    if not EARLIEST <= joined_on <= today:
        raise RuleBroken("member.joined_when", field=field)


def refuse_day(day: date, *, joined_on: date, today: date, field: str = "from_on") -> None:
    """A status or an office begins after joining, and not further ahead than a year.

    Raises RuleBroken.
    """
    if day < joined_on:
        raise RuleBroken("member.before_joining", field=field)
    if day > today + FURTHEST_AHEAD:
        raise RuleBroken("member.too_far_ahead", field=field)


def refuse_term(from_on: date, until_on: date | None) -> None:
    """A term ends after it begins, within ten years; one without an end is open.

    Raises RuleBroken.
    """
    if until_on is not None and not from_on <= until_on <= from_on + LONGEST_TERM:
        raise RuleBroken("role.term", field="until_on")


def refuse_status_change(
    status: MemberStatus, from_on: date, *, now_is: MemberStatus, since: date, reason: str
) -> None:
    """A status follows the one before it, differs from it, and has a reason if it is not active.

    Raises RuleBroken.
    """
    if status is now_is:
        raise RuleBroken("status.same", field="status", status=status)
    if from_on < since:
        raise RuleBroken("status.before_last", field="from_on")
    if status not in ACTIVE and not reason:
        raise RuleBroken("status.reason_missing", field="reason")


def refuse_entry(
    status: MemberStatus,
    from_on: date,
    *,
    reason: str,
    before: tuple[MemberStatus, date] | None,
    after: tuple[MemberStatus, date] | None,
) -> None:
    """An entry stands between its neighbours, differs from them, and has a reason if not active.

    Raises RuleBroken.
    """
    if before is None and status not in ACTIVE:
        raise RuleBroken("status.new_member", field="status")
    if any(near is not None and near[0] is status for near in (before, after)):
        raise RuleBroken("status.as_neighbour", field="status", status=status)
    follows = before is None or before[1] < from_on
    precedes = after is None or from_on < after[1]
    if not (follows and precedes):
        raise RuleBroken("status.out_of_order", field="from_on")
    if status not in ACTIVE and not reason:
        raise RuleBroken("status.reason_missing", field="reason")


def refuse_above_own(held: Collection[Role], touched: Collection[Role]) -> None:
    """Only a chair changes entries of chair and deputies; a deputy can't remove the chair.

    Raises RuleBroken.
    """
    if LEADERS & frozenset(touched) and Role.CHAIR not in held:
        raise RuleBroken("member.chair_only")


def word_on_past(
    held: Collection[Role], of_member: Collection[Role], were_there: Collection[Collection[Role]]
) -> Word | None:
    """What a member's word does for one who came later; None: the member has no say.

    `were_there` are the offices of all others who saw what is to be opened, the speaker included.
    The chair among them decides alone; without a chair, anybody of the committee; without these,
    two members must agree.
    """
    offices = {role for roles in were_there for role in roles}
    if Role.CHAIR in offices and Role.CHAIR not in of_member:
        return Word.ENOUGH if Role.CHAIR in held else None
    if offices & REVIEWERS:
        return Word.ENOUGH if frozenset(held) & REVIEWERS else None
    return Word.ONE_OF_TWO


def refuse_opening(since: date | None, from_on: date | None, *, own: date | None) -> None:
    """What is opened is older than what the member sees, and the speaker sees it, too.

    Raises RuleBroken.
    """
    if since is None or (from_on is not None and from_on >= since):
        raise RuleBroken("past.open_already", field="from_on")
    if own is not None and (from_on is None or from_on < own):
        raise RuleBroken("past.not_seen", field="from_on", since=own)
