"""The pages of one unit below: another name, another superior, closing and opening again."""

import pytest

from tests.cast import NOW, found
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind as Kind

HERE = "/o/db/don-vi/k1"
CLOSING = {"day": "2026-11-16", "reason": "Quyết định 12"}


def stored(cast, code="k1"):
    return db.session.get_one(Organization, cast.organizations[code].id)


@pytest.fixture
def inner(cast):
    """A committee below DB."""
    cast.organizations["a"] = found(stored(cast, "db"), Kind.COMMITTEE, "a", "Đảng bộ bộ phận")
    return cast.organizations["a"]


def test_the_page_tells_names_days_and_numbers(as_, cast):
    stored(cast).former_names = [{"name": "Chi bộ 7", "until": "2024-05-01"}]
    page = as_(cast.duc).get(HERE).text
    assert "Chi bộ 7 (đến hết 01/05/2024)" in page
    assert "Mở ngày" in page
    assert "/o/db/tong-hop/cap-duoi?don-vi=k1" in page


def test_a_unit_gets_another_name(as_, cast):
    client = as_(cast.duc)
    assert 'value="Chi bộ Khoa Khám bệnh"' in client.get(f"{HERE}/doi-ten").text
    assert client.post(f"{HERE}/doi-ten", data={"name": "Chi bộ Cấp cứu"}).location == HERE
    assert "Đơn vị nay có tên là Chi bộ Cấp cứu." in client.get(HERE).text
    assert stored(cast).name == "Chi bộ Cấp cứu"


def test_a_name_too_long_is_told_and_kept(as_, cast):
    answer = as_(cast.duc).post(f"{HERE}/doi-ten", data={"name": "a" * 201})
    assert (answer.status_code, "a" * 201 in answer.text) == (422, True)
    assert stored(cast).name == "Chi bộ Khoa Khám bệnh"


def test_a_unit_goes_under_another_superior(as_, cast, inner, queued):
    client = as_(cast.duc)
    assert "Đảng bộ bộ phận (a)" in client.get(f"{HERE}/chuyen").text
    assert client.post(f"{HERE}/chuyen", data={"under": "a"}).location == HERE
    assert stored(cast).path == f"{inner.path}{cast.k1.id}/"
    assert "nay trực thuộc Đảng bộ bộ phận" in client.get(HERE).text
    assert "rollups.refresh_stale" in queued


@pytest.mark.parametrize("under", ["db", "k2", "xa", "nowhere", ""])
def test_it_goes_to_no_other_place_than_those_offered(as_, cast, inner, under):
    answer = as_(cast.duc).post(f"{HERE}/chuyen", data={"under": under})
    assert answer.status_code == 422
    assert "Hãy chọn một trong các mục" in answer.text
    assert stored(cast).parent_id == cast.db.id


def test_without_another_superior_that_is_said(as_, cast):
    assert "Chưa có cấp trên nào khác" in as_(cast.duc).get(f"{HERE}/chuyen").text


def test_what_is_open_is_listed_before_closing(as_, cast):
    page = as_(cast.duc).get(f"{HERE}/ket-thuc").text
    assert "Báo cáo chưa nộp lưu" in page
    assert "Không còn việc nào mở." in as_(cast.duc).get("/o/db/don-vi/k2/ket-thuc").text


def test_a_unit_is_closed_and_opened_again(as_, cast):
    client = as_(cast.duc)
    assert client.post(f"{HERE}/ket-thuc", data=CLOSING).location == HERE
    page = client.get(HERE).text
    assert "Kết thúc từ 16/11/2026" in page
    assert "Lý do: Quyết định 12" in page
    assert stored(cast).closed_on == NOW.date()
    assert client.post(f"{HERE}/mo-lai").location == HERE
    assert stored(cast).closed_on is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"reason": ""}, "Cần ghi lý do."),
        ({"day": "31/02/2026"}, "không phải ngày hợp lệ"),
        ({"day": "2026-11-17"}, "Ngày này cần từ 01/01/2020 đến hôm nay."),
    ],
)
def test_what_is_wrong_about_closing_is_told_and_all_is_kept(as_, cast, typed, said):
    answer = as_(cast.duc).post(f"{HERE}/ket-thuc", data=CLOSING | typed)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert typed.get("reason") == "" or 'value="Quyết định 12"' in answer.text
    assert stored(cast).closed_on is None


def test_the_second_of_two_who_close_at_once_is_told(as_, cast):
    stored(cast).closed_on = NOW.date()
    answer = as_(cast.duc).post(f"{HERE}/ket-thuc", data=CLOSING)
    assert (answer.status_code, "đã kết thúc hoạt động." in answer.text) == (409, True)
    assert 'value="Quyết định 12"' in answer.text


@pytest.mark.parametrize("act", ["doi-ten", "chuyen", "sap-nhap", "ket-thuc", "mo-lai", "moi-lai"])
def test_who_only_looks_from_above_changes_nothing(as_, cast, act):
    client, typed = as_(cast.oanh), CLOSING | {"name": "B", "under": "db", "into": "k2"}
    assert client.get(HERE).status_code == 200
    assert client.post(f"{HERE}/{act}", data=typed).status_code == 404
    assert (stored(cast).name, stored(cast).closed_on) == ("Chi bộ Khoa Khám bệnh", None)


def test_a_chair_gives_their_own_organization_another_name(as_, cast):
    client, here = as_(cast.lan), "/o/k1/thiet-lap/doi-ten"
    assert client.get(here).status_code == 200
    assert client.post(here, data={"name": "Chi bộ Cấp cứu"}).location == "/o/k1/thiet-lap"
    assert stored(cast).name == "Chi bộ Cấp cứu"
    assert client.post(here, data={"name": ""}).status_code == 422
    assert as_(cast.dung).post(here, data={"name": "X"}).status_code == 404
    assert "Nguyễn Thị Lan" in client.get("/o/k1/nhat-ky").text
    assert "tên mới: Chi bộ Cấp cứu" in client.get("/o/k1/nhat-ky").text
