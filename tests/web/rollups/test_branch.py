"""GET /o/<code>/tong-hop and what its superiors see of it."""

import re
from datetime import date

import pytest

from tests.cast import NOW
from tests.service.rollups.branch import full_october
from tests.service.rollups.test_refresh import mark
from webapp.rollups import service
from webapp.rollups.measures import SHOWN_ABOVE
from webapp.web.labels_vi.rollups import LABELS


@pytest.fixture
def counted(cast):
    """October and November of K1 counted."""
    full_october(cast)
    mark(cast, "k1", month=date(2026, 10, 1))
    service.refresh_stale(now=NOW)
    return cast


def words_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_year_stands_month_by_month(as_, counted):
    page = as_(counted.lan).get("/o/k1/tong-hop").text
    october = re.search(r'<tr>\s*<th scope="row">10</th>.*?</tr>', page, re.DOTALL).group(0)
    assert words_of(october) == "10 ✓ Đủ 2/2 2 2 1 0 0 2/4 2 2"


def test_the_four_numbers_speak_of_the_running_month(as_, counted):
    page = words_of(as_(counted.hung).get("/o/k1/tong-hop").text)
    assert "0/1 báo cáo tháng 11 đúng tiến độ" in page
    assert "40% đảng viên đã báo cáo trong năm" in page
    assert "2 hạn chế đang theo dõi" in page
    assert "1 hạn chế quá hạn khắc phục" in page


def test_thematic_sessions_are_listed_by_quarter(as_, counted):
    page = words_of(as_(counted.lan).get("/o/k1/tong-hop").text)
    assert "Quý III: ! Chưa sinh hoạt" in page
    assert "Quý IV: ✓ Đã sinh hoạt" in page


def test_the_year_before_is_compared_where_it_was_counted(as_, counted):
    assert "So với năm 2025" not in as_(counted.lan).get("/o/k1/tong-hop").text
    mark(counted, "k1", month=date(2025, 10, 1))
    service.refresh_stale(now=NOW)
    assert "So với năm 2025, đến hết tháng 10" in as_(counted.lan).get("/o/k1/tong-hop").text


def test_a_unit_without_figures_is_told_when_they_come(as_, cast):
    assert "Chưa có số liệu nào của năm 2026" in as_(cast.khanh).get("/o/k2/tong-hop").text


@pytest.mark.parametrize("address", ["/o/k1/tong-hop", "/o/k1/tong-hop/cap-tren-thay-gi"])
@pytest.mark.parametrize("name", ["binh", "mai", "khanh", "oanh"])
def test_only_the_committee_of_the_branch_sees_its_figures(as_, counted, address, name):
    assert as_(counted.people[name]).get(address).status_code == 404


def test_the_page_names_every_figure_that_goes_up_and_hides_what_they_hide(as_, counted):
    page = words_of(as_(counted.lan).get("/o/k1/tong-hop/cap-tren-thay-gi").text)
    names = [LABELS["Measure"][measure.value].split("{")[0] for measure in SHOWN_ABOVE]
    assert [name for name in names if name.strip() and name.capitalize() not in page] == []
    assert "Hạn chế đang theo dõi ẩn, vì dưới 3 người" in page


def test_a_branch_and_its_superior_see_the_same_months(as_, counted):
    strip = re.compile(r'<td role="cell" class="h-.*?</td>')
    ours = strip.findall(as_(counted.lan).get("/o/k1/tong-hop/cap-tren-thay-gi").text)
    theirs = strip.findall(as_(counted.oanh).get("/o/db/tong-hop/cap-duoi?don-vi=k1").text)
    assert ours == theirs
    assert len(ours) == 12
