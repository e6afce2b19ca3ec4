"""The inbox: what it shows, that only its owner sees it, and that reading is a POST."""

from datetime import timedelta

import pytest
from sqlalchemy import event, func, select, update

from tests.conftest import HTMX
from webapp.core import clock
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind


def shown():
    query = select(Notice).where(Notice.channel == Channel.APP).order_by(Notice.id)
    return list(db.session.scalars(query))


def unread():
    query = select(func.count()).select_from(Notice)
    return db.session.scalar(query.where(Notice.channel == Channel.APP, Notice.read_at.is_(None)))


def test_a_member_reads_what_concerns_them(cast, as_, tell):
    tell(cast.mai)
    page = as_(cast.mai).get("/o/k1/thong-bao")
    assert page.status_code == 200
    assert "Đề nghị bổ sung báo cáo" in page.text
    assert "Chi ủy đề nghị bổ sung dự thảo báo cáo tháng 11/2026." in page.text
    assert "1 chưa đọc" in page.text


def test_nobody_sees_the_notices_of_another(cast, as_, tell):
    tell(cast.mai)
    page = as_(cast.lan).get("/o/k1/thong-bao")
    assert "Đề nghị bổ sung" not in page.text
    assert "Chưa có thông báo nào" in page.text


def test_the_inbox_of_one_organization_shows_nothing_of_another(cast, as_, tell):
    tell(cast.mai)
    page = as_(cast.mai).get("/o/cd/thong-bao")
    assert page.status_code == 200
    assert "Đề nghị bổ sung" not in page.text


def test_looking_at_the_inbox_marks_nothing_as_read(cast, as_, tell):
    tell(cast.mai)
    as_(cast.mai).get("/o/k1/thong-bao")
    assert unread() == 1


def test_opening_leads_to_the_thing_and_marks_it_as_read(cast, as_, tell):
    tell(cast.mai)
    answer = as_(cast.mai).post(f"/o/k1/thong-bao/{shown()[0].id}/mo")
    assert (answer.status_code, answer.location) == (303, "/o/k1/bao-cao/1")
    assert shown()[0].read_at == clock.now()


@pytest.mark.parametrize(
    "link",
    [None, Address("reports.gone"), Address("reports.show"), Address("https://foreign.vn")],
    ids=["none", "no such page", "a value is missing", "another site"],
)
def test_what_leads_to_no_page_leads_to_the_inbox(cast, as_, tell, link):
    tell(cast.mai, link=link)
    answer = as_(cast.mai).post(f"/o/k1/thong-bao/{shown()[0].id}/mo")
    assert answer.location == "/o/k1/thong-bao"


@pytest.mark.parametrize("act", ["mo", "da-doc"])
@pytest.mark.parametrize("person", ["lan", "khanh", "oanh"])
def test_nobody_else_opens_or_marks_it(cast, as_, tell, act, person):
    tell(cast.mai)
    answer = as_(getattr(cast, person)).post(f"/o/k1/thong-bao/{shown()[0].id}/{act}")
    assert answer.status_code == 404
    assert unread() == 1


def test_one_notice_is_marked_and_the_bell_goes_along(cast, as_, tell):
    tell(cast.mai)
    key = shown()[0].id
    piece = as_(cast.mai).post(f"/o/k1/thong-bao/{key}/da-doc", headers=HTMX)
    assert piece.status_code == 200
    assert f'id="notice-{key}"' in piece.text
    assert 'id="bell"' in piece.text
    assert "chưa đọc" not in piece.text
    assert "<html" not in piece.text
    assert unread() == 0


def test_the_bell_counts_what_is_left(cast, as_, tell):
    tell(cast.mai)
    tell(cast.mai, subject="report:2")
    piece = as_(cast.mai).post(f"/o/k1/thong-bao/{shown()[0].id}/da-doc", headers=HTMX)
    assert "1 chưa đọc" in piece.text


def test_without_scripts_marking_leads_back_to_the_inbox(cast, as_, tell):
    tell(cast.mai)
    answer = as_(cast.mai).post(f"/o/k1/thong-bao/{shown()[0].id}/da-doc")
    assert (answer.status_code, answer.location) == (303, "/o/k1/thong-bao")


def test_everything_is_marked_at_once_and_only_ones_own(cast, as_, tell):
    tell(cast.mai)
    tell(cast.mai, subject="report:2")
    tell(cast.binh)
    client = as_(cast.mai)
    assert client.post("/o/k1/thong-bao/da-doc").location == "/o/k1/thong-bao"
    assert "Đã đánh dấu đã đọc 2 thông báo." in client.get("/o/k1/thong-bao").text
    assert unread() == 1


