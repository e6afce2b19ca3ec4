"""A term runs out at midnight and the month goes on; a seat nobody holds is filled by the unit."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

import tasks.app
from tests.cast import NOW
from tests.service.nominations.seats import without_offices
from webapp.accounts.models import RoleGrant
from webapp.accounts.queries import task_scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.nominations import queries as nominations
from webapp.nominations import service
from webapp.notices.models import Notice
from webapp.notices.rules import NoticeKind

SEAT = "/o/k1/nguoi-dung-dau"


def ends(person, day):
    db.session.execute(
        update(RoleGrant).where(RoleGrant.member_id == person.member_id).values(until_on=day)
    )
    db.session.commit()


def hours_later(hours, moment):
    now = NOW + timedelta(hours=hours)
    moment(now)
    return now


def as_a_timer(cast, now):
    """What the worker does once an hour."""
    for organization_id in nominations.due(now):
        with tenancy.tenant(organization_id):
            service.settle_due(task_scope(organization_id), now=now)
            db.session.commit()
    tenancy.bind(cast.k1.id)


def test_a_term_runs_out_at_midnight_and_the_month_goes_on(as_, cast, moment):
    today = clock.in_hanoi(NOW).date()
    ends(cast.lan, today)
    assert "Có chức vụ sắp hết nhiệm kỳ" in as_(cast.lan).get("/o/k1/").text

    # A minute after midnight nothing has stopped: she calls the meeting and names reporters.
    moment(clock.from_hanoi(today + timedelta(days=1), 0, 1))
    lan = as_(cast.lan)
    home = lan.get("/o/k1/").text
    assert "Bí thư đã hết nhiệm kỳ, cần bàn giao" in home
    assert "Hết nhiệm kỳ ngày 16/11/2026, tiếp tục phụ trách đến khi bàn giao" in home
    assert lan.get("/o/k1/thiet-lap").status_code == 200
    assert lan.get("/o/k1/buoi-hop/moi?thang=2026-11").status_code == 200
    member = lan.get(f"/o/k1/thanh-vien/{cast.lan.member_id}").text
    assert "tiếp tục phụ trách đến khi bàn giao" in member
    assert "quyền" in member

    # Neither the operator nor the superior gets to the seat; the superior sees a line.
    known = {"full_name": cast.binh.full_name, "email": cast.binh.email}
    operators = f"/van-hanh/{cast.k1.id}/nguoi-dung-dau"
    assert as_(cast.van).post(operators, data=known).status_code == 422
    assert as_(cast.van).post(f"{operators}/de-nghi", data=known).status_code == 409
    assert as_(cast.duc).post("/o/db/don-vi/k1/nguoi-dung-dau", data=known).status_code == 409
    assert "Hết nhiệm kỳ, chưa bàn giao" in as_(cast.duc).get("/o/db/don-vi/k1").text

    # She hands over from the day after on, and is chair no longer.
    handed = {"successor_id": cast.dung.member_id, "from_on": "18/11/2026", "until_on": ""}
    assert lan.post("/o/k1/ban-giao", data=handed).status_code == 303
    assert as_(cast.lan).get("/o/k1/thiet-lap").status_code == 200
    moment(clock.from_hanoi(today + timedelta(days=2), 8))
    assert as_(cast.lan).get("/o/k1/thiet-lap").status_code == 404
    assert as_(cast.dung).get("/o/k1/thiet-lap").status_code == 200
    assert "Hết nhiệm kỳ, chưa bàn giao" not in as_(cast.duc).get("/o/db/don-vi/k1").text


@pytest.fixture
def nobody_left(cast):
    without_offices(cast.lan, cast.dung, cast.hung)
    tenancy.bind(cast.k1.id)


def propose(cast, as_, person):
    known = {"full_name": person.full_name, "email": person.email}
    return as_(cast.van).post(f"/van-hanh/{cast.k1.id}/nguoi-dung-dau/de-nghi", data=known)


def test_72_hours_with_an_objection_and_72_without(as_, cast, moment, nobody_left):
    assert propose(cast, as_, cast.binh).status_code == 303

    # In the last hour Mai objects; the hour passes and nobody chairs.
    hours_later(71, moment)
    page = as_(cast.mai).get(SEAT).text
    answer = page.split('action="')
    path = next(p.split('"')[0] for p in answer if "/phan-doi" in p.split('"')[0])
    assert as_(cast.mai).post(path).status_code == 303
    as_a_timer(cast, hours_later(73, moment))
    assert as_(cast.binh).get("/o/k1/thiet-lap").status_code == 404
    assert (
        "Dừng vì có ý kiến phản đối"
        in as_(cast.van).get(f"/van-hanh/{cast.k1.id}/nguoi-dung-dau").text
    )

    # The same person is not proposed again; another one is, and nobody objects.
    assert propose(cast, as_, cast.binh).status_code == 422
    assert propose(cast, as_, cast.hung).status_code == 303
    as_a_timer(cast, hours_later(73 + 71, moment))
    assert as_(cast.hung).get("/o/k1/thiet-lap").status_code == 404
    as_a_timer(cast, hours_later(73 + 72, moment))
    assert as_(cast.hung).get("/o/k1/thiet-lap").status_code == 200
    kinds = set(
        db.session.scalars(select(Notice.kind).where(Notice.recipient_id == cast.mai.member_id))
    )
    assert {
        NoticeKind.NOMINATION_TOLD,
        NoticeKind.NOMINATION_STOPPED,
        NoticeKind.CHAIR_SEATED,
    } <= kinds
    log = as_(cast.hung).get("/o/k1/nhat-ky").text
    assert "Người vận hành: Cao Thị Vân" in log
    assert "Phạm Thị Mai" in log


def test_the_operator_shuts_the_doors_for_the_72_hours_and_gains_nothing(
    as_, cast, moment, nobody_left
):
    van, here = as_(cast.van), f"/van-hanh/{cast.k1.id}"
    assert propose(cast, as_, cast.binh).status_code == 303
    assert van.post(f"{here}/tam-ngung").status_code == 303
    moment(NOW + timedelta(hours=72))
    assert as_(cast.van).post(f"{here}/mo-lai").status_code == 303
    as_a_timer(cast, NOW + timedelta(hours=72, minutes=5))
    assert as_(cast.binh).get("/o/k1/thiet-lap").status_code == 404
    assert "Không còn đủ điều kiện" in as_(cast.mai).get(SEAT).text


def test_the_operator_tries_every_path_to_the_seat(as_, cast, moment, nobody_left):
    van, here = as_(cast.van), f"/van-hanh/{cast.k1.id}/nguoi-dung-dau"
    himself = {"full_name": cast.van.full_name, "email": cast.van.email}
    stranger = {"full_name": "Lê Văn Lạ", "email": "la@example.vn"}
    for sent in (himself, stranger):
        assert van.post(here, data=sent).status_code == 422
        assert van.post(f"{here}/de-nghi", data=sent).status_code == 422
    for address in ("/o/k1/", "/o/k1/thanh-vien", SEAT, "/o/k1/bao-cao/can-y-kien"):
        assert van.get(address).status_code == 404
    for act in ("", "/rut", "/1/dong-y", "/1/phan-doi"):
        assert van.post(f"{SEAT}{act}", data={"member_id": cast.binh.member_id}).status_code == 404
    made = as_(cast.van).post(here, data=stranger)
    assert "/moi/" not in made.text
    moment(NOW + timedelta(hours=100))
    as_a_timer(cast, NOW + timedelta(hours=100))
    with tenancy.tenant(cast.k1.id):
        assert db.session.scalars(select(RoleGrant)).all() == []


def test_every_task_is_known_to_the_worker():
    assert "tasks.nominations" in tasks.app.celery.conf.imports
