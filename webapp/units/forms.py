"""What browsers send about units."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from webapp.accounts import contact_details
from webapp.organizations.forms import half_hour_in, half_hours
from webapp.organizations.models import Organization
from webapp.organizations.rules import LONGEST_CODE, LONGEST_NAME, OrganizationKind
from webapp.organizations.settings import NUMBERS, WORDS
from webapp.organizations.tree_service import LONGEST_REASON
from webapp.units.service import NewUnit
from webapp.web.fields import DayField
from webapp.web.forms import Fits, Form
from webapp.web.setting_names import SETTING_NAMES
from webapp.web.wording import label, sentence


def _choices(organizations: Iterable[Organization]) -> list[tuple[str, str]]:
    return [(one.code, f"{one.name} ({one.code})") for one in organizations]


class NewUnitForm(Form):
    """Four fields, and in a fold what is proposed."""

    name = StringField("Tên đơn vị", [InputRequired(), Length(max=LONGEST_NAME)])
    kind = SelectField("Loại đơn vị", coerce=OrganizationKind)
    chair_name = StringField(
        "Họ và tên người đứng đầu", [InputRequired(), Fits(contact_details.person_name)]
    )
    chair_email = StringField(
        "E-mail của người đứng đầu", [Optional(), Fits(contact_details.email)]
    )
    code = StringField("Mã trong địa chỉ", [Optional(), Length(max=LONGEST_CODE)])
    under = SelectField("Trực thuộc")
    #: The answer to whether this is another unit than one of that name.
    is_other = BooleanField("Là đơn vị khác, vẫn ghi")

    def offer(self, superiors: Iterable[Organization]) -> None:
        """Fill the choices; a unit that meets stands first, since most are."""
        self.kind.choices = [(kind.value, sentence(label(kind))) for kind in OrganizationKind]
        self.under.choices = _choices(superiors)

    def wanted(self) -> NewUnit:
        """What was typed, as the service takes it."""
        return NewUnit(
            self.name.data or "",
            self.kind.data,
            self.chair_name.data or "",
            self.chair_email.data or "",
            (self.code.data or "").strip(),
        )


class InviteAgainForm(Form):
    """Another address, where the first one was wrong."""

    email = StringField("Địa chỉ e-mail khác", [Optional(), Fits(contact_details.email)])


class NameForm(Form):
    """Another name."""

    name = StringField("Tên mới", [InputRequired(), Length(max=LONGEST_NAME)])
    #: The answer to whether this is another unit than one of that name.
    is_other = BooleanField("Là đơn vị khác, vẫn ghi")


class MoveForm(Form):
    """Another superior."""

    under = SelectField("Cấp trên mới")
    #: The answer to whether this is another unit than one of that name.
    is_other = BooleanField("Là đơn vị khác, vẫn ghi")

    def offer(self, superiors: Iterable[Organization]) -> None:
        """Fill the choices."""
        self.under.choices = _choices(superiors)


class ReasonForm(Form):
    """Why; the decision that says so."""

    reason = StringField("Lý do", [InputRequired("Cần ghi lý do."), Length(max=LONGEST_REASON)])


class CloseForm(ReasonForm):
    """From which day on."""

    day = DayField("Ngày kết thúc hoạt động", validators=[InputRequired()])


class MergeForm(ReasonForm):
    """Into which unit."""

    into = SelectField("Sáp nhập vào")

    def offer(self, units: Iterable[Organization]) -> None:
        """Fill the choices."""
        self.into.choices = _choices(units)


class MeetingDayForm(Form):
    """When and where a unit usually meets."""

    based_on = HiddenField()
    meeting_day = IntegerField(
        SETTING_NAMES["meeting_day"], [InputRequired(), NumberRange(*NUMBERS["meeting_day"])]
    )
    meeting_hour = SelectField(
        SETTING_NAMES["meeting_hour"],
        [InputRequired()],
        coerce=half_hour_in,
    )
    meeting_place = StringField(
        SETTING_NAMES["meeting_place"], [Optional(), Length(max=WORDS["meeting_place"])]
    )

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.meeting_hour.choices = half_hours()

    def wanted(self) -> dict[str, Any]:
        """The settings typed; a place left empty is inherited."""
        meeting_place = (self.meeting_place.data or "").strip()
        return {
            "meeting_day": self.meeting_day.data,
            "meeting_hour": self.meeting_hour.data,
            "meeting_place": meeting_place or None,
        }
