"""Register for a year: /dang-ky and its rows, with and without script."""

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.conftest import HTMX
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.commitments import service
from webapp.commitments.models import Commitment, CommitmentItem
from webapp.commitments.rules import CommitmentState
from webapp.commitments.service import Wanted
from webapp.core.db import db
from webapp.texts.models import Text


def address(person, year=2026):
    return f"/o/{person.organization.code}/dang-ky/{person.member_id}/{year}"


def typed(*rows, act="save", based_on=0):
    data = {"based_on": str(based_on), "act": act}
    for number, row in enumerate(rows):
        text, measure, due_on = (*row, "", "")[:3]
        data |= {f"text-{number}": text, f"measure-{number}": measure, f"due_on-{number}": due_on}
    return data


def stored():
    return db.session.scalars(select(Text.stored).order_by(Text.id)).all()[1:]


def hand_in(scope, person):
    commitment = service.save(
        scope, person.member_id, 2026, [Wanted("Đúng giờ")], based_on=0, now=NOW
    )
    service.submit(scope, commitment, now=NOW)
    db.session.commit()
    return commitment.id


def test_a_new_registration_begins_with_empty_rows(as_, cast):
    page = as_(cast.mai).get("/o/k1/dang-ky")
    assert page.status_code == 200
    assert "Chưa có bản đăng ký" in page.text
    assert 'name="text-2"' in page.text


def test_what_is_typed_is_stored_and_the_empty_rows_are_not(as_, cast):
    rows = [("Đi làm đúng giờ", "Không muộn", "2026-12-31"), ("", "", ""), ("Đọc sách",)]
    answer = as_(cast.mai).post(address(cast.mai), data=typed(*rows))

    assert answer.status_code == 303
    assert answer.location.endswith("/o/k1/dang-ky?nam=2026")
    assert stored() == ["Đi làm đúng giờ", "Không muộn", "Đọc sách"]
    assert db.session.scalars(select(AuditEntry.event)).all() == [AuditEvent.COMMITMENT_CHANGED]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_another_row_keeps_everything_typed_and_stores_nothing(as_, cast, headers):
    data = typed(("Đang viết dở", "", "31/02/2026"), act="add")
    page = as_(cast.mai).post(address(cast.mai), data=data, headers=headers)

    assert page.status_code == 200
    assert "Đang viết dở" in page.text
    assert "31/02/2026" in page.text
    assert 'name="text-1"' in page.text
    assert db.session.scalars(select(Commitment)).all() == []


def test_a_row_is_taken_away_and_the_others_stay(as_, cast):
    data = typed(("Một",), ("Hai",), ("Ba",), act="remove-1")
    page = as_(cast.mai).post(address(cast.mai), data=data)
    assert "Một" in page.text
    assert "Ba" in page.text
    assert "Hai</textarea>" not in page.text
    assert 'name="text-2"' not in page.text


def test_handing_in_stores_and_closes_the_form(as_, cast):
    client = as_(cast.mai)
    client.post(address(cast.mai), data=typed(("Đúng giờ",), act="submit"))
    page = client.get("/o/k1/dang-ky")
    assert "Chờ chi ủy xác nhận" in page.text
    assert "<textarea" not in page.text
    assert db.session.scalar(select(Commitment.state)) is CommitmentState.SUBMITTED


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("", "có kết quả", ""), "Mục 1 chưa ghi nội dung đăng ký"),
        (("Đúng giờ", "", "2027-01-01"), "một ngày trong năm 2026"),
        (("Đúng giờ", "", "31/02/2026"), "“31/02/2026” không phải ngày hợp lệ"),
        (("a" * 2001, "", ""), "dài quá 2.000 ký tự"),
    ],
)
def test_a_row_that_cannot_be_comes_back_with_its_reason(as_, cast, row, sentence):
    answer = as_(cast.mai).post(address(cast.mai), data=typed(row, ("Mục hai",)), headers=HTMX)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "Mục hai" in answer.text
    assert row[0] in answer.text
    assert db.session.scalars(select(Commitment)).all() == []


def test_an_empty_registration_is_not_handed_in(as_, cast):
    answer = as_(cast.mai).post(address(cast.mai), data=typed(("",), act="submit"))
    assert answer.status_code == 422
    assert "chưa có mục nào" in answer.text
    assert db.session.scalars(select(Commitment)).all() == []


def test_more_rows_than_one_year_holds_are_refused(as_, cast):
    rows = [(f"Mục số {n}",) for n in range(21)]
    answer = as_(cast.mai).post(address(cast.mai), data=typed(*rows))
    assert answer.status_code == 422
    assert "nhiều nhất 20 mục" in answer.text


def test_a_stale_save_shows_both_texts_and_the_next_one_is_meant(as_, cast, scope_of):
    service.save(
        scope_of(cast.lan), cast.mai.member_id, 2026, [Wanted("Bản kia")], based_on=0, now=NOW
    )
    client = as_(cast.mai)
    answer = client.post(address(cast.mai), data=typed(("Bản này",)))

    assert answer.status_code == 409
    assert "Bản kia" in answer.text
    assert "Bản này" in answer.text
    assert 'name="based_on" type="hidden" value="2"' in answer.text
    assert client.post(address(cast.mai), data=typed(("Bản này",), based_on=2)).status_code == 303
    assert stored() == ["Bản này"]


def test_a_chair_enters_for_a_member_and_reads_it_there(as_, cast):
    client = as_(cast.lan)
    assert "Nhập hộ Phạm Thị Mai" in client.get(address(cast.mai)).text
    answer = client.post(address(cast.mai), data=typed(("Đúng giờ",)))
    assert answer.location.endswith(address(cast.mai))
    assert db.session.scalars(select(AuditEntry)).one().facts["entered_for"] == "yes"


def test_nobody_else_writes_or_reads_a_members_registration(as_, cast, scope_of):
    hand_in(scope_of(cast.mai), cast.mai)
    assert as_(cast.binh).get(address(cast.mai)).status_code == 404
    for person in (cast.binh, cast.hung):
        answer = as_(person).post(address(cast.mai), data=typed(("Khác",)))
        assert answer.status_code == 404
    assert as_(cast.lan).get("/o/k1/dang-ky/987654/2026").status_code == 404
    assert (
        as_(cast.lan)
        .get(address(cast.lan).replace(str(cast.lan.member_id), str(cast.kien.member_id)))
        .status_code
        == 404
    )


def test_a_year_out_of_reach_is_refused(as_, cast):
    answer = as_(cast.mai).post(address(cast.mai, 1999), data=typed(("Đúng giờ",)))
    assert answer.status_code == 422
    assert "Không đăng ký được cho năm 1999" in answer.text
    assert db.session.scalars(select(CommitmentItem)).all() == []


def test_what_was_typed_stays_when_somebody_handed_it_in_meanwhile(as_, cast, scope_of):
    hand_in(scope_of(cast.lan), cast.mai)
    page = as_(cast.mai).post(address(cast.mai), data=typed(("Bản đang viết",)))
    assert page.status_code == 409
    assert "Nội dung vừa viết, chưa lưu" in page.text
    assert "Bản đang viết" in page.text
