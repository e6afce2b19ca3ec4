"""While somebody types, the form is kept for them; it comes back in the form and goes when sent."""

import re

import pytest
from sqlalchemy import func, select

from tests.conftest import HTMX, mark_in
from webapp.core.db import db
from webapp.followups.models import Weakness
from webapp.texts.models import Text, TextKind
from webapp.unsent.models import UnsentForm

NEW = "/o/k1/theo-doi/moi"
KEEP = "/o/k1/dang-viet"
KEY = "z" * 22


def draft(words, base=f"{KEY}.0", address=NEW, **more):
    return {"unsent_of": address, "unsent": base, "wording": words, **more}


def base_in(page):
    found = re.search(r'(?:name="unsent" value|data-saved)="([^"]*)"', page.text)
    return found and found.group(1)


def rows():
    return db.session.scalar(select(func.count()).where(UnsentForm.text_id.is_not(None)))


def keep(client, words, base=f"{KEY}.0", **more):
    return client.post(KEEP, data=draft(words, base, **more), headers=HTMX)


def test_a_save_answers_the_line_that_says_so(as_, cast):
    answer = keep(as_(cast.lan), "Đang viết.")
    assert (answer.status_code, base_in(answer)) == (200, f"{KEY}.1")
    assert "Đã giữ bản viết dở lúc 09:00, chưa gửi." in answer.text
    assert "<html" not in answer.text


def test_a_save_needs_four_statements_at_most(as_, cast, queries):
    lan = as_(cast.lan)
    keep(lan, "Một.")
    with queries() as asked:
        keep(lan, "Một, hai.", f"{KEY}.1")
    assert asked.count <= 4, asked.sent


def test_it_comes_back_in_its_form_with_every_field(as_, cast):
    lan = as_(cast.lan)
    keep(lan, "Còn <b>chậm</b>.", member_id=str(cast.mai.member_id), due_on="01/12/2026")
    page = lan.get(NEW)
    assert "Còn &lt;b&gt;chậm&lt;/b&gt;.</textarea>" in page.text
    assert 'value="01/12/2026"' in page.text
    assert f'selected value="{cast.mai.member_id}"' in page.text
    assert "Nội dung viết dở lúc 09:00 ngày 16/11/2026 đã được đưa lại vào đây." in page.text
    assert base_in(page) == f"{KEY}.1"


def test_nobody_else_sees_it_not_even_beside_the_same_form(as_, cast):
    keep(as_(cast.lan), "Riêng của Lan.")
    for other in (cast.hung, cast.dung, cast.mai):
        assert "Riêng của Lan." not in as_(other).get(NEW).text


def test_when_the_form_is_sent_the_draft_is_gone(as_, cast):
    lan = as_(cast.lan)
    keep(lan, "Còn chậm.")
    sent = draft("Còn chậm.", f"{KEY}.1") | {
        "member_id": str(cast.mai.member_id),
        "source": "committee",
        "pointed_out_on": "16/11/2026",
        "helper_id": "0",
    }
    wrong = lan.post(NEW, data=sent | {"pointed_out_on": "31/02/2026"})
    assert (wrong.status_code, rows()) == (422, 1)
    assert "data-is-new" in wrong.text
    assert base_in(wrong) == f"{KEY}.1"
    sources = re.findall(r'name="source"[^>]*value="([^"]+)"', lan.get(NEW).text)
    assert lan.post(NEW, data=sent | {"source": sources[0]}).status_code == 303
    assert (rows(), db.session.scalar(select(func.count(Weakness.id)))) == (0, 1)
    assert "Còn chậm." not in lan.get(NEW).text
    late = keep(lan, "Còn chậm, muộn.", f"{KEY}.1")
    assert (late.status_code, base_in(late), rows()) == (200, "", 0)


def test_a_second_page_of_the_form_is_offered_beside_the_first(as_, cast):
    lan = as_(cast.lan)
    keep(lan, "Thẻ một.")
    keep(lan, "Thẻ hai.", f"{'y' * 22}.0")
    page = lan.get(NEW)
    assert "Thẻ hai.</textarea>" in page.text
    other = re.search(r'href="(/o/k1/theo-doi/moi\?ban=[^"]+)"', page.text).group(1)
    assert "Thẻ một.</textarea>" in lan.get(other).text


def test_it_can_be_thrown_away(as_, cast):
    lan = as_(cast.lan)
    keep(lan, "Thôi.")
    answer = lan.post(f"{KEEP}/bo", data=draft("Thôi.", f"{KEY}.1"))
    assert (answer.status_code, answer.location, rows()) == (303, NEW, 0)
    assert "Đã bỏ nội dung viết dở." in lan.get(NEW).text
    assert db.session.scalar(select(func.count()).where(Text.kind == TextKind.UNSENT)) == 0


@pytest.mark.parametrize(
    "address",
    [
        "/o/k2/theo-doi/moi",
        "/o/k1/thanh-vien/them",
        "/o/k1/thiet-lap",
        "/o/k1/khong-co",
        "//evil.example/",
        "",
        "/o/k1/theo-doi/" + "9" * 400,
    ],
)
def test_only_members_texts_of_this_organization_are_kept(as_, cast, address):
    for path in (KEEP, f"{KEEP}/bo"):
        answer = as_(cast.lan).post(path, data=draft("Lời.", address=address), headers=HTMX)
        assert (answer.status_code, rows()) == (404, 0)


@pytest.mark.parametrize("base", ["", "x", "x.1", f"{KEY}.-1", "á" * 22 + ".1"])
def test_a_save_without_a_base_keeps_nothing(as_, cast, base):
    assert keep(as_(cast.lan), "Lời.", base).status_code == 404


def test_a_page_of_another_account_keeps_nothing_under_this_one(as_, cast):
    mark = mark_in(as_(cast.hung).get(NEW))
    answer = keep(as_(cast.lan), "Của Hùng.", typed_by=mark)
    assert (answer.status_code, rows()) == (403, 0)


def test_a_superior_and_a_stranger_keep_nothing_here(as_, cast):
    for other in (cast.oanh, cast.khanh, cast.phuc, cast.van):
        assert keep(as_(other), "Lời.").status_code == 404
    assert keep(as_(None), "Lời.").status_code == 401
    assert rows() == 0


def test_tokens_and_passwords_are_not_stored(as_, cast):
    keep(as_(cast.lan), "Lời.", csrf_token="t0k3n", password="m4t kh4u", idempotency_key="k3y")
    stored = db.session.scalar(select(Text.stored).where(Text.kind == TextKind.UNSENT))
    assert "Lời." in stored
    assert not re.search("t0k3n|m4t kh4u|k3y|unsent", stored)


def test_the_first_screen_and_a_list_lead_back_to_what_is_unfinished(as_, cast):
    lan = as_(cast.lan)
    assert "viết dở" not in lan.get("/o/k1/").text
    assert "Không có nội dung nào đang viết dở." in lan.get(KEEP).text
    keep(lan, "Còn chậm lắm.")
    assert "1 nội dung đang viết dở" in lan.get("/o/k1/").text
    page = lan.get(KEEP)
    assert "Hạn chế mới ghi" in page.text
    assert f'href="{NEW}?ban={KEY}"' in page.text
    assert "<p>Còn chậm lắm.</p>" in page.text
    for other in (cast.hung, cast.mai):
        assert "viết dở" not in as_(other).get("/o/k1/").text
        assert "Hạn chế mới ghi" not in as_(other).get(KEEP).text
    gone = lan.post(f"{KEEP}/bo", data=draft("", f"{KEY}.1", back_to="list"))
    assert (gone.location, rows()) == (KEEP, 0)
