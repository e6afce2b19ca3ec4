"""What browsers send about settings; an empty box leaves the value to the superior."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, Field, HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import TextInput

from webapp.organizations.rules import LONGEST_NAME
from webapp.organizations.settings import CHOSEN, HALF_HOURS, MONTHS, NUMBERS, WORDS, Origin
from webapp.web.forms import Form
from webapp.web.setting_names import SETTING_NAMES, hour_words
from webapp.web.wording import message

_AS_ABOVE = "Theo giá trị chung"
_WEEKS = {
    0: "Một ngày cố định trong tháng",
    1: "Tuần thứ nhất",
    2: "Tuần thứ hai",
    3: "Tuần thứ ba",
    4: "Tuần thứ tư",
    5: "Tuần cuối",
}
_WEEKDAYS = dict(enumerate(("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy")))
_WEEKDAYS[6] = "Chủ nhật"
_WEEKENDS = {0: "Vẫn họp", 1: "Chuyển sang ngày làm việc"}
_MOVES = {0: "Ngày làm việc kế tiếp", 1: "Ngày làm việc liền trước"}
_YES_NO = {1: "Có", 0: "Không"}
_NO_MONTH = "không"
_HALF_HOURS = {hour: hour_words(hour) for hour in HALF_HOURS}
_HOUR_OF = {str(hour): hour for hour in HALF_HOURS}


def _number(name: str) -> IntegerField:
    least, greatest = NUMBERS[name]
    return IntegerField(SETTING_NAMES[name], [Optional(), NumberRange(least, greatest)])


def _words(name: str) -> StringField:
    return StringField(SETTING_NAMES[name], [Optional(), Length(max=WORDS[name])])


#: The lists that some settings are chosen from.
_LISTS: Mapping[str, Mapping[Any, str]] = {
    "meeting_week": _WEEKS,
    "meeting_weekday": _WEEKDAYS,
    "meeting_off_weekends": _WEEKENDS,
    "meeting_moves_earlier": _MOVES,
    "leaders_first": _YES_NO,
    "meeting_hour": _HALF_HOURS,
}


def _choice(name: str, of: type = int) -> SelectField:
    """A value from a list; the first entry leaves it to the superior."""

    def read(typed: Any) -> Any:
        return None if typed in (None, "") else of(int(typed))

    return SelectField(SETTING_NAMES[name], coerce=read, validate_choice=False)


def half_hour_in(typed: Any) -> float | None:
    """The hour chosen from the list of half hours; none where it is left to the superior.

    Raises ValueError for what the list does not have.
    """
    if typed in (None, ""):
        return None
    if str(typed) not in _HOUR_OF:
        raise ValueError("no half hour")
    return _HOUR_OF[str(typed)]


def half_hours() -> list[tuple[str, str]]:
    """The half hours as a list offers them."""
    return [(str(hour), text) for hour, text in _HALF_HOURS.items()]


class MonthsField(Field):
    """Months of the year as numbers: “1, 4, 7, 10”; “không” for none at all."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else months_shown(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; nothing typed leaves the months to the superior."""
        typed = " ".join(valuelist).strip().lower()
        self.data: list[int] | None = None
        if not typed:
            return
        parts = [] if typed == _NO_MONTH else typed.replace(",", " ").replace(";", " ").split()
        if not all(part.isascii() and part.isdigit() and len(part) < 3 for part in parts):
            raise ValueError(message("settings.months"))
        self.data = sorted({int(part) for part in parts})


def months_shown(months: Any) -> str:
    """Months of the year as their box shows them."""
    return ", ".join(map(str, months)) or _NO_MONTH


class SettingsForm(Form):
    """Every setting an organization may choose for itself."""

    based_on = HiddenField()
    meeting_week = _choice("meeting_week")
    meeting_day = _number("meeting_day")
    meeting_weekday = _choice("meeting_weekday")
    meeting_off_weekends = _choice("meeting_off_weekends", bool)
    meeting_moves_earlier = _choice("meeting_moves_earlier", bool)
    meeting_hour = SelectField(
        SETTING_NAMES["meeting_hour"], coerce=half_hour_in, validate_choice=False
    )
    meeting_place = _words("meeting_place")
    meets_every_months = _number("meets_every_months")
    thematic_months = MonthsField(SETTING_NAMES["thematic_months"])
    turns_a_month = _number("turns_a_month")
    leaders_first = _choice("leaders_first", bool)
    volunteer_turns_a_year = _number("volunteer_turns_a_year")
    draft_due_days = _number("draft_due_days")
    committee_days = _number("committee_days")
    supplement_days = _number("supplement_days")
    release_days = _number("release_days")
    final_days = _number("final_days")
    notice_days = _number("notice_days")
    reminders_a_month = _number("reminders_a_month")
    address_word = _words("address_word")
    campaign = _words("campaign")

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        for name, texts in _LISTS.items():
            shown = [(str(key), text) for key, text in texts.items()]
            self[name].choices = [("", _AS_ABOVE), *shown]

    def wanted(self) -> dict[str, Any]:
        """The value of each setting; None where the box was left empty."""
        typed = {name: self[name].data for name in CHOSEN}
        return {
            name: value if value not in ("", None) and str(value).strip() else None
            for name, value in typed.items()
        }

    def show(self, origins: dict[str, Origin]) -> None:
        """Put the organization's own values into the boxes."""
        for name, origin in origins.items():
            self[name].data = origin.own

    def shown(self, name: str, value: Any) -> str:
        """A value in force in the words of its box."""
        if name in _LISTS:
            text = _LISTS[name][value]
            return text[:1].lower() + text[1:]
        return months_shown(value) if name in MONTHS else str(value)


class NameForm(Form):
    """Another name for one's own organization."""

    name = StringField("Tên mới", [InputRequired(), Length(max=LONGEST_NAME)])
    #: The answer to whether this is another unit than one of that name.
    is_other = BooleanField("Là đơn vị khác, vẫn ghi")
