"""What browsers send about members who leave and persons who arrive."""

from collections.abc import Iterable
from enum import StrEnum

from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from webapp.accounts.models import Membership
from webapp.accounts.rules import MemberStatus
from webapp.transfers.arriving import Reception, statuses_for
from webapp.transfers.destinations import Destination
from webapp.transfers.leaving import Leave
from webapp.transfers.models import Arrival
from webapp.transfers.rules import CHOSEN, TransferKind
from webapp.web.dates import day
from webapp.web.fields import DayField
from webapp.web.forms import Form
from webapp.web.wording import label, sentence

_OUTSIDE, _NEW = "0", "0"


class LeaveForm(Form):
    """Where a member goes, from when, for how long, and why."""

    kind = RadioField("Hình thức", coerce=TransferKind, validators=[InputRequired()])
    destination_id = RadioField("Nơi đến", validators=[InputRequired("Hãy chọn nơi đến.")])
    destination_name = StringField("Tên nơi đến ngoài hệ thống", [Length(max=200)])
    from_on = DayField("Từ ngày", validators=[InputRequired()])
    until_on = DayField("Đến hết ngày (sinh hoạt tạm thời)", validators=[Optional()])
    reason = StringField("Lý do", [InputRequired("Cần ghi lý do."), Length(max=200)])
    search = HiddenField()

    def offer(self, destinations: Iterable[Destination]) -> None:
        """Fill the choices with the units that were found, and the world outside."""
        self.kind.choices = _labelled(CHOSEN)
        self.destination_id.choices = [
            *((str(position.id), _described(position)) for position in destinations),
            (_OUTSIDE, "Nơi khác, ngoài hệ thống"),
        ]

    def leave(self) -> Leave:
        """What was typed, as the act takes it."""
        chosen = self.destination_id.data or _OUTSIDE
        assert self.from_on.data is not None  # noqa: S101 - the form was validated
        return Leave(
            kind=self.kind.data,
            from_on=self.from_on.data,
            until_on=self.until_on.data,
            destination_id=None if chosen == _OUTSIDE else int(chosen),
            destination_name=(self.destination_name.data or "") if chosen == _OUTSIDE else "",
            reason=self.reason.data or "",
        )


def _described(destination: Destination) -> str:
    above = f" · {destination.superior}" if destination.superior else ""
    return f"{destination.name} ({destination.code}){above}"


class ReceptionForm(Form):
    """How somebody is received."""

    status = SelectField("Trạng thái", coerce=MemberStatus)
    joined_on = DayField("Ngày về đơn vị", validators=[InputRequired()])
    member_id = RadioField("Trong danh sách")

    def offer(self, arrival: Arrival, known: Iterable[Membership]) -> None:
        """Fill the choices: the statuses that fit, and the members who may be the same person."""
        self.status.choices = _labelled(statuses_for(arrival))
        rows = list(known)
        same = [(str(m.id), f"Là {_known_as(m)}") for m in rows]
        has_account = any(m.account_id is not None for m in rows)
        new = [] if has_account else [(_NEW, "Thêm người mới vào danh sách")]
        self.member_id.choices = [*new, *same]
        # Where somebody may be here already, the answer is given and not guessed.
        if self.member_id.raw_data is None and len(self.member_id.choices) == 1:
            self.member_id.data = self.member_id.choices[0][0]

    def reception(self) -> Reception:
        """What was chosen, as the act takes it."""
        assert self.joined_on.data is not None  # noqa: S101 - the form was validated
        chosen = self.member_id.data or _NEW
        member_id = None if chosen == _NEW else int(chosen)
        return Reception(self.status.data, self.joined_on.data, member_id)


def _known_as(member: Membership) -> str:
    facts = (f"về đơn vị {day(member.joined_on)}", member.phone, member.email)
    return ", ".join([member.full_name, *(fact for fact in facts if fact)])


def _labelled(values: Iterable[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, sentence(label(value))) for value in values]
