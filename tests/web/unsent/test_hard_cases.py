"""Kept forms in cases that are hard to keep: old tokens, full drawers, second pages, odd signs."""

import re

import pytest
from sqlalchemy import func, select

from tests.cast import PASSWORD
from tests.conftest import HTMX, mark_in
from tests.web.unsent.drawer import KEEP, KEY, NEW, base_in, drafts, full, keep, sealed_in
from webapp.core.db import db
from webapp.texts.models import Text, TextKind
from webapp.unsent.models import UnsentForm


@pytest.mark.parametrize("mark", ["\u0301", "\u0303", "\u0323", "\u0300"])
def test_a_line_that_begins_with_a_combining_mark_does_not_destroy_the_draft(as_, cast, mark):
    lan = as_(cast.lan)
    words = f"Câu thứ nhất rất dài.\n{mark} câu thứ hai."
    assert "Đã giữ" in keep(lan, words).text
    assert "Câu thứ nhất rất dài." in lan.get(NEW).text


def test_the_text_of_a_second_page_is_not_called_sent_when_it_was_not(as_, cast):
    lan = as_(cast.lan)
    keep(lan, "Chung.")
    pages = [lan.get(NEW) for _ in range(2)]
    one, two = (base_in(page) for page in pages)
    words = [re.search(r'name="unsent_page" value="([^"]+)"', page.text).group(1) for page in pages]
    assert one == two
    source = re.findall(r'name="source"[^>]*value="([^"]+)"', lan.get(NEW).text)[0]
    sent = {"member_id": str(cast.mai.member_id), "source": source, "helper_id": "0"}
    sent |= {"pointed_out_on": "16/11/2026", "wording": "Thẻ một.", "unsent_of": NEW, "unsent": one}
    sent |= {"unsent_page": words[0]}
    assert lan.post(NEW, data=sent).status_code == 303
    answer = keep(lan, "Điều hoàn toàn khác, viết ở thẻ hai sau đó.", two, unsent_page=words[1])
    assert "đã được gửi" not in answer.text or drafts() == 1, answer.text


def test_a_refused_token_with_too_many_drafts_is_no_failure(app, cast, as_, monkeypatch):
    lan = as_(cast.lan)
    full(lan)
    mark = mark_in(lan.get("/o/k1/"))
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    page = lan.post(NEW, data={"wording": "Câu chưa gửi.", "typed_by": mark})
    assert page.status_code < 500


def test_signing_in_with_too_many_drafts_still_signs_in(cast, as_):
    lan = as_(cast.lan)
    full(lan)
    mark = mark_in(lan.get("/o/k1/"))
    client = as_(None)
    page = client.post(NEW, data={"wording": "Câu chưa gửi.", "typed_by": mark})
    form = {"email": cast.lan.email, "password": PASSWORD, "kept": sealed_in(page)}
    answer = client.post("/dang-nhap", data=form | {"reason": "ended"})
    assert answer.status_code == 303, (answer.status_code, answer.text[-1500:])


def test_an_endless_address_of_a_kept_form_is_no_failure(app, cast, as_, monkeypatch):
    lan = as_(cast.lan)
    mark = mark_in(lan.get("/o/k1/"))
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    there = "/o/" + "k" * 400 + "/theo-doi/moi"
    page = lan.post(NEW, data={"wording": "Câu.", "typed_by": mark, "unsent_of": there})
    assert page.status_code < 500


def test_a_text_is_kept_for_a_form_of_its_own_organization_only(app, cast, as_, monkeypatch):
    lan = as_(cast.lan)
    mark = mark_in(lan.get("/o/k1/"))
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    sent = {"wording": "Câu.", "typed_by": mark, "unsent_of": "/o/k2/theo-doi/moi"}
    lan.post(NEW, data=sent)
    assert db.session.scalars(select(UnsentForm.address)).all() in ([], [NEW])


def test_a_second_sign_in_page_does_not_lose_the_text_on_the_first(app, cast, as_, monkeypatch):
    mark = mark_in(as_(cast.lan).get("/o/k1/"))
    client = as_(None)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    page = client.post(NEW, data={"wording": "Câu chưa gửi.", "typed_by": mark})
    token = re.search(r'name="csrf_token"[^>]* value="([^"]*)"', page.text).group(1)
    # The same person signs in in another tab first.
    other = client.get("/dang-nhap")
    second = re.search(r'name="csrf_token"[^>]* value="([^"]*)"', other.text).group(1)
    person = {"email": cast.lan.email, "password": PASSWORD}
    assert client.post("/dang-nhap", data=person | {"csrf_token": second}).status_code == 303
    form = person | {"csrf_token": token, "kept": sealed_in(page), "reason": "ended"}
    answer = client.post("/dang-nhap", data=form)
    assert drafts() == 1 or 'name="kept"' in answer.text, (answer.status_code, answer.text[-900:])


def test_a_text_as_large_as_a_form_may_be_survives_the_sign_in(cast, as_):
    mark = mark_in(as_(cast.lan).get("/o/k1/"))
    client = as_(None)
    page = client.post(NEW, data={"wording": "Câu dài.\r\n" * 80_000, "typed_by": mark})
    assert page.status_code == 401
    form = {"email": cast.lan.email, "password": PASSWORD, "kept": sealed_in(page)}
    assert client.post("/dang-nhap", data=form).status_code == 303
    assert drafts() == 1


