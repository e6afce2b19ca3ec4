"""The items of the year's registration in the editor, in what is read, and in what is refused."""

from datetime import date

import pytest

from tests.cast import NOW
from tests.conftest import HTMX
from tests.service.commitments.year import in_force, items
from tests.web.reports.conftest import token_in
from webapp.commitments import service as commitments
from webapp.commitments.service import Wanted
from webapp.core.db import db

TYPED = {"section-present": "Còn ngại góp ý.", "section-commitments": "", "based_on": "1.1"}


@pytest.fixture
def keys(cast, scope_of):
    """The keys of Mai's items in force: one overdue, one ahead."""
    mai, hung = scope_of(cast.mai), scope_of(cast.hung)
    wanted = Wanted("Đúng giờ", "Không muộn", date(2026, 11, 1)), Wanted("Đọc sách", "Bốn bài")
    in_force(mai, hung, *wanted)
    return [f"item-{item.id}" for item in items(mai)]


def test_each_item_stands_beside_the_first_section_with_a_place_for_its_answer(as_, cast, at, keys):
    page = as_(cast.mai).get(at("viet"))
    late, ahead = keys
    assert f'name="answer-{late}"' in page.text
    assert "Kết quả cần đạt: Không muộn. Thời hạn: 01/11/2026." in page.text
    assert "Đã đến hạn, cần ghi kết quả" in page.text
    assert f'name="not-due-{late}"' not in page.text
    assert f'name="not-due-{ahead}"' in page.text


@pytest.mark.parametrize("act", ["gui", "nop-luu"])
def test_the_page_refuses_names_the_items_and_keeps_what_was_typed(as_, cast, at, keys, act, state):
    late, ahead = keys
    sent = TYPED | {f"not-due-{late}": "1", f"answer-{ahead}": "Đang đọc dở."}
    page = as_(cast.mai).post(at(act), data=sent)
    assert page.status_code == 422
    assert "Mục 1, “Đúng giờ”" in page.text
    assert 'aria-invalid="true"' in page.text
    assert "Đang đọc dở." in page.text
    assert "Còn ngại góp ý." in page.text
    assert f'name="not-due-{late}" value="1"\n         checked' in page.text
    assert state() == "drafting"


def test_the_same_words_are_handed_in_once_the_due_item_is_answered(as_, cast, at, keys, state):
    late, ahead = keys
    client = as_(cast.mai)
    sent = TYPED | {f"answer-{late}": "Đúng giờ cả năm.", f"not-due-{ahead}": "1"}
    assert client.post(at("gui"), data=sent).status_code == 303
    assert state() == "submitted"
    for page in (client.get(at()), client.get(at("ban-in")), as_(cast.hung).get(at("y-kien"))):
        assert "Đúng giờ cả năm." in page.text
        assert "Chưa đến hạn." in page.text


def test_a_save_by_itself_keeps_answers_and_marks_in_four_statements(as_, cast, at, keys, queries):
    late, ahead = keys
    client = as_(cast.mai)
    client.get(at("viet"))
    sent = TYPED | {f"answer-{late}": "Đang viết", f"not-due-{ahead}": "1", "answer-x-1": "Lạ"}
    with queries() as asked:
        saved = client.post(at("luu"), data=sent, headers=HTMX)
    assert (saved.status_code, token_in(saved)) == (200, "1.2")
    assert asked.count <= 4, asked.sent
    page = client.get(at("viet"))
    assert "Đang viết</textarea>" in page.text
    assert page.text.count("checked") == 1


def test_the_editor_asks_as_much_of_the_database_for_ten_items_as_for_one(
    as_, cast, at, queries, scope_of
):
    mai, hung = scope_of(cast.mai), scope_of(cast.hung)
    client = as_(cast.mai)
    commitment = in_force(mai, hung, "Một")
    client.get(at("viet"))
    with queries() as one:
        client.get(at("viet"))
    db.session.add(commitment)
    found = [Wanted(item.text, item_id=item.id) for item in items(mai)]
    more = [*found, *(Wanted(f"Việc {n}") for n in range(9))]
    based_on = commitment.revision
    version = commitments.propose(mai, commitment, more, "Thêm", based_on=based_on, now=NOW)
    commitments.confirm_amendment(hung, version, now=NOW)
    with queries() as ten:
        page = client.get(at("viet"))
    assert "Việc 8" in page.text
    assert ten.count == one.count <= 10, ten.sent


def test_two_versions_are_compared_with_their_answers(as_, cast, at, keys):
    late, ahead = keys
    client = as_(cast.mai)
    sent = TYPED | {f"answer-{late}": "Đúng giờ cả năm.", f"not-due-{ahead}": "1"}
    client.post(at("gui"), data=sent)
    client.post(at("rut-lai"))
    again = sent | {f"answer-{late}": "Đúng giờ gần cả năm.", "based_on": "1.2"}
    assert client.post(at("gui"), data=again).status_code == 303
    page = client.get(at("phien-ban"))
    assert "gần" in page.text.split('id="thay-doi"')[1]


def test_what_waits_for_the_branch_is_shown_but_not_asked(as_, cast, at, scope_of):
    mai = scope_of(cast.mai)
    commitments.save(mai, mai.member_id, 2026, [Wanted("Đúng giờ")], based_on=0, now=NOW)
    db.session.commit()
    page = as_(cast.mai).get(at("viet"))
    assert "chưa được xác nhận (1)" in page.text
    assert 'name="answer-item-' not in page.text


def test_a_stale_save_keeps_answers_and_marks_on_the_page(as_, cast, at, keys):
    _late, ahead = keys
    client = as_(cast.mai)
    client.post(at("luu"), data=TYPED)
    page = client.post(
        at("luu"), data=TYPED | {f"answer-{ahead}": "Vừa viết", f"not-due-{ahead}": "1"}
    )
    assert page.status_code == 409
    assert "Vừa viết" in page.text
    assert "checked" in page.text
