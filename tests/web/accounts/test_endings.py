"""Who has left or is suspended, or whose unit is, is told so; strangers learn nothing."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from tests.conftest import HTMX
from webapp.accounts.models import MembershipStatus
from webapp.accounts.rules import MemberStatus
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization

K1 = "Chi bộ Khoa Khám bệnh"
LEFT = f"Đã kết thúc sinh hoạt tại {K1} từ ngày 01/01/2020"
SUSPENDED = f"Đang tạm dừng sinh hoạt tại {K1} từ ngày 01/01/2020"
OUT_OF_USE = f"{K1} đang tạm ngừng sử dụng từ ngày 16/11/2026"


@pytest.fixture
def suspended(cast):
    """Bình is suspended since 2020."""
    tenancy.bind(cast.k1.id)
    change = update(MembershipStatus).where(MembershipStatus.member_id == cast.binh.member_id)
    db.session.execute(change.values(status=MemberStatus.SUSPENDED))
    db.session.commit()
    return cast.binh


@pytest.fixture
def out_of_use(cast):
    """The operator has suspended branch K1."""
    change = update(Organization).where(Organization.id == cast.k1.id)
    db.session.execute(change.values(suspended_at=clock.now()))
    db.session.commit()


@pytest.mark.parametrize("address", ["/o/k1/", "/o/k1/bao-cao", "/o/k1/thanh-vien"])
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "piece"])
def test_who_has_left_is_told_so_and_sees_nothing_else(cast, as_, address, headers):
    answer = as_(cast.phuc).get(address, headers=headers)
    assert (answer.status_code, LEFT in answer.text) == (404, True)
    assert "Không tìm thấy trang" not in answer.text
    assert "Nguyễn Thị Lan" not in answer.text


def test_who_is_suspended_is_told_so_without_blame(cast, as_, suspended):
    client = as_(suspended)
    assert SUSPENDED in client.get("/o/k1/").text
    assert SUSPENDED in client.get("/toi").text
    assert client.post("/o/k1/thong-bao/da-doc").status_code == 404


def test_members_of_a_unit_out_of_use_are_not_told_they_were_struck_off(cast, as_, out_of_use):
    for name in ("lan", "mai"):
        client = as_(cast.people[name])
        answer = client.get("/o/k1/")
        assert (answer.status_code, OUT_OF_USE in answer.text) == (404, True)
        assert OUT_OF_USE in client.get("/toi").text
        assert "kết thúc sinh hoạt" not in answer.text


def test_who_left_a_unit_out_of_use_is_told_of_the_leaving_alone(cast, as_, out_of_use):
    page = as_(cast.phuc).get("/toi").text
    assert LEFT in page
    assert "tạm ngừng sử dụng" not in page


def without_tokens(page):
    """A form's token tells the second in which it was made."""
    return re.sub(r'name="csrf_token" value="[^"]*"|<meta name="csrf[^>]*>', "", page.text)


@pytest.mark.parametrize("who", ["khanh", "kien", "oanh", "ngan", "van"])
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "piece"])
def test_strangers_get_the_same_answer_as_for_a_unit_nobody_has(
    cast, as_, out_of_use, suspended, who, headers
):
    client = as_(cast.people[who])
    known = client.get("/o/k1/bao-cao", headers=headers)
    unknown = client.get("/o/khong-co/bao-cao", headers=headers)
    assert known.status_code == unknown.status_code == 404
    assert without_tokens(known).replace("/o/k1/", "/o/khong-co/") == without_tokens(unknown)
    assert K1 not in client.get("/toi").text


def test_an_ending_that_lies_ahead_is_not_told(cast, as_):
    tenancy.bind(cast.k1.id)
    here = {"organization_id": cast.k1.id, "member_id": cast.binh.member_id}
    day = date(2026, 11, 20)
    change = update(MembershipStatus).where(MembershipStatus.member_id == cast.binh.member_id)
    db.session.execute(change.values(until_on=day - timedelta(days=1)))
    db.session.add(MembershipStatus(status=MemberStatus.LEFT, from_on=day, **here))
    db.session.commit()
    client = as_(cast.binh)
    assert client.get("/o/k1/").status_code == 200
    assert "kết thúc sinh hoạt" not in client.get("/toi").text


def test_an_open_unit_costs_its_members_no_statement_more(cast, as_, queries):
    client = as_(cast.binh)
    client.get("/o/k1/thong-bao")
    with queries() as asked:
        client.get("/o/k1/thong-bao")
    assert not any("endings_of" in statement for statement in asked.sent)
