"""One list: progress, preview by kind of row, faulty rows to take away, confirming, dropping."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from tests.conftest import HTMX
from tests.service.imports.lists import xlsx
from tests.web.imports.conftest import HERE
from webapp.accounts.models import Membership
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core.db import db
from webapp.imports import outgoing_spreadsheets
from webapp.imports.models import MemberImport
from webapp.imports.rules import ImportState

SAID = (
    "Dòng 5, cột &#34;Ngày vào Đảng&#34;: &#34;31/02/1999&#34; không phải ngày hợp lệ. "
    "Hãy sửa theo dạng 03/02/1999."
)


def state_of(import_id):
    return db.session.scalar(select(MemberImport.state).where(MemberImport.id == import_id))


def test_the_preview_counts_and_shows_every_kind_of_row(previewed):
    client, import_id = previewed
    page = client.get(f"{HERE}/{import_id}").text
    assert "<strong>1 người mới</strong>" in page
    assert "Người mới: 1" in page
    assert "Lê Văn An" in page
    assert "Điện thoại: 0912345678" in " ".join(page.split())
    changed = " ".join(client.get(f"{HERE}/{import_id}?loai=thay-doi").text.split())
    assert 'Điện thoại: <span class="secondary">chưa có</span> → <ins>0987654321</ins>' in changed
    assert "Phạm Thị Mai" in client.get(f"{HERE}/{import_id}?loai=khong-doi").text
    faulty = client.get(f"{HERE}/{import_id}?loai=loi").text
    assert SAID in faulty
    assert "chưa đúng dạng địa chỉ e-mail" in faulty


def test_a_poll_gets_news_only_when_there_are_any(cast, as_, send, worker):
    client = as_(cast.lan)
    address = send(client).location
    piece = client.get(f"{address}?dang=uploaded", headers=HTMX)
    assert (piece.status_code, piece.text) == (204, "")
    page = client.get(address)
    assert 'hx-trigger="every 2s, refresh"' in page.text
    assert 'data-poll hx-get="' + address + '?dang=uploaded"' in page.text
    worker.read(int(address.rsplit("/", 1)[1]))
    news = client.get(f"{address}?dang=uploaded", headers=HTMX)
    assert news.text.lstrip().startswith('<div id="import">')
    assert "<html" not in news.text
    assert "data-poll" not in news.text


def test_the_faulty_rows_can_be_taken_away_put_right_and_sent_again(previewed, send, worker):
    client, import_id = previewed
    answer = client.get(f"{HERE}/{import_id}/dong-loi")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["Họ và tên", "Email", "SĐT", "Ngày vào Đảng", "Lỗi"]
    assert rows[1][:4] == ["Trần Văn Cường", "cuong@", "", "31/02/1999"]
    assert "không phải ngày hợp lệ" in rows[1][4]
    rows[1][1], rows[1][3] = "cuong@x.vn", "28/02/1999"
    again = int(send(client, xlsx(rows[1:], rows[0])).location.rsplit("/", 1)[1])
    assert worker.read(again).new_count == 1


@pytest.mark.parametrize(
    "typed", ["=HYPERLINK(1)", "+84", "-1+1", "@SUM(1)", "＝1", " =1", "\u200b=1"]
)
def test_nothing_in_the_faulty_rows_is_a_formula(typed):
    made = outgoing_spreadsheets.faulty(
        ["Họ tên", "Số", "Ngày"], [([typed, 5.0, ["1999-02-03"]], ["Lỗi."])]
    )
    rows = CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_index(0).to_python()
    assert rows[1] == [f"'{typed}", "5", "03/02/1999", "Lỗi."]


def test_confirming_writes_the_right_rows_and_a_second_click_nothing(previewed, worker, queued):
    client, import_id = previewed
    for _ in range(2):
        answer = client.post(f"{HERE}/{import_id}/ghi", data={"revision": 1})
        assert (answer.status_code, answer.location) == (303, f"{HERE}/{import_id}")
    assert state_of(import_id) == ImportState.APPLYING
    assert queued.count("imports.apply") == 1
    worker.write(import_id)
    page = client.get(f"{HERE}/{import_id}").text
    assert "Đã ghi vào sổ 1 người mới và thay đổi của 1 người." in page
    an = db.session.scalars(select(Membership).where(Membership.full_name == "Lê Văn An")).one()
    assert "0912345678" in client.get(f"/o/k1/thanh-vien/{an.id}").text
    entries = select(AuditEntry.event).order_by(AuditEntry.position)
    assert db.session.scalars(entries).all() == [
        AuditEvent.MEMBER_CHANGED,
        AuditEvent.MEMBERS_IMPORTED,
    ]


def test_confirming_by_htmx_shows_the_progress_in_place(previewed):
    client, import_id = previewed
    answer = client.post(f"{HERE}/{import_id}/ghi", data={"revision": 1}, headers=HTMX)
    assert answer.status_code == 200
    assert "Đang ghi vào sổ" in answer.text
    assert "?dang=applying" in answer.text


def test_another_preview_than_the_one_seen_is_not_confirmed(previewed):
    client, import_id = previewed
    for headers in ({}, HTMX):
        answer = client.post(f"{HERE}/{import_id}/ghi", data={"revision": 7}, headers=headers)
        assert answer.status_code == 409
        assert "Hãy xem lại bản xem trước" in answer.text
    assert state_of(import_id) == ImportState.PREVIEWED


def test_a_column_is_put_right(previewed, worker):
    client, import_id = previewed
    sent = {"revision": 1, "cot-0": "full_name", "cot-1": "email", "cot-2": "unused"}
    answer = client.post(f"{HERE}/{import_id}/cot", data={**sent, "cot-3": "unused"})
    assert answer.status_code == 303
    assert state_of(import_id) == ImportState.UPLOADED
    row = worker.read(import_id)
    assert (row.revision, row.changed_count) == (2, 0)


def test_columns_that_make_no_list_are_refused_and_the_choices_kept(previewed):
    client, import_id = previewed
    sent = {"revision": 1, "cot-0": "email", "cot-1": "email", "cot-2": "king", "cot-3": "phone"}
    answer = client.post(f"{HERE}/{import_id}/cot", data=sent)
    assert answer.status_code == 422
    assert "Có hai cột cùng là e-mail." in answer.text
    assert "<title>Lỗi:" in answer.text
    chosen = answer.text.split('id="cot-3"')[1].split("</select>")[0]
    assert '<option value="phone" selected>' in chosen
    assert state_of(import_id) == ImportState.PREVIEWED


def test_a_list_is_dropped_and_nothing_of_it_is_left(previewed):
    client, import_id = previewed
    answer = client.post(f"{HERE}/{import_id}/bo")
    assert (answer.status_code, answer.location) == (303, HERE)
    assert "Sổ không thay đổi." in client.get(HERE).text
    assert "Danh sách này đã được bỏ" in client.get(f"{HERE}/{import_id}").text
    assert client.get(f"{HERE}/{import_id}/dong-loi").status_code == 404
    assert client.post(f"{HERE}/{import_id}/bo").status_code == 422


def test_a_file_that_could_not_be_read_says_why(cast, as_, send, worker):
    client = as_(cast.lan)
    address = send(client, xlsx([["x"]], ["Cột lạ"])).location
    worker.read(int(address.rsplit("/", 1)[1]))
    page = client.get(address).text
    assert "Không tìm thấy dòng tiêu đề" in page
    assert "Gửi tệp khác" in page


def test_a_long_preview_has_pages_and_no_more_queries_than_a_short_one(
    cast, as_, send, worker, queries
):
    client, asked = as_(cast.lan), []
    for size in (3, 95):
        rows = [
            [f"Lê Văn {chr(97 + n % 26)}{chr(97 + n // 26)}", f"n{n}@x.vn"] for n in range(size)
        ]
        address = send(client, xlsx(rows, ["Họ tên", "Email"])).location
        worker.read(int(address.rsplit("/", 1)[1]))
        with queries() as statements:
            page = client.get(f"{address}?loai=moi&trang=4")
        asked.append(statements.count)
    assert "Dòng 91–95 trong 95" in page.text
    assert page.text.count('<th scope="row">') == 5
    assert asked[0] == asked[1]
