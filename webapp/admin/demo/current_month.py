"""The current month of the demo: half done, so that every role has something to do."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from webapp.accounts.scope import Scope
from webapp.admin.demo import meetings, report_writing, sample_texts
from webapp.admin.demo.founding import Cast
from webapp.admin.demo.report_writing import at
from webapp.admin.demo.turn_requests import change_turns
from webapp.admin.demo.year import next_with_reports
from webapp.core import clock
from webapp.followups import service as threads
from webapp.followups.rules import WeaknessSource
from webapp.plans import queries as plans
from webapp.plans import service as planning
from webapp.plans.rules import Deadlines, MonthKind
from webapp.reports import assigning
from webapp.reports.models import SelfReport

#: How far each report of a unit has come: written, sent, returned, agreed.
_STAGES = {
    "kham-benh": ("draft", "sent"),
    "noi": ("agreed", "sent"),
    "ngoai": ("returned", "agreed"),
    "duoc": ("sent",),
    "cong-doan": ("draft", "agreed"),
    "chi-doan": ("agreed", "draft"),
}


def this_month(
    cast: Cast, today: date, days: Deadlines, rng: Random, authors: Sequence[Scope]
) -> None:
    """Name the reporters, let them come so far, and call the meeting."""
    month, stages = clock.month_of(days.meeting_on), _STAGES[cast.unit.code]
    before = at(today - timedelta(days=20), 16)
    named = authors[: len(stages)]
    if cast.is_first:
        # Members that visitors can sign in as.
        named = [cast.named("Trần Văn Minh"), cast.named("Vũ Thị Thu Hà")]
    with clock.stopped(before):
        # There is something to do this month: a thematic session is moved to the next.
        if plans.month_plan(cast.chair, month).kind is MonthKind.THEMATIC:
            planning.change_month(cast.chair, clock.next_month(month), MonthKind.THEMATIC, "")
        planning.change_month(cast.chair, month, MonthKind.REPORTS, "")
        ids = [author.member_id or 0 for author in named]
        _point_out(cast, named[0], today)
        reports = assigning.assign(cast.chair, month, ids, now=before)
    in_order = {report.member_id: report for report in reports}
    for author, stage in zip(named, stages, strict=True):
        _bring_to(cast, in_order[author.member_id or 0], stage, today, rng)
    meetings.call(cast, month, days, rng, on=today - timedelta(days=2))
    if cast.is_first:
        with clock.stopped(at(today - timedelta(days=1), 19)):
            planning.volunteer(
                cast.named("Đặng Ngọc Anh"), next_with_reports(cast, month), now=clock.now()
            )
    change_turns(cast, month, today)


def who_prepares(cast: Cast) -> Scope | None:
    """In the branch that visitors see first, a member they can sign in as prepares the session."""
    return cast.named("Đặng Ngọc Anh") if cast.is_first else None


def last_months_authors(cast: Cast, authors: Sequence[Scope]) -> list[Scope]:
    """Who reported last month; the second one still completes the report."""
    if not cast.is_first:
        return list(authors)
    return [authors[0], cast.named("Đặng Ngọc Anh")]


def _point_out(cast: Cast, member: Scope, today: date) -> None:
    """A weakness from the yearly review waits for an answer."""
    helper = next(m for m in cast.members if m.member_id != member.member_id)
    threads.point_out(
        cast.chair,
        member.member_id or 0,
        source=WeaknessSource.YEARLY_REVIEW,
        wording=sample_texts.WEAKNESSES[2],
        pointed_out_on=today - timedelta(days=21),
        due_on=today + timedelta(days=5),
        helper_id=helper.member_id,
        now=clock.now(),
    )


def _bring_to(cast: Cast, report: SelfReport, stage: str, today: date, rng: Random) -> None:
    author = report_writing.author_of(cast, report)
    report_writing.draft(author, report, at(today - timedelta(days=5), 20), rng)
    if stage == "draft":
        return
    report_writing.hand_in(author, report, at(today - timedelta(days=2), 20, 15), rng)
    reviewer = cast.reviewer_of(report.member_id)
    if stage == "returned":
        report_writing.send_back(reviewer, report, at(today - timedelta(days=1), 8, 10), rng)
    if stage == "agreed":
        report_writing.agree(reviewer, report, at(today - timedelta(days=1), 9), rng)
