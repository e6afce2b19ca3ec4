"""The chair's acts: papers out, presenting, concluding, postponing, withdrawing."""

from datetime import date

import pytest
from sqlalchemy import select

from webapp.accounts.queries import task_scope
from webapp.audit.events import AuditEvent
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.notices.models import Notice
from webapp.notices.rules import NoticeKind
from webapp.plans.models import Turn
from webapp.plans.rules import TurnState
from webapp.reports import queries, readable_report, service
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.rules import FrozenAs, ReportState


@pytest.fixture
def ready(mai, hung):
    """Mai's report is ready to be presented."""
    mai.submit()
    hung.accept()


@pytest.mark.usefixtures("ready")
class TestPapersOut:
    """Tài liệu gửi trước buổi sinh hoạt."""

    def test_every_member_may_read_it_from_then_on(self, lan, desk, cast, events):
        binh = desk(cast.binh)
        assert readable_report.read(binh.scope, cast.report).written is None
        lan.release()
        assert readable_report.read(binh.scope, cast.report).written is not None
        assert events()[-1] == AuditEvent.REPORT_RELEASED

    def test_a_second_time_changes_nothing(self, lan, cast, events, moment):
        lan.release()
        before = (cast.report.released_at, events())
        moment(clock.now().replace(hour=9))
        lan.release()
        assert (cast.report.released_at, events()) == before

    def test_a_task_of_the_unit_lets_them_out(self, cast):
        scope = task_scope(cast.report.organization_id)
        service.release(scope, cast.report, now=clock.now())
        assert cast.report.released_at == clock.now()

    def test_a_member_of_the_committee_does_not(self, hung):
        with pytest.raises(NotVisible):
            hung.release()

    def test_withdrawn_papers_are_not_read_any_more(self, lan, desk, cast):
        lan.release()
        lan.withdraw("Đi công tác.")
        assert readable_report.read(desk(cast.binh).scope, cast.report).written is None


def test_a_draft_is_no_paper(lan):
    with pytest.raises(RuleBroken) as broken:
        lan.release()
    assert broken.value.code == "report.step_not_open"


@pytest.mark.usefixtures("ready")
class TestInTheMeeting:
    """Trình bày và kết luận."""

    def test_presenting_keeps_the_text_as_it_was(self, lan, cast, events):
        lan.present()
        version = queries.latest_version(lan.scope, cast.report.id)
        assert (version.number, version.frozen_as) == (2, FrozenAs.PRESENTED)
        assert cast.report.released_at == cast.report.presented_at == clock.now()
        assert events()[-1] == AuditEvent.REPORT_PRESENTED

    def test_concluding_opens_the_completion(self, lan, cast, events):
        lan.present()
        lan.conclude()
        assert cast.report.state is ReportState.FINALIZING
        assert events()[-1] == AuditEvent.REPORT_CONCLUDED

    def test_nothing_is_concluded_that_was_not_presented(self, lan):
        with pytest.raises(RuleBroken):
            lan.conclude()

    def test_members_do_not_see_the_final_text_being_written(self, lan, mai, desk, cast):
        lan.present()
        lan.conclude()
        mai.save()
        for person in (cast.binh, cast.hung):
            seen = readable_report.read(desk(person).scope, cast.report)
            assert seen.shown.frozen_as is FrozenAs.PRESENTED

    def test_once_presented_it_can_neither_be_postponed_nor_withdrawn(self, lan):
        lan.present()
        for act in (lan.postpone, lan.withdraw):
            with pytest.raises(RuleBroken) as broken:
                act("Muộn rồi.")
            assert broken.value.code == "report.step_not_open"


def test_what_the_committee_has_not_agreed_to_is_not_presented(lan, mai):
    mai.submit()
    with pytest.raises(RuleBroken):
        lan.present()


def turn_of(report):
    return db.session.scalar(select(Turn.state).where(Turn.id == report.turn_id))


def test_postponing_drops_the_turn_keeps_the_reason_and_tells_the_author(lan, mai, cast, events):
    lan.postpone("Nghỉ ốm.")
    assert (cast.report.state, turn_of(cast.report)) == (
        ReportState.POSTPONED,
        TurnState.POSTPONED,
    )
    assert readable_report.read(mai.scope, cast.report).closing_reason == "Nghỉ ốm."
    assert events() == [AuditEvent.REPORT_POSTPONED]
    assert db.session.scalars(select(Notice.kind)).first() == NoticeKind.REPORT_POSTPONED


def test_postponing_may_give_the_turn_of_another_month_at_once(lan, mai, cast):
    mai.submit()
    again = lan.postpone("Nghỉ ốm.", again_in=date(2026, 12, 1))
    assert (again.month, again.state) == (date(2026, 12, 1), ReportState.DRAFTING)
    assert again.member_id == cast.mai.member_id


def test_what_is_being_written_comes_along_to_the_other_month(lan, cast):
    again = lan.postpone("Nghỉ ốm.", again_in=date(2026, 12, 1))
    assert again is cast.report
    assert (again.month, again.state) == (date(2026, 12, 1), ReportState.DRAFTING)
    assert queries.latest_version(lan.scope, again.id).number == 1


def test_the_author_of_a_withdrawn_report_is_told(lan, cast):
    lan.withdraw("Đi công tác.")
    [told] = set(db.session.execute(select(Notice.kind, Notice.recipient_id)))
    assert tuple(told) == (NoticeKind.REPORT_WITHDRAWN, cast.mai.member_id)


def test_a_month_that_takes_no_turn_refuses_and_nothing_is_postponed(lan, cast):
    with pytest.raises(RuleBroken):
        lan.postpone("Nghỉ ốm.", again_in=date(2026, 1, 1))
    db.session.rollback()
    assert cast.report.state is ReportState.DRAFTING
    assert db.session.scalars(select(SelfReport)).all() == [cast.report]


@pytest.mark.parametrize("act", ["postpone", "withdraw"])
def test_a_reason_is_needed(lan, act):
    with pytest.raises(RuleBroken) as broken:
        getattr(lan, act)("  ")
    assert (broken.value.code, broken.value.field) == ("report.reason_missing", "reason")


@pytest.mark.parametrize("act", ["postpone", "withdraw", "present", "conclude", "skip_review"])
def test_only_the_chair_directs(desk, cast, act):
    given = [] if act in ("present", "conclude") else ["Lý do."]
    with pytest.raises(NotVisible):
        getattr(desk(cast.mai), act)(*given)


def test_withdrawing_drops_the_turn(lan, cast, events):
    lan.withdraw("Chuyển công tác.")
    assert turn_of(cast.report) is TurnState.WITHDRAWN
    assert events() == [AuditEvent.REPORT_WITHDRAWN]


def test_an_unsent_draft_stays_the_authors_alone_when_postponed(lan, hung, cast):
    lan.postpone("Nghỉ ốm.")
    assert readable_report.read(hung.scope, cast.report).written is None
    assert readable_report.read(lan.scope, cast.report).written is None
    assert db.session.scalars(select(ReportVersion.frozen_as)).all() == [None]
