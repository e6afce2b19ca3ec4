"""The first screen shows what is to be done with the way to do it."""

from datetime import date, timedelta

from tests.cast import MONTH, NOW
from webapp.core import tenancy
from webapp.core.db import db
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessSource, WeaknessState
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingKind, MeetingState
from webapp.plans.models import PlanMonth, Volunteer
from webapp.plans.rules import MonthKind, VolunteerState
from webapp.texts import service as texts
from webapp.texts.models import TextKind


def stored(organization, *rows):
    """Rows of one organization; its id and theirs are filled in."""
    with tenancy.tenant(organization.id):
        for row in rows:
            row.organization_id = organization.id
            db.session.add(row)
        db.session.commit()
        return [row.id for row in rows]


def weakness(cast, scope_of, person, words, due_on=date(2026, 12, 20)):
    """An open thread of somebody."""
    with tenancy.tenant(person.organization.id):
        row = Weakness(
            organization_id=person.organization.id,
            member_id=person.member_id,
            source=WeaknessSource.MEETING,
            state=WeaknessState.OPEN,
            pointed_out_on=date(2026, 10, 27),
            due_on=due_on,
            text_id=texts.keep(scope_of(person), TextKind.WEAKNESS, words),
        )
        db.session.add(row)
        db.session.commit()
        return row.id


def test_a_meeting_that_runs_is_one_tap_away_for_everybody(as_, cast):
    meeting = Meeting(
        kind=MeetingKind.REGULAR,
        state=MeetingState.OPEN,
        month=MONTH,
        starts_at=NOW,
        place="Hội trường",
        chair_id=cast.lan.member_id,
        clerk_id=cast.hung.member_id,
    )
    (key,) = stored(cast.k1, meeting)
    expected = {
        "lan": ("dieu-hanh", "Điều hành"),
        "hung": ("dieu-hanh", "Điểm danh, ghi ý kiến"),
        "binh": ("dien-bien", "Vào buổi sinh hoạt"),
    }
    for name, (page, button) in expected.items():
        client = as_(cast.people[name])
        first = client.get("/o/k1/").text.partition('id="duties"')[2].partition("</li>")[0]
        assert "Buổi sinh hoạt tháng 11/2026 đang diễn ra" in first
        assert f'href="/o/k1/buoi-hop/{key}/{page}"' in first
        assert button in first
        assert "Đang diễn ra" in first
        assert client.get(f"/o/k1/buoi-hop/{key}/{page}").status_code == 200
    assert "đang diễn ra" not in as_(cast.kien).get("/o/k2/").text


def test_offers_for_any_future_month_stand_on_the_chairs_first_screen(as_, cast):
    month = date(2027, 2, 1)
    stored(
        cast.k1,
        PlanMonth(month=month, kind=MonthKind.REPORTS),
        *(
            Volunteer(
                month=month,
                member_id=person.member_id,
                state=VolunteerState.OFFERED,
                offered_at=NOW,
            )
            for person in (cast.binh, cast.mai)
        ),
    )
    page = as_(cast.lan).get("/o/k1/").text
    assert "Trả lời 2 đăng ký báo cáo tháng 2/2027" in page
    assert "Hoàng Thanh Bình, Phạm Thị Mai" in page
    assert 'href="/o/k1/ke-hoach/2027-02"' in page
    assert "đăng ký báo cáo tháng 2/2027" not in as_(cast.hung).get("/o/k1/").text


def test_the_own_weaknesses_carry_their_first_words_and_nobody_elses(as_, cast, scope_of):
    weakness(cast, scope_of, cast.mai, "Đi họp muộn hai lần trong quý")
    weakness(cast, scope_of, cast.mai, "Sổ tay ghi chép chưa đều")
    weakness(cast, scope_of, cast.binh, "Nói nhỏ trong giao ban")
    page = as_(cast.mai).get("/o/k1/").text
    assert "“Đi họp muộn hai lần trong quý” · Hạn khắc phục: Chủ nhật, 20/12/2026" in page
    assert "“Sổ tay ghi chép chưa đều”" in page
    for person in (cast.mai, cast.lan, cast.hung):
        assert "Nói nhỏ trong giao ban" not in as_(person).get("/o/k1/").text


def test_an_overdue_thread_of_another_is_the_leaders_matter(as_, cast, scope_of):
    key = weakness(cast, scope_of, cast.binh, "Nói nhỏ trong giao ban", NOW.date() - timedelta(3))
    shown = "Hoàng Thanh Bình chưa báo kết quả khắc phục hạn chế"
    page = as_(cast.lan).get("/o/k1/").text
    assert shown in page
    assert f'href="/o/k1/theo-doi/{key}"' in page
    for person in (cast.hung, cast.mai):
        assert shown not in as_(person).get("/o/k1/").text
