"""What everybody in a unit is told in the transaction of the act, whichever act did it."""

from datetime import date

import pytest
from sqlalchemy import select, update

from webapp.accounts.models import MembershipStatus
from webapp.accounts.rules import MemberStatus
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.queries import inbox
from webapp.notices.rules import Channel, NoticeKind
from webapp.notices.told_to_all import TOLD_TO_ALL


def told(kind):
    query = select(Notice.recipient_id).where(Notice.kind == kind, Notice.channel == Channel.APP)
    return set(db.session.scalars(query))


def active(cast):
    return {cast.people[name].member_id for name in ("lan", "dung", "hung", "mai", "binh")}


@pytest.mark.parametrize("event", sorted(TOLD_TO_ALL))
def test_every_active_member_is_told_also_who_did_it_and_whom_it_is_about(cast, lan, event):
    audit.record(lan, event, member_id=cast.mai.member_id, above="Đảng ủy viên")
    db.session.commit()
    assert told(TOLD_TO_ALL[event]) == active(cast)


def test_who_may_not_act_is_not_told(cast, lan):
    suspended = update(MembershipStatus).where(MembershipStatus.member_id == cast.binh.member_id)
    db.session.execute(suspended.values(status=MemberStatus.SUSPENDED))
    audit.record(lan, AuditEvent.PAST_OPENED, member_id=cast.mai.member_id)
    assert told(NoticeKind.PAST_OPENED) == active(cast) - {cast.binh.member_id}


def test_the_same_act_a_second_time_is_told_a_second_time(cast, lan, mai):
    for _ in range(2):
        audit.record(lan, AuditEvent.PAST_OPENED, member_id=cast.binh.member_id)
    kinds = [row.title for row in inbox(mai, offset=0, limit=9)]
    assert len(kinds) == 2


def test_the_sentence_names_who_did_it_for_whom_and_since_when(cast, lan, mai):
    since = date(2025, 1, 1).isoformat()
    audit.record(lan, AuditEvent.PAST_OPENED, member_id=cast.binh.member_id, from_on=since)
    said = inbox(mai, offset=0, limit=1)[0].sentence
    assert cast.lan.full_name in said
    assert cast.binh.full_name in said
    assert "01/01/2025" in said


def test_somebody_who_has_left_is_still_called_by_name(cast, lan, mai):
    audit.record(lan, AuditEvent.TWO_SEATS_AGREED, member_id=cast.phuc.member_id, above="Ủy viên")
    assert cast.phuc.full_name in inbox(mai, offset=0, limit=1)[0].sentence


def test_an_act_that_concerns_not_everybody_is_told_to_nobody_here(cast, lan):
    audit.record(lan, AuditEvent.MONTH_PLANNED)
    assert db.session.scalars(select(Notice)).all() == []


def test_nothing_is_told_of_an_act_that_was_rolled_back(cast, lan):
    audit.record(lan, AuditEvent.PAST_OPENED, member_id=cast.mai.member_id)
    db.session.rollback()
    assert told(NoticeKind.PAST_OPENED) == set()
