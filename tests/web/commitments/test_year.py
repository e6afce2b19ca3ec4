"""Pages of a registration in force: amend, decide, compare, note, look back, take over, print."""

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.conftest import HTMX
from tests.service.commitments.year import in_force, items
from tests.web.commitments.test_registration import address, typed
from webapp.commitments import service
from webapp.commitments.models import (
    Commitment,
    CommitmentItem,
    CommitmentNote,
    CommitmentVersion,
)
from webapp.commitments.rules import CommitmentState, Outcome
from webapp.commitments.service import Judged, Wanted
from webapp.commitments.versions import VersionState
from webapp.core.db import db


@pytest.fixture
def at(cast, scope_of):
    """The address of an act on Mai's registration of two items in force."""
    mai = scope_of(cast.mai)
    commitment = in_force(mai, scope_of(cast.hung), Wanted("Đúng giờ", "Không muộn"), "Đọc sách")
    key = commitment.id
    return lambda act: f"/o/k1/dang-ky/{key}/{act}"


def amended(reason="Đã đổi việc.", based_on=2, act="propose"):
    return typed(("Đúng giờ cả ca trực",), act=act, based_on=based_on) | {"reason": reason}


def state_of_version():
    query = select(CommitmentVersion.state).order_by(CommitmentVersion.number.desc())
    return db.session.scalar(query)


def first_item():
    return db.session.scalar(select(CommitmentItem.id).order_by(CommitmentItem.position))


def test_the_page_of_an_amendment_begins_with_what_is_in_force(as_, cast, at):
    page = as_(cast.mai).get(at("dieu-chinh"))
    assert page.status_code == 200
    assert "Đúng giờ</textarea>" in page.text
    assert 'name="existing-0"' in page.text
    assert as_(cast.binh).get(at("dieu-chinh")).status_code == 404


def test_an_amendment_waits_and_is_confirmed_beside_what_is_in_force(as_, cast, at):
    mai, hung = as_(cast.mai), as_(cast.hung)
    assert mai.post(at("dieu-chinh"), data=amended()).status_code == 303
    page = hung.get(address(cast.mai))
    assert "Đề nghị điều chỉnh, chờ chi ủy xác nhận" in page.text
    assert "Đã đổi việc." in page.text
    assert "Mục được bỏ" in page.text
    assert mai.post(at("dieu-chinh/2/xac-nhan")).status_code == 404
    assert hung.post(at("dieu-chinh/2/xac-nhan")).status_code == 303
    assert db.session.scalar(select(Commitment.state)) is CommitmentState.AMENDED
    assert hung.post(at("dieu-chinh/2/xac-nhan")).status_code == 422
    compared = mai.get(at("phien-ban"))
    assert "Đúng giờ cả ca trực" in compared.text
    assert "Đọc sách" in compared.text


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_amendment_without_a_reason_comes_back_as_it_was_typed(as_, cast, at, headers):
    page = as_(cast.mai).post(at("dieu-chinh"), data=amended(" "), headers=headers)
    assert page.status_code == 422
    assert "Đúng giờ cả ca trực" in page.text
    assert 'id="reason-error"' in page.text
    assert state_of_version() is VersionState.IN_FORCE


def test_rows_of_an_amendment_grow_and_its_reason_stays(as_, cast, at):
    page = as_(cast.mai).post(at("dieu-chinh"), data=amended("Lý do dở", act="add"))
    assert page.status_code == 200
    assert 'name="text-1"' in page.text
    assert "Lý do dở" in page.text


def test_a_stale_amendment_shows_both_and_the_next_one_is_meant(as_, cast, at):
    client = as_(cast.mai)
    page = client.post(at("dieu-chinh"), data=amended(based_on=9))
    assert page.status_code == 409
    assert "Bản đang có hiệu lực" in page.text
    assert "Đúng giờ cả ca trực" in page.text
    assert 'name="based_on" type="hidden" value="2"' in page.text


