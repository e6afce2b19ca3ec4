"""The page of the chair's seat: proposing, confirming, objecting, taking back."""

import re

import pytest
from sqlalchemy import select

from tests.service.nominations.seats import shut_out, told, without_offices
from webapp.accounts.models import RoleGrant
from webapp.accounts.rules import Role
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.nominations.models import Nomination
from webapp.nominations.rules import NominationState
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind

PAGE = "/o/k1/nguoi-dung-dau"


@pytest.fixture
def empty(cast):
    """Lan chairs K1 by name only: her account is closed."""
    shut_out(cast.lan)


@pytest.fixture
def proposed(cast, empty, as_):
    """Dũng has proposed Bình."""
    answer = as_(cast.dung).post(PAGE, data={"member_id": cast.binh.member_id})
    assert answer.status_code == 303
    return db.session.scalars(select(Nomination.id)).one()


def states():
    return db.session.scalars(select(Nomination.state)).all()


def events():
    return db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.position)).all()


def chairs():
    query = select(RoleGrant.member_id).where(
        RoleGrant.role == Role.CHAIR, RoleGrant.until_on.is_(None)
    )
    return db.session.scalars(query).all()


def test_everybody_sees_who_chairs_and_nobody_is_asked_anything(cast, as_):
    page = as_(cast.mai).get(PAGE).text
    assert cast.lan.full_name in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]


def test_the_page_has_one_heading_and_one_main_button(cast, as_, empty):
    page = as_(cast.dung).get(PAGE).text.split("<main")[1].split("</main>")[0]
    assert page.count("<h1") == 1
    assert page.count("btn-primary") == 1
    assert "Gửi đề nghị" in page
    assert not re.search(r"<[^>]+\s(style|on\w+)=", page)


def test_the_deputy_proposes_and_everybody_finds_it_on_the_first_screen(
    cast, as_, proposed, queued
):
    assert (states(), events()) == ([NominationState.WAITING], [AuditEvent.CHAIR_NOMINATED])
    assert told(NoticeKind.NOMINATION_TOLD) == {cast.lan.member_id, cast.mai.member_id}
    assert "Có đề nghị người giữ chức vụ bí thư" in as_(cast.mai).get("/o/k1/").text
    page = as_(cast.mai).get(PAGE).text
    assert f"{cast.binh.full_name}" in page
    assert f"{cast.dung.full_name}, 09:00 ngày 16/11/2026" in page
    assert "09:00 ngày 19/11/2026" in page


def test_the_messages_read_as_sentences(cast, as_, proposed):
    mai = as_(cast.mai).get("/o/k1/thong-bao").text
    assert "Trần Tiến Dũng đề nghị Hoàng Thanh Bình giữ chức vụ bí thư" in mai
    assert "9 giờ 00, thứ Năm, 19/11/2026" in mai
    assert "giữ chức vụ bí thư của Chi bộ" in as_(cast.binh).get("/o/k1/thong-bao").text


def test_letters_wait_for_everybody_with_an_address(cast, proposed):
    mailed = select(Notice.recipient_id).where(
        Notice.channel == Channel.EMAIL,
        Notice.kind.in_(
            [
                NoticeKind.NOMINATED,
                NoticeKind.NOMINATION_TOLD,
                NoticeKind.NOMINATION_TO_CONFIRM,
            ]
        ),
    )
    people = (cast.lan, cast.mai, cast.hung, cast.binh)
    assert set(db.session.scalars(mailed)) == {person.member_id for person in people}


def test_the_same_form_sent_twice_proposes_once(cast, as_, empty):
    dung = as_(cast.dung)
    sent = {"member_id": cast.binh.member_id, "idempotency_key": "once"}
    assert [dung.post(PAGE, data=sent).status_code for _ in range(2)] == [303, 303]
    assert len(states()) == 1


def test_a_second_proposal_is_a_conflict(cast, as_, proposed):
    answer = as_(cast.dung).post(PAGE, data={"member_id": cast.mai.member_id})
    assert answer.status_code == 409
    assert "Đã có một đề nghị đang chờ" in answer.text
    assert len(states()) == 1


@pytest.mark.parametrize("who", ["hung", "mai", "khanh", "duc", "van"])
def test_nobody_else_proposes(cast, as_, empty, who):
    answer = as_(getattr(cast, who)).post(PAGE, data={"member_id": cast.binh.member_id})
    assert answer.status_code == 404
    assert (states(), events()) == ([], [])


@pytest.mark.parametrize("chosen", ["", "987654", "lan", "khanh"])
def test_who_cannot_come_in_is_no_choice(cast, as_, empty, chosen):
    member = getattr(cast, chosen).member_id if chosen.isalpha() else chosen
    assert as_(cast.dung).post(PAGE, data={"member_id": member}).status_code == 422
    assert states() == []


def test_where_somebody_chairs_the_deputy_is_refused(cast, as_):
    answer = as_(cast.dung).post(PAGE, data={"member_id": cast.binh.member_id})
    assert answer.status_code == 409
    assert "Đơn vị đang có bí thư" in answer.text
    assert states() == []


