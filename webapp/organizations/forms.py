"""What browsers send about settings; an empty box leaves the value to the superior."""

from typing import Any

from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from webapp.organizations.rules import LONGEST_NAME
from webapp.organizations.settings import CHOSEN, NUMBERS, WORDS, Origin
from webapp.web.forms import Form
from webapp.web.setting_names import SETTING_NAMES


def _number(name: str) -> IntegerField:
    least, greatest = NUMBERS[name]
    return IntegerField(SETTING_NAMES[name], [Optional(), NumberRange(least, greatest)])


def _words(name: str) -> StringField:
    return StringField(SETTING_NAMES[name], [Optional(), Length(max=WORDS[name])])


class SettingsForm(Form):
    """Every setting an organization may choose for itself."""

    based_on = HiddenField()
    meeting_day = _number("meeting_day")
    meeting_hour = _number("meeting_hour")
    meeting_place = _words("meeting_place")
    meets_every_months = _number("meets_every_months")
    turns_a_month = _number("turns_a_month")
    draft_due_days = _number("draft_due_days")
    committee_days = _number("committee_days")
    supplement_days = _number("supplement_days")
    release_days = _number("release_days")
    final_days = _number("final_days")
    reminders_a_month = _number("reminders_a_month")
    address_word = _words("address_word")
    campaign = _words("campaign")

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


class NameForm(Form):
    """Another name for one's own organization."""

    name = StringField("Tên mới", [InputRequired(), Length(max=LONGEST_NAME)])
