"""The way of a weakness: steps, notes, meetings, reminders and the answers one may read."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from tests.cast import NOW
from webapp.accounts.permissions import Permission
from webapp.core.db import db
from webapp.followups import queries as threads
from webapp.followups import service as followups
from webapp.followups.rules import WeaknessSource
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.reports import queries as reports
from webapp.reports import service as reporting
from webapp.reports.outline import Section, Written
from webapp.reports.rules import BasedOn
from webapp.timelines import queries
from webapp.timelines.rules import StationKind

TODAY = NOW.date()
ANSWER = "Chưa xong, vì còn ngại; hẹn tháng 12."


@pytest.fixture
def who(cast, scope_of):
    """Everybody's scope; Bình helps Mai with one weakness she has answered in her report."""
    people = ("lan", "dung", "hung", "mai", "binh")
    scopes = SimpleNamespace(**{name: scope_of(getattr(cast, name)) for name in people})
    scopes.thread = followups.point_out(
        scopes.lan,
        cast.mai.member_id,
        source=WeaknessSource.YEARLY_REVIEW,
        wording="Ít phát biểu.",
        pointed_out_on=date(2026, 11, 2),
        due_on=date(2026, 11, 30),
        helper_id=cast.binh.member_id,
        now=NOW - timedelta(days=3),
    )
    return scopes


def submit(cast, who, answer=ANSWER, *, now=NOW):
    report = db.session.merge(cast.report)
    written = Written(dict.fromkeys(Section, "Đã làm."), {str(who.thread.id): answer})
    latest = reports.latest_version(who.mai, report.id)
    reporting.submit(who.mai, report, written, BasedOn(latest.number, latest.revision), now=now)
    db.session.flush()
    return report


def way(scope, who):
    weakness = threads.get_weakness(scope, who.thread.id, Permission.WEAKNESS_SEE)
    return queries.of_weakness(scope, weakness, TODAY)


def answers(scope, who):
    return [s.what for s in way(scope, who).stations if s.kind is StationKind.ANSWER]


def test_everything_stands_in_the_order_in_which_it_happened(cast, who):
    followups.note(who.binh, who.thread, "Đã trao đổi.", now=NOW - timedelta(days=2))
    notices.announce(
        who.lan,
        NoticeKind.REMEDY_DUE,
        to=who.mai.member_id,
        subject=f"weakness:{who.thread.id}",
        due_on=TODAY,
        now=NOW - timedelta(days=1),
    )
    submit(cast, who)
    kinds = [station.kind for station in way(who.mai, who).stations]
    assert kinds == [
        StationKind.STEP,
        StationKind.STEP,
        StationKind.REMINDER,
        StationKind.ANSWER,
    ]


def test_an_answer_shows_to_its_author_and_the_committee(cast, who):
    report = submit(cast, who)
    for scope in (who.mai, who.lan):
        [answer] = answers(scope, who)
        assert (answer.report.id, answer.text, answer.may_open) == (report.id, ANSWER, True)
        assert [r.id for r in way(scope, who).reports_read] == [report.id]


def test_the_helper_learns_that_it_was_answered_and_reads_it_once_the_papers_are_out(cast, who):
    report = submit(cast, who)
    [answer] = answers(who.binh, who)
    assert (answer.text, answer.may_open) == (None, False)
    assert way(who.binh, who).reports_read == []

    version = reports.latest_version(who.hung, report.id).number
    reporting.accept(who.hung, report, version=version, now=NOW)
    reporting.release(who.lan, report, now=NOW)
    [answer] = answers(who.binh, who)
    assert (answer.text, answer.may_open) == (ANSWER, True)


def test_what_was_taken_back_is_no_longer_read_by_the_committee(cast, who):
    report = submit(cast, who)
    reporting.take_back(who.mai, report, now=NOW)
    assert [answer.text for answer in answers(who.lan, who)] == [None]
    assert [answer.text for answer in answers(who.mai, who)] == [ANSWER]


def test_the_answer_handed_in_last_counts(cast, who):
    report = submit(cast, who)
    reporting.take_back(who.mai, report, now=NOW)
    submit(cast, who, "Đã phát biểu hai lần.", now=NOW + timedelta(hours=1))
    assert [answer.text for answer in answers(who.lan, who)] == ["Đã phát biểu hai lần."]


def test_a_draft_not_handed_in_is_no_station(who):
    assert answers(who.mai, who) == []