def test_a_long_inbox_has_pages(cast, as_, tell):
    for number in range(35):
        tell(cast.mai, subject=f"report:{number}")
    first = as_(cast.mai).get("/o/k1/thong-bao")
    second = as_(cast.mai).get("/o/k1/thong-bao?trang=2")
    assert first.text.count('id="notice-') == 30
    assert second.text.count('id="notice-') == 5


def count_queries(page):
    counted = []
    remember = lambda *facts: counted.append(facts[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", remember)
    page()
    event.remove(db.engine, "before_cursor_execute", remember)
    return [one for one in counted if not one.startswith(("SET", "UPDATE account_sessions"))]


def test_ten_times_the_notices_need_no_more_queries(cast, as_, tell):
    client = as_(cast.lan)
    tell(cast.lan)
    client.get("/o/k1/thong-bao")
    few = count_queries(lambda: client.get("/o/k1/thong-bao"))
    for number in range(10):
        tell(cast.lan, subject=f"report:{number + 5}")
    many = count_queries(lambda: client.get("/o/k1/thong-bao"))
    assert len(few) == len(many) <= 6


def fail(state, reason):
    db.session.execute(
        update(Notice)
        .where(Notice.channel == Channel.EMAIL)
        .values(state=state, reason=reason, created_at=clock.now() - timedelta(days=1))
    )
    db.session.commit()


def test_the_chair_sees_whose_mail_comes_back(cast, as_, tell):
    tell(cast.mai)
    fail("bounced", "smtp 550")
    page = as_(cast.lan).get("/o/k1/thong-bao")
    assert "Thư không gửi được" in page.text
    assert "mai@example.vn" in page.text
    assert "Hộp thư từ chối nhận" in page.text


def test_a_member_does_not_see_whose_mail_comes_back(cast, as_, tell):
    tell(cast.mai)
    fail("bounced", "smtp 550")
    assert "Thư không gửi được" not in as_(cast.binh).get("/o/k1/thong-bao").text


def test_the_chair_may_copy_a_message_for_the_group(cast, as_, tell):
    tell(cast.lan, NoticeKind.PLAN_MISSING, subject="month:2026-12")
    tell(cast.mai, NoticeKind.PLAN_MISSING, subject="month:2026-12")
    page = as_(cast.lan).get("/o/k1/thong-bao")
    assert "Chép tin nhắn" in page.text
    assert "http://localhost/o/k1/bao-cao/1" in page.text
    assert "Chép tin nhắn" not in as_(cast.mai).get("/o/k1/thong-bao").text


def test_the_bell_stands_on_other_pages_too(cast, as_, tell):
    tell(cast.mai)
    assert "1 chưa đọc" in as_(cast.mai).get("/o/k1/").text


def test_somebody_signed_out_is_sent_to_sign_in(cast, as_):
    assert as_(None).get("/o/k1/thong-bao").status_code == 303


def test_marking_everything_a_second_time_says_that_nothing_is_new(cast, as_, tell):
    tell(cast.mai)
    client = as_(cast.mai)
    for _ in range(2):
        assert client.post("/o/k1/thong-bao/da-doc").status_code == 303
    assert "Không còn thông báo mới." in client.get("/o/k1/thong-bao").text
    assert unread() == 0


def test_a_notice_that_was_read_offers_nothing_to_mark(cast, as_, tell):
    tell(cast.mai)
    client = as_(cast.mai)
    client.post(f"/o/k1/thong-bao/{shown()[0].id}/da-doc")
    page = client.get("/o/k1/thong-bao").text
    assert "Đánh dấu đã đọc tất cả" not in page
    assert f"/o/k1/thong-bao/{shown()[0].id}/da-doc" not in page


@pytest.mark.parametrize("act", ["mo", "da-doc"])
def test_a_notice_that_does_not_exist_is_not_found(cast, as_, act):
    assert as_(cast.mai).post(f"/o/k1/thong-bao/99/{act}").status_code == 404


def test_a_superior_has_an_inbox_of_its_own(cast, as_, tell):
    tell(cast.oanh, NoticeKind.UNIT_RENAMED, unit="Chi bộ Khám", was="Chi bộ Cũ")
    assert "Chi bộ Cũ nay có tên là Chi bộ Khám." in as_(cast.oanh).get("/o/db/thong-bao").text
