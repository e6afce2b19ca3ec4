"""Filters and search of the list, the list on paper, and the year in numbers."""

from datetime import date

import pytest

from tests.conftest import HTMX
from tests.web.followups.test_list import point_out
from webapp.core.db import db

LIST = "/o/k1/theo-doi"


@pytest.fixture
def threads(cast, scope_of):
    """Two threads, one overdue."""
    lan = scope_of(cast.lan)
    point_out(lan, cast.mai, "Ít phát biểu.", date(2026, 11, 10))
    point_out(lan, cast.binh, "Hay đi muộn.")
    db.session.commit()


def shown(page):
    return {text for text in ("Ít phát biểu.", "Hay đi muộn.") if text in page}


@pytest.mark.usefixtures("threads")
def test_the_committee_filters_and_searches(as_, cast):
    client = as_(cast.hung)
    asked = {
        "?xem=qua-han": {"Ít phát biểu."},
        f"?nguoi={cast.binh.member_id}": {"Hay đi muộn."},
        "?nguon=superior": set(),
        "?tim=di+muon": {"Hay đi muộn."},
        "?tim=pham+thi+mai": {"Ít phát biểu."},
        "?xem=cho-xac-nhan": set(),
        "?xem=khong-co&nguoi=abc&nguon=gossip": {"Ít phát biểu.", "Hay đi muộn."},
    }
    for address, found in asked.items():
        page = client.get(LIST + address)
        assert shown(page.text) == found, address
        assert shown(client.get(f"{LIST}/ban-in{address}").text) == found, address
    piece = client.get(f"{LIST}?tim=di+muon", headers=HTMX).text
    assert piece.count('id="threads"') == 1
    assert "<html" not in piece


@pytest.mark.usefixtures("threads")
def test_members_are_offered_no_filter_and_find_only_their_own(as_, cast):
    client = as_(cast.mai)
    page = client.get(f"{LIST}?xem=tat-ca&tim=di+muon&nguoi={cast.binh.member_id}").text
    assert shown(page) == set()
    assert 'id="filters"' not in page
    for tail in ("/ban-in", "/theo-nam"):
        assert client.get(LIST + tail).status_code == 404


@pytest.mark.usefixtures("threads")
def test_the_paper_has_names_days_and_no_grade(as_, cast):
    page = as_(cast.lan).get(f"{LIST}/ban-in").text
    assert "Phạm Thị Mai" in page
    assert "10/11/2026, quá hạn 6 ngày" in page
    for word in ("điểm số", "xếp hạng", "xếp loại", "thứ hạng"):
        assert word not in page.lower()


@pytest.mark.usefixtures("threads")
def test_the_year_has_numbers_and_names_nobody(as_, cast):
    page = as_(cast.lan).get(f"{LIST}/theo-nam").text
    content = page.split("<table")[1].split("</table>")[0]
    assert "Tháng 10" in content
    assert '<td class="number">2</td>' in content
    assert "Mai" not in content
    assert "Tháng 12" not in content
    assert "Năm 2019" in as_(cast.lan).get(f"{LIST}/theo-nam?nam=2020").text
    assert "Số liệu năm 2026" in as_(cast.lan).get(f"{LIST}/theo-nam?nam=9999").text


def test_more_threads_ask_the_same_of_the_database(as_, cast, scope_of, queries):
    client, lan = as_(cast.lan), scope_of(cast.lan)
    addresses = [f"{LIST}?tim=so", f"{LIST}/ban-in", f"{LIST}/theo-nam", f"{LIST}?xem=tat-ca"]
    point_out(lan, cast.mai, "Số 0.")
    db.session.commit()
    few, many = {}, {}
    for counts in (few, many):
        for address in addresses:
            client.get(address)
            with queries() as asked:
                client.get(address)
            counts[address] = asked.count
        for number in range(30):
            point_out(lan, (cast.mai, cast.binh)[number % 2], f"Số {number}.")
        db.session.commit()
    assert many == few
    assert max(many.values()) <= 7
