"""What a browser sends to plan a month."""

from wtforms import HiddenField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import Optional

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