def test_a_second_person_confirms_and_the_new_chair_works(cast, as_, proposed):
    hung = as_(cast.hung)
    assert "Xác nhận" in hung.get(PAGE).text
    assert hung.post(f"{PAGE}/{proposed}/dong-y").status_code == 303
    assert (states(), chairs()) == ([NominationState.IN_FORCE], [cast.binh.member_id])
    assert events()[-1] == AuditEvent.NOMINATION_IN_FORCE
    assert cast.mai.member_id in told(NoticeKind.CHAIR_SEATED)
    assert as_(cast.binh).get("/o/k1/thiet-lap").status_code == 200
    assert hung.post(f"{PAGE}/{proposed}/dong-y").status_code == 409


@pytest.mark.parametrize("who", ["dung", "binh", "mai", "khanh", "van"])
def test_nobody_else_confirms(cast, as_, proposed, who):
    assert as_(getattr(cast, who)).post(f"{PAGE}/{proposed}/dong-y").status_code == 404
    assert (states(), chairs()) == ([NominationState.WAITING], [cast.lan.member_id])


def test_the_one_proposed_declines(cast, as_, proposed):
    binh = as_(cast.binh)
    assert "Không nhận" in binh.get(PAGE).text
    assert binh.post(f"{PAGE}/{proposed}/phan-doi").status_code == 303
    assert (states(), events()[-1]) == (
        [NominationState.OBJECTED],
        AuditEvent.NOMINATION_OBJECTED,
    )
    assert cast.mai.member_id in told(NoticeKind.NOMINATION_STOPPED)
    assert "Có đề nghị người giữ chức vụ" not in as_(cast.mai).get("/o/k1/").text


@pytest.mark.parametrize("who", ["dung", "mai", "khanh", "van"])
def test_who_may_not_object_finds_nothing(cast, as_, proposed, who):
    assert as_(getattr(cast, who)).post(f"{PAGE}/{proposed}/phan-doi").status_code == 404
    assert states() == [NominationState.WAITING]


def test_only_who_proposed_takes_it_back(cast, as_, proposed):
    assert as_(cast.hung).post(f"{PAGE}/rut").status_code == 404
    assert states() == [NominationState.WAITING]
    dung = as_(cast.dung)
    assert "Rút đề nghị" in dung.get(PAGE).text
    assert dung.post(f"{PAGE}/rut").status_code == 303
    assert (states(), events()[-1]) == (
        [NominationState.WITHDRAWN],
        AuditEvent.NOMINATION_WITHDRAWN,
    )
    assert dung.post(f"{PAGE}/rut").status_code == 409


def test_an_objection_to_what_comes_from_outside_stays_in_the_unit(cast, as_):
    without_offices(cast.lan, cast.dung, cast.hung)
    seat = f"/van-hanh/{cast.k1.id}/nguoi-dung-dau"
    known = {"full_name": cast.binh.full_name, "email": cast.binh.email}
    assert as_(cast.van).post(f"{seat}/de-nghi", data=known).status_code == 303
    nomination = db.session.scalars(select(Nomination.id)).one()
    assert "Người vận hành: Cao Thị Vân" in as_(cast.mai).get(PAGE).text
    assert as_(cast.mai).post(f"{PAGE}/{nomination}/phan-doi").status_code == 303
    page = as_(cast.van).get(seat).text
    assert "Dừng vì có ý kiến phản đối" in page
    assert cast.mai.full_name not in page
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.event == AuditEvent.NOMINATION_OBJECTED)
    ).one()
    assert entry.actor_id == cast.mai.member_id


def test_the_superior_s_chair_proposes_by_name_and_address(cast, as_):
    without_offices(cast.lan, cast.dung, cast.hung)
    duc, seat = as_(cast.duc), "/o/db/don-vi/k1/nguoi-dung-dau"
    page = duc.get(seat).text
    assert (page.count("<h1"), cast.binh.full_name in page) == (1, False)
    known = {"full_name": cast.binh.full_name, "email": cast.binh.email}
    assert duc.post(seat, data=known | {"email": "ai@example.vn"}).status_code == 422
    assert duc.post(seat, data=known).status_code == 303
    assert states() == [NominationState.WAITING]
    assert told(NoticeKind.NOMINATED) == {cast.binh.member_id}
    entry = db.session.scalars(select(AuditEntry)).one()
    assert entry.acted_by == "Cấp trên: Mai Hữu Đức, Đảng bộ Bệnh viện"
    with tenancy.tenant(cast.db.id):
        assert events() == [AuditEvent.CHAIR_NOMINATED]
    assert "Rút đề nghị" in duc.get(seat).text
    assert duc.post(f"{seat}/rut").status_code == 303
    assert states() == [NominationState.WITHDRAWN]
    assert duc.post(f"{seat}/rut").status_code == 409


@pytest.mark.parametrize("who", ["oanh", "khanh", "ngan", "van", "lan"])
def test_nobody_but_the_superior_s_chair_proposes_from_above(cast, as_, who):
    without_offices(cast.lan, cast.dung, cast.hung)
    client, seat = as_(getattr(cast, who)), "/o/db/don-vi/k1/nguoi-dung-dau"
    known = {"full_name": cast.binh.full_name, "email": cast.binh.email}
    assert client.get(seat).status_code == 404
    assert client.post(seat, data=known).status_code == 404
    assert client.post(f"{seat}/rut").status_code == 404
    assert states() == []


def test_the_superior_does_not_propose_where_somebody_chairs(cast, as_):
    known = {"full_name": cast.binh.full_name, "email": cast.binh.email}
    answer = as_(cast.duc).post("/o/db/don-vi/k1/nguoi-dung-dau", data=known)
    assert (answer.status_code, states()) == (409, [])
