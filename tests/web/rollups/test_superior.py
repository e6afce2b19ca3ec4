"""GET /o/<code>/tong-hop/cap-duoi: figures of everything below, and nothing else."""

import re
from datetime import date

import pytest

from tests.cast import MONTH, NOW, begin_report, found, join, scope_of
from tests.service.rollups.branch import add, full_october, text
from tests.service.rollups.test_refresh import mark
from webapp.core import tenancy
from webapp.core.db import db
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessSource, WeaknessState
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind
from webapp.reports import service as reports
from webapp.reports.models import SelfReport
from webapp.reports.rules import ReportState
from webapp.rollups import service
from webapp.rollups.measures import Measure
from webapp.rollups.models import MonthlyFact
from webapp.texts.models import TextKind

PAGE = "/o/db/tong-hop/cap-duoi"


@pytest.fixture
def counted(cast):
    """October and November of every unit counted."""
    full_october(cast)
    mark(cast, "k1", "k2", "cd", month=date(2026, 9, 1))
    service.refresh_stale(now=NOW)
    return cast


def row_of(page, name):
    """The cells of a unit's row, without tags."""
    row = re.search(rf"<tr[^>]*>(?:(?!</tr>).)*{name}.*?</tr>", page, re.DOTALL)
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row.group(0), re.DOTALL)
    return [re.sub(r"<[^>]+>", " ", cell).split() for cell in cells]


def test_the_heat_map_shows_reports_in_order_of_those_expected(as_, counted):
    page = as_(counted.oanh).get(PAGE).text
    cells = row_of(page, "Chi bộ Khoa Khám bệnh")
    assert cells[9] == ["✓", "2/2", "đủ"]
    assert cells[10] == ["…", "0/1", "đang", "làm"]
    assert cells[12] == ["100%"]


def test_the_four_numbers_are_those_of_the_whole_subtree(as_, counted):
    page = re.sub(r"<[^>]+>", " ", as_(counted.oanh).get(PAGE).text)
    words = " ".join(page.split())
    assert "0/1 báo cáo tháng 11 đúng tiến độ" in words
    assert "22% người đã báo cáo trong năm" in words
    assert "2 đơn vị chưa sinh hoạt chuyên đề quý IV" in words


def test_a_late_unit_stands_first_and_needs_attention(as_, counted, moment):
    moment(NOW.replace(day=22))
    mark(counted, "k1")
    service.refresh_stale(now=NOW.replace(day=22))
    page = as_(counted.oanh).get(PAGE).text
    assert "Quá hạn trong tháng" in page
    assert page.index("Chi bộ Khoa Khám bệnh", page.index("theo-thang")) < page.index(
        "Chi bộ Khoa Nội", page.index("theo-thang")
    )


def test_a_turn_put_off_is_shown_above_as_a_number_and_without_its_reason(as_, counted, moment):
    moment(NOW.replace(day=22))
    with tenancy.tenant(counted.organizations["k1"].id):
        lan = scope_of(counted.lan)
        november = tenancy.rows_of(lan, SelfReport).where(SelfReport.month == MONTH)
        report = db.session.scalars(november).one()
        reports.postpone(lan, report, "Lý do riêng", now=NOW)
        db.session.commit()
    service.refresh_stale(now=NOW.replace(day=22))
    page = as_(counted.oanh).get(PAGE).text
    cell = " ".join(row_of(page, "Chi bộ Khoa Khám bệnh")[10])
    assert cell == "→ 0/1 có lượt hoãn hoặc rút"
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "1 lượt tháng 11 hoãn hoặc rút, chưa báo cáo" in words
    assert "Lượt hoãn chưa báo cáo" in words
    assert "Lý do riêng" not in page
    assert "/o/k1/ke-hoach/2026-11" in as_(counted.lan).get("/o/k1/tong-hop").text


def test_a_unit_below_can_be_opened(as_, counted):
    page = as_(counted.oanh).get(f"{PAGE}?don-vi=k1").text
    assert "Chi bộ Khoa Khám bệnh" in page
    assert row_of(page, "Chi bộ Khoa Khám bệnh")[9] == ["✓", "2/2", "đủ"]


def test_what_stands_deeper_can_be_opened_with_the_way_to_it(as_, counted):
    middle = found(counted.organizations["db"], OrganizationKind.COMMITTEE, "khoi", "Khối Nội")
    deep = found(middle, OrganizationKind.PARTY_BRANCH, "sau", "Chi bộ Sâu")
    counted.organizations |= {"khoi": middle, "sau": deep}
    join(deep, "Trần Thị Sâu", None, None)
    mark(counted, "sau")
    service.refresh_stale(now=NOW)
    page = as_(counted.oanh).get(f"{PAGE}?don-vi=sau").text
    trail = re.search(r'<nav class="trail".*?</nav>', page, re.DOTALL).group(0)
    assert "Đảng bộ Bệnh viện" in trail
    assert "don-vi=khoi" in trail
    assert row_of(as_(counted.oanh).get(f"{PAGE}?don-vi=khoi").text, "Chi bộ Sâu")


@pytest.mark.parametrize("code", ["xa", "khong-co", "db%E2%80%AE", "k1%00x", "k1/k2"])
def test_what_does_not_stand_below_does_not_exist(as_, counted, code):
    assert as_(counted.oanh).get(f"{PAGE}?don-vi={code}").status_code == 404


