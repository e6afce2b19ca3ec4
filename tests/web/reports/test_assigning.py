"""Name who reports: /phan-cong/<month>."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from tests.cast import NOW, join
from tests.conftest import HTMX
from webapp.accounts.rules import MemberStatus
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.plans import service
from webapp.plans.models import Turn, Volunteer
from webapp.reports.models import SelfReport

DECEMBER = date(2026, 12, 1)
ADDRESS = "/o/k1/phan-cong/2026-12"


def december():
    return db.session.scalars(select(SelfReport).where(SelfReport.month == DECEMBER)).all()


def ticked(page):
    boxes = re.findall(r'<input class="form-check-input"[^>]*>', page.text)
    return {int(re.search(r'value="(\d+)"', box)[1]) for box in boxes if " checked" in box}


def test_a_sensible_pair_is_ticked_and_two_taps_assign_it(as_, cast, queued):
    for number in range(8):
        join(cast.k1, f"Người Thứ {number}", None, None)
    client = as_(cast.lan)
    proposed = ticked(client.get(ADDRESS))
    answer = client.post(ADDRESS, data={"member_ids": sorted(proposed)})

    assert answer.status_code == 303
    assert {report.member_id for report in december()} == proposed
    assert len(proposed) == 2
    told = select(Notice.recipient_id).where(
        Notice.kind == NoticeKind.TURN_ASSIGNED, Notice.channel == Channel.APP
    )
    assert set(db.session.scalars(told)) == proposed
    assert "rollups.refresh_stale" in queued


def test_volunteers_are_ticked_first(as_, cast, scope_of):
    service.volunteer(scope_of(cast.hung), DECEMBER, now=NOW)
    page = as_(cast.lan).get(ADDRESS)
    assert cast.hung.member_id in ticked(page)
    assert "Đề xuất: đã đăng ký báo cáo tháng này" in page.text


def test_who_may_not_report_is_shown_with_the_reason_and_cannot_be_chosen(as_, cast):
    away = join(cast.k1, "Vũ Đình Phong", None, None, status=MemberStatus.TEMPORARILY_ELSEWHERE)
    page = as_(cast.lan).get(ADDRESS)
    assert "Sinh hoạt tạm thời nơi khác" in page.text
    assert re.search(rf'value="{away}"[^>]*disabled', page.text)
    answer = as_(cast.lan).post(ADDRESS, data={"member_ids": [away]})
    assert answer.status_code == 422
    assert december() == []


def test_a_postponed_report_finds_its_member_ticked_in_a_later_month(as_, cast):
    page = as_(cast.lan).get(f"{ADDRESS}?chon={cast.mai.member_id}")
    assert ticked(page) == {cast.mai.member_id}


def test_more_than_the_settings_allow_is_refused_and_the_choice_kept(as_, cast):
    chosen = [cast.binh.member_id, cast.hung.member_id, cast.lan.member_id]
    answer = as_(cast.lan).post(ADDRESS, data={"member_ids": chosen}, headers=HTMX)

    assert answer.status_code == 422
    assert "nhiều nhất 2 lượt báo cáo; tháng này còn 2 lượt" in answer.text
    assert ticked(answer) == set(chosen)
    assert "<html" not in answer.text
    assert december() == []


@pytest.mark.parametrize("data", [{}, {"member_ids": ["abc"]}, {"member_ids": ["987654"]}])
def test_nobody_and_nonsense_are_refused(as_, cast, data):
    answer = as_(cast.lan).post(ADDRESS, data=data)
    assert answer.status_code == 422
    assert "Có 1 mục cần sửa" in answer.text
    assert december() == []


def test_sending_the_form_twice_assigns_once(as_, cast):
    client, data = as_(cast.lan), {"member_ids": [cast.binh.member_id]}
    assert client.post(ADDRESS, data=data).status_code == 303
    again = client.post(ADDRESS, data=data)
    assert again.status_code == 422
    assert "đã được phân công" in again.text
    assert len(december()) == 1


def test_a_full_month_says_who_reports_and_leads_on(as_, cast):
    chosen = [cast.binh.member_id, cast.hung.member_id]
    client = as_(cast.lan)
    client.post(ADDRESS, data={"member_ids": chosen})
    page = client.get(ADDRESS)
    assert "Đã phân công: <strong>Hoàng Thanh Bình, Lê Văn Hùng</strong>" in page.text
    assert "đã đủ lượt báo cáo" in page.text


def test_a_thematic_month_and_a_past_month_offer_no_form(as_, cast):
    client = as_(cast.lan)
    client.post("/o/k1/ke-hoach/2026-12", data={"kind": "thematic", "topic": ""})
    assert "sinh hoạt chuyên đề" in client.get(ADDRESS).text
    assert client.post(ADDRESS, data={"member_ids": [cast.binh.member_id]}).status_code == 422
    assert "Tháng này đã qua" in client.get("/o/k1/phan-cong/2026-09").text


def test_the_short_address_leads_to_the_month_that_needs_somebody(as_, cast):
    answer = as_(cast.lan).get("/o/k1/phan-cong")
    assert answer.status_code == 303
    assert answer.location.endswith("/o/k1/phan-cong/2026-11")


def test_an_offer_is_taken_up_with_one_tap(as_, cast, scope_of):
    service.volunteer(scope_of(cast.binh), DECEMBER, now=NOW)
    db.session.commit()
    address = f"/o/k1/phan-cong/nguoi-dang-ky/{db.session.scalar(select(Volunteer.id))}/nhan"
    assert as_(cast.hung).post(address).status_code == 404
    assert as_(cast.lan).post(address).status_code == 303
    assert [report.member_id for report in december()] == [cast.binh.member_id]
    assert as_(cast.lan).post(address).status_code == 422


def test_beside_a_volunteer_stands_who_has_no_turn_and_the_choice_is_remembered(
    as_, cast, scope_of
):
    service.volunteer(scope_of(cast.hung), DECEMBER, now=NOW)
    for month in (2, 3, 5):
        row = {"member_id": cast.hung.member_id, "month": date(2026, month, 1)}
        db.session.add(
            Turn(organization_id=cast.k1.id, source="volunteered", assigned_at=NOW, **row)
        )
    db.session.commit()
    client = as_(cast.lan)
    page = client.get(ADDRESS)
    said = re.search(r"năm 2026 đã 3 lượt, (\d+) người chưa có lượt nào", page.text)
    assert said
    assert cast.hung.member_id not in ticked(page), "others have no turn yet"
    month = client.get("/o/k1/ke-hoach/2026-12").text
    assert f"năm 2026 đã 3 lượt, {said[1]} người chưa có lượt nào" in month
    assert said[0] not in as_(cast.binh).get("/o/k1/ke-hoach/2026-12").text
    assert client.post(ADDRESS, data={"member_ids": [cast.hung.member_id]}).status_code == 303
    event = AuditEntry.event == AuditEvent.TURN_ASSIGNED
    facts = db.session.scalars(select(AuditEntry.facts).where(event)).one()
    assert facts == {"month": "2026-12-01", "turns_before": 3, "without_turn": int(said[1])}


def test_every_line_of_the_page_bears_out_its_reasons(as_, cast):
    """The sample: “longest without a turn” beside others who wait longer."""
    for number, month in enumerate((5, 2, 1, 9, 10)):
        member_id = join(cast.k1, f"Người Thứ {number}", None, None)
        for at in (date(2025, 11, 1), date(2026, month, 1)):
            row = {"member_id": member_id, "month": at, "source": "assigned", "assigned_at": NOW}
            db.session.add(Turn(organization_id=cast.k1.id, **row))
    db.session.commit()
    page = as_(cast.lan).get(ADDRESS).text
    lines = re.findall(
        r'<label for="member-(\d+)">[^<]+</label>\s*<p[^>]*>\s*([^<]+?)\s*</p>(.*?)</div>',
        page,
        re.S,
    )
    counts = {one: re.match(r"(\d+) lượt|Chưa có lượt nào", line) for one, line, _more in lines}
    turns = {one: int(found[1] or 0) for one, found in counts.items() if found}
    proposed = {one: more for one, _line, more in lines if "Đề xuất: " in more}
    assert len(turns) >= 9
    assert len(proposed) == 2
    others = [turns[one] for one in turns if one not in proposed]
    assert all(turns[one] <= min(others) for one in proposed)
    assert all("số lượt ngang nhau" in more for more in proposed.values())


def test_nobody_but_who_leads_assigns(as_, cast):
    data = {"member_ids": [cast.binh.member_id]}
    for person in (cast.hung, cast.mai):
        assert as_(person).get(ADDRESS).status_code == 404
        assert as_(person).get("/o/k1/phan-cong").status_code == 404
        assert as_(person).post(ADDRESS, data=data).status_code == 404
    assert as_(cast.lan).get("/o/k1/phan-cong/2026-99").status_code == 404
    assert december() == []


def test_the_page_asks_the_same_of_the_database_for_a_hundred_members(as_, cast, queries):
    client = as_(cast.lan)
    client.get(ADDRESS)
    with queries() as few:
        client.get(ADDRESS)
    for number in range(100):
        member_id = join(cast.k1, f"Người Thứ {number}", None, None)
        db.session.add(
            Turn(
                organization_id=cast.k1.id,
                member_id=member_id,
                month=date(2026, 1 + number % 10, 1),
                source="assigned",
                assigned_at=NOW,
            )
        )
        db.session.commit()
    with queries() as many:
        page = client.get(ADDRESS)
    assert "Người Thứ 99" in page.text
    assert many.count == few.count <= 13
