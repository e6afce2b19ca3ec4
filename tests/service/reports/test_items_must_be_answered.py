"""A report is not handed in nor filed while an item of the year's registration is unanswered."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

import tasks.app
from tests.cast import NOW
from tests.service.commitments.year import in_force, items
from tests.service.reports.conftest import FULL
from tests.tasks.conftest import worker  # noqa: F401 - the worker of a task
from webapp.commitments import queries as registrations
from webapp.commitments import service as commitments
from webapp.commitments.service import Wanted
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.reports import queries, service
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.outline import Section, Written
from webapp.reports.rules import FrozenAs, ReportState

OVERDUE, AHEAD = date(2026, 11, 15), date(2026, 12, 20)


@pytest.fixture
def keys(mai, hung, lan):
    """The keys of Mai's items in force: one overdue, one ahead, one without a day."""
    wanted = [Wanted("Đúng giờ", "", OVERDUE), Wanted("Đọc sách", "", AHEAD), Wanted("Kèm cặp")]
    in_force(mai.scope, hung.scope, *wanted)
    return [f"item-{item.id}" for item in items(mai.scope)]


def refused(mai, written=FULL):
    with pytest.raises(RuleBroken) as broken:
        mai.submit(written)
    db.session.rollback()
    assert broken.value.code == "report.incomplete"
    return [(fault.field, fault.code) for fault in broken.value.facts["faults"]]


def test_every_item_must_be_addressed_and_each_is_named(mai, keys, cast):
    late, ahead, open_end = (f"answer-{key}" for key in keys)
    assert refused(mai) == [
        (late, "report.item_is_due"),
        (ahead, "report.item_missing"),
        (open_end, "report.item_missing"),
    ]
    assert cast.report.state is ReportState.DRAFTING


def test_what_is_due_is_not_put_off_by_a_mark(mai, keys):
    marked = Written(FULL.sections, not_due=frozenset(keys))
    assert refused(mai, marked) == [(f"answer-{keys[0]}", "report.item_is_due")]


def test_words_and_marks_are_kept_with_the_version_that_is_handed_in(mai, keys, cast):
    late, ahead, open_end = keys
    answers = {late: "Đúng giờ cả năm.", open_end: "Đang kèm một người."}
    mai.submit(Written({"present": "Còn ngại góp ý."}, answers, not_due=frozenset({ahead})))
    said = queries.frozen(mai.scope, cast.report.id, FrozenAs.SUBMITTED)
    assert said.asked == {late: "Đúng giờ", ahead: "Đọc sách", open_end: "Kèm cặp"}
    assert (said.answers[late], said.not_due) == ("Đúng giờ cả năm.", {ahead})
    assert said.as_text(Section.COMMITMENTS).startswith("Đúng giờ\n→ Đúng giờ cả năm.")


def test_nothing_is_asked_of_what_the_branch_has_not_confirmed(mai, cast):
    scope = mai.scope
    commitments.save(scope, scope.member_id, 2026, [Wanted("Đúng giờ")], based_on=0, now=NOW)
    assert service.threads_to_answer(mai.scope, cast.report, None) == []


def test_a_report_is_not_filed_when_a_marked_item_has_become_due(mai, hung, lan, keys, moment):
    late, ahead, open_end = keys
    said = Written(FULL.sections, {late: "Xong.", open_end: "Đang làm."}, {}, frozenset({ahead}))
    mai.submit(said)
    hung.accept()
    lan.present()
    lan.conclude()
    db.session.commit()
    moment(NOW + timedelta(days=40))
    with pytest.raises(RuleBroken) as broken:
        mai.file(said)
    db.session.rollback()
    assert [fault.field for fault in broken.value.facts["faults"]] == [f"answer-{ahead}"]
    mai.file(Written(FULL.sections, {**said.answers, ahead: "Đã đọc xong."}))
    final = queries.frozen(mai.scope, mai.report.id, FrozenAs.FILED)
    assert final.answers[ahead] == "Đã đọc xong."


