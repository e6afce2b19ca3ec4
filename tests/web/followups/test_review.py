"""The yearly review of the whole unit: /theo-doi/kiem-diem."""

import pytest
from sqlalchemy import select

from tests.cast import join
from tests.conftest import HTMX
from webapp.core.db import db
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessSource
from webapp.notices.models import Notice
from webapp.notices.rules import NoticeKind

ADDRESS = "/o/k1/theo-doi/kiem-diem"


def filled(*rows, **changes):
    """The form with rows of (person, wording, due day, helper)."""
    sent = {"act": "save", "reviewed_on": "2026-10-30", "due_for_all": "", **changes}
    for n, (person, wording, due_on, helper) in enumerate(rows):
        sent[f"member_id-{n}"] = str(person.member_id)
        sent |= {f"wording-{n}": wording, f"due_on-{n}": due_on, f"helper_id-{n}": helper}
    return sent


def stored():
    return db.session.scalars(select(Weakness).order_by(Weakness.id)).all()


def told():
    query = select(Notice.recipient_id).where(
        Notice.kind == NoticeKind.WEAKNESS_POINTED_OUT, Notice.channel == "app"
    )
    return db.session.scalars(query).all()


def test_the_form_has_a_row_for_each_member_and_is_the_committees(as_, cast):
    page = as_(cast.hung).get(ADDRESS)
    assert page.text.count("<fieldset") == 5
    for name in ("Nguyễn Thị Lan", "Phạm Thị Mai", "Hoàng Thanh Bình"):
        assert f'<legend class="card-head">{name}</legend>' in page.text
    assert "Lý Hồng Phúc" not in page.text
    for person in (cast.mai, cast.khanh, cast.oanh):
        assert as_(person).get(ADDRESS).status_code == 404
        assert as_(person).post(ADDRESS, data=filled()).status_code == 404


def test_all_rows_are_written_at_once_and_each_member_is_told_once(as_, cast):
    data = filled(
        (cast.mai, "Ít phát biểu.", "", "hoang thanh binh"),
        (cast.mai, "Hay đi muộn.", "2027-01-15", ""),
        (cast.binh, "", "", ""),
        (cast.hung, "Chậm báo cáo.", "", ""),
        due_for_all="31/12/2026",
    )
    answer = as_(cast.lan).post(ADDRESS, data=data)

    assert answer.status_code == 303
    first, second, third = stored()
    assert {w.source for w in stored()} == {WeaknessSource.YEARLY_REVIEW}
    assert [str(w.due_on) for w in stored()] == ["2026-12-31", "2027-01-15", "2026-12-31"]
    assert (first.helper_id, second.helper_id) == (cast.binh.member_id, None)
    assert third.member_id == cast.hung.member_id
    assert sorted(told()) == sorted([cast.mai.member_id, cast.hung.member_id])


def test_faults_stand_beside_their_rows_and_nothing_is_lost_or_written(as_, cast):
    data = filled(
        (cast.mai, "Ít phát biểu.", "", ""),
        (cast.binh, "", "2026-12-31", ""),
        (cast.hung, "Chậm báo cáo.", "2026-10-01", ""),
        idempotency_key="a-review",
    )
    client = as_(cast.lan)
    answer = client.post(ADDRESS, data=data, headers=HTMX)

    assert answer.status_code == 422
    assert "<html" not in answer.text
    assert "còn 2 chỗ cần sửa" in answer.text
    assert 'id="wording-1-error"' in answer.text
    assert 'id="due_on-2-error"' in answer.text
    for typed in ("Ít phát biểu.", "Chậm báo cáo.", "2026-12-31", "2026-10-01", "2026-10-30"):
        assert typed in answer.text
    assert stored() == []
    again = filled((cast.mai, "Ít phát biểu.", "", ""), idempotency_key="a-review")
    assert client.post(ADDRESS, data=again).status_code == 303
    assert len(stored()) == 1


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("Ít phát biểu.", "31/02/2026", ""), "không phải ngày hợp lệ"),
        (
            ("Ít phát biểu.", "", "Trần Văn Ai"),
            "Không tìm thấy đúng một người có tên “Trần Văn Ai”",
        ),
        (("Ít phát biểu.", "", "Phạm Thị Mai"), "phải là một đảng viên khác"),
        (("a" * 5001, "", ""), "dài quá 5.000 ký tự"),
        (("", "", ""), "Hãy điền ít nhất một dòng"),
    ],
)
def test_what_cannot_be_comes_back_with_its_reason(as_, cast, row, sentence):
    answer = as_(cast.lan).post(ADDRESS, data=filled((cast.mai, *row)))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "<title>Lỗi:" in answer.text
    assert stored() == []


def test_faults_of_every_kind_are_told_at_once(as_, cast):
    rows = ((cast.mai, "Ít phát biểu.", "31/02/2026", ""), (cast.hung, "", "", "Trần"))
    answer = as_(cast.lan).post(ADDRESS, data=filled(*rows)).text
    for place in ("due_on-0-error", "wording-1-error", "helper_id-1-error"):
        assert f'id="{place}"' in answer
    assert "31/02/2026" in answer


def test_a_day_of_the_review_that_has_not_come_is_refused_at_its_field(as_, cast):
    data = filled((cast.mai, "Ít phát biểu.", "", ""), reviewed_on="2026-11-17")
    answer = as_(cast.lan).post(ADDRESS, data=data)
    assert answer.status_code == 422
    assert 'id="reviewed_on-error"' in answer.text
    assert stored() == []


def test_sent_twice_it_is_written_once(as_, cast):
    client = as_(cast.lan)
    data = filled((cast.mai, "Ít phát biểu.", "", ""), idempotency_key="once")
    for _ in range(2):
        assert client.post(ADDRESS, data=data).status_code == 303
    assert len(stored()) == 1


def test_rows_are_added_and_taken_away_without_scripts_and_keep_what_was_typed(as_, cast):
    client = as_(cast.lan)
    rows = ((cast.mai, "Ít phát biểu.", "31/02/2026", ""), (cast.binh, "Đi muộn.", "", "Mai"))
    more = client.post(ADDRESS, data=filled(*rows, act="add-0")).text
    assert more.count("<fieldset") == 3
    assert "hạn chế tiếp theo" in more
    for typed in ("Ít phát biểu.", "Đi muộn.", "2026-10-30", 'value="Mai"'):
        assert typed in more
    three = (rows[0], (cast.mai, "Thừa.", "", ""), rows[1])
    fewer = client.post(ADDRESS, data=filled(*three, act="remove-1")).text
    assert fewer.count("<fieldset") == 2
    assert "Thừa." not in fewer
    assert stored() == []


def test_a_row_about_nobody_here_is_refused(as_, cast):
    data = filled((cast.khanh, "Ít phát biểu.", "", "")) | {"member_id-1": "x", "wording-1": "b"}
    answer = as_(cast.lan).post(ADDRESS, data=data)
    assert answer.status_code == 422
    assert stored() == []


def test_a_larger_unit_asks_the_same_of_the_database(as_, cast, queries):
    client = as_(cast.lan)
    client.get(ADDRESS)
    with queries() as few:
        client.get(ADDRESS)
    for number in range(20):
        join(cast.k1, f"Trần Văn {number}", None, None)
    with queries() as many:
        page = client.get(ADDRESS)
    assert page.text.count("<fieldset") == 25
    assert many.count == few.count <= 5
