"""Offers to report: /ke-hoach/<month>/dang-ky-bao-cao and the answers."""

from sqlalchemy import select

from tests.conftest import HTMX
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core.db import db
from webapp.plans.models import Volunteer
from webapp.plans.rules import VolunteerState


def test_a_member_offers_to_report_and_sees_it_in_the_changed_month(as_, cast):
    page = as_(cast.binh).post("/o/k1/ke-hoach/2026-12/dang-ky-bao-cao", headers=HTMX)

    assert page.status_code == 200
    assert 'id="month-2026-12"' in page.text
    assert "<html" not in page.text
    assert "Rút đăng ký" in page.text
    offer = db.session.scalars(select(Volunteer)).one()
    assert (offer.member_id, offer.state) == (cast.binh.member_id, VolunteerState.OFFERED)
    assert db.session.scalars(select(AuditEntry.event)).all() == [AuditEvent.VOLUNTEERED]


def test_without_script_an_offer_leads_back_to_its_month(as_, cast):
    answer = as_(cast.binh).post("/o/k1/ke-hoach/2026-12/dang-ky-bao-cao")
    assert answer.status_code == 303
    assert answer.location.endswith("/o/k1/ke-hoach?nam=2026#month-2026-12")


def test_an_offer_for_a_past_month_is_refused(as_, cast):
    answer = as_(cast.binh).post("/o/k1/ke-hoach/2026-09/dang-ky-bao-cao")
    assert answer.status_code == 422
    assert "Tháng 09/2026 đã qua" in answer.text
    assert db.session.scalars(select(Volunteer)).all() == []


def test_an_offer_is_taken_back_once(as_, cast):
    client = as_(cast.binh)
    client.post("/o/k1/ke-hoach/2026-12/dang-ky-bao-cao")
    assert client.post("/o/k1/ke-hoach/2026-12/rut-dang-ky").status_code == 303
    assert client.post("/o/k1/ke-hoach/2026-12/rut-dang-ky").status_code == 422
    assert db.session.scalar(select(Volunteer.state)) is VolunteerState.TAKEN_BACK


def test_the_chair_sees_the_offer_and_declines_it(as_, cast):
    as_(cast.binh).post("/o/k1/ke-hoach/2026-12/dang-ky-bao-cao")
    client = as_(cast.lan)
    assert "Hoàng Thanh Bình đăng ký báo cáo" in client.get("/o/k1/ke-hoach").text
    offer_id = db.session.scalar(select(Volunteer.id))
    address = f"/o/k1/ke-hoach/nguoi-dang-ky/{offer_id}/tu-choi"
    assert as_(cast.hung).post(address).status_code == 404
    assert client.post(address).status_code == 303
    assert db.session.scalar(select(Volunteer.state)) is VolunteerState.DECLINED
    assert "chưa nhận" in as_(cast.binh).get("/o/k1/ke-hoach").text


def test_the_chair_writes_down_the_offer_of_somebody_without_a_telephone(as_, cast):
    lan, address = as_(cast.lan), "/o/k1/ke-hoach/2026-12/dang-ky-ho"
    assert "Nhập hộ đăng ký báo cáo" in lan.get("/o/k1/ke-hoach/2026-12").text
    answer = lan.post(address, data={"member_id": cast.binh.member_id})
    assert (answer.status_code, answer.location) == (303, "/o/k1/ke-hoach/2026-12")
    assert "Hoàng Thanh Bình đăng ký báo cáo (nhập hộ)" in lan.get("/o/k1/ke-hoach").text
    for wrong in ({}, {"member_id": "abc"}, {"member_id": cast.phuc.member_id}):
        assert lan.post(address, data=wrong).status_code == 422
    assert as_(cast.hung).post(address, data={"member_id": "1"}).status_code == 404
    assert "Nhập hộ đăng ký" not in as_(cast.mai).get("/o/k1/ke-hoach/2026-12").text
    assert len(db.session.scalars(select(Volunteer)).all()) == 1
