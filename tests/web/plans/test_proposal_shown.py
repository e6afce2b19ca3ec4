"""What the page of a year's proposal shows besides the turns."""

import re
from datetime import date

import pytest

from tests.cast import NOW, join
from tests.web.plans.test_proposal import HERE, turns_on
from webapp.accounts.rules import MemberStatus
from webapp.core.db import db
from webapp.plans import service
from webapp.plans.absences.rules import AbsenceKind
from webapp.plans.models import Turn

pytestmark = pytest.mark.usefixtures("reports_every_month")


def test_who_is_left_out_is_named_with_the_reason_for_the_committee_alone(as_, cast, scope_of):
    join(cast.k1, "Vũ Đình Phong", None, None, status=MemberStatus.EXEMPT)
    days = (date(2027, 3, 5), date(2027, 4, 2))
    service.tell_absence(scope_of(cast.lan), cast.mai.member_id, days, AbsenceKind.ILLNESS, now=NOW)
    page = as_(cast.hung).get(HERE).text
    assert "Vũ Đình Phong: được miễn sinh hoạt" in page
    assert "Phạm Thị Mai: nghỉ ốm (tháng 3/2027, tháng 4/2027)" in page
    others = as_(cast.binh).get(HERE).text
    assert "Vũ Đình Phong: chưa thuộc diện báo cáo" in others
    assert "nghỉ ốm" not in others


def test_who_is_not_reached_sees_the_month_to_expect(as_, cast):
    for number in range(30):
        join(cast.k1, f"Người Thứ {number}", None, None)
    page = as_(cast.binh).get(HERE).text
    assert re.search(r"Trong năm: 24 người 1 lượt, \d+ người chưa đến lượt;", page)
    assert re.search(r"<li>[^<]+: khoảng tháng 1/2028; đến nay chưa có lượt nào", page)


def test_the_rest_of_this_year_keeps_what_stands(as_, cast):
    page = as_(cast.lan).get("/o/k1/ke-hoach/2026/de-xuat")
    assert "Đã phân công: <strong>Phạm Thị Mai</strong>" in page.text
    assert {turn[:7] for turn in turns_on(page)} <= {"2026-11", "2026-12"}
    # Months that are over are counted as such, and give no turns any more.
    left = re.search(
        r"12 tháng báo cáo. 10 tháng đã qua, với 0 lượt. Còn 2 tháng, xếp (\d)", page.text
    )
    assert int(left[1]) == 1 + len(turns_on(page))


def test_the_page_asks_the_same_of_the_database_for_a_hundred_members(as_, cast, queries):
    client = as_(cast.lan)
    client.get(HERE)
    with queries() as few:
        client.get(HERE)
    for number in range(100):
        member_id = join(cast.k1, f"Người Thứ {number}", None, None)
        month = date(2026, 1 + number % 10, 1)
        row = {"member_id": member_id, "month": month, "source": "assigned", "assigned_at": NOW}
        db.session.add(Turn(organization_id=cast.k1.id, **row))
    db.session.commit()
    with queries() as many:
        assert "Người Thứ 99" in client.get(HERE).text
    assert many.count == few.count <= 10


def test_the_plan_tells_which_turns_are_still_to_come_and_leads_to_the_rule(as_, cast):
    page = as_(cast.binh).get(HERE).text
    assert re.search(
        r"\(trong đó \d lượt dự kiến\) trong \d+ tháng có báo cáo, gần nhất dự kiến", page
    )
    assert "Mỗi người" not in page
    assert 'href="/tro-giup/luan-phien"' in page
    rule = as_(cast.binh).get("/tro-giup/luan-phien").text
    assert "nhiều nhất hai lượt một năm" in rule
    assert 'href="/tro-giup/luan-phien"' in as_(None).get("/tro-giup").text
