"""What browsers send about accounts and members: shapes and limits."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from wtforms import BooleanField, HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, StopValidation

from webapp.accounts import contact_details
from webapp.accounts.members.particulars import Particulars
from webapp.accounts.models import Membership
from webapp.accounts.rules import ACTIVE, MemberStatus, Role, offices_of
from webapp.accounts.scope import Scope
from webapp.web.fields import DayField
from webapp.web.forms import Fits, Form
from webapp.web.wording import label, sentence


class SignInForm(Form):
    """E-mail address or phone number, and password."""

    email = StringField(
        "Địa chỉ e-mail hoặc số điện thoại",
        [InputRequired("Cần điền địa chỉ e-mail hoặc số điện thoại."), Length(max=254)],
    )
    password = PasswordField("Mật khẩu", [InputRequired("Cần điền mật khẩu."), Length(max=1000)])
    next = HiddenField()
    #: Why somebody has to sign in who was doing something; empty otherwise.
    reason = HiddenField()
    #: What was typed before, sealed for its writer.
    kept = HiddenField()


class ForgottenForm(Form):
    """The e-mail address of an account whose password is forgotten."""

    email = StringField(
        "Địa chỉ e-mail của tài khoản",
        [InputRequired("Cần điền địa chỉ e-mail."), Length(max=254)],
    )


class PasswordForm(Form):
    """The old password and a new one."""

    old_password = PasswordField("Mật khẩu đang dùng", [InputRequired(), Length(max=1000)])
    new_password = PasswordField("Mật khẩu mới", [InputRequired(), Length(max=1000)])


class InvitationForm(Form):
    """The first password of somebody new, or a new one; a slip asks for a name to sign in with."""

    sign_in_name = StringField("Địa chỉ e-mail hoặc số điện thoại", [Length(max=254)])
    password = PasswordField("Mật khẩu", [InputRequired("Cần đặt mật khẩu."), Length(max=1000)])


class PersonForm(Form):
    """What is stored of a member as a person."""

    full_name = StringField("Họ và tên", [InputRequired(), Fits(contact_details.person_name)])
    email = StringField("Địa chỉ e-mail (nếu có)", [Fits(contact_details.email)])
    phone = StringField("Số điện thoại (nếu có)", [Fits(contact_details.phone)])
    joined_on = DayField("Ngày về đơn vị", validators=[InputRequired()])
    admitted_on = DayField("Ngày kết nạp (nếu có)", validators=[Optional()])
    #: The answer to whether this is one of those who are here.
    is_other = BooleanField("Là người khác, vẫn ghi")

    def particulars(self) -> Particulars:
        """What was typed, as the service takes it."""
        return Particulars(
            self.full_name.data or "",
            self.email.data,
            self.phone.data,
            self.joined_on.data or date.min,
            self.admitted_on.data,
        )


class NewMemberForm(PersonForm):
    """Somebody new, with a first status and perhaps an office."""

    status = SelectField("Trạng thái", coerce=MemberStatus)
    role = SelectField("Chức vụ")
    beside_chair = BooleanField("Vẫn ghi")

    def offer(self, scope: Scope, *, with_offices: bool) -> None:
        """Fill the choices in the words of the organization."""
        self.status.choices = labelled(s for s in MemberStatus if s in ACTIVE)
        roles = offices_of(meets=scope.organization.meets) if with_offices else ()
        self.role.choices = [("", "Không giữ chức vụ"), *labelled(roles)]

    def wanted_role(self) -> Role | None:
        """The office chosen, or none."""
        return Role(self.role.data) if self.role.data else None


def _may_stay(form: "EditMemberForm", field: StringField) -> None:
    """Accept a name that was not changed: it may be older than the checks."""
    if field.data == form.was_full_name.data:
        raise StopValidation


class EditMemberForm(PersonForm):
    """Corrections of a member, with what the page showed before."""

    full_name = StringField(
        "Họ và tên", [InputRequired(), _may_stay, Fits(contact_details.person_name)]
    )
    was_full_name = HiddenField()
    was_email = HiddenField()
    was_phone = HiddenField()
    was_joined_on = DayField(validators=[Optional()])
    was_admitted_on = DayField(validators=[Optional()])

    def show_current(self, member: Membership) -> None:
        """Remember what the person saw, so that a change in between is noticed."""
        self.was_full_name.data, self.was_email.data = member.full_name, member.email or ""
        self.was_phone.data, self.was_joined_on.data = member.phone or "", member.joined_on
        self.was_admitted_on.data = member.admitted_on

    def based_on(self) -> Particulars:
        """What the page showed before the person typed."""
        return Particulars(
            self.was_full_name.data or "",
            self.was_email.data or None,
            self.was_phone.data or None,
            self.was_joined_on.data or date.min,
            self.was_admitted_on.data,
        )


class StatusForm(Form):
    """A status from a day on."""

    status = SelectField("Trạng thái mới", coerce=MemberStatus)
    from_on = DayField("Từ ngày", validators=[InputRequired()])
    reason = StringField("Lý do", [Length(max=200)])

    def offer(self, current: MemberStatus) -> None:
        """Fill the choices with every status but the present one."""
        self.status.choices = labelled(s for s in MemberStatus if s is not current)


class CorrectStatusForm(Form):
    """One entry of a member's history, as it should have been written."""

    status = SelectField("Trạng thái", coerce=MemberStatus)
    from_on = DayField("Từ ngày", validators=[InputRequired()])
    reason = StringField("Lý do", [Length(max=200)])
    based_on = HiddenField()

    def offer(self) -> None:
        """Fill the choices with every status."""
        self.status.choices = labelled(MemberStatus)


class CorrectRoleForm(Form):
    """The term of an office, as it should have been written."""

    from_on = DayField("Từ ngày", validators=[InputRequired()])
    until_on = DayField("Đến hết ngày (nếu đã biết)", validators=[Optional()])
    based_on = HiddenField()


class RoleForm(Form):
    """An office for a term."""

    role = SelectField("Chức vụ", coerce=Role)
    from_on = DayField("Từ ngày", validators=[InputRequired()])
    until_on = DayField("Đến hết ngày (nếu đã biết)", validators=[Optional()])
    #: The answer to whether two may chair at once.
    beside_chair = BooleanField("Vẫn ghi")

    def offer(self, scope: Scope) -> None:
        """Fill the choices with the offices this kind of organization has."""
        self.role.choices = labelled(offices_of(meets=scope.organization.meets))


class EndRoleForm(Form):
    """The first day on which an office is no longer held."""

    from_on = DayField("Thôi giữ từ ngày", validators=[InputRequired()])


class OpenPastForm(Form):
    """From which day on a member may see what is older; without a day, everything."""

    from_on = DayField("Mở từ ngày", validators=[Optional()])


class InviteForm(Form):
    """The address an invitation is for."""

    email = StringField(
        "Địa chỉ e-mail của người được mời",
        [InputRequired("Cần điền địa chỉ e-mail."), Fits(contact_details.email)],
    )
    openly = BooleanField("Người này đang giữ chức vụ ở cấp trên")


def labelled(values: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """The choices of a list, in words."""
    return [(value.value, sentence(label(value))) for value in values]
