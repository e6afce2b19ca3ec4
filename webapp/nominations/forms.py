"""What browsers send when a chair is proposed."""

from collections.abc import Iterable

from wtforms import SelectField, StringField
from wtforms.validators import InputRequired

from webapp.accounts import contact_details
from webapp.nominations.rules import Person
from webapp.web.forms import Fits, Form


class NominationForm(Form):
    """One member of the unit."""

    member_id = SelectField("Người được đề nghị", [InputRequired("Hãy chọn một người.")])

    def offer(self, people: Iterable[Person]) -> None:
        """Fill the choices with those who may be proposed."""
        named = [(str(person.id), person.full_name) for person in people]
        self.member_id.choices = [("", "Chọn một người"), *named]


class OutsideNominationForm(Form):
    """A member whom somebody from outside knows: the name and the address that belongs to it."""

    full_name = StringField("Họ và tên", [InputRequired(), Fits(contact_details.person_name)])
    email = StringField("Địa chỉ e-mail", [InputRequired(), Fits(contact_details.email)])
