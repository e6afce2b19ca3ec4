"""What a browser sends to plan a month."""

from collections.abc import Iterable

from wtforms import RadioField, SelectField, StringField

from webapp.accounts.queries import Member
from webapp.plans.rules import MonthKind
from webapp.web.forms import Form
from webapp.web.wording import label, sentence


class MonthForm(Form):
    """What a month carries."""

    kind = RadioField("Nội dung của tháng", coerce=MonthKind)
    topic = StringField("Chủ đề (nếu có)")

    def __init__(self, **given: object) -> None:
        super().__init__(**given)
        self.kind.choices = [(kind.value, sentence(label(kind))) for kind in MonthKind]


class OfferForm(Form):
    """The member whose offer to report is written down."""

    member_id = SelectField("Người đăng ký", coerce=int, validate_choice=False)

    def offer(self, members: Iterable[Member]) -> None:
        """The members who may report, after nobody."""
        self.member_id.choices = [(0, "Chưa chọn"), *((m.id, m.full_name) for m in members)]
