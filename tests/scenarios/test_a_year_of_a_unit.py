"""A unit's year: as the settings foresee it, agreed to, changed with a reason, carried on."""

from datetime import date

from sqlalchemy import select

from tests.cast import NOW
from tests.service.plans.agreed import agree
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import NoticeKind


def form(page, **typed):
    """What the month's form holds, with something else chosen."""
    revision = page.text.split('name="revision" type="hidden" value="')[1].split('"')[0]
    return {"revision": revision, "kind": "reports", "topic": ""} | typed


def test_a_year_of_a_unit(as_, cast, moment):
    moment(NOW.replace(year=2027, month=1, day=4))
    lan, binh = as_(cast.lan), as_(cast.binh)

    # The settings foresee one thematic month a quarter; the chair names the first session.
    year = lan.get("/o/k1/ke-hoach?nam=2027")
    assert year.text.count("/o/k1/chuyen-de/2027-") == 4
    assert "chưa có sinh hoạt chuyên đề" not in year.text
    session = {"topic": "Nêu gương", "preparer_ids": [cast.binh.member_id], "revision": "0"}
    assert lan.post("/o/k1/chuyen-de/2027-01/phan-cong", data=session).status_code == 303
    assert "Được phân công chuẩn bị" in binh.get("/o/k1/thong-bao").text
    written = {"revision": "1", "questions": "Ai nêu gương trước?"}
    assert binh.post("/o/k1/chuyen-de/2027-01/chuan-bi", data=written).status_code == 303
    assert "Đã chuẩn bị" in binh.get("/o/k1/chuyen-de?nam=2027").text

    # The branch agrees to the plan; from then on a change needs a reason everybody can read.
    agree(cast.k1.id, 2027)
    april = "/o/k1/ke-hoach/2027-04"
    wish = form(lan.get(april))
    refused = lan.post(april, data=wish)
    assert (refused.status_code, "Cần ghi lý do thay đổi" in refused.text) == (422, True)
    assert lan.post(april, data=wish | {"reason": "Dồn sang tháng 5."}).status_code == 303
    assert "Quý II chưa có sinh hoạt chuyên đề" in binh.get("/o/k1/ke-hoach?nam=2027").text
    may = "/o/k1/ke-hoach/2027-05"
    wish = form(lan.get(may), kind="thematic", topic="Tiết kiệm", reason="Thay cho tháng 4.")
    assert lan.post(may, data=wish).status_code == 303
    seen = binh.get("/o/k1/ke-hoach?nam=2027").text
    assert "Dồn sang tháng 5." in seen
    assert "chưa có sinh hoạt chuyên đề" not in seen
    told = select(Notice.subject).where(
        Notice.kind == NoticeKind.PLAN_CHANGED, Notice.recipient_id == cast.binh.member_id
    )
    assert len(set(db.session.scalars(told))) == 2

    # In December the shape goes into the next year, changes included.
    moment(NOW.replace(year=2027, month=12, day=1))
    lan, binh = as_(cast.lan), as_(cast.binh)
    answer = lan.post("/o/k1/ke-hoach/theo-nam-truoc", data={"nam": "2028"})
    assert answer.status_code == 303
    paper = binh.get("/o/k1/ke-hoach/ban-in?nam=2028").text
    assert "Sinh hoạt chuyên đề: Tiết kiệm" in paper
    assert "Bản dự thảo" in paper
    assert date(2028, 5, 27).strftime("%d/%m/%Y") in paper
