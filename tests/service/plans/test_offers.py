"""Offers that are written down for a member, and the answer to those not taken up."""

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.service.plans.test_assigning import DECEMBER
from webapp.audit.models import AuditEntry
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.notices.models import Notice
from webapp.notices.rules import Channel
from webapp.plans import service
from webapp.plans.models import Volunteer
from webapp.plans.rules import VolunteerState


def told():
    query = select(Notice.kind, Notice.recipient_id).where(Notice.channel == Channel.APP)
    return [(kind.value, to) for kind, to in db.session.execute(query)]


def test_the_chair_writes_down_an_offer_and_the_member_is_told(cast, scope_of):
    lan = scope_of(cast.lan)
    service.enter_offer(lan, cast.binh.member_id, DECEMBER, now=NOW)
    offer = db.session.scalars(select(Volunteer)).one()
    assert (offer.state, offer.entered_for) == (VolunteerState.OFFERED, True)
    assert told() == [("volunteer_entered", cast.binh.member_id)]
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.actor_id, entry.member_id) == (lan.member_id, cast.binh.member_id)
    assert entry.facts["entered_for"] is True


def test_an_offer_of_ones_own_bears_no_mark(cast, scope_of):
    lan = scope_of(cast.lan)
    service.enter_offer(lan, lan.member_id, DECEMBER, now=NOW)
    assert db.session.scalar(select(Volunteer.entered_for)) is False
    assert told() == []


def test_only_who_leads_writes_down_offers(cast, scope_of):
    for person in (cast.hung, cast.mai):
        with pytest.raises(NotVisible):
            service.enter_offer(scope_of(person), cast.binh.member_id, DECEMBER, now=NOW)


def test_who_may_not_report_offers_nothing(cast, scope_of):
    with pytest.raises(RuleBroken) as broken:
        service.enter_offer(scope_of(cast.lan), cast.phuc.member_id, DECEMBER, now=NOW)
    assert (broken.value.code, broken.value.field) == ("volunteer.may_not", "member_id")


def test_a_declined_volunteer_is_told_and_may_offer_again(cast, scope_of):
    lan, binh = scope_of(cast.lan), scope_of(cast.binh)
    service.volunteer(binh, DECEMBER, now=NOW)
    offer = db.session.scalar(select(Volunteer.id))
    service.answer_offer(lan, offer, VolunteerState.DECLINED)
    assert told() == [("volunteer_declined", cast.binh.member_id)]
    service.volunteer(binh, DECEMBER, now=NOW)
    assert db.session.scalar(select(Volunteer.state)) is VolunteerState.OFFERED
