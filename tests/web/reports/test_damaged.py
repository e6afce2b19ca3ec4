"""A version whose stored text can't be read: its place says so, and everything else works."""

import json
import logging

import pytest
from sqlalchemy import select

from tests.conftest import HTMX
from tests.web.reports.conftest import FORM, token_in
from webapp.core import tenancy
from webapp.core.db import db
from webapp.reports.models import ReportVersion
from webapp.texts.models import Text

SENTENCE = "Nội dung này bị hỏng, không đọc được. Hãy báo người vận hành."
DAMAGED = [
    "",
    "{",
    "bí mật của Mai",
    "[]",
    "null",
    '{"sections": 5}',
    '{"sections": {"present": 5}}',
]


@pytest.fixture
def damage(cast, forger):
    """`damage()` spoils the latest version of Mai's report; returns the identifier of its text."""

    def spoil(stored='{"answers": {"bí mật của Mai'):
        tenancy.bind(cast.k1.id)
        text_id = versions(cast)[-1].text_id
        forger.spoil(stored, "id = %(text)s", text=text_id)
        return text_id

    return spoil


def versions(cast):
    tenancy.bind(cast.k1.id)
    query = select(ReportVersion).where(ReportVersion.report_id == cast.report.id)
    return db.session.scalars(query.order_by(ReportVersion.number)).all()


def stored(text_id):
    return db.session.scalar(select(Text.stored).where(Text.id == text_id))


@pytest.mark.parametrize("text", DAMAGED)
def test_the_pages_of_the_report_still_open(as_, cast, at, damage, text):
    damage(text)
    mai = as_(cast.mai)
    for page in ("", "viet", "ban-in", "phien-ban"):
        answer = mai.get(at(page))
        assert answer.status_code == 200, page
        assert (SENTENCE in answer.text) is (page != "phien-ban")
        assert "bí mật của Mai" not in answer.text


def test_a_comparison_with_it_says_so(as_, cast, at, damage):
    damage()
    mai = as_(cast.mai)
    mai.post(at("luu"), data=FORM | {"based_on": "1.1"})
    page = mai.get(at("phien-ban"))
    assert (page.status_code, SENTENCE in page.text) == (200, True)


def test_the_committee_reads_and_returns_what_it_can(as_, cast, at, sent, damage):
    damage()
    hung = as_(cast.hung)
    for page in ("", "y-kien"):
        answer = hung.get(at(page))
        assert (answer.status_code, SENTENCE in answer.text) == (200, True)
    assert as_(cast.mai).get("/o/k1/bao-cao").status_code == 200


def test_the_log_names_the_text_and_nothing_of_what_it_says(as_, cast, at, damage, caplog):
    text_id = damage()
    with caplog.at_level(logging.ERROR):
        as_(cast.mai).get(at())
    lines = [line for line in caplog.records if "damaged" in line.message]
    assert [line.text_id for line in lines] == [text_id]
    assert "bí mật" not in caplog.text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "piece"])
@pytest.mark.parametrize("form", [FORM, {}], ids=["words", "nothing"])
def test_writing_over_it_begins_the_next_version(as_, cast, at, damage, headers, form):
    text_id = damage()
    before, mai = stored(text_id), as_(cast.mai)
    token = token_in(mai.get(at("viet")))
    answer = mai.post(at("luu"), data=form | {"based_on": token}, headers=headers)
    assert answer.status_code in (200, 303)
    assert stored(text_id) == before
    assert [version.number for version in versions(cast)] == [1, 2]
    assert "sections" in json.loads(stored(versions(cast)[1].text_id))
    assert SENTENCE not in mai.get(at("viet")).text


def test_the_next_save_goes_on_in_the_new_version(as_, cast, at, damage):
    damage()
    mai = as_(cast.mai)
    first = mai.post(at("luu"), data=FORM | {"based_on": "1.1"}, headers=HTMX)
    mai.post(at("luu"), data=FORM | {"based_on": token_in(first)}, headers=HTMX)
    assert [version.number for version in versions(cast)] == [1, 2]


def test_handing_in_over_it_keeps_it_too(as_, cast, at, damage, state):
    text_id = damage()
    before = stored(text_id)
    answer = as_(cast.mai).post(at("gui"), data=FORM | {"based_on": "1.1"})
    assert answer.status_code == 303
    assert (stored(text_id), state()) == (before, "submitted")
