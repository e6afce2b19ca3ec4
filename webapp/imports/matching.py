"""Whom a row means among the members there are, and what would change about them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from webapp.accounts.rules import ACTIVE, LEADERS, MemberStatus, Role
from webapp.core.vietnamese import without_marks
from webapp.imports.rules import Column, Fault, Outcome
from webapp.imports.values import Found, Wanted


@dataclass(frozen=True)
class Known:
    """A member as they stand today."""

    id: int
    full_name: str
    email: str | None
    phone: str | None
    joined_on: date
    admitted_on: date | None
    status: MemberStatus
    status_since: date
    roles: frozenset[Role]


@dataclass(frozen=True)
class Terms:
    """Who asks, and on which day."""

    today: date
    #: The chair may change everybody; a deputy nobody who leads.
    is_chair: bool
    asker_id: int | None
    offices: Sequence[Role]


@dataclass(frozen=True)
class Verdict:
    """What a row comes to; changes are what is there now and what will be, by column."""

    wanted: Wanted
    outcome: Outcome
    member_id: int | None = None
    changes: dict[Column, tuple[Any, Any]] = field(default_factory=dict)
    faults: list[Found] = field(default_factory=list)


class _Refused(Exception):
    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self.found = found


class Members:
    """The members of an organization, found as a list of people names them."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_email: dict[str, list[Known]] = defaultdict(list)
        self._by_phone: dict[str, list[Known]] = defaultdict(list)
        self._by_name: dict[str, list[Known]] = defaultdict(list)
        for member in known:
            if member.email:
                self._by_email[member.email].append(member)
            if member.phone:
                self._by_phone[member.phone].append(member)
            self._by_name[name_key(member.full_name)].append(member)

    def meant_by(self, wanted: Wanted) -> Known | None:
        """The member a row means: by e-mail address, else by phone, else by name and day."""
        found = self._of_email(wanted) or self._of_phone(wanted)
        return found or self._of_name(wanted)

    def _of_email(self, wanted: Wanted) -> Known | None:
        owners = self._by_email.get(wanted.email or "", [])
        if not owners:
            return None
        same = [one for one in owners if alike(one.full_name, wanted.full_name)]
        if not same:
            facts = {"name": owners[0].full_name}
            found = Found(Fault.OTHER_PERSON, Column.EMAIL, wanted.email or "", facts)
            raise _Refused(found)
        return _only(same, wanted)

    def _of_phone(self, wanted: Wanted) -> Known | None:
        # Couples share a phone: a number alone means nobody, with the name it does.
        owners = self._by_phone.get(wanted.phone or "", [])
        same = [one for one in owners if alike(one.full_name, wanted.full_name)]
        return _only(same, wanted) if same else None

    def _of_name(self, wanted: Wanted) -> Known | None:
        same = self._by_name.get(name_key(wanted.full_name), [])
        fitting = [one for one in same if any(_days(one, wanted))]
        if fitting:
            return _only(fitting, wanted)
        namesakes = [one for one in same if not _days(one, wanted)]
        if any(_contradicts(one, wanted) for one in namesakes):
            raise _Refused(Found(Fault.AMBIGUOUS, facts={"count": len(namesakes)}))
        return _only(namesakes, wanted) if namesakes else None


def _only(found: Sequence[Known], wanted: Wanted) -> Known:
    if len(found) > 1:
        raise _Refused(Found(Fault.AMBIGUOUS, facts={"count": len(found)}))
    return found[0]


def name_key(full_name: str) -> str:
    """A name in the form in which two are the same; marks count, capitals do not."""
    return full_name.casefold()


def alike(one: str, other: str) -> bool:
    """Whether two names may be one person's: but for marks, or with the same given name."""
    mine, theirs = without_marks(one).split(), without_marks(other).split()
    return mine[-1:] == theirs[-1:]


def _days(member: Known, wanted: Wanted) -> list[bool]:
    """For each day that both know, whether it is the same one."""
    pairs = ((wanted.joined_on, member.joined_on), (wanted.admitted_on, member.admitted_on))
    return [mine == theirs for mine, theirs in pairs if mine is not None and theirs is not None]


def _contradicts(member: Known, wanted: Wanted) -> bool:
    """Whether a namesake has another address or number than the row."""
    pairs = ((wanted.email, member.email), (wanted.phone, member.phone))
    return any(mine != theirs for mine, theirs in pairs if mine and theirs)


