"""Handing in, taking back, filing."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.service.reports.conftest import FULL
from webapp.audit.events import AuditEvent
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.core.stale_months import StaleMonth
from webapp.followups import service as followups
from webapp.followups.rules import WeaknessSource
from webapp.notices.models import Notice
from webapp.notices.rules import NoticeKind
from webapp.reports import queries
from webapp.reports.outline import Section, Written
from webapp.reports.rules import BasedOn, FrozenAs, ReportState


@pytest.fixture
def weakness(cast, lan):
    """Something the committee pointed out to Mai."""
    return followups.point_out(
        lan.scope,
        cast.mai.member_id,
        source=WeaknessSource.MEETING,
        wording="Còn đi muộn",
        pointed_out_on=clock.today(),
        now=clock.now(),
    )


def told(kind):
    query = select(Notice.recipient_id).where(Notice.kind == kind, Notice.channel == "app")
    return set(db.session.scalars(query))


def test_submitting_freezes_the_version_and_tells_the_committee(mai, cast, events):
    mai.submit()
    version = queries.latest_version(mai.scope, cast.report.id)
    assert (cast.report.state, version.frozen_as) == (ReportState.SUBMITTED, FrozenAs.SUBMITTED)
    assert cast.report.submitted_at == cast.report.first_submitted_at == clock.now()
    assert events() == [AuditEvent.REPORT_SUBMITTED]
    committee = {p.member_id for p in (cast.lan, cast.dung, cast.hung)}
    assert told(NoticeKind.REVIEW_WAITING) == committee
    assert db.session.scalars(select(StaleMonth.month)).all() == [cast.report.month]


def test_a_report_handed_in_at_once_is_started_and_submitted(desk, cast, assigned, events):
    desk(cast.binh, assigned).submit()
    assert assigned.state is ReportState.SUBMITTED
    assert events() == [AuditEvent.REPORT_STARTED, AuditEvent.REPORT_SUBMITTED]


def test_the_author_of_the_committee_is_not_told_of_their_own_report(cast, desk):
    from tests import cast as people

    report = people.begin_report(cast.hung)
    db.session.add(report)
    desk(cast.hung, report).submit()
    assert told(NoticeKind.REVIEW_WAITING) == {cast.lan.member_id, cast.dung.member_id}


def test_missing_sections_are_named(mai):
    with pytest.raises(RuleBroken) as broken:
        mai.submit(Written({"commitments": " ", "present": ""}))
    assert broken.value.code == "report.incomplete"
    assert broken.value.facts["missing"] == [Section.COMMITMENTS, Section.PRESENT]
    assert broken.value.field == "section-commitments"


def test_an_open_weakness_must_be_answered(mai, weakness, cast):
    with pytest.raises(RuleBroken) as broken:
        mai.submit()
    assert broken.value.facts["missing"] == [Section.REMEDIES]
    assert broken.value.field == f"answer-{weakness.id}"
    db.session.rollback()
    assert cast.report.state is ReportState.DRAFTING


def test_not_yet_because_is_an_answer_and_the_wording_is_kept_with_it(mai, weakness, cast):
    answer = {str(weakness.id): "Chưa khắc phục vì trực đêm kéo dài.", "999": "Không ai hỏi."}
    mai.submit(Written(FULL.sections, answer))
    said = queries.frozen(mai.scope, cast.report.id, FrozenAs.SUBMITTED)
    assert said.asked == {str(weakness.id): "Còn đi muộn"}
    assert said.answers == {str(weakness.id): "Chưa khắc phục vì trực đêm kéo dài."}


def test_a_stale_text_is_not_handed_in(mai, cast):
    mai.save(replace(FULL, sections={**FULL.sections, Section.PRESENT: "Viết ở nơi khác."}))
    with pytest.raises(StaleEdit):
        mai.submit(based_on=BasedOn(1, 1))
    db.session.rollback()
    assert cast.report.state is ReportState.DRAFTING


def test_a_submitted_report_is_not_submitted_twice(mai):
    mai.submit()
    with pytest.raises(RuleBroken) as broken:
        mai.submit()
    assert broken.value.code == "report.step_not_open"


def test_a_chair_hands_in_what_was_entered_for_a_member(desk, cast, assigned):
    lan = desk(cast.lan, assigned)
    lan.submit()
    version = queries.latest_version(lan.scope, assigned.id)
    assert (assigned.state, version.entered_for) == (ReportState.SUBMITTED, True)


def test_a_report_nobody_looked_at_can_be_taken_back(mai, hung, cast, events):
    mai.submit()
    mai.take_back()
    assert (cast.report.state, cast.report.submitted_at) == (ReportState.DRAFTING, None)
    assert cast.report.first_submitted_at is not None
    assert events()[-1] == AuditEvent.REPORT_TAKEN_BACK
    with pytest.raises(NotVisible):
        hung.accept(version=1)


def test_once_somebody_has_remarked_it_cannot_be_taken_back(mai, hung, say):
    mai.submit()
    hung.remark(say("Đã đọc."))
    with pytest.raises(RuleBroken) as broken:
        mai.take_back()
    assert broken.value.code == "report.already_remarked"


def test_a_chair_does_not_take_back_what_the_member_handed_in(mai, lan):
    mai.submit()
    with pytest.raises(RuleBroken) as broken:
        lan.take_back()
    assert broken.value.code == "report.step_not_yours"


def test_a_submission_after_a_supplement_can_be_taken_back_again(mai, hung, say, cast):
    mai.submit()
    hung.return_(say("Nêu thêm."))
    mai.submit()
    mai.take_back()
    assert cast.report.state is ReportState.DRAFTING


def test_filing_freezes_the_final_text_and_keeps_the_presented_one(mai, hung, lan, cast, events):
    mai.submit()
    hung.accept()
    lan.present()
    lan.conclude()
    final = Written(FULL.sections | {"present": "Đã tiếp thu kết luận."})
    mai.file(final)
    assert (cast.report.state, cast.report.filed_at) == (ReportState.FILED, clock.now())
    presented = queries.frozen(mai.scope, cast.report.id, FrozenAs.PRESENTED)
    assert presented.sections == FULL.sections
    assert queries.frozen(mai.scope, cast.report.id, FrozenAs.FILED).sections == final.sections
    assert events()[-1] == AuditEvent.REPORT_FILED


def test_filing_is_for_after_the_conclusion_only(mai):
    with pytest.raises(RuleBroken) as broken:
        mai.file()
    assert broken.value.code == "report.step_not_open"


def test_a_weakness_from_the_meeting_waits_for_the_next_report(mai, hung, lan, cast, weakness):
    answered = Written(FULL.sections, {str(weakness.id): "Đã đi đúng giờ."})
    mai.submit(answered)
    hung.accept()
    lan.present()
    lan.conclude()
    followups.point_out(
        lan.scope,
        cast.mai.member_id,
        source=WeaknessSource.MEETING,
        wording="Ít phát biểu",
        pointed_out_on=clock.today(),
        now=clock.now(),
    )
    mai.file(answered)
    said = queries.frozen(mai.scope, cast.report.id, FrozenAs.FILED)
    assert list(said.asked.values()) == ["Còn đi muộn"]
