"""The invitation of a new chair as it arrives by e-mail: its link opens the way in."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.service.notices.mail_sink import listening
from tests.service.notices.test_deliver import deliver
from webapp.accounts.invitations import opened_link
from webapp.accounts.queries import task_scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.notices import service as notices
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.organizations.rules import OrganizationKind as Kind
from webapp.units import service
from webapp.units.service import NewUnit

KEY = "only for the tests, and long enough for them"
WANTED = NewUnit("Chi bộ Khoa Dược", Kind.PARTY_BRANCH, "Vũ Thị Hoa", "hoa@example.vn")


@pytest.fixture
def opened(duc, unit, cast):
    made = service.open_unit(duc, unit(cast.db), WANTED, mail_key=KEY, now=NOW)
    ids = made.unit.id, made.chair.id
    db.session.commit()
    return ids


def sent(organization_id, letters=1):
    with tenancy.tenant(organization_id), listening() as sink:
        settings = replace(sink.settings, link_key=KEY)
        assert deliver(task_scope(organization_id), settings) == {"sent": letters}
        return sink.messages[0]


def token_in(message):
    return re.search(r"http://localhost/moi/(\S+)", message.get_content())[1]


def test_the_letter_carries_the_link_of_the_chair(opened, duc):
    message = sent(opened[0])
    assert message["To"].addresses[0].addr_spec == "hoa@example.vn"
    assert "Có lời mời tham gia sổ sinh hoạt của Chi bộ Khoa Dược." in message.get_content()
    invited = opened_link.find(token_in(message), NOW)
    assert invited.member.id == opened[1]
    # The superior's chair made it, who is no member here; it was not the operator.
    assert duc.full_name in invited.invited_by
    assert "vận hành" not in invited.invited_by


def test_the_way_in_goes_before_anything_else_there_is_to_tell(opened):
    organization_id, chair_id = opened
    with tenancy.tenant(organization_id):
        scope, due_on = task_scope(organization_id), NOW.date()
        kind = NoticeKind.PLAN_MISSING
        notices.announce(scope, kind, to=chair_id, subject="m", due_on=due_on, now=NOW)
        db.session.commit()
    message = sent(organization_id, letters=2)
    assert message["Subject"] == "Mời tham gia sổ sinh hoạt - Chi bộ Khoa Dược"
    assert opened_link.find(token_in(message), NOW).member.id == chair_id


def test_who_leads_the_superior_is_told_that_an_invitation_does_not_arrive(opened, cast):
    organization_id, chair_id = opened
    with tenancy.tenant(organization_id), listening() as sink:
        sink.answer = lambda recipient: "550 unknown"
        told = {"lost": service.tell_of_lost_invitations}
        assert deliver(task_scope(organization_id), sink.settings, **told) == {"bounced": 1}
        db.session.commit()
    with tenancy.tenant(cast.db.id):
        kind = NoticeKind.UNIT_INVITATION_FAILED
        query = select(Notice).where(Notice.kind == kind, Notice.channel == Channel.APP)
        told = {row.recipient_id: row for row in db.session.scalars(query)}
    assert set(told) == {cast.duc.member_id}
    row = told[cast.duc.member_id]
    assert (row.facts["member"], row.facts["unit"]) == ("Vũ Thị Hoa", "Chi bộ Khoa Dược")
    assert row.leads_to.endpoint == "units.show"
