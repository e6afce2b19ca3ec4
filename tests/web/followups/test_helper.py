"""What a helper sees and does, who loses sight of a thread, and who has read it."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.conftest import HTMX
from tests.web.followups.test_list import point_out
from webapp.accounts.models import RoleGrant
from webapp.audit.models import ReadEntry
from webapp.core.db import db
from webapp.followups import service
from webapp.followups.models import Weakness, WeaknessEvent
from webapp.followups.rules import WeaknessStep


@pytest.fixture
def thread(cast, scope_of):
    """A thread of Mai's with which Bình helps."""
    lan = scope_of(cast.lan)
    weakness_id = point_out(lan, cast.mai)
    weakness, helper = db.session.scalars(select(Weakness)).one(), cast.binh.member_id
    service.arrange(lan, weakness, helper_id=helper, due_on=date(2026, 12, 1), now=NOW)
    db.session.commit()
    return f"/o/k1/theo-doi/{weakness_id}"


def note(client, thread, text="Đã góp ý hai lần.", day="2026-11-15", **sent):
    return client.post(f"{thread}/ghi-chep", data={"note-note": text, "note-seen_on": day}, **sent)


def notes():
    query = select(WeaknessEvent).where(WeaknessEvent.step == WeaknessStep.NOTE)
    return db.session.scalars(query).all()


def test_the_helper_finds_the_thread_in_a_list_of_its_own(as_, cast, thread):
    client = as_(cast.binh)
    page = client.get("/o/k1/theo-doi?xem=dang-giup-do").text
    assert "Ít phát biểu." in page
    assert "Phạm Thị Mai" in page
    assert "Ít phát biểu." not in client.get("/o/k1/theo-doi").text
    assert "Ít phát biểu." not in as_(cast.mai).get("/o/k1/theo-doi?xem=dang-giup-do").text


def test_the_helper_is_offered_a_note_and_nothing_else(as_, cast, thread):
    page = as_(cast.binh).get(thread).text
    assert f"{thread}/ghi-chep" in page
    for act in ("hua", "ket-qua", "xac-nhan", "mo-lai", "tiep-tuc", "phan-cong"):
        assert f"{thread}/{act}" not in page
        assert as_(cast.binh).post(f"{thread}/{act}").status_code == 404


def test_a_note_stands_in_the_thread_with_its_day(as_, cast, thread):
    assert note(as_(cast.binh), thread).status_code == 303
    [kept] = notes()
    assert (kept.actor_id, kept.seen_on) == (cast.binh.member_id, date(2026, 11, 15))
    page = as_(cast.mai).get(thread).text
    assert "Đã góp ý hai lần." in page
    assert "ngày 15/11/2026" in page


@pytest.mark.parametrize(
    ("text", "day", "sentence"),
    [
        (" ", "2026-11-15", "Chưa ghi nội dung"),
        ("Đã góp ý.", "2026-11-17", "phải từ ngày chỉ ra đến hôm nay"),
        ("Đã góp ý.", "31/02/2026", "không phải ngày hợp lệ"),
    ],
)
def test_a_wrong_note_comes_back_with_what_was_typed(as_, cast, thread, text, day, sentence):
    answer = note(as_(cast.binh), thread, text, day, headers=HTMX)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert text.strip() in answer.text
    assert "<html" not in answer.text
    assert notes() == []


def test_who_is_not_concerned_writes_no_note(as_, cast, thread):
    for person in (cast.khanh, cast.oanh, cast.van):
        assert note(as_(person), thread).status_code == 404
    no_helper = {"arrange-helper_id": "0", "arrange-due_on": ""}
    assert as_(cast.lan).post(f"{thread}/phan-cong", data=no_helper).status_code == 303
    assert note(as_(cast.binh), thread).status_code == 404
    assert notes() == []


def test_whoever_leaves_the_committee_loses_sight_at_once(as_, cast, thread):
    client = as_(cast.hung)
    assert client.get(thread).status_code == 200
    grant = db.session.scalars(select(RoleGrant).filter_by(member_id=cast.hung.member_id)).one()
    grant.until_on = date(2026, 11, 15)
    db.session.commit()
    for tail in ("", "/qua-trinh", "/qua-trinh/ban-in"):
        assert client.get(thread + tail).status_code == 404
    for tail in ("/ban-in", "/theo-nam", "/kiem-diem"):
        assert client.get(f"/o/k1/theo-doi{tail}").status_code == 404
    assert "Ít phát biểu." not in client.get("/o/k1/theo-doi?xem=tat-ca").text
    assert as_(cast.mai).get(thread).status_code == 200


def test_who_opened_the_thread_is_shown_to_its_member_only(as_, cast, thread):
    as_(cast.mai).get(thread)
    assert db.session.scalars(select(ReadEntry)).all() == []
    as_(cast.hung).get(thread)
    as_(cast.hung).get(thread)
    [entry] = db.session.scalars(select(ReadEntry)).all()
    assert (entry.subject_type, entry.reader_id) == ("Weakness", cast.hung.member_id)
    assert "Lê Văn Hùng, lần gần nhất" in as_(cast.mai).get(thread).text
    for person in (cast.lan, cast.binh):
        assert "Ai đã xem" not in as_(person).get(thread).text