def test_the_committee_says_why_it_does_not_agree(as_, cast, at):
    mai, hung = as_(cast.mai), as_(cast.hung)
    mai.post(at("dieu-chinh"), data=amended())
    assert hung.get(at("dieu-chinh/2/tra-lai")).status_code == 200
    empty = hung.post(at("dieu-chinh/2/tra-lai"), data={"reason": ""})
    assert empty.status_code == 422
    assert 'id="reason-error"' in empty.text
    assert hung.post(at("dieu-chinh/2/tra-lai"), data={"reason": "Giữ cả hai."}).status_code == 303
    assert "Giữ cả hai." in mai.get(address(cast.mai)).text
    assert state_of_version() is VersionState.RETURNED


def test_a_member_takes_an_amendment_back(as_, cast, at):
    mai = as_(cast.mai)
    mai.post(at("dieu-chinh"), data=amended())
    assert as_(cast.hung).post(at("dieu-chinh/2/rut-lai")).status_code == 404
    assert mai.post(at("dieu-chinh/2/rut-lai")).status_code == 303
    assert state_of_version() is VersionState.TAKEN_BACK
    assert mai.post(at("dieu-chinh/7/rut-lai")).status_code == 404


def test_a_reason_for_giving_back_is_asked_on_a_page_and_shown_to_the_member(as_, cast, scope_of):
    mai = scope_of(cast.mai)
    commitment = service.save(mai, mai.member_id, 2026, [Wanted("Đúng giờ")], based_on=0, now=NOW)
    service.submit(mai, commitment, now=NOW)
    db.session.commit()
    page, hung = f"/o/k1/dang-ky/{commitment.id}/bo-sung", as_(cast.hung)
    assert "Nội dung cần bổ sung" in hung.get(page).text
    refused = hung.post(page, data={"reason": " "})
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in refused.text
    hung.post(page, data={"reason": "Nêu rõ số liệu."})
    assert "Nêu rõ số liệu." in as_(cast.mai).get("/o/k1/dang-ky").text


def test_a_note_is_written_once_and_read_by_member_and_committee(as_, cast, at):
    client, item = as_(cast.mai), first_item()
    page = client.get(at(f"ghi-chu/{item}"))
    assert "Đúng giờ" in page.text
    sent = {"on": "2026-11-10", "text": "Đã bớt muộn.", "idempotency_key": "k"}
    for _ in range(2):
        assert client.post(at(f"ghi-chu/{item}"), data=sent).status_code == 303
    assert len(db.session.scalars(select(CommitmentNote)).all()) == 1
    for person in (cast.mai, cast.hung):
        assert "Đã bớt muộn." in as_(person).get(address(cast.mai)).text
    assert as_(cast.hung).post(at(f"ghi-chu/{item}"), data=sent).status_code == 404
    assert client.get(at("ghi-chu/987654")).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"on": "2026-11-30"}, {"on": "31/02/2026"}, {"on": ""}, {"text": " "}]
)
def test_a_note_that_cannot_be_comes_back_as_it_was_typed(as_, cast, at, wrong):
    sent = {"on": "2026-11-10", "text": "Đã bớt muộn."} | wrong
    page = as_(cast.mai).post(at(f"ghi-chu/{first_item()}"), data=sent)
    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.text
    assert sent["text"] in page.text


def test_looking_back_is_closed_before_december_and_keeps_what_was_typed(
    as_, cast, at, moment, scope_of
):
    client, item = as_(cast.mai), first_item()
    assert "Tự đánh giá mở từ tháng 12" in client.get(at("tu-danh-gia")).text
    said = {"based_on": "2", f"outcome-{item}": "partly", f"words-{item}": "Còn muộn hai lần."}
    assert client.post(at("tu-danh-gia"), data=said).status_code == 422
    assert as_(cast.lan).post("/o/k1/dang-ky/ca-don-vi/mo-danh-gia/2026").status_code == 303
    wrong = client.post(at("tu-danh-gia"), data=said | {f"words-{item}": ""})
    assert wrong.status_code == 422
    assert f'id="words-{item}-error"' in wrong.text
    assert 'value="partly" checked' in wrong.text
    assert client.post(at("tu-danh-gia"), data=said).status_code == 303
    assert "Còn muộn hai lần." in as_(cast.hung).get(address(cast.mai)).text
    stale = client.post(at("tu-danh-gia"), data=said | {f"words-{item}": "Khác"})
    assert stale.status_code == 409
    assert "Khác" in stale.text


