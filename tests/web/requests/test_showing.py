"""The list, the turn with its history, the ways to them, and what the first screen says."""

from datetime import timedelta

from tests.cast import NOW, join
from tests.service.requests.conftest import DECEMBER
from webapp.core.db import db
from webapp.plans.models import Turn, TurnRequest


def test_the_list_says_who_must_answer(as_, cast, swap):
    assert "Chờ trả lời của mình" in as_(cast.binh).get("/o/k1/doi-luot").text
    assert "Chờ Hoàng Thanh Bình trả lời" in as_(cast.mai).get("/o/k1/doi-luot").text
    assert "Phạm Thị Mai xin đổi lượt tháng 11/2026" in as_(cast.hung).get("/o/k1/doi-luot").text
    assert "Chưa có đề nghị nào đã xong." in as_(cast.mai).get("/o/k1/doi-luot?xem=da-xong").text


def test_the_first_screen_asks_the_other_and_then_the_chair(as_, cast, swap, at):
    asked, decides = "Trả lời đề nghị về lượt báo cáo (1)", "Quyết định đề nghị về lượt báo cáo (1)"
    assert asked in as_(cast.binh).get("/o/k1/").text
    assert decides not in as_(cast.lan).get("/o/k1/").text
    as_(cast.binh).post(at(swap, "dong-y"))
    assert asked not in as_(cast.binh).get("/o/k1/").text
    assert decides in as_(cast.lan).get("/o/k1/").text
    assert decides not in as_(cast.hung).get("/o/k1/").text


def test_a_turn_tells_its_history_to_whom_it_concerns(as_, cast, swap, november, at):
    as_(cast.binh).post(at(swap, "dong-y"))
    as_(cast.lan).post(at(swap, "chap-thuan"))
    [new] = db.session.query(Turn.id).filter_by(
        member_id=cast.mai.member_id, month=DECEMBER, state="standing"
    )
    for turn_id in (november, new.id):
        page = as_(cast.mai).get(f"/o/k1/doi-luot/luot/{turn_id}")
        assert "Lịch sử lượt báo cáo" in page.text
        assert "Trùng lịch trực đêm." in page.text
    assert "Trùng lịch trực đêm." in as_(cast.hung).get("/o/k1/ke-hoach/2026-12").text


def test_ways_lead_from_the_plan_and_from_the_report(as_, cast, november):
    mai = as_(cast.mai)
    address = f"/o/k1/doi-luot/luot/{november}"
    assert address in mai.get("/o/k1/ke-hoach").text
    page = mai.get(f"/o/k1/bao-cao/{cast.report.id}").text
    for wish in ("xin-doi", "xin-hoan", "xin-thoi", "thay-nguoi"):
        assert f"{address}/{wish}" in page
    assert address in as_(cast.lan).get("/o/k1/ke-hoach/2026-11").text
    assert "Xin đổi lượt" in mai.get(address).text


def test_the_menu_and_the_trail_say_where_a_page_stands(as_, cast):
    page = as_(cast.mai).get("/o/k1/doi-luot").text
    assert 'aria-current="page">Phân công báo cáo</a>' in page
    report = f"/o/k1/bao-cao/{cast.report.id}"
    assert "/o/k1/ke-hoach/2026-11" not in as_(cast.mai).get(report).text.split("<h1>")[0]
    assert "/o/k1/ke-hoach/2026-11" in as_(cast.lan).get(report).text.split("<h1>")[0]


def test_whoever_leads_puts_a_turn_off_in_one_way_only(as_, cast, november):
    page = as_(cast.lan).get(f"/o/k1/bao-cao/{cast.report.id}").text
    assert f"/o/k1/bao-cao/{cast.report.id}/hoan" in page
    assert f"/o/k1/doi-luot/luot/{november}/xin-doi" in page
    for wish in ("xin-hoan", "xin-thoi"):
        assert f"/o/k1/doi-luot/luot/{november}/{wish}" not in page


def test_a_turn_that_is_gone_offers_nothing(as_, cast, lan, november):
    lan.arrange(november, "decline")
    db.session.commit()
    page = as_(cast.mai).get(f"/o/k1/doi-luot/luot/{november}").text
    assert "Xin thôi" in page
    assert "xin-doi" not in page


def test_the_list_and_the_first_screen_ask_the_same_for_many_requests(
    as_, cast, place, swap, queries
):
    client = as_(cast.lan)
    pages = ("/o/k1/doi-luot", "/o/k1/", f"/o/k1/ke-hoach/{DECEMBER:%Y-%m}")
    counts = []
    for _round in range(2):
        for address in pages:
            client.get(address)
            with queries() as asked:
                client.get(address)
            counts.append(asked.count)
        if not _round:
            _many(cast)
    assert counts[:3] == counts[3:]
    assert counts[1] <= 8


def _many(cast):
    for number in range(12):
        member_id = join(cast.k1, f"Người Thứ {number}", None, None)
        key = {"organization_id": cast.k1.id, "member_id": member_id, "month": DECEMBER}
        turn = Turn(source="assigned", assigned_at=NOW, **key)
        db.session.add(turn)
        db.session.flush()
        asked = {"kind": "decline", "state": "asked", "asked_by": member_id}
        at = NOW - timedelta(days=number)
        db.session.add(TurnRequest(turn_id=turn.id, asked_at=at, **asked, **key))
        db.session.commit()
