"""GET and POST /o/<code>/thiet-lap."""

import re
from datetime import date, time

import pytest
from sqlalchemy import select

from tests.cast import NOW
from webapp.accounts.queries import organization_of
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.organizations.settings import CHOSEN
from webapp.plans import service as plans
from webapp.reports import assigning
from webapp.reports.models import SelfReport

HERE = "/o/k1/thiet-lap"


def typed(page, **more):
    """The form as the page shows it, with some boxes filled."""
    based_on = re.search(r'name="based_on" type="hidden" value="(\w+)"', page.text)[1]
    return dict.fromkeys(CHOSEN, "") | {"based_on": based_on} | more


def save(client, **more):
    return client.post(HERE, data=typed(client.get(HERE), **more))


def hint_of(page, name):
    return re.search(rf'id="{name}-hint">([^<]+)', page.text)[1]


def settings_of(cast, code):
    return organization_of(cast.organizations[code].id).settings


def test_each_setting_says_where_its_value_comes_from(cast, as_):
    db.session.get_one(Organization, cast.db.id).settings = {"turns_a_month": 1}
    client = as_(cast.lan)
    assert save(client, meeting_day="5").status_code == 303
    page = client.get(HERE)
    assert hint_of(page, "draft_due_days") == "Đang dùng giá trị chung: 7 (mặc định)."
    assert hint_of(page, "turns_a_month") == (
        "Đang dùng giá trị chung: 1 (theo Đảng bộ Bệnh viện)."
    )
    assert hint_of(page, "meeting_day") == (
        "Giá trị riêng. Bỏ trống để dùng giá trị chung: 27 (mặc định)."
    )


def test_a_choice_holds_here_alone_and_is_remembered(cast, as_):
    save(as_(cast.dung), meeting_day="5", meeting_place="  Hội trường   A ")
    assert settings_of(cast, "k1").meeting_day == 5
    assert settings_of(cast, "k1").meeting_place == "Hội trường A"
    assert settings_of(cast, "k2").meeting_day == 27
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.event, entry.facts) == (
        AuditEvent.SETTINGS_CHANGED,
        {"changed": {"meeting_day": [None, 5], "meeting_place": [None, "Hội trường A"]}},
    )


def test_a_question_is_answered_by_yes_or_no_or_left_to_the_superior(cast, as_):
    client = as_(cast.lan)
    assert settings_of(cast, "k1").leaders_first is True
    assert save(client, leaders_first="0").status_code == 303
    assert settings_of(cast, "k1").leaders_first is False
    assert hint_of(client.get(HERE), "leaders_first") == (
        "Giá trị riêng. Bỏ trống để dùng giá trị chung: có (mặc định)."
    )
    assert save(client, leaders_first="").status_code == 303
    assert settings_of(cast, "k1").leaders_first is True
    assert save(client, leaders_first="maybe").status_code == 422


def test_a_superior_s_choice_goes_down_the_tree(cast, as_):
    client = as_(cast.duc)
    sent = typed(client.get("/o/db/thiet-lap"), meeting_day="9")
    assert client.post("/o/db/thiet-lap", data=sent).status_code == 303
    assert [settings_of(cast, code).meeting_day for code in ("k1", "k2", "cd", "xa")] == [
        9,
        9,
        9,
        27,
    ]


def test_an_empty_box_inherits_again_and_other_choices_stay(cast, as_):
    db.session.get_one(Organization, cast.k1.id).settings = {"meeting_day": 5, "section_limit": 99}
    assert save(as_(cast.lan)).status_code == 303
    db.session.expire_all()
    assert db.session.get_one(Organization, cast.k1.id).settings == {"section_limit": 99}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("meeting_day", "32", "từ 1 đến 31"),
        ("meeting_day", "0", "từ 1 đến 31"),
        ("turns_a_month", "-1", "từ 1 đến 10"),
        ("volunteer_turns_a_year", "0", "từ 1 đến 12"),
        ("committee_days", "8", "đứng trên nó"),
        ("address_word", "x" * 21, "20 ký tự"),
        ("thematic_months", "1, 13", "từ 1 đến 12"),
        ("thematic_months", "tháng ba", "từ 1 đến 12"),
        ("meeting_place", "Phòng\u202e 1", "ký tự ẩn"),
    ],
)
def test_what_cannot_be_is_said_beside_its_box(cast, as_, name, value, said):
    answer = save(as_(cast.lan), **{name: value})
    assert answer.status_code == 422
    assert said in re.search(rf'id="{name}-error">(.*?)</p>', answer.text, re.DOTALL)[1]
    assert f'value="{value}"' in answer.text
    assert db.session.get_one(Organization, cast.k1.id).settings == {}


def test_the_meeting_day_may_be_a_weekday_and_shows_what_it_gives(cast, as_):
    client = as_(cast.lan)
    usual = "Chủ nhật, 27/12/2026</strong>; <strong>thứ Tư, 27/01/2027"
    assert usual in client.get(HERE).text
    chosen = {"meeting_week": "5", "meeting_weekday": "4", "thematic_months": "3, 6;9 12"}
    answer = save(client, **chosen, meeting_off_weekends="1", meeting_moves_earlier="0")
    assert answer.status_code == 303
    page = client.get(HERE)
    weekly = "thứ Sáu, 27/11/2026</strong>; <strong>thứ Sáu, 25/12/2026"
    assert f"{weekly}</strong>; <strong>thứ Sáu, 29/01/2027" in page.text
    assert 'value="3, 6, 9, 12"' in page.text
    assert hint_of(page, "meeting_weekday").startswith("Giá trị riêng.")
    found = settings_of(cast, "k1")
    assert (found.meeting_week, found.thematic_months) == (5, (3, 6, 9, 12))
    assert (found.meeting_off_weekends, found.meeting_moves_earlier) == (True, False)


