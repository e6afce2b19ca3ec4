"""What the first screen says about registrations, without asking the database more."""

from datetime import datetime

from tests.service.commitments.year import in_force
from webapp.commitments import service
from webapp.commitments.service import Wanted
from webapp.core import clock
from webapp.core.db import db


def test_amendments_wait_for_the_committee_like_registrations(as_, cast, scope_of, queries):
    mai, hung = scope_of(cast.mai), scope_of(cast.hung)
    commitment = in_force(mai, hung, "Đúng giờ")
    client = as_(cast.lan)
    client.get("/o/k1/")
    with queries() as before:
        assert "Xác nhận bản đăng ký đầu năm" not in client.get("/o/k1/").text
    db.session.add(commitment)
    service.propose(
        mai, commitment, [Wanted("Khác")], "Lý do", based_on=commitment.revision, now=clock.now()
    )
    with queries() as after:
        assert "Xác nhận bản đăng ký đầu năm (1)" in client.get("/o/k1/").text
    assert after.count == before.count <= 8, after.sent


def test_from_december_members_are_asked_to_look_back(as_, cast, scope_of, moment):
    in_force(scope_of(cast.mai), scope_of(cast.hung), "Đúng giờ", "Đọc sách")
    assert "Tự đánh giá nội dung" not in as_(cast.mai).get("/o/k1/").text
    moment(datetime(2026, 12, 2, 2, 0, tzinfo=clock.UTC))
    assert "Tự đánh giá nội dung đăng ký năm 2026 (2 mục)" in as_(cast.mai).get("/o/k1/").text