def test_what_is_left_is_taken_into_next_year_with_a_link_to_where_it_comes_from(
    as_, cast, at, scope_of
):
    lan, mai = scope_of(cast.lan), scope_of(cast.mai)
    service.open_assessment(lan, 2026, now=NOW)
    commitment = db.session.scalars(select(Commitment)).one()
    first = items(mai)[0].id
    judged = {first: Judged(Outcome.NOT_DONE, "Chưa xong.")}
    service.assess(mai, commitment, judged, based_on=2, now=NOW)
    db.session.commit()
    client = as_(cast.mai)
    assert "Chuyển 1 mục chưa xong sang năm 2027" in client.get(address(cast.mai)).text
    for _ in range(2):
        answer = client.post(at("chuyen-nam-sau"))
        assert answer.location.endswith("/o/k1/dang-ky?nam=2027")
    page = client.get("/o/k1/dang-ky?nam=2027")
    assert page.text.count("Đúng giờ</textarea>") == 1
    assert "Chuyển từ bản đăng ký năm 2026" in page.text
    assert f"/{cast.mai.member_id}/2026#item-{first}" in page.text
    assert as_(cast.binh).post(at("chuyen-nam-sau")).status_code == 404


def test_the_paper_and_the_list_are_printed_with_the_head_of_the_kind(as_, cast, at):
    page = as_(cast.mai).get(address(cast.mai) + "/ban-in")
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in page.text
    assert "Kết quả cần đạt: Không muộn" in page.text
    listed = as_(cast.hung).get("/o/k1/dang-ky/ca-don-vi/ban-in?nam=2026&trang-thai=missing")
    assert "Hoàng Thanh Bình" in listed.text
    assert "Phạm Thị Mai" not in listed.text
    assert as_(cast.binh).get(address(cast.mai) + "/ban-in").status_code == 404
    assert as_(cast.binh).get("/o/k1/dang-ky/ca-don-vi/ban-in").status_code == 404
    assert as_(cast.binh).get(address(cast.binh) + "/ban-in").status_code == 404


def test_the_list_is_narrowed_by_state_and_reminds(as_, cast, at):
    lan = as_(cast.lan)
    page = lan.get("/o/k1/dang-ky/ca-don-vi?trang-thai=in_force")
    assert "Phạm Thị Mai" in page.text
    assert "Hoàng Thanh Bình" not in page.text
    assert "Nhắc 4 người chưa gửi" in page.text
    for told in ("Đã nhắc 4 đảng viên.", "Hôm nay đã nhắc rồi."):
        assert lan.post("/o/k1/dang-ky/ca-don-vi/nhac/2026").status_code == 303
        assert told in lan.get("/o/k1/dang-ky/ca-don-vi").text
    assert as_(cast.hung).post("/o/k1/dang-ky/ca-don-vi/nhac/2026").status_code == 404
    odd = {"member_id": "x"}
    assert lan.post("/o/k1/dang-ky/ca-don-vi/nhac/2026", data=odd).status_code == 404


def test_the_page_asks_the_same_for_many_notes_and_versions(as_, cast, at, queries, scope_of):
    mai = scope_of(cast.mai)
    client = as_(cast.hung)
    client.get(address(cast.mai))
    with queries() as few:
        client.get(address(cast.mai))
    commitment = db.session.scalars(select(Commitment)).one()
    for number in range(10):
        first = items(mai)[number % 2].id
        service.note(mai, commitment, first, f"Ghi {number}", NOW.date(), now=NOW)
        version = service.propose(
            mai, commitment, [Wanted("Khác")], "Lý do", based_on=commitment.revision, now=NOW
        )
        service.take_back_amendment(mai, version, now=NOW)
    with queries() as many:
        assert "Ghi 9" in client.get(address(cast.mai)).text
    assert many.count <= few.count + 1 <= 11, many.sent
