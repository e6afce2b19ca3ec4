"""What the operator's browser sends."""

from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from webapp.accounts import contact_details
from webapp.organizations import queries
from webapp.organizations.rules import LONGEST_CODE, LONGEST_NAME, OrganizationKind
from webapp.web.forms import Fits, Form
from webapp.web.wording import label, sentence


class OrganizationForm(Form):
    """A root organization, or a unit under a superior."""

    parent = SelectField("Trực thuộc")
    kind = SelectField("Loại tổ chức", coerce=OrganizationKind)
    code = StringField("Mã trong địa chỉ", [InputRequired(), Length(max=LONGEST_CODE)])
    name = StringField("Tên tổ chức", [InputRequired(), Length(max=LONGEST_NAME)])
    #: The answer to whether this is another unit than one of that name.
    is_other = BooleanField("Là đơn vị khác, vẫn ghi")

    def offer(self) -> None:
        """Fill the choices: every superior there is, and none."""
        above = [
            (str(organization.id), f"{organization.name} ({organization.code})")
            for organization in queries.superiors()
        ]
        self.parent.choices = [("", "Không (tổ chức gốc)"), *above]
        self.kind.choices = [(kind.value, sentence(label(kind))) for kind in OrganizationKind]


class ChairForm(Form):
    """The first chair of an organization."""

    full_name = StringField("Họ và tên", [InputRequired(), Fits(contact_details.person_name)])
    email = StringField("Địa chỉ e-mail", [InputRequired(), Fits(contact_details.email)])
