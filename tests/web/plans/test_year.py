"""The months of a year: /ke-hoach."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.cast import MONTH, NOW, begin_report, join
from tests.conftest import HTMX
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.plans.models import PlanMonth, Turn
from webapp.plans.rules import MonthKind, TurnState


def test_everybody_of_the_branch_sees_the_year(as_, cast):
    page = as_(cast.binh).get("/o/k1/ke-hoach?nam=2026")

    assert page.status_code == 200
    assert "Tháng 11/2026" in page.text
    assert "Phạm Thị Mai" in page.text
    assert "Phân công tháng tới" not in page.text


def test_the_chair_is_led_to_what_is_to_be_assigned(as_, cast):
    db.session.get_one(Organization, cast.k1.id).settings = {"thematic_months": []}
    page = as_(cast.lan).get("/o/k1/ke-hoach")
    assert "/o/k1/phan-cong/2026-12" in page.text
    assert "Quý IV chưa có sinh hoạt chuyên đề" in page.text


def test_a_quarterly_unit_shows_the_months_without_a_meeting(as_, cast):
    page = as_(cast.chi).get("/o/cd/ke-hoach?nam=2027")
    assert page.text.count("Không sinh hoạt") == 8


@pytest.mark.parametrize("year", ["", "abc", "99999", "-1", "1900"])
def test_a_year_that_is_none_shows_this_year(as_, cast, year):
    page = as_(cast.lan).get(f"/o/k1/ke-hoach?nam={year}")
    assert page.status_code == 200
    assert "Phân công báo cáo năm 2026" in page.text


def test_postponed_turns_stay_visible(as_, cast):
    db.session.scalars(select(Turn)).one().state = TurnState.POSTPONED
    assert "Hoãn: Phạm Thị Mai" in as_(cast.binh).get("/o/k1/ke-hoach").text


def test_the_year_asks_the_same_of_the_database_for_ten_times_the_turns(as_, cast, queries):
    client = as_(cast.lan)
    client.get("/o/k1/ke-hoach?nam=2026")
    with queries() as few:
        client.get("/o/k1/ke-hoach?nam=2026")
    for number in range(100):
        name = f"Người Thứ {number}"
        member_id = join(cast.k1, name, None, None)
        month = date(2026, 1 + number % 12, 1)
        db.session.add(
            Turn(
                organization_id=cast.k1.id,
                member_id=member_id,
                month=month,
                source="assigned",
                assigned_at=NOW,
            )
        )
        db.session.commit()
    with queries() as many:
        page = client.get("/o/k1/ke-hoach?nam=2026")
    assert "Người Thứ 99" in page.text
    assert many.count == few.count <= 7


def test_one_month_shows_its_days_and_for_the_chair_its_form(as_, cast):
    for_member = as_(cast.binh).get("/o/k1/ke-hoach/2026-12")
    assert "Chủ nhật, 20/12/2026" in for_member.text
    assert "Đổi nội dung của tháng" not in for_member.text
    assert "Đổi nội dung của tháng" in as_(cast.lan).get("/o/k1/ke-hoach/2026-12").text


@pytest.mark.parametrize("month", ["2026-13", "abc", "2026-1", "0000-00"])
def test_a_month_that_is_none_is_not_found(as_, cast, month):
    assert as_(cast.lan).get(f"/o/k1/ke-hoach/{month}").status_code == 404
    assert as_(cast.lan).post(f"/o/k1/ke-hoach/{month}").status_code == 404


def test_the_chair_makes_a_month_thematic(as_, cast):
    answer = as_(cast.lan).post(
        "/o/k1/ke-hoach/2026-12", data={"kind": "thematic", "topic": "Nêu gương"}
    )
    assert answer.status_code == 303
    month = db.session.scalars(select(PlanMonth)).one()
    assert (month.kind, month.topic) == (MonthKind.THEMATIC, "Nêu gương")
    assert db.session.scalars(select(AuditEntry.event)).all() == [AuditEvent.MONTH_PLANNED]


def test_a_refused_change_keeps_what_was_typed(as_, cast):
    data = {"kind": "thematic", "topic": "Chủ đề đang viết"}
    answer = as_(cast.lan).post(f"/o/k1/ke-hoach/{MONTH:%Y-%m}", data=data, headers=HTMX)

    assert answer.status_code == 422
    assert "Chủ đề đang viết" in answer.text
    assert "đã phân công 1 lượt báo cáo" in answer.text
    assert 'aria-invalid="true"' in answer.text or "has-error" in answer.text
    assert db.session.scalars(select(PlanMonth)).all() == []


def test_a_kind_that_does_not_exist_is_refused(as_, cast):
    answer = as_(cast.lan).post("/o/k1/ke-hoach/2026-12", data={"kind": "party", "topic": ""})
    assert answer.status_code == 422


def test_members_and_committee_do_not_change_months(as_, cast):
    for person in (cast.binh, cast.hung):
        answer = as_(person).post("/o/k1/ke-hoach/2026-12", data={"kind": "none"})
        assert answer.status_code == 404
    assert db.session.scalars(select(PlanMonth)).all() == []


def test_a_superior_has_no_plan(as_, cast):
    assert as_(cast.oanh).get("/o/db/ke-hoach").status_code == 404


def test_reports_of_other_months_do_not_show_up(as_, cast):
    begin_report(cast.binh, date(2027, 3, 1))
    assert "Hoàng Thanh Bình" not in as_(cast.mai).get("/o/k1/ke-hoach?nam=2026").text
