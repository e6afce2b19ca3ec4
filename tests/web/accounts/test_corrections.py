"""Pages on which a wrong entry is put right or dropped."""

from datetime import date

import pytest
from sqlalchemy import select

from webapp.accounts.members import corrections
from webapp.accounts.members import queries as roster
from webapp.accounts.models import MembershipStatus, RoleGrant
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core.db import db

LIST = "/o/k1/thanh-vien"


@pytest.fixture
def entry(cast, as_):
    """Bình was written down as exempt from 16 November; the address and what the page showed."""
    page = f"{LIST}/{cast.binh.member_id}"
    change = {"status": "exempt", "from_on": "16/11/2026", "reason": ""}
    as_(cast.lan).post(f"{page}/trang-thai", data=change)
    row = db.session.scalars(
        select(MembershipStatus).where(MembershipStatus.from_on == date(2026, 11, 16))
    ).one()
    return f"{page}/trang-thai/{row.id}/sua", corrections.seen(row)


def test_the_page_shows_the_entry_and_keeps_the_correction(cast, as_, entry):
    address, seen = entry
    client = as_(cast.lan)
    assert 'value="16/11/2026"' in client.get(address).text
    right = {"status": "exempt", "from_on": "01/11/2026", "reason": "", "based_on": seen}
    answer = client.post(address, data=right)
    assert answer.status_code == 303
    page = client.get(answer.location)
    assert "từ 01/11/2026" in page.text
    assert "đến hết 31/10/2026" in page.text
    assert "sửa mục trạng thái ghi nhầm" in page.text
    events = db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.position)).all()
    assert events[-1] is AuditEvent.STATUS_CORRECTED


def test_a_dropped_entry_is_gone(cast, as_, entry):
    address, seen = entry
    assert as_(cast.lan).post(address, data={"based_on": seen, "drop": "1"}).status_code == 303
    assert len(db.session.scalars(select(MembershipStatus.id)).all()) == 6
    assert as_(cast.lan).get(address).status_code == 404


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"from_on": ""}, 422, "Cần điền mục này."),
        ({"from_on": "01/01/2020"}, 422, "nằm giữa ngày"),
        ({"status": "official"}, 422, "cũng là chính thức"),
        ({"status": "left"}, 422, "Cần ghi lý do."),
        ({"based_on": "something else"}, 409, "vừa được sửa ở nơi khác"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(cast, as_, entry, change, status, said):
    address, seen = entry
    typed = {"status": "exempt", "from_on": "10/11/2026", "reason": "", "based_on": seen}
    answer = as_(cast.lan).post(address, data=typed | change)
    assert answer.status_code == status
    assert said in answer.text


@pytest.mark.parametrize("who", ["hung", "mai"])
def test_only_those_who_lead_correct_a_status(cast, as_, entry, who):
    address, seen = entry
    client = as_(getattr(cast, who))
    assert client.get(address).status_code == 404
    assert client.post(address, data={"based_on": seen, "drop": "1"}).status_code == 404


def test_the_chair_alone_corrects_an_office(cast, as_, scope_of):
    grant = roster.grants_of(scope_of(cast.lan), cast.hung.member_id)[0]
    address = f"{LIST}/{cast.hung.member_id}/chuc-vu/{grant.id}/sua"
    seen = corrections.seen(grant)
    term = {"from_on": "01/02/2020", "until_on": "31/12/2026", "based_on": seen}
    assert as_(cast.dung).get(address).status_code == 404
    assert as_(cast.dung).post(address, data=term).status_code == 404
    client = as_(cast.lan)
    assert 'value="01/01/2020"' in client.get(address).text
    assert client.post(address, data=term | {"until_on": "x"}).status_code == 422
    assert client.post(address, data=term).status_code == 303
    kept = db.session.scalars(select(RoleGrant).where(RoleGrant.id == grant.id)).one()
    assert (kept.from_on, kept.until_on) == (date(2020, 2, 1), date(2026, 12, 31))
    assert client.post(address, data=term).status_code == 409


def test_a_term_that_is_corrected_into_the_past_opens_nothing_any_more(cast, as_, scope_of):
    hung = as_(cast.hung)
    grant = roster.grants_of(scope_of(cast.lan), cast.hung.member_id)[0]
    address = f"{LIST}/{cast.hung.member_id}/chuc-vu/{grant.id}/sua"
    ended = {"from_on": "01/01/2020", "until_on": "15/11/2026"}
    as_(cast.lan).post(address, data=ended | {"based_on": corrections.seen(grant)})
    assert hung.get(LIST).status_code == 303
    assert as_(cast.hung).get(LIST).status_code == 404
