"""What a browser sends to plan a month."""

from wtforms import RadioField, StringField

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
