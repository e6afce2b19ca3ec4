"""The page of lists: the form, the template, what is refused, and who sees it."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from tests.web.imports.conftest import HERE, LIST
from webapp.core import clock
from webapp.core.db import db
from webapp.imports.models import MemberImport
from webapp.imports.rules import ImportState
from webapp.imports.sheet import find_headings


def test_a_list_is_taken_in_and_a_worker_is_woken(cast, as_, send, queued):
    client = as_(cast.lan)
    answer = send(client, name="Danh sách chi bộ.xlsx")
    assert answer.status_code == 303
    row = db.session.scalars(select(MemberImport)).one()
    assert (row.state, row.file_name) == (ImportState.UPLOADED, "Danh sách chi bộ.xlsx")
    assert queued == ["imports.read"]
    page = client.get(answer.location)
    assert "Đang đọc tệp" in page.text
    assert "Xem đã xong chưa" in page.text


def test_the_same_form_sent_twice_is_one_list(cast, as_, send):
    client = as_(cast.lan)
    for _ in range(2):
        assert send(client, key="one form").status_code == 303
    assert len(db.session.scalars(select(MemberImport)).all()) == 1


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.xlsx", "Hãy chọn một tệp Excel."),
        (LIST, "danh sach.xlsm", "không phải danh sách Excel"),
        (b"Ho ten;Email", "a.xlsx", "không phải danh sách Excel"),
    ],
)
def test_what_is_no_list_is_said_beside_the_box(cast, as_, send, content, name, said):
    answer = send(as_(cast.lan), content, name)
    assert answer.status_code == 422
    assert said in answer.text.split('id="file-error"')[1].split("</p>")[0]
    assert "<title>Lỗi:" in answer.text
    assert db.session.scalars(select(MemberImport)).all() == []


def test_a_file_that_is_too_large_is_refused(cast, as_, send, monkeypatch):
    monkeypatch.setattr("webapp.imports.forms.MOST_BYTES", 1_000)
    monkeypatch.setattr("webapp.imports.rules.MOST_BYTES", 1_000)
    answer = send(as_(cast.lan))
    assert answer.status_code == 422
    assert "Tệp lớn hơn 5 MB." in answer.text


def test_without_a_file_the_form_comes_back(cast, as_):
    answer = as_(cast.lan).post(HERE, data={})
    assert answer.status_code == 422
    assert "Hãy chọn một tệp Excel." in answer.text


@pytest.mark.parametrize("who", ["hung", "mai", "khanh", "oanh", "van", "phuc"])
def test_only_those_who_lead_see_lists_and_send_them(cast, as_, send, previewed, who):
    import_id, client = previewed[1], as_(getattr(cast, who))
    for path in ("", "/mau", f"/{import_id}", f"/{import_id}/dong-loi"):
        assert client.get(f"{HERE}{path}").status_code == 404
    for path in ("", f"/{import_id}/cot", f"/{import_id}/ghi", f"/{import_id}/bo"):
        assert client.post(f"{HERE}{path}").status_code == 404


def test_the_members_page_leads_here_for_those_who_may(cast, as_):
    assert 'href="/o/k1/thanh-vien/nhap"' in as_(cast.lan).get("/o/k1/thanh-vien").text
    assert "/nhap" not in as_(cast.hung).get("/o/k1/thanh-vien").text


@pytest.mark.parametrize("who", ["lan", "dung", "chi", "duc"])
def test_the_template_is_read_by_the_service_itself(cast, as_, who):
    person = getattr(cast, who)
    answer = as_(person).get(f"/o/{person.organization.code}/thanh-vien/nhap/mau")
    assert answer.headers["Content-Disposition"].endswith('"mau-danh-sach.xlsx"')
    book = CalamineWorkbook.from_filelike(BytesIO(answer.data))
    headings = book.get_sheet_by_index(0).to_python()[0]
    found = find_headings([headings], person.organization.kind)
    assert [column.value for column in found.columns] == [
        "full_name",
        "email",
        "phone",
        "joined_on",
        "admitted_on",
        "status",
        "role",
    ]
    assert "Nguyễn Thị Hạnh" in str(book.get_sheet_by_index(1).to_python())


def test_an_empty_template_says_that_there_is_nothing_to_take_in(cast, as_, send, worker):
    client = as_(cast.lan)
    template = client.get(f"{HERE}/mau").data
    address = send(client, template).location
    worker.read(int(address.rsplit("/", 1)[1]))
    assert "Tệp không có dòng nào để nhập" in client.get(address).text


def test_earlier_lists_stand_below_the_form_with_pages_and_few_queries(cast, as_, send, queries):
    client, asked = as_(cast.lan), []
    client.get(HERE)
    for more in (1, 39):
        for number in range(more):
            db.session.add(
                MemberImport(
                    organization_id=cast.k1.id,
                    state=ImportState.DONE,
                    file_name=f"{more}-{number}.xls",
                    asked_by=cast.lan.member_id,
                    asked_at=clock.now(),
                )
            )
        db.session.commit()
        with queries() as statements:
            page = client.get(HERE)
        asked.append(statements.count)
    assert page.text.count("Nguyễn Thị Lan gửi lúc") == 30
    assert "?trang=2" in page.text
    assert asked[0] == asked[1]
