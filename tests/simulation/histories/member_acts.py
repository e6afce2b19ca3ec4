"""Members: added under another spelling, imported again, away, exempt, gone."""

import unicodedata
from datetime import date

from tests.simulation.histories.branch import NAMES, Branch, NothingToDo
from webapp.accounts.members import bulk_service, service
from webapp.accounts.members import queries as roster
from webapp.accounts.members.particulars import Particulars
from webapp.accounts.rules import MemberStatus
from webapp.imports import queries as imports
from webapp.imports.cell_values import Wanted
from webapp.imports.matching import Members, compare
from webapp.imports.rules import RowOutcome
from webapp.plans.absences import service as absences
from webapp.plans.absences.rules import AbsenceKind
from webapp.plans.service import volunteering

_SPELLINGS = (
    ("òa", "oà"),
    ("úy", "uý"),
    ("'", "\u2019"),
    ("'", ""),
    ("Đ", "\u00d0"),
    ("ê", "e\u0302"),
)


def spelled(branch: Branch, name: str) -> str:
    """A name as somebody else would type it."""
    old, new = branch.rng.choice(_SPELLINGS)
    changed = name.replace(old, new)
    how = branch.rng.randint(0, 3)
    if how == 0:
        return changed.upper()
    return unicodedata.normalize("NFD", changed) if how == 1 else changed


def add(branch: Branch) -> set[int]:
    """The chair adds somebody who may be there already."""
    name = spelled(branch, branch.rng.choice(NAMES))
    wanted = Particulars(name, None, None, date(2020, 1, 1), None)
    service.add_member(
        branch.chair, wanted, status=MemberStatus.OFFICIAL, is_other=False, now=branch.now
    )
    return set()


def import_list(branch: Branch) -> set[int]:
    """The chair confirms a list with somebody on it, as far as nothing has to be asked."""
    name = spelled(branch, branch.rng.choice(NAMES))
    joined_on = branch.rng.choice((date(2020, 1, 1), None))
    members = Members(imports.known_members(branch.chair, branch.today))
    terms = imports.terms_for(branch.chair, branch.today)
    [verdict] = compare([Wanted(2, name, joined_on=joined_on)], members, terms)
    if verdict.outcome is not RowOutcome.NEW or verdict.near:
        raise NothingToDo
    about = Particulars(name, None, None, joined_on or branch.today, None)
    bulk_service.take_in(
        branch.chair, [bulk_service.Newcomer(about, MemberStatus.OFFICIAL, None)], now=branch.now
    )
    return set()


def change_status(branch: Branch) -> set[int]:
    """A member is exempt, suspended or gone, or back."""
    name = branch.rng.choice(NAMES[2:])
    member = roster.get_member(branch.chair, branch.members[name])
    branch.exempted.add(member.id)
    status = branch.rng.choice(
        (MemberStatus.EXEMPT, MemberStatus.SUSPENDED, MemberStatus.OFFICIAL, MemberStatus.LEFT)
    )
    service.change_status(
        branch.chair,
        member,
        status,
        from_on=branch.today,
        reason="Theo nghị quyết.",
        now=branch.now,
    )
    return set()


def tell_absence(branch: Branch) -> set[int]:
    """The chair writes down that a member is away."""
    member_id = branch.rng.choice(list(branch.members.values()))
    branch.exempted.add(member_id)
    days = (branch.later(1), branch.later(branch.rng.randint(2, 70)))
    absences.tell(
        branch.chair, member_id, days, branch.rng.choice(list(AbsenceKind)), now=branch.now
    )
    return set()


def volunteer(branch: Branch) -> set[int]:
    """A member offers to report in one of the next months."""
    member_id = branch.rng.choice(list(branch.members.values()))
    month = branch.today.replace(day=1)
    if branch.rng.random() < 0.5:
        raise NothingToDo
    volunteering.volunteer(branch.scope_of(member_id), month, now=branch.now)
    return {member_id}


ACTS = (
    (add, 2),
    (import_list, 2),
    (change_status, 2),
    (tell_absence, 1),
    (volunteer, 1),
)
