"""Which member a row means, and what it would change about them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from webapp.accounts.members.same_person import called_alike, days_alike, may_be_same
from webapp.accounts.rules import ACTIVE, LEADERS, MemberStatus, Role
from webapp.core.vietnamese import same_spelling, search_key, spelling_key, without_marks
from webapp.imports.cell_values import Found, Wanted
from webapp.imports.rules import Column, Fault, RowOutcome

_NOTHING: Mapping[Column, tuple[Any, Any]] = MappingProxyType({})


class Known(NamedTuple):
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
    #: The chair may change everybody; a deputy everybody but the leaders.
    is_chair: bool
    asker_id: int | None
    offices: Sequence[Role]


class Verdict(NamedTuple):
    """What a row comes to; changes are what is there now and what will be, by column."""

    wanted: Wanted
    outcome: RowOutcome
    member_id: int | None = None
    changes: Mapping[Column, tuple[Any, Any]] = _NOTHING
    faults: Sequence[Found] = ()
    #: Who may be the same person as somebody new: members, and rows above.
    near: Sequence["Known | Wanted"] = ()


class _Refused(Exception):
    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self.found = found


class _Near:
    """Entries found by what somebody else's may have in common with them."""

    def __init__(self) -> None:
        self._by_mark: dict[str, list[Known | Wanted]] = defaultdict(list)

    def add(self, entry: Known | Wanted) -> None:
        for mark in self._marks(entry):
            self._by_mark[mark].append(entry)

    def of(self, wanted: Wanted) -> list[Known | Wanted]:
        near = [one for mark in self._marks(wanted) for one in self._by_mark.get(mark, ())]
        return [one for one in dict.fromkeys(near) if may_be_same(one, wanted)]

    def _marks(self, entry: Known | Wanted) -> list[str]:
        return [search_key(entry.full_name), *([entry.phone] if entry.phone else [])]


class Members:
    """The members of an organization, found as a list of people names them."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_email: dict[str, list[Known]] = defaultdict(list)
        self._by_phone: dict[str, list[Known]] = defaultdict(list)
        self._by_name: dict[str, list[Known]] = defaultdict(list)
        self.near = _Near()
        for member in known:
            self.near.add(member)
            if member.email:
                self._by_email[member.email].append(member)
            if member.phone:
                self._by_phone[member.phone].append(member)
            self._by_name[search_key(member.full_name)].append(member)

    def meant_by(self, wanted: Wanted) -> Known | None:
        """The member a row means: by e-mail address, else by phone, else by name and day."""
        found = self._of_email(wanted) or self._of_phone(wanted)
        return found or self._of_name(wanted)

    def _of_email(self, wanted: Wanted) -> Known | None:
        owners = self._by_email.get(wanted.email or "", [])
        if not owners:
            return None
        same = [one for one in owners if called_alike(one.full_name, wanted.full_name)]
        if not same:
            facts = {"name": owners[0].full_name}
            found = Found(Fault.OTHER_PERSON, Column.EMAIL, wanted.email or "", facts)
            raise _Refused(found)
        return _only(same, wanted)

    def _of_phone(self, wanted: Wanted) -> Known | None:
        # Couples share a phone: only number and name together mean a member.
        owners = self._by_phone.get(wanted.phone or "", [])
        same = [one for one in owners if called_alike(one.full_name, wanted.full_name)]
        return _only(same, wanted) if same else None

    def _of_name(self, wanted: Wanted) -> Known | None:
        near = self._by_name.get(search_key(wanted.full_name), [])
        same = [one for one in near if same_spelling(one.full_name, wanted.full_name)]
        fitting = [one for one in same if any(days_alike(one, wanted))]
        if fitting:
            return _only(fitting, wanted)
        namesakes = [one for one in same if not days_alike(one, wanted)]
        if any(_contradicts(one, wanted) for one in namesakes):
            raise _Refused(Found(Fault.AMBIGUOUS, facts={"count": len(namesakes)}))
        return _only(namesakes, wanted) if namesakes else None


def _only(found: Sequence[Known], wanted: Wanted) -> Known:
    if len(found) > 1:
        raise _Refused(Found(Fault.AMBIGUOUS, facts={"count": len(found)}))
    return found[0]


def _contradicts(member: Known, wanted: Wanted) -> bool:
    """Whether a namesake has another address or number than the row."""
    pairs = ((wanted.email, member.email), (wanted.phone, member.phone))
    return any(mine != theirs for mine, theirs in pairs if mine and theirs)


def compare(rows: Iterable[Wanted], members: Members, terms: Terms) -> list[Verdict]:
    """What each row comes to; the second row that names a person is a fault."""
    seen, new, verdicts = _Seen(), _Near(), []
    for wanted in rows:
        verdict = _verdict(wanted, members, terms, seen)
        if verdict.outcome is RowOutcome.NEW:
            verdict = verdict._replace(near=[*members.near.of(wanted), *new.of(wanted)])
            new.add(wanted)
        verdicts.append(verdict)
    return verdicts


def _verdict(wanted: Wanted, members: Members, terms: Terms, seen: "_Seen") -> Verdict:
    try:
        member = members.meant_by(wanted)
        seen.refuse_twice(wanted, member)
        _refuse_office_or_status(wanted, member, terms)
        changes = _changes(member, wanted, terms) if member else {}
    except _Refused as refused:
        return Verdict(wanted, RowOutcome.FAULTY, faults=[refused.found])
    if member is None:
        return Verdict(wanted, RowOutcome.NEW)
    outcome = RowOutcome.CHANGED if changes else RowOutcome.UNCHANGED
    return Verdict(wanted, outcome, member.id, changes)


class _Seen:
    """Whom the rows above named; two rows of a sheet never mean one person."""

    def __init__(self) -> None:
        self._members: dict[int, int] = {}
        self._emails: dict[str, int] = {}
        #: By number and name, without marks.
        self._phones: dict[tuple[str, str], int] = {}
        self._names: dict[tuple[str, date | None, date | None], int] = {}

    def refuse_twice(self, wanted: Wanted, member: Known | None) -> None:
        number, key = wanted.number, spelling_key(wanted.full_name)
        firsts = []
        if member:
            firsts.append(self._members.setdefault(member.id, number))
        if wanted.email:
            firsts.append(self._emails.setdefault(wanted.email, number))
        if wanted.phone:
            firsts.append(
                self._phones.setdefault((wanted.phone, search_key(wanted.full_name)), number)
            )
        namesake = self._names.setdefault((key, wanted.joined_on, wanted.admitted_on), number)
        # With an address or a number of their own, namesakes are told apart.
        first = min(firsts, default=namesake)
        if first != number:
            raise _Refused(Found(Fault.TWICE, facts={"first": first}))


def _refuse_office_or_status(wanted: Wanted, member: Known | None, terms: Terms) -> None:
    """Refuse offices and statuses that a list of people can't give."""
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
    return is_plain and without_marks(now_is) == without_marks(will_be)


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
