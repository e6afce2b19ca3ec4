"""Reports: assigned, written, sent, returned, agreed to, put off, withdrawn, filed."""

from typing import Any

from tests.simulation.histories.branch import MONTHS, Branch, NothingToDo
from webapp.reports import assigning, queries, service
from webapp.reports.models import SelfReport
from webapp.reports.outline import Written
from webapp.reports.rules import BEING_WRITTEN, BasedOn, ReportState

_TEXT = {"commitments": "Đã làm.", "remedies": "Đã sửa.", "present": "Còn hạn chế."}
_OWN = BEING_WRITTEN | {ReportState.ASSIGNED}


def _written(branch: Branch, report: SelfReport) -> Written:
    """Every section, and an answer to every thread that was carried into the report."""
    scope = branch.scope_of(report.member_id)
    threads = service.threads_to_answer(scope, report, queries.frozen(scope, report.id))
    return Written(_TEXT, {thread.key: "Đang sửa." for thread in threads})


def _token(branch: Branch, report: SelfReport) -> Any:
    latest = queries.latest_version(branch.chair, report.id)
    return latest.token if latest else BasedOn()


def _number(branch: Branch, report: SelfReport) -> int:
    latest = queries.latest_version(branch.chair, report.id)
    return latest.number if latest else 0


def assign(branch: Branch) -> set[int]:
    """The chair names somebody for this month or one of the next."""
    month = branch.rng.choice([m for m in MONTHS if m >= branch.today.replace(day=1)])
    member = branch.rng.choice(list(branch.members.values()))
    assigning.assign(branch.chair, month, [member], now=branch.now)
    return set()


def send(branch: Branch) -> set[int]:
    """An author sends a draft to the committee."""
    report = branch.one_of(SelfReport, SelfReport.state.in_(_OWN))
    author = branch.scope_of(report.member_id)
    token = _token(branch, report)
    if report.state is ReportState.ASSIGNED:
        service.save(author, report, _written(branch, report), token, now=branch.now)
        token = _token(branch, report)
    service.submit(author, report, _written(branch, report), token, now=branch.now)
    return {report.member_id}


def take_back(branch: Branch) -> set[int]:
    """An author takes a draft back."""
    report = branch.one_of(SelfReport, SelfReport.state == ReportState.SUBMITTED)
    service.take_back(branch.scope_of(report.member_id), report, now=branch.now)
    return {report.member_id}


def _reviewer(branch: Branch, report: SelfReport) -> Any:
    others = [s for s in list(branch.scopes.values())[:2] if s.member_id != report.member_id]
    return branch.rng.choice(others)


def give_back(branch: Branch) -> set[int]:
    """The committee asks for more."""
    report = branch.one_of(SelfReport, SelfReport.state == ReportState.SUBMITTED)
    said = [service.NewRemark(None, "Cần nói rõ hơn.", asks_supplement=True)]
    number = _number(branch, report)
    service.return_(_reviewer(branch, report), report, said, version=number, now=branch.now)
    return set()


def accept(branch: Branch) -> set[int]:
    """The committee agrees."""
    report = branch.one_of(SelfReport, SelfReport.state == ReportState.SUBMITTED)
    number = _number(branch, report)
    service.accept(_reviewer(branch, report), report, [], version=number, now=branch.now)
    return set()


def postpone(branch: Branch) -> set[int]:
    """The chair puts a report off, to a month or without one."""
    report = branch.one_of(SelfReport)
    again_in = branch.rng.choice([None, *(m for m in MONTHS if m > report.month)])
    service.postpone(branch.chair, report, "Bận đột xuất.", now=branch.now, again_in=again_in)
    return set()


def withdraw(branch: Branch) -> set[int]:
    """The chair withdraws a report."""
    report = branch.one_of(SelfReport)
    service.withdraw(branch.chair, report, "Không còn phù hợp.", now=branch.now)
    return set()


def file(branch: Branch) -> set[int]:
    """An author files the final text, or the chair does so for the author."""
    report = branch.one_of(SelfReport, SelfReport.state == ReportState.FINALIZING)
    by_author = branch.rng.random() < 0.7
    scope = branch.scope_of(report.member_id) if by_author else branch.chair
    service.file(scope, report, _written(branch, report), _token(branch, report), now=branch.now)
    return {report.member_id} if by_author else set()


def unfile(branch: Branch) -> set[int]:
    """The chair takes back what was filed for an author."""
    report = branch.one_of(SelfReport, SelfReport.state == ReportState.FILED_FOR)
    if report.member_id == branch.chair.member_id:
        raise NothingToDo
    service.unfile(branch.chair, report, now=branch.now)
    return set()


ACTS = (
    (assign, 3),
    (send, 6),
    (take_back, 1),
    (give_back, 2),
    (accept, 4),
    (postpone, 3),
    (withdraw, 1),
    (file, 4),
    (unfile, 1),
)
