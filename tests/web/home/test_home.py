"""The first screen of an organization."""

from datetime import timedelta

import pytest

from tests.cast import NOW, begin_report, join
from webapp.accounts.models import RoleGrant
from webapp.accounts.rules import Role
from webapp.core import tenancy
from webapp.core.db import db
from webapp.plans.models import PlanMonth
from webapp.plans.rules import MonthKind
from webapp.reports.rules import ReportState


def test_a_member_sees_the_next_duty_with_its_day(as_, cast):
    page = as_(cast.mai).get("/o/k1/")

    assert page.status_code == 200
    assert "Viết báo cáo liên hệ tháng 11/2026" in page.text
    assert "thứ Sáu, 20/11/2026" in page.text
    assert f"/o/k1/bao-cao/{cast.report.id}/viet" in page.text
    assert 'name="csrf_token"' in page.text


def test_the_committee_sees_what_waits_for_its_opinion(as_, cast):
    cast.report.state = ReportState.SUBMITTED
    page = as_(cast.hung).get("/o/k1/")

    assert "Cho ý kiến vào dự thảo báo cáo của Phạm Thị Mai" in page.text
    assert "Cho ý kiến vào dự thảo" not in as_(cast.binh).get("/o/k1/").text


def test_the_chair_sees_a_draft_that_is_late(as_, cast, moment):
    moment(NOW + timedelta(days=5))
    assert "Phạm Thị Mai chưa gửi dự thảo báo cáo" in as_(cast.lan).get("/o/k1/").text


@pytest.mark.parametrize("day", [NOW + timedelta(days=20), NOW + timedelta(days=90)])
def test_the_chair_moves_a_report_whose_meeting_is_over(as_, cast, moment, day):
    key = {"organization_id": cast.k1.id, "month": cast.report.month}
    db.session.add(PlanMonth(kind=MonthKind.REPORTS, is_held=True, **key))
    db.session.commit()
    moment(day)
    page = as_(cast.lan).get("/o/k1/").text
    assert "Báo cáo tháng 11/2026 của Phạm Thị Mai chưa trình bày" in page
    assert f'href="/o/k1/bao-cao/{cast.report.id}/hoan"' in page
    assert "chưa gửi dự thảo" not in page
    assert "Chọn tháng" not in as_(cast.mai).get("/o/k1/").text


def test_a_state_of_somebody_elses_report_is_shown_to_the_committee_only(as_, cast):
    cast.report.state = ReportState.RETURNED
    assert "Phạm Thị Mai: " in as_(cast.lan).get("/o/k1/").text
    assert "Phạm Thị Mai: " not in as_(cast.binh).get("/o/k1/").text


def test_nothing_to_do_is_said(as_, cast):
    page = as_(cast.kien).get("/o/k2/")
    assert "Đăng ký nội dung học tập và làm theo năm 2026" in page.text
    assert "Chưa có báo cáo nào trong tháng 11/2026." in page.text


def test_a_union_unit_reads_its_own_words(as_, cast):
    page = as_(cast.mai_in_union).get("/o/cd/")
    assert page.status_code == 200
    assert "chi bộ" not in page.text.lower()
    assert "đảng viên" not in page.text.lower()


def test_naming_somebody_is_offered_in_months_of_reports_only(as_, cast, moment):
    offered = 'href="/o/{}/phan-cong/2026-11">Phân công người báo cáo</a>'
    assert offered.format("cd") not in as_(cast.chi).get("/o/cd/").text
    lead(cast, "k2", cast.kien)
    assert offered.format("k2") in as_(cast.kien).get("/o/k2/").text
    moment(NOW + timedelta(days=13))
    assert offered.format("k2") not in as_(cast.kien).get("/o/k2/").text


def lead(cast, code, person):
    """Somebody chairs a unit."""
    key = {"organization_id": cast.organizations[code].id, "member_id": person.member_id}
    with tenancy.tenant(key["organization_id"]):
        db.session.add(RoleGrant(role=Role.CHAIR, from_on=NOW.date() - timedelta(days=400), **key))
        db.session.commit()


@pytest.mark.parametrize("who", ["oanh", "duc"])
def test_those_above_are_led_to_their_figures(as_, cast, who):
    answer = as_(cast.people[who]).get("/o/db/")
    assert (answer.status_code, answer.location) == (303, "/o/db/tong-hop/cap-duoi")


def test_the_way_in_leads_to_the_only_organization_else_to_the_choice(as_, cast):
    for who, where in ((cast.lan, "/o/k1/"), (cast.mai, "/toi")):
        answer = as_(who).get("/")
        assert (answer.status_code, answer.location) == (303, where)


def test_the_first_screen_asks_as_much_for_many_reports_as_for_one(as_, cast, queries):
    client = as_(cast.lan)
    client.get("/o/k1/")
    with queries() as few:
        client.get("/o/k1/")
    for number in range(12):
        somebody = cast.binh.__class__(f"Người Thứ {number}", cast.k1, 0, None, "")
        somebody.member_id = join(cast.k1, somebody.full_name, None, None)
        db.session.remove()
        begin_report(somebody)
    with queries() as many:
        client.get("/o/k1/")
    assert many.count == few.count <= 8