def compare(rows: Iterable[Wanted], members: Members, terms: Terms) -> list[Verdict]:
    """What each row comes to; the second row that names a person is a fault."""
    seen: dict[Any, int] = {}
    return [_verdict(wanted, members, terms, seen) for wanted in rows]


def _verdict(wanted: Wanted, members: Members, terms: Terms, seen: dict[Any, int]) -> Verdict:
    try:
        member = members.meant_by(wanted)
        _refuse_twice(wanted, member, seen)
        _refuse_new_place(wanted, member, terms)
        changes = _changes(member, wanted, terms) if member else {}
    except _Refused as refused:
        return Verdict(wanted, Outcome.FAULTY, faults=[refused.found])
    if member is None:
        return Verdict(wanted, Outcome.NEW)
    outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
    return Verdict(wanted, outcome, member.id, changes)


def _refuse_twice(wanted: Wanted, member: Known | None, seen: dict[Any, int]) -> None:
    """Two rows of a sheet never mean one person."""
    keys: list[Any] = [("name", name_key(wanted.full_name), wanted.joined_on, wanted.admitted_on)]
    if wanted.email:
        keys.append(("email", wanted.email))
    if wanted.phone:
        keys.append(("phone", wanted.phone, name_key(wanted.full_name)))
    if member:
        keys.append(member.id)
    first = next((seen[key] for key in keys if key in seen), None)
    if first is not None and not (member is None and _told_apart(wanted, seen, keys)):
        raise _Refused(Found(Fault.TWICE, facts={"first": first}))
    for key in keys:
        seen.setdefault(key, wanted.number)


def _told_apart(wanted: Wanted, seen: Mapping[Any, int], keys: Sequence[Any]) -> bool:
    """Whether a namesake of the sheet is told apart by an address or a number of their own."""
    alone = [key for key in keys if key in seen]
    return len(alone) == 1 and alone[0][0] == "name" and bool(wanted.email or wanted.phone)


def _refuse_new_place(wanted: Wanted, member: Known | None, terms: Terms) -> None:
    """Offices and statuses that a list of people can't give."""
    if member is not None and member.status is MemberStatus.LEFT:
        raise _Refused(Found(Fault.HAS_LEFT, facts={"name": member.full_name}))
    held = member.roles if member else frozenset()
    if wanted.role is not None and wanted.role not in held:
        if wanted.role is Role.CHAIR:
            raise _Refused(Found(Fault.ROLE_CHAIR, Column.ROLE))
        if wanted.role not in terms.offices:
            raise _Refused(Found(Fault.ROLE_NOT_HERE, Column.ROLE))
        if member is not None and member.status not in ACTIVE:
            raise _Refused(Found(Fault.ROLE_NOT_ACTIVE, Column.ROLE))
    stands = member.status if member else None
    if wanted.status is not None and wanted.status not in ACTIVE and wanted.status is not stands:
        raise _Refused(Found(Fault.STATUS_ENDS, Column.STATUS))


def _loses_marks(now_is: Any, will_be: Any) -> bool:
    """Whether the same name was merely typed without its marks."""
    is_plain = isinstance(now_is, str) and isinstance(will_be, str) and will_be.isascii()
    return is_plain and without_marks(now_is) == will_be.casefold()


_KEPT = (Column.FULL_NAME, Column.EMAIL, Column.PHONE, Column.JOINED_ON, Column.ADMITTED_ON)


def _changes(member: Known, wanted: Wanted, terms: Terms) -> dict[Column, tuple[Any, Any]]:
    """What a row would change about a member; an empty cell changes nothing."""
    changes: dict[Column, tuple[Any, Any]] = {}
    for column in _KEPT:
        now_is, will_be = getattr(member, column.value), getattr(wanted, column.value)
        if will_be is not None and will_be != now_is and not _loses_marks(now_is, will_be):
            changes[column] = (now_is, will_be)
    if wanted.status is not None and wanted.status is not member.status:
        if member.status_since > terms.today:
            raise _Refused(Found(Fault.STATUS_AHEAD, Column.STATUS))
        changes[Column.STATUS] = (member.status, wanted.status)
    if wanted.role is not None and wanted.role not in member.roles:
        held = min(member.roles, key=list(Role).index, default=None)
        changes[Column.ROLE] = (held, wanted.role)
    if changes and not terms.is_chair and member.roles & LEADERS and member.id != terms.asker_id:
        raise _Refused(Found(Fault.CHAIR_ONLY))
    return changes
