"""The committee's acts: remarking, asking for a supplement, agreeing, and where nobody could."""

import pytest
from sqlalchemy import delete, select

from tests import cast as people
from tests.as_owner import from_outside
from tests.service.reports.conftest import FULL
from webapp.accounts.models import RoleGrant
from webapp.audit.events import AuditEvent
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.notices.models import Notice
from webapp.notices.rules import NoticeKind
from webapp.reports import readable_report
from webapp.reports.models import Remark
from webapp.reports.outline import Section
from webapp.reports.rules import ReportState


@pytest.fixture
def submitted(mai):
    """Mai has handed in her report."""
    mai.submit()


def told():
    query = select(Notice.kind, Notice.recipient_id).where(Notice.channel == "app")
    return [tuple(row) for row in db.session.execute(query.order_by(Notice.id))]


@pytest.mark.usefixtures("submitted")
class TestAgreeing:
    """Nhất trí."""

    def test_it_makes_the_report_ready_and_tells_the_author(self, hung, cast, events):
        hung.accept()
        assert (cast.report.state, cast.report.reviewed_at) == (ReportState.ACCEPTED, clock.now())
        assert events()[-1] == AuditEvent.REPORT_ACCEPTED
        assert told()[-1] == (NoticeKind.REPORT_ACCEPTED, cast.mai.member_id)

    def test_what_was_typed_beside_it_is_kept(self, hung, cast, say):
        hung.accept(say("Viết rõ.", Section.PRESENT))
        [kept] = readable_report.read(hung.scope, cast.report).remarks
        assert (kept.section, kept.text, kept.asks_supplement) == ("present", "Viết rõ.", False)

    def test_agreeing_to_another_version_than_the_one_read_is_stale(self, hung):
        with pytest.raises(StaleEdit) as stale:
            hung.accept(version=7)
        assert stale.value.code == "report.other_version_submitted"

    def test_nobody_agrees_twice(self, hung, lan):
        hung.accept()
        with pytest.raises(RuleBroken) as broken:
            lan.accept()
        assert broken.value.facts["state"] == ReportState.ACCEPTED

    def test_an_ordinary_member_does_not_review(self, desk, cast):
        with pytest.raises(NotVisible):
            desk(cast.binh).accept(version=1)

    def test_the_author_does_not_review(self, mai):
        with pytest.raises(RuleBroken) as broken:
            mai.accept()
        assert broken.value.code == "report.own_review"


@pytest.mark.usefixtures("submitted")
class TestAskingForASupplement:
    """Đề nghị bổ sung."""

    def test_it_returns_the_report_with_what_is_asked(self, hung, mai, cast, say, events):
        hung.return_(say("Nêu việc cụ thể.", Section.COMMITMENTS))
        assert cast.report.state is ReportState.RETURNED
        assert events()[-2:] == [AuditEvent.REPORT_REMARKED, AuditEvent.REPORT_RETURNED]
        assert told()[-1] == (NoticeKind.REPORT_RETURNED, cast.mai.member_id)
        [asked] = readable_report.read(mai.scope, cast.report).current_remarks()
        assert asked.asks_supplement

    def test_marked_remarks_are_the_ones_that_ask(self, hung, cast, say):
        hung.return_(say("Tốt.", Section.PRESENT), say("Thêm số liệu.", None, asks=True))
        remarks = readable_report.read(hung.scope, cast.report).remarks
        assert [r.text for r in remarks if r.asks_supplement] == ["Thêm số liệu."]

    def test_an_earlier_remark_that_asks_is_enough(self, hung, lan, cast, say):
        hung.remark(say("Thêm số liệu.", Section.COMMITMENTS, asks=True))
        lan.return_()
        assert cast.report.state is ReportState.RETURNED

    def test_without_a_word_it_is_refused(self, hung, cast, say):
        with pytest.raises(RuleBroken) as broken:
            hung.return_(say("  "))
        assert (broken.value.code, broken.value.field) == (
            "report.supplement_not_named",
            "remark-whole",
        )

    def test_a_remark_on_an_earlier_version_is_not_enough(self, hung, mai, say):
        hung.return_(say("Thêm."))
        mai.submit()
        with pytest.raises(RuleBroken) as broken:
            hung.return_()
        assert broken.value.code == "report.supplement_not_named"


@pytest.mark.usefixtures("submitted")
class TestRemarking:
    """Gửi ý kiến."""

    def test_it_decides_nothing(self, hung, cast, say, events):
        hung.remark(say("Đã đọc."))
        assert cast.report.state is ReportState.SUBMITTED
        assert events()[-1] == AuditEvent.REPORT_REMARKED

    def test_nothing_said_is_refused(self, hung, say):
        with pytest.raises(RuleBroken) as broken:
            hung.remark(say(" \n"))
        assert broken.value.code == "report.remark_missing"

    def test_a_remark_has_a_limit(self, hung, say):
        with pytest.raises(RuleBroken) as broken:
            hung.remark(say("a" * 5_001, Section.PRESENT))
        assert (broken.value.code, broken.value.field) == ("report.note_too_long", "remark-present")

    def test_members_do_not_see_remarks(self, hung, lan, desk, cast, say):
        hung.accept(say("Chỉ cho người viết."))
        lan.release()
        seen = readable_report.read(desk(cast.binh).scope, cast.report)
        assert (seen.written.sections, list(seen.remarks)) == (FULL.sections, [])


def test_a_draft_is_not_remarked_on(hung, say):
    with pytest.raises(NotVisible):
        hung.remark(say("Quá sớm."), version=1)
    assert db.session.scalars(select(Remark)).all() == []


class TestWhereNobodyElseCouldReview:
    """The recorded exception, so that a small unit never comes to a standstill."""

    @pytest.fixture
    def own(self, desk, cast):
        """The chair's own report, submitted."""
        lan = desk(cast.lan, people.begin_report(cast.lan))
        lan.submit()
        return lan

    @pytest.fixture
    def alone(self, cast, own):
        """Nobody but the chair sits on the committee any more."""
        others = [cast.dung.member_id, cast.hung.member_id]
        from_outside(delete(RoleGrant).where(RoleGrant.member_id.in_(others)))

    def test_the_chair_skips_the_review_with_a_reason(self, own, alone, events):
        own.skip_review("Chi bộ có năm đảng viên, không có chi ủy.")
        assert own.report.state is ReportState.ACCEPTED
        assert events()[-1] == AuditEvent.REVIEW_SKIPPED
        seen = readable_report.read(own.scope, own.report)
        assert seen.skip_reason == "Chi bộ có năm đảng viên, không có chi ủy."

    def test_a_reason_is_needed(self, own, alone):
        with pytest.raises(RuleBroken) as broken:
            own.skip_review(" ")
        assert (broken.value.code, broken.value.field) == ("report.reason_missing", "reason")

    def test_it_is_refused_while_somebody_else_could_review(self, own):
        with pytest.raises(RuleBroken) as broken:
            own.skip_review("Cho nhanh.")
        assert broken.value.code == "report.step_not_yours"

    def test_it_is_refused_for_the_report_of_a_member(self, lan, submitted, cast):
        others = [cast.dung.member_id, cast.hung.member_id]
        from_outside(delete(RoleGrant).where(RoleGrant.member_id.in_(others)))
        with pytest.raises(RuleBroken):
            lan.skip_review("Cho nhanh.")


def test_a_chair_reviews_what_the_same_chair_entered_for_a_member(desk, cast, assigned):
    lan = desk(cast.lan, assigned)
    lan.submit()
    lan.accept()
    assert assigned.state is ReportState.ACCEPTED
