"""/bao-cao/can-y-kien and /bao-cao/<id>/y-kien with its three buttons."""

import pytest

from webapp.core.db import db


def test_the_tray_shows_drafts_that_wait_and_not_ones_own(as_, cast, sent, begun):
    hung = as_(cast.hung)
    begun(cast.hung, state="submitted")
    page = hung.get("/o/k1/bao-cao/can-y-kien")
    assert "đ/c Phạm Thị Mai" in page.text
    assert "đ/c Lê Văn Hùng" not in page.text


def test_an_empty_tray_says_so(as_, cast):
    page = as_(cast.hung).get("/o/k1/bao-cao/can-y-kien")
    assert "Không có dự thảo nào đang chờ ý kiến." in page.text


@pytest.mark.parametrize("name", ["mai", "khanh", "oanh"])
def test_the_tray_is_for_the_committee(as_, cast, name):
    assert as_(getattr(cast, name)).get("/o/k1/bao-cao/can-y-kien").status_code == 404


def test_the_tray_needs_as_many_statements_for_three_drafts_as_for_one(
    as_, cast, sent, begun, queries
):
    hung = as_(cast.hung)
    hung.get("/o/k1/bao-cao/can-y-kien")
    with queries() as before:
        hung.get("/o/k1/bao-cao/can-y-kien")
    for person in (cast.binh, cast.lan):
        begun(person, state="submitted").submitted_at = sent.submitted_at
    db.session.commit()
    with queries() as after:
        hung.get("/o/k1/bao-cao/can-y-kien")
    assert after.count == before.count <= 6


def test_the_committee_agrees_with_one_button(as_, cast, at, sent, state):
    hung = as_(cast.hung)
    assert "Nhất trí cả bản" in hung.get(at("y-kien")).text
    answer = hung.post(at("nhat-tri"), data={"version": "1"})
    assert (answer.status_code, answer.location, state()) == (303, at(), "accepted")


def test_agreeing_twice_with_one_form_acts_once(as_, cast, at, sent, events):
    hung, form = as_(cast.hung), {"version": "1", "idempotency_key": "once"}
    assert [hung.post(at("nhat-tri"), data=form).status_code for _ in range(2)] == [303, 303]
    assert events().count("report_accepted") == 1


def test_agreeing_again_with_another_form_says_where_it_stands(as_, cast, at, sent):
    as_(cast.hung).post(at("nhat-tri"), data={"version": "1"})
    page = as_(cast.lan).post(at("nhat-tri"), data={"version": "1", "remark-whole": "Đồng ý."})
    assert page.status_code == 422
    assert "Báo cáo đang ở bước “Sẵn sàng trình bày”" in page.text
    assert "Đồng ý." in page.text


def test_asking_for_a_supplement_returns_the_report(as_, cast, at, sent, state):
    form = {"version": "1", "remark-commitments": "Nêu việc cụ thể."}
    assert as_(cast.hung).post(at("tra-lai"), data=form).status_code == 303
    assert state() == "returned"
    page = as_(cast.mai).get(at("viet"))
    assert "1 ý kiến cần bổ sung" in page.text
    assert '<a href="#muc-1">Mục 1</a>' in page.text
    assert "Gửi lại chi ủy" in page.text


def test_asking_without_a_word_is_refused(as_, cast, at, sent, state):
    page = as_(cast.hung).post(at("tra-lai"), data={"version": "1"})
    assert page.status_code == 422
    assert 'id="remark-whole-error"' in page.text
    assert state() == "submitted"


def test_a_remark_that_is_too_long_comes_back_whole(as_, cast, at, sent):
    long = "ý" * 5_001
    page = as_(cast.hung).post(at("y-kien"), data={"version": "1", "remark-present": long})
    assert (page.status_code, long in page.text) == (422, True)
    assert 'id="remark-present-error"' in page.text


@pytest.mark.parametrize("version", ["7", "", "abc", "-1"])
def test_an_opinion_on_another_version_keeps_what_was_typed(as_, cast, at, sent, state, version):
    form = {"version": version, "remark-present": "Đã viết dài."}
    page = as_(cast.hung).post(at("nhat-tri"), data=form)
    assert page.status_code == 409
    assert "Đã viết dài." in page.text
    assert state() == "submitted"


@pytest.mark.parametrize("act", ["y-kien", "tra-lai", "nhat-tri"])
def test_the_author_does_not_review_even_as_chair(as_, cast, begun, act):
    own = begun(cast.lan, state="submitted")
    own.submitted_at = own.first_submitted_at = None
    db.session.commit()
    page = as_(cast.lan).post(f"/o/k1/bao-cao/{own.id}/{act}", data={"remark-whole": "Tốt."})
    assert page.status_code == 422
    assert "Người viết không tự cho ý kiến" in page.text


@pytest.mark.parametrize("act", ["y-kien", "tra-lai", "nhat-tri"])
@pytest.mark.parametrize("name", ["binh", "khanh", "oanh"])
def test_others_are_told_nothing(as_, cast, at, sent, state, act, name):
    form = {"version": "1", "remark-whole": "Tốt."}
    assert as_(getattr(cast, name)).post(at(act), data=form).status_code == 404
    assert state() == "submitted"
