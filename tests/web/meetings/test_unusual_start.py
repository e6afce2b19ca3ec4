"""A start on a day off or in quiet hours is asked about once, when called and when moved."""

import re
from datetime import UTC, datetime

from sqlalchemy import select

from tests.conftest import HTMX
from tests.service.meetings.room import STARTS
from tests.web.meetings.test_agenda import change
from tests.web.meetings.test_index import NEW, filled
from webapp.core.db import db
from webapp.meetings.models import Meeting
from webapp.notices.models import Notice

DAY = "Ngày 24/11/2026 là ngày nghỉ lễ. Vẫn giữ ngày này?"
HOUR = "21 giờ 30 nằm trong giờ yên lặng (từ 21 giờ đến 7 giờ). Vẫn giữ giờ này?"


def hidden(page, name):
    return re.search(rf'name="{name}"[^>]*? value="(.*?)"', page.text)[1]


def told():
    return {(one.id, str(one.facts)) for one in db.session.scalars(select(Notice))}


def test_a_holiday_at_night_is_asked_about_and_kept(as_, room):
    lan = as_(room.cast.lan)
    data, before = filled(room, day="24/11/2026", hour="21:30", topic="Chủ đề đã gõ"), told()
    for headers in ({}, HTMX):
        page = lan.post(NEW, data=data, headers=headers)
        assert page.status_code == 422
        for shown in (DAY, HOUR, "Chủ đề đã gõ", "Vẫn giữ, lên lịch"):
            assert shown in page.text
    assert (db.session.scalars(select(Meeting)).all(), told()) == ([], before)
    agreed = {"agreed_start": hidden(page, "agreed_start")}
    if 'name="agreed_day"' in page.text:
        agreed["agreed_day"] = hidden(page, "agreed_day")
    refused = lan.post(NEW, data=data | agreed | {"place": ""})
    assert refused.status_code == 422
    agreed["agreed_start"] = hidden(refused, "agreed_start")
    assert lan.post(NEW, data=data | agreed).status_code == 303
    meeting = db.session.scalars(select(Meeting)).one()
    assert meeting.starts_at == datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
    assert told() - before


def test_another_night_than_the_agreed_one_is_asked_about(as_, room):
    data = filled(room, day="24/11/2026", agreed_start="2026-09-02T21:30:00+07:00")
    page = as_(room.cast.lan).post(NEW, data=data)
    assert (page.status_code, DAY in page.text) == (422, True)
    bad = as_(room.cast.lan).post(NEW, data=data | {"agreed_start": "9999-99"})
    assert (bad.status_code, DAY in bad.text) == (422, True)
    assert db.session.scalars(select(Meeting)).all() == []


def test_one_page_asks_about_the_night_and_shows_the_new_days(as_, room, here):
    room.call()
    lan, before = as_(room.cast.lan), told()
    page = lan.post(here("/sua"), data=change(room, hour="21:30"))
    assert page.status_code == 422
    assert HOUR in page.text
    assert "1 người có hạn mới" in page.text
    assert (room.meeting.starts_at, told()) == (STARTS, before)
    agreed = {name: hidden(page, name) for name in ("agreed_day", "agreed_start")}
    answer = lan.post(here("/sua"), data=change(room, hour="21:30", **agreed))
    assert answer.status_code == 303
    assert room.meeting.starts_at == datetime(2026, 11, 30, 14, 30, tzinfo=UTC)
    assert told() - before
    # What was decided is not asked again when something else changes.
    kept = change(room, day="30/11/2026", hour="21:30", place="Nhà văn hóa")
    assert lan.post(here("/sua"), data=kept).status_code == 303


def test_a_member_is_not_asked_but_refused(as_, room):
    page = as_(room.cast.binh).post(NEW, data=filled(room, day="24/11/2026"))
    assert page.status_code in (403, 404)
    assert DAY not in page.text
