"""For a day after an account was opened by a slip, what is done with it is marked for all."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.cast import NOW, join
from tests.web.accounts.test_slips import PASSWORD, SLIPS, by_phone, links_in, reset
from tests.web.reports.conftest import FORM
from webapp.accounts.models import Membership
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.reports.models import SelfReport

MARK = "bằng phiếu do Nguyễn Thị Lan lập"


def entries(member_id):
    query = db.session.query(AuditEntry).filter_by(actor_id=member_id)
    return query.order_by(AuditEntry.position).all()


def absence(client, month="12"):
    days = {"from_on": f"2026-{month}-10", "until_on": f"2026-{month}-20", "kind": "away"}
    return client.post("/o/k1/ke-hoach/bao-vang", data={**days, "idempotency_key": month})


@pytest.fixture
def opened(cast, as_):
    """A browser in which Bình's account was opened by a slip Lan made."""
    by_phone(cast.binh)
    link = links_in(reset(as_(cast.lan), cast.binh, idempotency_key="one"))[0]
    client = as_(None)
    assert client.post(link, data={"password": PASSWORD}).status_code == 303
    return client


def test_an_act_after_a_reset_slip_is_marked_with_who_made_it(cast, opened, as_):
    assert absence(opened).status_code == 303
    marked = entries(cast.binh.member_id)[-1].facts
    assert (marked["after_slip"], marked["after_slip_by"]) == (True, "Nguyễn Thị Lan")
    page = as_(cast.hung).get("/o/k1/nhat-ky").text
    assert f"trong 24 giờ sau khi mở tài khoản {MARK}" in page


def test_the_trail_names_who_started_it_and_the_device(cast, opened, as_):
    page = as_(cast.hung).get(f"/o/k1/thanh-vien/{cast.binh.member_id}").text
    assert f"đặt lại mật khẩu ({MARK}, từ thiết bị khác)" in page


def test_after_a_day_nothing_is_marked_any_more(cast, opened, as_, moment):
    moment(NOW + timedelta(hours=25))
    assert absence(as_(cast.binh)).status_code == 303
    assert "after_slip" not in entries(cast.binh.member_id)[-1].facts


def test_others_acts_are_not_marked(cast, opened, as_):
    assert absence(as_(cast.mai)).status_code == 303
    assert "after_slip" not in entries(cast.mai.member_id)[-1].facts


def test_an_account_made_by_a_slip_is_marked_and_one_that_was_there_before_is_not(cast, as_):
    son = join(cast.k1, "Đặng Văn Sơn", None, None)
    same = join(cast.k1, cast.kien.full_name, None, None)
    tenancy.bind(cast.k1.id)
    page = as_(cast.lan).post(SLIPS, data={"member_ids": [son, same]})
    first, second = sorted(links_in(page), key=lambda link: "Kiên" in _around(page, link))
    made = as_(None)
    typed = {"sign_in_name": "0912345678", "password": PASSWORD}
    assert made.post(first, data=typed).status_code == 303
    known = as_(cast.kien)
    assert known.post(second, data={}).status_code == 303
    for client in (made, known):
        assert absence(client).status_code == 303
    assert entries(son)[-1].facts["after_slip"] is True
    assert "after_slip" not in entries(same)[-1].facts


def _around(page, link):
    """What stands on the slip of a link, before it."""
    return page.text[: page.text.index(link)].rpartition('class="slip"')[2]


def test_a_report_handed_in_then_says_so_to_who_reads_it(cast, as_):
    by_phone(cast.mai)
    with tenancy.tenant(cast.cd.id):
        db.session.execute(update(Membership).values(account_id=None))
        db.session.commit()
    tenancy.bind(cast.k1.id)
    link = links_in(reset(as_(cast.lan), cast.mai, idempotency_key="one"))[0]
    mai = as_(None)
    assert mai.post(link, data={"password": PASSWORD}).status_code == 303
    report = db.session.query(SelfReport).one()
    address = f"/o/k1/bao-cao/{report.id}"
    sent = mai.post(f"{address}/gui", data={**FORM, "based_on": "1.1", "idempotency_key": "x"})
    assert sent.status_code == 303
    for page in (address, f"{address}/phien-ban"):
        assert MARK in as_(cast.hung).get(page).text
    assert "Sau phiếu" in as_(cast.hung).get(address).text


def test_a_letter_leaves_no_mark(cast, as_):
    reset(as_(cast.lan), cast.binh, idempotency_key="one")
    assert absence(as_(cast.binh)).status_code == 303
    assert "after_slip" not in entries(cast.binh.member_id)[-1].facts