def test_an_item_agreed_after_the_meeting_waits_for_the_next_report(mai, hung, lan, cast):
    mai.submit()
    hung.accept()
    lan.present()
    lan.conclude()
    db.session.commit()
    in_force(mai.scope, hung.scope, "Đúng giờ")
    mai.file()
    assert queries.frozen(mai.scope, cast.report.id, FrozenAs.FILED).asked == {}


def test_an_item_taken_out_by_an_amendment_is_not_asked_any_more(mai, hung, keys, cast):
    found = items(mai.scope)
    commitment = registrations.find(mai.scope, mai.scope.member_id, 2026)
    wanted = [Wanted(one.text, one.measure, one.due_on, item_id=one.id) for one in found[1:]]
    version = commitments.propose(
        mai.scope, commitment, wanted, "Đã chuyển việc.", based_on=commitment.revision, now=NOW
    )
    assert len(service.threads_to_answer(mai.scope, cast.report, None)) == 3
    commitments.confirm_amendment(hung.scope, version, now=NOW)
    asked = [thread.key for thread in service.threads_to_answer(mai.scope, cast.report, None)]
    assert asked == keys[1:]


def test_a_marked_item_that_was_taken_out_since_is_not_asked_again(mai, hung, say, keys, cast):
    late, ahead, open_end = keys
    answers = {late: "Xong.", open_end: "Đang làm."}
    mai.submit(Written(FULL.sections, answers, not_due=frozenset({ahead})))
    hung.return_(say("Nêu thêm."))
    commitment = registrations.find(mai.scope, mai.scope.member_id, 2026)
    left = [one for one in items(mai.scope) if one.text == "Kèm cặp"]
    wanted = [Wanted(one.text, item_id=one.id) for one in left]
    version = commitments.propose(
        mai.scope, commitment, wanted, "Đổi việc.", based_on=commitment.revision, now=NOW
    )
    commitments.confirm_amendment(hung.scope, version, now=NOW)
    before = queries.frozen(mai.scope, cast.report.id, FrozenAs.SUBMITTED)
    asked = {one.key for one in service.threads_to_answer(mai.scope, cast.report, before)}
    assert asked == {late, open_end}
    mai.submit(Written(FULL.sections, answers))


@pytest.fixture
def hand_in(worker):  # noqa: F811
    """A task that hands in a report for somebody, as anything outside a page would."""
    name = "tests.hand_in"
    given = {}

    @worker.task(base=tasks.app.TenantTask, name=name)
    def run(organization_id, report_id):
        with tenancy.tenant(organization_id):
            report = db.session.get_one(SelfReport, (organization_id, report_id))
            scope = given["scope"] or tasks.app.task_scope(organization_id)
            token = queries.latest_version(scope, report.id).token
            service.submit(scope, report, FULL, token, now=clock.now())
            db.session.commit()

    def call(scope, report):
        given["scope"] = scope
        run.apply(kwargs={"organization_id": report.organization_id, "report_id": report.id})

    yield call
    worker.tasks.unregister(name)


def test_a_task_is_refused_like_a_page_and_keeps_nothing(hand_in, mai, keys, cast):
    before = mai.token
    report, here = cast.report, cast.k1.id
    with pytest.raises(RuleBroken) as broken:
        hand_in(mai.scope, report)
    assert f"answer-{keys[0]}" in [fault.field for fault in broken.value.facts["faults"]]
    with tenancy.tenant(here):
        kept = db.session.scalars(select(ReportVersion).order_by(ReportVersion.number)).all()
        assert [(v.token, v.frozen_at) for v in kept] == [(before, None)]
        assert db.session.scalar(select(SelfReport.state)) is ReportState.DRAFTING


def test_a_task_without_a_member_hands_in_nothing(hand_in, mai, cast):
    with pytest.raises(NotVisible):
        hand_in(None, cast.report)
