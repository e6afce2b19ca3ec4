"""/bao-cao/<id>/viet and the saves of its form."""

import re

import pytest
from sqlalchemy import delete

from tests.as_owner import from_outside
from tests.conftest import HTMX
from tests.web.reports.conftest import FORM, token_in
from webapp.accounts.models import RoleGrant
from webapp.core import clock
from webapp.core.db import db
from webapp.followups import service as followups
from webapp.followups.rules import WeaknessSource
from webapp.reports.models import ReportVersion


@pytest.fixture
def weakness(cast, scope_of):
    """Something the committee pointed out to Mai."""
    row = followups.point_out(
        scope_of(cast.lan),
        cast.mai.member_id,
        source=WeaknessSource.MEETING,
        wording="Còn đi muộn",
        pointed_out_on=clock.today(),
        now=clock.now(),
    )
    db.session.commit()
    return row.id


def test_the_editor_shows_sections_open_weaknesses_and_the_warning(as_, cast, at, weakness):
    page = as_(cast.mai).get(at("viet"))
    assert page.status_code == 200
    assert "1. Việc thực hiện nội dung đã đăng ký từ đầu năm" in page.text
    assert "Không nhập nội dung thuộc danh mục bí mật nhà nước." in page.text
    assert "Còn đi muộn" in page.text
    assert f'name="answer-{weakness}"' in page.text


def test_the_menu_is_out_of_the_way_on_phones_while_editing(as_, cast, at):
    page = as_(cast.mai).get(at("viet"))
    assert "is-editing" in page.text
    assert 'class="bottom"' not in page.text


def test_a_save_without_script_comes_back_to_the_editor(as_, cast, at, latest):
    mai = as_(cast.mai)
    answer = mai.post(at("luu"), data=FORM | {"based_on": "1.1"})
    assert (answer.status_code, answer.location) == (303, at("viet"))
    page = mai.get(at("viet"))
    assert "Đã lưu lúc 09:00." in page.text
    assert FORM["section-commitments"] in page.text
    assert latest() == (1, 2, None)


def test_a_save_by_itself_answers_one_line_with_the_next_token(as_, cast, at, events):
    answer = as_(cast.mai).post(at("luu"), data=FORM | {"based_on": "1.1"}, headers=HTMX)
    assert answer.status_code == 200
    assert "Đã tự lưu lúc 09:00." in answer.text
    assert token_in(answer) == "1.2"
    assert "<html" not in answer.text
    assert events() == []


def test_a_save_by_itself_needs_four_statements_at_most(as_, cast, at, queries):
    mai = as_(cast.mai)
    mai.get(at("viet"))
    with queries() as asked:
        mai.post(at("luu"), data=FORM | {"based_on": "1.1"}, headers=HTMX)
    assert asked.count <= 4, asked.sent


def test_a_stale_save_by_itself_offers_both_texts(as_, cast, at, latest):
    mai = as_(cast.mai)
    mai.post(at("luu"), data=FORM | {"based_on": "1.1"})
    other = FORM | {"section-present": "Viết ở thẻ khác.", "based_on": "1.1"}
    answer = mai.post(at("luu"), data=other, headers=HTMX)
    assert answer.status_code == 409
    assert "Giữ bản này" in answer.text
    assert "Xem bản kia" in answer.text
    assert 'data-keep-mine="1.2"' in answer.text
    assert latest() == (1, 2, None)


def test_a_stale_save_without_script_shows_both_texts_and_can_be_kept(as_, cast, at, latest):
    mai = as_(cast.mai)
    mai.post(at("luu"), data=FORM | {"based_on": "1.1"})
    mine = FORM | {"section-present": "Bản vừa viết ở đây.", "based_on": "1.1"}
    page = mai.post(at("luu"), data=mine)
    assert page.status_code == 409
    assert "Bản vừa viết ở đây." in page.text
    assert "Còn ngại góp ý" in page.text
    assert token_in(page) == "1.1"
    newest = re.findall(r'name="based_on"\s+value="([\d.]+)"', page.text)[-1]
    assert mai.post(at("luu"), data=mine | {"based_on": newest}).status_code == 303
    assert latest() == (1, 3, None)


def test_handing_in_leads_to_the_report(as_, cast, at, state, latest):
    mai = as_(cast.mai)
    answer = mai.post(at("gui"), data=FORM | {"based_on": "1.1"})
    assert (answer.status_code, answer.location) == (303, at())
    assert "Đã gửi báo cáo cho chi ủy." in mai.get(at()).text
    assert (state(), latest()[2]) == ("submitted", "submitted")


def test_the_same_form_sent_twice_acts_once_and_leads_to_the_report(as_, cast, at, events):
    mai, form = as_(cast.mai), FORM | {"based_on": "1.1", "idempotency_key": "once"}
    answers = [mai.post(at("gui"), data=form) for _ in range(2)]
    assert [(a.status_code, a.location) for a in answers] == [(303, at())] * 2
    assert events() == ["report_submitted"]


