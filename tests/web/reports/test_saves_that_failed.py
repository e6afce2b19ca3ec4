"""Saves of the editor whose answer or sign-in was lost, and what it says of its due day."""

import re
from datetime import timedelta

from sqlalchemy import delete

from tests.as_owner import from_outside
from tests.cast import NOW
from tests.conftest import HTMX, mark_in
from tests.web.reports.conftest import FORM, token_in
from webapp.reports.models import ReportVersion


def test_a_save_whose_answer_was_lost_is_the_same_save(as_, cast, at, latest):
    mai, form = as_(cast.mai), FORM | {"based_on": "1.1"}
    answers = [mai.post(at("luu"), data=form, headers=HTMX) for _ in range(3)]
    assert [(a.status_code, token_in(a)) for a in answers] == [(200, "1.2")] * 3
    assert latest() == (1, 2, None)


def test_the_same_text_of_somebody_else_is_not_the_same_save(as_, cast, begun, latest):
    report = begun(cast.binh, state="assigned")
    from_outside(delete(ReportVersion).where(ReportVersion.report_id == report.id))
    address, form = f"/o/k1/bao-cao/{report.id}/luu", FORM | {"based_on": "0.0"}
    assert as_(cast.lan).post(address, data=form, headers=HTMX).status_code == 200
    assert as_(cast.binh).post(address, data=form, headers=HTMX).status_code == 409


def test_a_form_without_its_token_waits_in_the_editor_of_its_writer(
    app, as_, cast, at, latest, monkeypatch
):
    mai = as_(cast.mai)
    form = FORM | {"based_on": "1.1", "typed_by": mark_in(mai.get(at("viet")))}
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    page = mai.post(at("luu"), data=form)
    assert (page.status_code, latest()) == (400, (1, 1, None))
    assert FORM["section-commitments"] not in page.text
    assert f'href="{at("viet")}"' in page.text
    editor = mai.get(at("viet"))
    assert FORM["section-commitments"] in editor.text
    assert "Nội dung viết dở lúc 09:00" in editor.text


def test_a_text_without_the_mark_of_its_page_is_kept_for_nobody(app, as_, cast, at, monkeypatch):
    mai = as_(cast.mai)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    page = mai.post(at("luu"), data=FORM | {"based_on": "1.1"})
    assert page.status_code == 400
    assert FORM["section-commitments"] not in page.text + mai.get(at("viet")).text


def test_an_overdue_report_says_so_in_its_editor_as_on_the_first_screen(as_, cast, at, moment):
    mai = as_(cast.mai)
    assert not re.search(r"Quá hạn \d+ ngày", mai.get(at("viet")).text)
    moment(NOW + timedelta(days=6))
    mai = as_(cast.mai)
    late = re.search(r"Quá hạn \d+ ngày", mai.get(at("viet")).text)
    assert late
    assert late[0] in mai.get("/o/k1/").text
