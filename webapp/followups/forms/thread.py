"""One thread: pointing it out, and what is said in each of its steps."""

from collections.abc import Iterable

from wtforms import RadioField, SelectField, TextAreaField
from wtforms.widgets import HiddenInput

from webapp.accounts.queries import Member
from webapp.followups.rules import WeaknessSource
from webapp.web.fields import DayField
from webapp.web.forms import Form, row_id
from webapp.web.wording import label, sentence

#: The choice of no helper.
NOBODY = 0


class NewWeaknessForm(Form):
    """A weakness that was pointed out, by the committee or by the member."""

    member_id = SelectField("Người có hạn chế", coerce=row_id)
    source = RadioField("Được chỉ ra tại", coerce=WeaknessSource)
    wording = TextAreaField("Hạn chế, khuyết điểm")
    pointed_out_on = DayField("Ngày chỉ ra")
    due_on = DayField("Hạn khắc phục (nếu có)")
    helper_id = SelectField("Người giúp đỡ (nếu có)", coerce=row_id, default=NOBODY)

    def offer(self, members: Iterable[Member], *, reviews: bool, own_id: int) -> "NewWeaknessForm":
        """Offer the people and sources this actor may choose."""
        listed = list(members)
        sources = WeaknessSource if reviews else [WeaknessSource.SELF]
        shown = [m for m in listed if reviews or m.id == own_id]
        self.member_id.choices = [(member.id, member.full_name) for member in shown]
        self.source.choices = [(source.value, sentence(label(source))) for source in sources]
        self.helper_id.choices = helpers(listed)
        return self


class NoteForm(Form):
    """Words that go with one step."""

    note = TextAreaField("Nội dung")


class DatedNoteForm(NoteForm):
    """What was done or seen, and when."""

    seen_on = DayField("Ngày làm hoặc thấy việc này")


class PromiseForm(NoteForm):
    """How and by when a weakness will be put right."""

    due_on = DayField("Sẽ khắc phục xong trước ngày (nếu có)")


class CarryForm(NoteForm):
    """That a thread is followed on, and by which other day."""

    due_on = DayField("Hạn mới (nếu đổi)")


class ReopenForm(NoteForm):
    """Why a thread is opened again, and the new day."""

    due_on = DayField("Hạn khắc phục mới")


class AcceptDayForm(Form):
    """The day that is agreed to, as it was shown."""

    asked_on = DayField("Hạn được đề nghị", widget=HiddenInput())


class ArrangeForm(Form):
    """Who helps and by when."""

    helper_id = SelectField("Người giúp đỡ", coerce=row_id, default=NOBODY)
    due_on = DayField("Hạn khắc phục")


def helpers(members: Iterable[Member], gone: Member | None = None) -> list[tuple[int, str]]:
    """The choices of a helper: nobody, one of the members, or the one who is named and has left."""
    listed = [(NOBODY, "Chưa phân công"), *((m.id, m.full_name) for m in members)]
    return [*listed, (gone.id, f"{gone.full_name} (đã chuyển đi)")] if gone else listed
