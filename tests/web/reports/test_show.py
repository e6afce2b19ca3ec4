"""/bao-cao and /bao-cao/<id>: who sees what, and what is written down about it."""

from datetime import date

import pytest

from tests.web.reports.conftest import TEXT
from webapp.reports.rules import ReportState


def test_the_author_sees_state_deadline_and_the_next_step(as_, cast, at):
    page = as_(cast.mai).get(at())
    assert "Đang viết" in page.text
    assert "Người báo cáo gửi chi ủy chậm nhất" in page.text
    assert "thứ Sáu, 20/11/2026" in page.text
    assert "Viết tiếp" in page.text
    assert "Nội dung commitments của tôi." in page.text


def test_reading_ones_own_report_is_not_written_down(as_, cast, at, readers):
    as_(cast.mai).get(at())
    assert readers() == []


@pytest.mark.parametrize("page", ["", "y-kien", "phien-ban", "ban-in"])
def test_reading_somebody_elses_report_is_written_down_once_a_day(
    as_, cast, at, sent, readers, page
):
    hung = as_(cast.hung)
    for _ in range(2):
        assert hung.get(at(page)).status_code == 200
    assert readers() == [cast.hung.member_id]


def test_the_author_sees_who_has_read_it_and_nobody_else_does(as_, cast, at, sent):
    as_(cast.hung).get(at())
    assert "Ai đã xem (1)" in as_(cast.mai).get(at()).text
    assert "Ai đã xem" not in as_(cast.lan).get(at()).text


def test_the_committee_sees_where_a_draft_stands_but_not_its_words(as_, cast, at, readers):
    page = as_(cast.hung).get(at())
    assert page.status_code == 200
    assert "Nội dung commitments của tôi." not in page.text
    assert "chỉ người báo cáo xem được" in page.text
    assert readers() == []


@pytest.mark.parametrize("page", ["ban-in", "phien-ban"])
def test_a_draft_has_no_paper_and_no_versions_for_others(as_, cast, at, page):
    assert as_(cast.lan).get(at(page)).status_code == 404


def test_members_read_it_from_the_day_the_papers_are_out(as_, cast, at, released):
    page = as_(cast.binh).get(at())
    assert page.status_code == 200
    assert TEXT["commitments"] in page.text


@pytest.mark.parametrize("page", ["", "viet", "y-kien", "phien-ban", "ban-in", "hoan", "rut"])
def test_members_are_told_nothing_before(as_, cast, at, sent, page):
    assert as_(cast.binh).get(at(page)).status_code == 404


@pytest.mark.parametrize("name", ["khanh", "kien", "oanh", "duc", "ngan", "phuc", "van"])
def test_outsiders_and_superiors_are_told_nothing(as_, cast, at, released, name):
    assert as_(getattr(cast, name)).get(at()).status_code == 404


def test_a_foreign_report_under_ones_own_address_is_not_found(as_, cast, sent):
    assert as_(cast.khanh).get(f"/o/k2/bao-cao/{sent.id}").status_code == 404


def test_remarks_stand_beside_their_section_for_the_author_only(as_, cast, at, sent):
    as_(cast.hung).post(at("y-kien"), data={"version": "1", "remark-present": "Cần nói rõ hơn."})
    assert "Cần nói rõ hơn." in as_(cast.mai).get(at()).text


@pytest.mark.parametrize(("name", "budget"), [("mai", 8), ("hung", 8), ("lan", 8)])
def test_the_page_keeps_its_budget_of_statements(as_, cast, at, sent, queries, name, budget):
    person = as_(getattr(cast, name))
    person.get(at())
    with queries() as asked:
        assert person.get(at()).status_code == 200
    assert asked.count <= budget, asked.sent


def test_more_remarks_and_versions_need_no_more_statements(as_, cast, at, sent, queries):
    mai, hung = as_(cast.mai), as_(cast.hung)
    mai.get(at())
    with queries() as before:
        mai.get(at())
    for number in range(5):
        hung.post(at("y-kien"), data={"version": "1", "remark-whole": f"Ý kiến {number}."})
    with queries() as after:
        assert "Ý kiến 4." in mai.get(at()).text
    assert after.count == before.count


def test_my_reports_are_listed_by_year(as_, cast, begun):
    begun(cast.mai, month=date(2025, 3, 1), state=ReportState.FILED)
    mai = as_(cast.mai)
    this_year, last_year = mai.get("/o/k1/bao-cao"), mai.get("/o/k1/bao-cao?nam=2025")
    assert "tháng 11/2026" in this_year.text
    assert "tháng 3/2025" not in this_year.text
    assert "tháng 3/2025" in last_year.text
    assert "Viết tiếp" in this_year.text


@pytest.mark.parametrize("year", ["", "abc", "99999", "0000", "2031"])
def test_a_year_without_reports_says_so_and_any_other_word_means_this_year(as_, cast, year):
    page = as_(cast.binh).get(f"/o/k1/bao-cao?nam={year}")
    assert page.status_code == 200
    assert "Chưa có báo cáo nào trong năm" in page.text


def test_a_list_needs_as_many_statements_for_ten_reports_as_for_one(as_, cast, begun, queries):
    mai = as_(cast.mai)
    mai.get("/o/k1/bao-cao")
    with queries() as before:
        mai.get("/o/k1/bao-cao")
    for month in range(1, 11):
        begun(cast.mai, month=date(2026, month, 1), state=ReportState.FILED)
    with queries() as after:
        assert mai.get("/o/k1/bao-cao").text.count("report-") >= 11
    assert after.count == before.count <= 8


def test_the_paper_carries_head_text_and_where_it_stands(as_, cast, at, sent):
    page = as_(cast.mai).get(at("ban-in"))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in page.text
    assert TEXT["present"] in page.text
    assert "Đã gửi chi ủy" in page.text


def test_a_union_speaks_of_its_own_committee_and_work(as_, cast, begun):
    address = f"/o/cd/bao-cao/{begun(cast.mai_in_union).id}/viet"
    page = as_(cast.mai_in_union).get(address)
    assert "Gửi tổ trưởng, tổ phó" in page.text
    assert "hoạt động công đoàn" in page.text
    assert "chi ủy" not in page.text