def test_a_change_of_the_rule_leaves_meetings_called_and_members_named(cast, as_, scope_of):
    lan, client = scope_of(cast.lan), as_(cast.lan)
    december, february = date(2026, 12, 1), date(2027, 2, 1)
    with tenancy.tenant(cast.k1.id):
        plans.set_meeting_day(lan, december, date(2026, 12, 13))
        assigning.assign(lan, february, [cast.binh.member_id], now=NOW)
        db.session.commit()
    save(client, meeting_day="6", draft_due_days="10")
    page = client.get(HERE).text
    assert "13/12/2026</strong>; <strong>thứ Tư, 06/01/2027" in page
    assert "tháng 12/2026, 13/12/2026 (đã lên lịch); " in page
    assert "tháng 2/2027, 27/02/2027 (đã phân công người báo cáo)." in page
    with tenancy.tenant(cast.k1.id):
        report = db.session.scalars(select(SelfReport).where(SelfReport.month == february)).one()
        assert report.draft_on == date(2027, 2, 20)


def test_a_unit_may_have_no_thematic_month_and_inherits_again(cast, as_):
    client = as_(cast.lan)
    save(client, thematic_months="Không")
    assert settings_of(cast, "k1").thematic_months == ()
    assert "không (theo" not in client.get(HERE).text
    save(client, thematic_months="")
    assert settings_of(cast, "k1").thematic_months == (1, 4, 7, 10)


def test_the_rule_of_the_superior_holds_below_and_says_so(cast, as_):
    client = as_(cast.duc)
    chosen = {"meeting_week": "2", "thematic_months": "2,5"}
    sent = typed(client.get("/o/db/thiet-lap"), **chosen)
    assert client.post("/o/db/thiet-lap", data=sent).status_code == 303
    assert "Các buổi tới" not in client.get("/o/db/thiet-lap").text
    page = as_(cast.lan).get(HERE)
    assert "tuần thứ hai (theo Đảng bộ Bệnh viện)" in hint_of(page, "meeting_week")
    assert "2, 5 (theo Đảng bộ Bệnh viện)" in hint_of(page, "thematic_months")
    assert "thứ Sáu, 11/12/2026" in page.text


def test_of_two_who_save_at_once_the_second_keeps_what_was_typed(cast, as_):
    lan, dung = as_(cast.lan), as_(cast.dung)
    first, second = typed(lan.get(HERE), meeting_day="5"), typed(dung.get(HERE), meeting_day="6")
    assert lan.post(HERE, data=first).status_code == 303
    answer = dung.post(HERE, data=second)
    assert answer.status_code == 409
    assert "vừa được sửa ở nơi khác" in answer.text
    assert settings_of(cast, "k1").meeting_day == 5
    assert dung.post(HERE, data=typed(answer, meeting_day="6")).status_code == 303


@pytest.mark.parametrize("who", ["hung", "mai", "khanh", "oanh", "van"])
def test_only_those_who_lead_see_and_change_settings(cast, as_, who):
    client = as_(getattr(cast, who))
    assert client.get(HERE).status_code == 404
    assert client.post(HERE, data=dict.fromkeys(CHOSEN, "")).status_code == 404


def test_the_usual_time_is_a_half_hour_that_a_new_meeting_begins_with(cast, as_):
    client = as_(cast.lan)
    assert settings_of(cast, "k1").meeting_time == time(15)
    assert ">19 giờ 30</option>" in client.get(HERE).text
    assert save(client, meeting_hour="19.5").status_code == 303
    assert db.session.get_one(Organization, cast.k1.id).settings == {"meeting_hour": 19.5}
    page = client.get(HERE).text
    assert '<option selected value="19.5">19 giờ 30</option>' in page
    assert 'selected value="19:30"' in client.get("/o/k1/buoi-hop/moi?thang=2026-12").text
    assert "Giờ bắt đầu: giá trị chung → 19 giờ 30" in client.get("/o/k1/nhat-ky").text
    assert hint_of(client.get(HERE), "meeting_hour").endswith("15 giờ 00 (mặc định).")


@pytest.mark.parametrize("hour", ["ba giờ", "19.25", "22.5", "nan", "1e1"])
def test_an_hour_that_is_not_in_the_list_is_refused(cast, as_, hour):
    answer = save(as_(cast.lan), meeting_hour=hour, meeting_place="Phòng vừa gõ")
    assert answer.status_code == 422
    assert "Hãy chọn một trong các mục có sẵn." in answer.text
    assert "Phòng vừa gõ" in answer.text
    assert db.session.get_one(Organization, cast.k1.id).settings == {}


def test_the_hour_above_and_the_hour_below_do_not_mix(cast):
    db.session.get_one(Organization, cast.db.id).settings = {"meeting_hour": 15.5}
    db.session.get_one(Organization, cast.k1.id).settings = {"meeting_hour": 19}
    db.session.commit()
    assert settings_of(cast, "k1").meeting_time == time(19)
    assert settings_of(cast, "k2").meeting_time == time(15, 30)
