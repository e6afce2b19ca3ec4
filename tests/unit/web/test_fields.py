"""Days and hours are read in one way, whatever the language of the browser."""

from datetime import date, time

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from webapp.web.fields import DayField, HourField, day_in, hour_in


class _Form(Form):
    on = DayField("Ngày họp")
    hour = HourField("Giờ")


@pytest.mark.parametrize(
    "typed", ["03/12/2026", "3/12/2026", "03-12-2026", "3.12.2026", "2026-12-03", "03122026"]
)
def test_the_day_stands_before_the_month(typed):
    assert day_in(typed) == date(2026, 12, 3)


@pytest.mark.parametrize(
    "typed",
    [
        "31/02/2027",
        "12/31/2026",
        "3/12/26",
        "03/12-2026",
        "mai",
        "3122026",
        "٣/12/2026",
    ],
)
def test_what_is_no_day_is_said_with_how_to_write_one(app, typed):
    with app.test_request_context():
        _refuses_day(typed)


def _refuses_day(typed):
    form = _Form(MultiDict({"on": typed}))
    form.validate()
    assert form.on.errors == [f"“{typed}” không phải ngày hợp lệ. Hãy ghi theo dạng 03/02/2026."]
    assert typed in form.on()


def test_a_day_is_text_with_its_words(app):
    with app.test_request_context():
        macros = app.jinja_env.get_template("web/macros/form.html").module
        drawn = str(macros.field(_Form(on=date(2026, 12, 3)).on))
    assert 'type="text" value="03/12/2026"' in drawn
    assert 'placeholder="ngày/tháng/năm"' in drawn
    assert 'inputmode="numeric"' in drawn
    assert "thứ Năm, 03/12/2026</output>" in drawn
    assert "data-calendar>Lịch" in drawn


def test_nothing_typed_is_no_day():
    assert _Form(MultiDict({"on": "  "})).on.data is None


@pytest.mark.parametrize("typed", ["19:30", "19h30", "19 giờ 30", "19:30:00"])
def test_an_hour_has_minutes(typed):
    assert hour_in(typed) == time(19, 30)


def test_a_full_hour_may_stand_alone():
    assert hour_in("7h") == hour_in("7") == time(7)


@pytest.mark.parametrize("typed", ["24:00", "19:60", "7 PM", "19:3"])
def test_what_is_no_hour_is_said(app, typed):
    with app.test_request_context():
        form = _Form(MultiDict({"hour": typed}))
        assert not form.validate()
    assert form.hour.errors == [f"“{typed}” không phải giờ hợp lệ. Hãy ghi theo dạng 19:30."]


def test_half_hours_are_offered_and_what_is_stored_stays():
    drawn = _Form(hour=time(14, 10)).hour()
    assert '<option value="19:30">19 giờ 30</option>' in drawn
    assert '<option selected value="14:10">14 giờ 10</option>' in drawn
