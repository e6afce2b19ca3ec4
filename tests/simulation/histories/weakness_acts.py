"""Weaknesses: pointed out, promised, agreed on, reported as put right, opened again."""

from tests.simulation.histories.branch import Branch
from webapp.followups import service
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessSource, WeaknessState


def _day(branch: Branch) -> object:
    return branch.rng.choice((None, *(branch.later(n) for n in (-20, -1, 0, 1, 5, 30, 400))))


def point_out(branch: Branch) -> set[int]:
    """The committee points something out."""
    service.point_out(
        branch.chair,
        branch.rng.choice(list(branch.members.values())),
        source=WeaknessSource.YEARLY_REVIEW,
        wording="Còn nể nang.",
        pointed_out_on=branch.later(-branch.rng.randint(0, 60)),
        due_on=_day(branch),
        now=branch.now,
    )
    return set()


def _open(branch: Branch, *states: WeaknessState) -> Weakness:
    found: Weakness = branch.one_of(Weakness, Weakness.state.in_(states))
    return found


def promise(branch: Branch) -> set[int]:
    """The member says by when."""
    row = _open(branch, WeaknessState.OPEN)
    service.promise(
        branch.scope_of(row.member_id), row, "Sẽ sửa.", now=branch.now, due_on=_day(branch)
    )
    return {row.member_id}


def arrange(branch: Branch) -> set[int]:
    """The committee agrees on a helper and a day."""
    row = _open(branch, WeaknessState.OPEN)
    helper = branch.rng.choice([m for m in branch.members.values() if m != row.member_id])
    service.arrange(branch.chair, row, helper_id=helper, due_on=_day(branch), now=branch.now)
    return set()


def report_remedy(branch: Branch) -> set[int]:
    """The member reports that it is put right."""
    row = _open(branch, WeaknessState.OPEN)
    service.report_remedy(branch.scope_of(row.member_id), row, "Đã sửa.", now=branch.now)
    return {row.member_id}


def confirm(branch: Branch) -> set[int]:
    """The committee confirms."""
    row = _open(branch, WeaknessState.REMEDY_REPORTED)
    service.confirm(branch.chair, row, "Đã thấy.", now=branch.now)
    return set()


def reopen(branch: Branch) -> set[int]:
    """The committee opens it again, with a day to come or one in the past."""
    row = _open(branch, WeaknessState.REMEDY_REPORTED, WeaknessState.CONFIRMED)
    service.reopen(branch.chair, row, "Chưa xong.", due_on=_day(branch), now=branch.now)
    return set()


ACTS = (
    (point_out, 2),
    (promise, 2),
    (arrange, 3),
    (report_remedy, 3),
    (confirm, 2),
    (reopen, 3),
)
