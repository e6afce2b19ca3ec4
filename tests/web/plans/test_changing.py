"""Changing months: a plan that was agreed to, two chairs at once, the next year, the paper."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from sqlalchemy import func, select

from tests.canary import mark
from tests.conftest import HTMX
from tests.service.plans.agreed import agree
from webapp.core.db import db
from webapp.plans import service
from webapp.plans.models import PlanChange, PlanMonth, Turn
from webapp.plans.rules import MonthKind, TurnState

HERE = "/o/k1/ke-hoach/2026-12"
DECEMBER = date(2026, 12, 1)
THEMATIC = {"kind": "thematic", "topic": "Chủ đề đang viết", "revision": "0"}


def test_a_change_of_an_agreed_plan_is_seen_by_members_with_its_reason(as_, cast):
    agree(cast.k1.id)
    lan = as_(cast.lan)
    assert "Lý do thay đổi" in lan.get(HERE).text
    reason = f"Theo hướng dẫn mới {mark('k1')}"
    assert lan.post(HERE, data=THEMATIC | {"reason": reason}).status_code == 303
    for address in (HERE, "/o/k1/ke-hoach?nam=2026"):
        page = as_(cast.binh).get(address)
        assert "Lịch sử thay đổi kế hoạch" in page.text
        assert "Theo hướng dẫn mới" in page.text
        assert "báo cáo liên hệ → sinh hoạt chuyên đề" in page.text
    assert "Lịch sử thay đổi" not in as_(cast.binh).get("/o/k1/ke-hoach?nam=2027").text


def test_without_a_reason_nothing_changes_and_what_was_typed_stays(as_, cast):
    agree(cast.k1.id)
    answer = as_(cast.lan).post(HERE, data=THEMATIC, headers=HTMX)
    assert answer.status_code == 422
    assert "<html" not in answer.text
    assert 'id="reason-error"' in answer.text
    assert "Chủ đề đang viết" in answer.text
    assert db.session.scalars(select(PlanMonth)).all() == []


def test_a_draft_asks_for_no_reason(as_, cast):
    assert "Lý do thay đổi" not in as_(cast.lan).get(HERE).text


def test_numbers_of_turns_are_checked_beside_their_box(as_, cast):
    lan = as_(cast.lan)
    for typed in ("0", "11", "hai"):
        data = {"kind": "reports", "topic": "", "own_turns": typed, "revision": "0"}
        answer = lan.post(HERE, data=data)
        assert answer.status_code == 422
        assert 'id="own_turns-error"' in answer.text


def test_two_chairs_at_once_exactly_one_succeeds(app, as_, cast):
    lan, dung = as_(cast.lan), as_(cast.dung)
    db.session.commit()
    barrier = Barrier(2)

    def change(client, kind):
        with app.app_context():
            barrier.wait(timeout=20)
            return client.post(HERE, data=THEMATIC | {"kind": kind})

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(change, (lan, dung), ("thematic", "none")))
    first, second = sorted(answers, key=lambda answer: answer.status_code)
    assert (first.status_code, second.status_code) == (303, 409)
    assert "Chủ đề đang viết" in second.text
    assert "vừa được sửa ở nơi khác, hiện là: " in second.text
    assert db.session.scalars(select(PlanMonth.revision)).one() == 1


def test_after_a_refusal_saving_again_keeps_the_second_text(as_, cast, scope_of):
    service.change_month(scope_of(cast.dung), DECEMBER, MonthKind.NONE, "")
    db.session.commit()
    lan = as_(cast.lan)
    answer = lan.post(HERE, data=THEMATIC)
    assert answer.status_code == 409
    assert 'name="revision" type="hidden" value="1"' in answer.text
    assert lan.post(HERE, data=THEMATIC | {"revision": "1"}).status_code == 303


def test_the_shape_of_a_year_is_carried_once_by_a_double_click(as_, cast, scope_of):
    service.change_month(scope_of(cast.lan), DECEMBER, MonthKind.THEMATIC, "Nêu gương")
    db.session.commit()
    lan = as_(cast.lan)
    offer = "Lấy nội dung theo kế hoạch năm 2026"
    assert offer in lan.get("/o/k1/ke-hoach?nam=2027").text
    data = {"nam": "2027", "idempotency_key": "mot-lan"}
    for _click in range(2):
        answer = lan.post("/o/k1/ke-hoach/theo-nam-truoc", data=data)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/o/k1/ke-hoach?nam=2027")
    page = lan.get("/o/k1/ke-hoach?nam=2027")
    assert "Nêu gương" in page.text
    assert offer not in page.text
    assert lan.post("/o/k1/ke-hoach/theo-nam-truoc", data={"nam": "2027"}).status_code == 422


def test_nobody_else_carries_a_year(as_, cast):
    for person in (cast.hung, cast.binh, cast.khanh):
        answer = as_(person).post("/o/k1/ke-hoach/theo-nam-truoc", data={"nam": "2027"})
        assert answer.status_code == 404
    assert db.session.scalar(select(func.count()).select_from(PlanMonth)) == 0


def test_the_paper_has_months_days_topics_and_turns(as_, cast, scope_of):
    service.change_month(scope_of(cast.lan), DECEMBER, MonthKind.THEMATIC, "Nêu gương")
    planned = Turn(
        organization_id=cast.k1.id,
        member_id=cast.binh.member_id,
        month=date(2026, 11, 1),
        source="assigned",
        state=TurnState.PLANNED,
        assigned_at=db.session.scalars(select(Turn.assigned_at)).one(),
    )
    db.session.add(planned)
    page = as_(cast.binh).get("/o/k1/ke-hoach/ban-in?nam=2026")
    assert page.status_code == 200
    assert "27/11/2026" in page.text
    assert "Sinh hoạt chuyên đề: Nêu gương" in page.text
    assert "Phạm Thị Mai, Hoàng Thanh Bình (dự kiến)" in page.text
    assert "Bản dự thảo, chưa thông qua." in page.text
    agree(cast.k1.id)
    assert "Bản dự thảo" not in as_(cast.binh).get("/o/k1/ke-hoach/ban-in?nam=2026").text


def test_a_long_history_asks_the_same_of_the_database(as_, cast, queries, scope_of):
    agree(cast.k1.id)
    lan, client = scope_of(cast.lan), as_(cast.binh)
    service.change_month(lan, DECEMBER, MonthKind.NONE, "", reason="Một.")
    client.get("/o/k1/ke-hoach?nam=2026")
    with queries() as few:
        client.get("/o/k1/ke-hoach?nam=2026")
    for number in range(10):
        service.change_month(lan, DECEMBER, MonthKind.NONE, f"Số {number}", reason="Lại.")
    db.session.commit()
    with queries() as many:
        page = client.get("/o/k1/ke-hoach?nam=2026")
    assert "Lịch sử thay đổi kế hoạch (11)" in page.text
    assert many.count == few.count <= 8
    assert db.session.scalar(select(func.count()).select_from(PlanChange)) == 11