def test_what_is_missing_is_named_beside_its_field_and_nothing_typed_is_lost(
    as_, cast, at, state, weakness
):
    typed = {"section-commitments": "Câu vừa viết.", "section-present": " ", "based_on": "1.1"}
    page = as_(cast.mai).post(at("gui"), data=typed)
    assert page.status_code == 422
    assert "Có 2 mục cần sửa" in page.text
    assert 'id="section-present-error"' in page.text
    assert f'id="answer-{weakness}-error"' in page.text
    assert ("Câu vừa viết." in page.text, "<title>Lỗi:" in page.text) == (True, True)
    assert state() == "drafting"


def test_a_refused_form_can_be_sent_again_with_the_same_key(as_, cast, at, state):
    mai, key = as_(cast.mai), {"based_on": "1.1", "idempotency_key": "again"}
    assert mai.post(at("gui"), data=FORM | key | {"section-present": ""}).status_code == 422
    assert mai.post(at("gui"), data=FORM | key).status_code == 303
    assert state() == "submitted"


def test_a_section_that_is_too_long_comes_back_whole(as_, cast, at, latest):
    long = "a" * 20_001
    page = as_(cast.mai).post(at("luu"), data=FORM | {"section-present": long, "based_on": "1.1"})
    assert page.status_code == 422
    assert long in page.text
    assert "Mục này vượt 1 ký tự, tối đa 20.000." in page.text
    assert latest() == (1, 1, None)


def test_a_save_by_itself_says_which_section_is_too_long(as_, cast, at):
    form = FORM | {"section-present": "a" * 42_700, "based_on": "1.1"}
    answer = as_(cast.mai).post(at("luu"), data=form, headers=HTMX)
    assert answer.status_code == 422
    assert "Mục 3 vượt 22.700 ký tự, tối đa 20.000." in answer.text
    assert 'data-wrong="section-present"' in answer.text
    assert "data-saved=" not in answer.text


def test_a_text_for_a_report_already_sent_comes_back_with_where_it_stands(as_, cast, at, sent):
    page = as_(cast.mai).post(at("luu"), data=FORM | {"section-present": "Muộn rồi."})
    assert page.status_code == 422
    assert "Báo cáo đang ở bước “Đã gửi chi ủy” nên chưa làm được việc này." in page.text
    assert "Muộn rồi." in page.text
    assert ">Giữ bản này<" not in page.text


def test_the_editor_of_a_report_that_is_not_written_now_leads_to_the_report(as_, cast, at, sent):
    answer = as_(cast.mai).get(at("viet"))
    assert (answer.status_code, answer.location) == (303, at())


def test_the_editor_of_what_the_member_is_writing_is_closed_to_the_chair(as_, cast, at):
    page = as_(cast.lan).get(at("viet"))
    assert page.status_code == 422
    assert "đang tự viết bản này" in page.text
    assert "Nội dung commitments của tôi." not in page.text


@pytest.mark.parametrize("act", ["luu", "gui", "nop-luu", "rut-lai"])
@pytest.mark.parametrize("name", ["hung", "binh", "khanh", "oanh"])
def test_others_are_told_nothing(as_, cast, at, act, name, latest):
    answer = as_(getattr(cast, name)).post(at(act), data=FORM | {"based_on": "1.1"})
    assert answer.status_code == 404
    assert latest() == (1, 1, None)


@pytest.mark.parametrize("report_id", [999, 0])
def test_an_unknown_report_is_not_found(as_, cast, report_id):
    assert as_(cast.mai).get(f"/o/k1/bao-cao/{report_id}/viet").status_code == 404


def test_signed_out_in_the_middle_the_page_is_told_to_sign_in(as_, at):
    answer = as_(None).post(at("luu"), data=FORM, headers=HTMX)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith("/dang-nhap")


def test_taking_back_leads_to_the_editor(as_, cast, at, sent, state):
    answer = as_(cast.mai).post(at("rut-lai"))
    assert (answer.status_code, answer.location, state()) == (303, at("viet"), "drafting")


def test_a_chair_enters_for_a_member_and_everybody_is_told(as_, cast, begun):
    report = begun(cast.binh, state="assigned")
    from_outside(delete(ReportVersion).where(ReportVersion.report_id == report.id))
    lan, address = as_(cast.lan), f"/o/k1/bao-cao/{report.id}"
    assert "Nhập hộ Hoàng Thanh Bình." in lan.get(f"{address}/viet").text
    assert lan.post(f"{address}/gui", data=FORM | {"based_on": "0.0"}).status_code == 303
    for page in (as_(cast.binh).get(address), as_(cast.hung).get(f"{address}/y-kien")):
        assert "Nguyễn Thị Lan nhập hộ người báo cáo." in page.text


def test_where_nobody_could_review_the_author_is_told_that_it_waits(as_, cast, at, state):
    from_outside(delete(RoleGrant))
    mai = as_(cast.mai)
    assert mai.post(at("gui"), data=FORM | {"based_on": "1.1"}).status_code == 303
    assert "Hiện chi bộ chưa có ai khác cho ý kiến được." in mai.get(at()).text
    assert state() == "submitted"