def test_a_superior_cannot_be_opened_from_below(as_, counted):
    middle = found(counted.organizations["db"], OrganizationKind.COMMITTEE, "khoi", "Khối Nội")
    assert as_(counted.oanh).get("/o/khoi/tong-hop/cap-duoi").status_code == 404
    assert middle.parent_id == counted.organizations["db"].id


@pytest.mark.parametrize("name", ["lan", "binh", "khanh"])
def test_people_of_units_have_no_such_page(as_, cast, name):
    person = cast.people[name]
    answer = as_(person).get(f"/o/{person.organization.code}/tong-hop/cap-duoi")
    assert answer.status_code == 404


def test_the_year_before_is_one_link_away(as_, counted):
    last_year = date(2025, 10, 1)
    mark(counted, "k2", month=last_year)
    service.refresh_stale(now=NOW)
    page = as_(counted.oanh).get(PAGE).text
    assert "?nam=2025" in page
    assert "Tổng hợp năm 2025" in as_(counted.oanh).get(f"{PAGE}?nam=2025").text


@pytest.mark.parametrize("year", ["20x6", "9999", "", "٢٠٢٥"])
def test_a_year_that_is_none_shows_the_running_one(as_, counted, year):
    assert "Tổng hợp năm 2026" in as_(counted.oanh).get(f"{PAGE}?nam={year}").text


def test_a_superior_without_units_is_told_so(as_, cast):
    assert "Chưa có đơn vị cấp dưới nào." in as_(cast.ngan).get("/o/xa/tong-hop/cap-duoi").text


def test_figures_about_fewer_than_three_persons_are_hidden(as_, counted):
    page = as_(counted.oanh).get(f"{PAGE}/han-che").text
    assert row_of(page, "Chi bộ Khoa Khám bệnh")[0] == ["ẩn"]
    assert row_of(page, "Tất cả")[0] == ["ẩn"]
    assert row_of(as_(counted.oanh).get(f"{PAGE}/han-che?don-vi=k1").text, "Chi bộ Khoa")[0] == [
        "ẩn"
    ]


def test_figures_about_enough_persons_are_shown_beside_noughts(as_, counted):
    with tenancy.tenant(counted.organizations["k1"].id):
        for name in ("lan", "dung", "hung", "mai", "binh"):
            point_out(counted, name)
        db.session.commit()
    mark(counted, "k1")
    service.refresh_stale(now=NOW)
    page = as_(counted.oanh).get(f"{PAGE}/han-che").text
    assert row_of(page, "Chi bộ Khoa Khám bệnh")[0] == ["7"]
    assert row_of(page, "Tất cả")[0] == ["7"]
    assert "Chi bộ Khoa Nội" not in page[page.index("<table") :]


def point_out(cast, name):
    add(
        cast,
        Weakness,
        member_id=cast.people[name].member_id,
        source=WeaknessSource.MEETING,
        state=WeaknessState.OPEN,
        pointed_out_on=MONTH,
        text_id=text(cast, TextKind.WEAKNESS),
    )


@pytest.mark.parametrize(("name", "code"), [("lan", "k1"), ("oanh", "xa")])
def test_figures_about_persons_are_for_those_above(as_, counted, name, code):
    assert as_(counted.people[name]).get(f"/o/{code}/tong-hop/cap-duoi/han-che").status_code == 404


def test_queries_do_not_grow_with_units(as_, counted, statements):
    oanh = as_(counted.oanh)
    oanh.get(PAGE)
    with statements() as few:
        oanh.get(PAGE)
    above = counted.organizations["db"]
    for number in range(30):
        unit = found(above, OrganizationKind.PARTY_BRANCH, f"them{number}", f"Chi bộ {number}")
        add_facts(unit, above)
    with statements() as many:
        oanh.get(PAGE)
    assert few.count == many.count <= 10


def add_facts(unit, above):
    with tenancy.tenant(unit.id):
        for month in range(1, 13):
            db.session.add(
                MonthlyFact(
                    organization_id=unit.id,
                    month=date(2026, month, 1),
                    measure=Measure.TURNS_EXPECTED,
                    value=2,
                    path=unit.path,
                    parent_id=above.id,
                    computed_at=NOW,
                )
            )
        db.session.commit()


def test_a_report_of_this_month_is_counted_as_sent(as_, counted):
    begin_report(counted.people["kien"], MONTH, ReportState.SUBMITTED)
    mark(counted, "k2")
    service.refresh_stale(now=NOW)
    page = as_(counted.oanh).get(PAGE).text
    assert row_of(page, "Chi bộ Khoa Nội")[10] == ["✓", "1/1", "đủ"]


def test_a_closed_unit_is_not_told_to_lack_a_session(as_, counted, moment):
    december = NOW.replace(month=12, day=2)
    moment(december)
    closed = counted.organizations["k2"]
    with tenancy.tenant(closed.id):
        db.session.get_one(Organization, closed.id).closed_on = NOW.date()
        db.session.commit()
    mark(counted, "k1", "k2", "cd", month=date(2026, 12, 1))
    service.refresh_stale(now=december)
    words = " ".join(re.sub(r"<[^>]+>", " ", as_(counted.oanh).get(PAGE).text).split())
    assert "1 đơn vị chưa sinh hoạt chuyên đề quý IV" in words
    assert closed.name not in words[words.index("Cần chú ý") :]
