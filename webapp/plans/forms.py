"""What a browser sends to plan a month."""

from collections.abc import Iterable

from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from webapp.accounts.queries import Member
from webapp.plans.rules import MonthKind
from webapp.web.forms import Form
from webapp.web.wording import label, sentence


class MonthForm(Form):
    """What a month carries."""

    kind = RadioField("Nội dung của tháng", coerce=MonthKind)
    topic = StringField("Chủ đề (nếu có)")
    own_turns = IntegerField("Số lượt báo cáo riêng của tháng (nếu có)", [Optional()])
    reason = TextAreaField("Lý do thay đổi")
    revision = HiddenField()

    def __init__(self, **given: object) -> None:
        super().__init__(**given)
        self.kind.choices = [(kind.value, sentence(label(kind))) for kind in MonthKind]

    @property
    def based_on(self) -> int:
        """The revision of the month that was on the screen."""
        typed = str(self.revision.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


class OfferForm(Form):
    """The member whose offer to report is written down."""

    member_id = SelectField("Người đăng ký", coerce=int, validate_choice=False)

    def offer(self, members: Iterable[Member]) -> None:
        """The members who may report, after nobody."""
        self.member_id.choices = [(0, "Chưa chọn"), *((m.id, m.full_name) for m in members)]
