"""What a browser sends to plan a month or a year, and to tell a time away."""

from collections.abc import Iterable
from datetime import date

import wtforms
from wtforms.validators import InputRequired, Optional

from webapp.accounts.queries import Member
from webapp.plans.absences.rules import AbsenceKind
from webapp.plans.rules import MonthKind, month_named
from webapp.web.fields import DayField
from webapp.web.forms import Form, RevisionForm, number_in, row_id
from webapp.web.wording import label, sentence


class MonthForm(RevisionForm):
    """What a month carries."""

    kind = wtforms.RadioField("Nội dung của tháng", coerce=MonthKind)
    topic = wtforms.StringField("Chủ đề (nếu có)")
    own_turns = wtforms.IntegerField("Số lượt báo cáo riêng của tháng (nếu có)", [Optional()])
    reason = wtforms.TextAreaField("Lý do thay đổi")

    def __init__(self, **given: object) -> None:
        super().__init__(**given)
        self.kind.choices = [(kind.value, sentence(label(kind))) for kind in MonthKind]


class OfferForm(Form):
    """Whose offer to report chair or deputy writes down."""

    member_id = wtforms.SelectField("Người đăng ký", coerce=row_id, validate_choice=False)

    def offer(self, members: Iterable[Member]) -> None:
        """Let these members be chosen, or nobody."""
        self.member_id.choices = [(0, "Chưa chọn"), *((m.id, m.full_name) for m in members)]


class ProposalForm(RevisionForm):
    """The turns of a year as they stand on the screen; each is written “2027-03:15”."""

    turns = wtforms.SelectMultipleField(coerce=str, validate_choice=False)
    #: Months whose members were chosen by hand.
    fixed = wtforms.SelectMultipleField(coerce=str, validate_choice=False)
    #: The month that is open for changes.
    opened = wtforms.HiddenField()
    reason = wtforms.TextAreaField("Lý do thay đổi kế hoạch đã thông qua")

    def chosen(self) -> dict[date, list[int]]:
        """The members of each month, in the order in which they were shown."""
        found: dict[date, list[int]] = {}
        for typed in self.turns.data or []:
            name, _colon, member = typed.partition(":")
            month = month_named(name)
            if month and number_in(member):
                found.setdefault(month, []).append(number_in(member))
        return found

    def fixed_months(self) -> frozenset[date]:
        """The months whose members were chosen by hand."""
        named = (month_named(name) for name in self.fixed.data or [])
        return frozenset(month for month in named if month)

    def take_over_opened(self) -> None:
        """Count the opened month among those chosen by hand."""
        self.fixed.data = [*(self.fixed.data or []), self.opened.data or ""]


class AbsenceForm(Form):
    """Somebody is away from one day to another."""

    member_id = wtforms.SelectField("Người vắng", coerce=row_id, validators=[InputRequired()])
    kind = wtforms.RadioField("Lý do", coerce=AbsenceKind, validators=[InputRequired()])
    from_on = DayField("Từ ngày", [InputRequired()])
    until_on = DayField("Đến hết ngày", [InputRequired()])

    def __init__(self, **given: object) -> None:
        super().__init__(**given)
        self.kind.choices = [(kind.value, sentence(label(kind))) for kind in AbsenceKind]

    def days(self) -> tuple[date, date]:
        """The first and the last day of a form that was found valid."""
        first, last = self.from_on.data, self.until_on.data
        return first or date.min, last or date.min

    def offer(self, members: list[tuple[int, str]]) -> None:
        """Let these members be chosen, each given by identifier and name."""
        self.member_id.choices = members
