"""Which days the page and the paper of a registration tell."""

from datetime import UTC, datetime

from sqlalchemy import select

from tests.web.commitments.test_registration import address
from tests.web.commitments.test_year import amended, at
from webapp.commitments.models import Commitment, CommitmentVersion
from webapp.core.db import db
from webapp.web import dates

__all__ = ["at"]


def test_an_amended_registration_tells_both_days(as_, cast, at):
    before = db.session.scalar(select(Commitment.confirmed_at))
    as_(cast.mai).post(at("dieu-chinh"), data=amended())
    as_(cast.hung).post(at("dieu-chinh/2/xac-nhan"))
    query = select(CommitmentVersion.decided_at).where(CommitmentVersion.number == 2)
    amended_at = dates.moment(db.session.scalar(query))
    page = as_(cast.mai).get(address(cast.mai)).text
    assert f"Điều chỉnh được xác nhận lúc {amended_at}" in page
    paper = as_(cast.mai).get(f"{address(cast.mai)}/ban-in").text
    assert f"({amended_at}; xác nhận lần đầu {dates.moment(before)})" in paper


def test_the_paper_is_dated_the_day_it_was_handed_in_whenever_it_is_printed(as_, cast, at):
    db.session.scalars(select(Commitment)).one().submitted_at = datetime(2026, 1, 9, 3, tzinfo=UTC)
    db.session.commit()
    page = as_(cast.mai).get(address(cast.mai) + "/ban-in")
    assert "Ngày 9 tháng 1 năm 2026<br><strong>Người đăng ký" in page.text
