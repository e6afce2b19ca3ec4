"""A report whose text could not be saved, or met another: no text is lost or overwritten."""

import re

import pytest
from sqlalchemy import select

from tests.cast import PASSWORD
from tests.conftest import HTMX, mark_in
from tests.web.reports.conftest import FORM, token_in
from tests.web.unsent.drawer import KEEP, drafts, sealed_in
from webapp.core.db import db
from webapp.texts.models import Text


@pytest.fixture
def at(cast):
    """The address of Mai's report, or of one of its pages."""
    return lambda page: f"/o/k1/bao-cao/{cast.report.id}/{page}"


def test_a_refused_token_of_a_report_save_leaves_no_older_text_above_the_newer(
    app, cast, as_, at, monkeypatch
):
    mai = as_(cast.mai)
    page = mai.get(at("viet"))
    sent = FORM | {"based_on": token_in(page), "typed_by": mark_in(page)}
    sent |= {"unsent_of": at("luu"), "section-present": "CŨ HƠN."}
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    assert mai.post(at("luu"), data=sent, headers=HTMX).status_code == 400
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    # The script fetches the token of today and goes on.
    answer = mai.post(at("luu"), data=sent | {"section-present": "MỚI HƠN."}, headers=HTMX)
    assert "data-saved" in answer.text
    assert (drafts(), "MỚI HƠN." in mai.get(at("viet")).text) == (0, True)


def test_what_a_failing_draft_says_of_the_text_of_a_closed_form_is_true(as_, cast, app, at):
    """The report went on meanwhile: signing in again leads to a page that shows the words."""
    mai = as_(cast.mai)
    page = mai.get(at("viet"))
    sent = FORM | {"based_on": token_in(page), "typed_by": mark_in(page), "unsent_of": at("luu")}
    mai.post(at("gui"), data=sent)
    asked = as_(None).post(at("luu"), data=sent | {"section-present": "Câu viết thêm."})
    client = as_(None)
    form = {"email": cast.mai.email, "password": PASSWORD, "kept": sealed_in(asked)}
    answer = client.post("/dang-nhap", data=form | {"reason": "ended"})
    page = client.get(answer.location)
    shown = page.text if page.status_code == 200 else client.get(page.location).text
    assert ("hãy xem lại trong mẫu" in shown) == ("Câu viết thêm." in shown), answer.location


def test_the_stored_text_after_a_conflict_is_still_somewhere(cast, as_, at):
    mai = as_(cast.mai)
    old = token_in(mai.get(at("viet")))
    other = FORM | {"based_on": old, "section-present": "Bản kia, đã lưu."}
    mai.post(at("luu"), data=other, headers=HTMX)
    mine = FORM | {"based_on": old, "section-present": "Bản này, cũ."}
    page = mai.post(at("luu"), data=mine)
    newest = re.search(r'name="based_on" value="([\d.]+)"', page.text).group(1)
    key = re.search(r'name="unsent" value="([^"]+)"', page.text).group(1)
    form = mine | {"based_on": newest, "unsent_of": at("luu"), "unsent": key}
    mai.post(KEEP, data=form, headers=HTMX)
    editor = mai.get(at("viet")).text
    assert "Bỏ bản viết dở" in editor or "Bản kia, đã lưu." in editor
    base = re.search(r'name="based_on" value="([\d.]+)"', editor).group(1)
    mai.post(at("luu"), data=mine | {"based_on": base}, headers=HTMX)
    assert "Bản kia, đã lưu." in " ".join(db.session.scalars(select(Text.stored)))


def test_a_line_that_begins_with_a_combining_mark_does_not_damage_a_report(cast, as_, at):
    mai = as_(cast.mai)
    words = "Câu thứ nhất.\n\u0301 câu thứ hai."
    sent = FORM | {"based_on": token_in(mai.get(at("viet"))), "section-present": words}
    assert "data-saved" in mai.post(at("luu"), data=sent, headers=HTMX).text
    assert "Câu thứ nhất." in mai.get(at("viet")).text