def test_a_text_that_was_sent_meanwhile_is_not_told_to_wait(cast, as_):
    lan = as_(cast.lan)
    mark = mark_in(lan.get("/o/k1/"))
    source = re.findall(r'name="source"[^>]*value="([^"]+)"', lan.get(NEW).text)[0]
    sent = {"member_id": str(cast.mai.member_id), "source": source, "helper_id": "0"}
    sent |= {"pointed_out_on": "16/11/2026", "wording": "Thẻ một.", "unsent_of": NEW}
    sent |= {"unsent": f"{KEY}.0", "typed_by": mark}
    page = as_(None).post(NEW, data=sent)
    assert lan.post(NEW, data=sent).status_code == 303
    client = as_(None)
    form = {"email": cast.lan.email, "password": PASSWORD, "kept": sealed_in(page)}
    assert client.post("/dang-nhap", data=form).status_code == 303
    shown = client.get(NEW).text
    assert ("chưa được gửi" in shown) == ("Thẻ một.</textarea>" in shown)


@pytest.mark.parametrize(
    "origin",
    [
        "http://[",
        "http://[::1",
        "//[",
        "null, null",
        "http://localhost:80",
        "HTTP://LOCALHOST",
        "x" * 5000,
    ],
)
def test_no_origin_is_a_failure(as_, cast, origin):
    answer = as_(cast.lan).post(KEEP, data={}, headers={"Origin": origin})
    assert answer.status_code < 500


@pytest.mark.parametrize("host", ["a b", "[", "k1..", "http://[", "é", "x" * 400, ""])
def test_no_host_is_a_failure(as_, cast, host):
    answer = as_(cast.lan).post(KEEP, data={}, headers={"Host": host, "Origin": "http://x"})
    assert answer.status_code < 500
    assert as_(cast.lan).get(NEW, headers={"Host": host}).status_code < 500


def test_damaged_drafts_are_shown_as_nothing(as_, cast):
    lan = as_(cast.lan)
    keep(lan, "Một lời.")
    text = db.session.scalars(select(Text).where(Text.kind == TextKind.UNSENT)).one()
    for stored in (
        "",
        "{}",
        "[1]",
        "[[1]]",
        '["ab"]',
        "[" * 100_000,
        '[["wording", "\\ud800"]]',
        '[[["a"], {"b": 1}]]',
        "null",
        "1e999",
        '{"ab": 1}',
        '[["wording", null]]',
    ):
        text = db.session.get(Text, (text.organization_id, text.id)) or text
        text.stored = stored
        db.session.commit()
        for page in (NEW, KEEP, "/o/k1/"):
            assert lan.get(page).status_code == 200, (page, stored[:40])


def test_a_refused_step_of_a_weakness_leaves_what_stands_in_the_other_forms(app, cast, as_):
    from tests.walk.furnished import furnish
    from webapp.followups.models import Weakness

    furnish(cast)
    lan = as_(cast.lan)
    for weakness in db.session.scalars(select(Weakness.id)).all():
        there = f"/o/k1/theo-doi/{weakness}"
        page = lan.get(there)
        addresses = re.findall(r'name="unsent_of" value="([^"]*)"', page.text)
        if len(addresses) < 2:
            continue
        one, two = addresses[:2]
        step = re.search(rf'action="{one}".*?name="(\w+)-note"', page.text, re.S).group(1)
        keep(lan, "", address=one, **{f"{step}-note": "Chữ đang viết ở mẫu bên cạnh."})
        assert "Chữ đang viết ở mẫu bên cạnh.</textarea>" in lan.get(there).text
        refused = lan.post(two, data={}, headers=HTMX)
        assert refused.status_code == 422
        assert "Chữ đang viết ở mẫu bên cạnh.</textarea>" in refused.text, (one, two)
        return
    raise AssertionError("no weakness with two forms")


def test_other_words_under_a_spent_key_are_not_called_done(as_, cast):
    from webapp.followups.models import Weakness

    lan = as_(cast.lan)
    source = re.findall(r'name="source"[^>]*value="([^"]+)"', lan.get(NEW).text)[0]
    sent = {"member_id": str(cast.mai.member_id), "source": source, "helper_id": "0"}
    sent |= {"pointed_out_on": "16/11/2026", "wording": "Lời thứ nhất.", "unsent_of": NEW}
    sent |= {"unsent": f"{KEY}.0", "idempotency_key": "k" * 22}
    # The answer is lost on its way; the page says so, stays, and more is typed.
    assert lan.post(NEW, data=sent).status_code == 303
    again = lan.post(NEW, data=sent | {"wording": "Lời thứ nhất, viết thêm một câu dài."})
    stored = " ".join(db.session.scalars(select(Text.stored)))
    assert again.status_code != 303 or "viết thêm một câu dài" in stored
    assert db.session.scalar(select(func.count(Weakness.id))) >= 1


@pytest.mark.parametrize("kind", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_a_form_with_many_rows_is_kept_as_it_is_sent(as_, cast, kind):
    lan = as_(cast.lan)
    rows = {f"rows-{number}-wording": "Ít phát biểu." for number in range(1200)}
    form = {"unsent_of": "/o/k1/theo-doi/kiem-diem", "unsent": f"{KEY}.0", **rows}
    answer = lan.post(KEEP, data=form, headers=HTMX, content_type=kind)
    assert answer.status_code == 200
