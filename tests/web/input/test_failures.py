"""Failures have a page of their own, drawn without the database and robust when hooks fail too."""

import logging

import psycopg
import pytest
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from tests.conftest import HTMX, mark_in
from webapp.accounts import queries
from webapp.core import transactions
from webapp.core.db import db

NEW_WEAKNESS = "/o/k1/theo-doi/moi"
LOST = OperationalError("SELECT", {}, psycopg.OperationalError("the connection is lost"))


def failing(error):
    def fail(*_args, **_kwargs):
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (LOST, 503),
        (PoolTimeoutError("QueuePool limit"), 503),
        (psycopg.OperationalError("the connection is closed"), 503),
        (RuntimeError("a fault of ours"), 500),
    ],
)
def test_a_failure_before_the_view_has_a_page_without_the_database(
    cast, as_, monkeypatch, app, error, status
):
    monkeypatch.setitem(app.config, "SUPPORT_PHONE", "0236 3822 000")
    client = as_(cast.lan)
    monkeypatch.setattr(queries, "identify", failing(error))
    answer = client.get("/o/k1/")
    assert answer.status_code == status
    assert ("Retry-After" in answer.headers) is (status == 503)
    assert "0236 3822 000" in answer.text
    assert "Mã lỗi" in answer.text
    assert "</html>" in answer.text


def test_a_piece_is_answered_with_a_piece(cast, as_, monkeypatch):
    client = as_(cast.lan)
    monkeypatch.setattr(queries, "identify", failing(LOST))
    answer = client.get("/o/k1/", headers=HTMX)
    assert answer.status_code == 503
    assert "<html" not in answer.text
    assert 'id="problem"' in answer.text


def test_what_was_typed_is_still_there(cast, as_, monkeypatch):
    client = as_(cast.lan)
    monkeypatch.setattr(queries, "identify", failing(LOST))
    typed = {"wording": "Đi muộn ba lần", "password": "x1y2", "typed_by": "a mark"}
    answer = client.post(NEW_WEAKNESS, data=typed)
    assert answer.status_code == 503
    assert "<p>Đi muộn ba lần</p>" in answer.text
    assert '<textarea name="typed_by" hidden>\na mark</textarea>' in answer.text
    assert f'action="{NEW_WEAKNESS}"' in answer.text
    assert "x1y2" not in answer.text


@pytest.mark.parametrize(
    "typed",
    [
        {"wording": "Không có dấu của trang nào"},
        {"full_name": "Kẻ Lạ Mặt", "typed_by": "a mark"},
    ],
)
def test_what_no_page_of_ours_sent_or_is_no_members_text_is_not_echoed(
    cast, as_, monkeypatch, typed
):
    client = as_(cast.lan)
    monkeypatch.setattr(queries, "identify", failing(LOST))
    address = NEW_WEAKNESS if "wording" in typed else "/o/k1/thanh-vien/them"
    answer = client.post(address, data=typed)
    assert answer.status_code == 503
    assert not {text for text in typed.values() if text in answer.text}


@pytest.mark.parametrize(("error", "status"), [(LOST, 503), (RuntimeError("ours"), 500)])
def test_a_commit_that_fails_is_told_and_nothing_is_said_to_be_done(
    cast, as_, monkeypatch, error, status
):
    client, commit = as_(cast.lan), db.session.commit
    calls = iter([commit])
    # The browser of the tests commits what the test wrote, before the request itself does.
    monkeypatch.setattr(db.session, "commit", lambda: next(calls, failing(error))())
    answer = client.post("/o/k1/thong-bao/da-doc")
    monkeypatch.undo()
    assert answer.status_code == status
    assert "Hệ thống" in answer.text
    assert "yêu cầu không đúng dạng" not in answer.text.lower()


def test_hooks_that_fail_too_change_nothing_about_the_page(cast, as_, monkeypatch):
    client = as_(cast.lan)
    monkeypatch.setattr(queries, "identify", failing(LOST))
    monkeypatch.setattr(transactions, "_end_reading", failing(LOST))
    answer = client.get("/o/k1/")
    assert answer.status_code == 503
    assert "Hãy thử lại sau ít phút" in answer.text


@pytest.mark.parametrize(
    "error",
    [
        DataError("SELECT", {}, psycopg.DataError("integer out of range")),
        UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
    ],
)
@pytest.mark.parametrize(("method", "status"), [("GET", 404), ("POST", 422)])
def test_a_value_the_database_refuses_is_no_failure(
    cast, as_, monkeypatch, caplog, error, method, status
):
    client = as_(cast.lan)
    typed = {"wording": "Giữ lại câu này", "typed_by": mark_in(client.get(NEW_WEAKNESS))}
    monkeypatch.setattr("webapp.followups.routes.pointing_out.require", failing(error))
    with caplog.at_level(logging.WARNING):
        answer = client.open(NEW_WEAKNESS, method=method, data=typed)
    assert answer.status_code == status
    assert any("refused by the database" in line.message for line in caplog.records)
    assert method == "GET" or "Giữ lại câu này" in answer.text
