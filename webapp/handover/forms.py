"""What browsers send when an office is handed over."""

from collections.abc import Iterable

from wtforms import SelectField
from wtforms.validators import InputRequired, Optional

from webapp.accounts.queries import Member
from webapp.web.fields import DayField
from webapp.web.forms import Form


class HandoverForm(Form):
    """To whom, from which day, and until when the new term runs."""

    successor_id = SelectField("Người nhận", validators=[InputRequired("Hãy chọn người nhận.")])
    from_on = DayField("Từ ngày", validators=[InputRequired()])
    until_on = DayField("Nhiệm kỳ đến hết ngày (nếu đã biết)", validators=[Optional()])

    def offer(self, members: Iterable[Member]) -> None:
        """Fill the choices with those who may take the office."""
        named = [(str(member.id), member.full_name) for member in members]
        self.successor_id.choices = [("", "Chọn người nhận"), *named]
