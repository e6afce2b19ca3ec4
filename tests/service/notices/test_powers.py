"""Who is touched by power over a person is told in the transaction of the act."""

from datetime import date

from sqlalchemy import select

from tests.cast import NOW
from webapp.accounts.invitations import slips
from webapp.accounts.members import offices
from webapp.accounts.members import queries as roster
from webapp.accounts.rules import Role
from webapp.core import tenancy
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.power_rules import SAID_AGAIN, TOLD_BY_ITS_PART, TOLD_TO_EVERYBODY
from webapp.notices.powers import TOLD
from webapp.notices.queries import inbox
from webapp.notices.rules import ABOUT_POWER, Channel, NoticeKind

TODAY = date(2026, 11, 16)


def told(scope, person):
    query = select(Notice.kind).where(
        tenancy.within(scope, Notice),
        Notice.recipient_id == person.member_id,
        Notice.channel == Channel.APP,
    )
    return db.session.scalars(query.order_by(Notice.id)).all()


def test_an_office_is_told_to_whom_it_is_given_with_its_name_and_who_gave_it(cast, lan, mai):
    member = roster.get_member(lan, cast.mai.member_id)
    offices.grant_role(lan, member, Role.COMMITTEE, from_on=TODAY, until_on=None, now=NOW)
    assert told(lan, cast.mai) == [NoticeKind.OFFICE_GIVEN]
    said = inbox(mai, offset=0, limit=1)[0].sentence
    assert lan.full_name in said
    assert "chi ủy viên" in said


def test_a_started_reset_is_told_to_its_owner(cast, lan):
    member = roster.get_member(lan, cast.mai.member_id)
    slips.start_reset(lan, member, mail_key="a key", now=NOW)
    assert told(lan, cast.mai) == [NoticeKind.RESET_STARTED]


def test_what_somebody_does_to_their_own_office_tells_them_nothing(cast, lan):
    grants = roster.grants_of(lan, cast.lan.member_id)
    other = roster.get_member(lan, cast.hung.member_id)
    offices.grant_role(lan, other, Role.CHAIR, from_on=TODAY, until_on=None, now=NOW)
    me = roster.get_member(lan, cast.lan.member_id)
    offices.end_role(lan, me, grants[0], from_on=TODAY, now=NOW)
    assert told(lan, cast.lan) == []


def test_every_message_about_power_has_an_act_that_sends_it():
    told_by_acts = set(TOLD.values()) | set(TOLD_BY_ITS_PART.values())
    assert told_by_acts | SAID_AGAIN | TOLD_TO_EVERYBODY == ABOUT_POWER
