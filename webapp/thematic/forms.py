"""What browsers send about thematic sessions: shapes, not rules."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import FieldList, FormField, SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.accounts.queries import Member
from webapp.core.errors import DomainError
from webapp.meetings.forms import Row
from webapp.thematic import rules
from webapp.thematic.rules import Link
from webapp.web.forms import RevisionForm, row_id
from webapp.web.wording import message_of


class ArrangeForm(RevisionForm):
    """The topic, and who prepares it."""

    topic = StringField("Chủ đề")
    preparer_ids = SelectMultipleField(
        "Người chuẩn bị",
        coerce=row_id,
        validate_choice=False,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    reason = TextAreaField("Lý do đổi chủ đề")

    def offer(self, members: Iterable[Member]) -> "ArrangeForm":
        """Offer the members who may prepare."""
        self.preparer_ids.choices = [(member.id, member.full_name) for member in members]
        return self


class MaterialRow(Row):
    """One page or file to read beforehand; an empty row says nothing."""

    title = StringField("Tên tài liệu")
    address = StringField("Địa chỉ trên mạng")

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.title.data or "").strip() and not (self.address.data or "").strip()

    def validate(self, extra_validators: Any = None) -> bool:
        """Tell what is wrong beside its box."""
        fits = super().validate(extra_validators)
        if self.is_empty:
            return fits
        for field, check in ((self.title, rules.title_of), (self.address, rules.refuse_address)):
            try:
                check((field.data or "").strip())
            except DomainError as refusal:
                field.errors = [*field.errors, message_of(refusal)]
                fits = False
        return fits


class PrepareForm(RevisionForm):
    """Questions to discuss, materials to read."""

    questions = TextAreaField("Câu hỏi thảo luận")
    materials = FieldList(FormField(MaterialRow), max_entries=rules.MOST_MATERIALS)

    def with_spare_rows(self) -> "PrepareForm":
        """Add an empty row below those that are filled, up to the most there may be."""
        if self.may_grow and not any(row.form.is_empty for row in self.materials):
            self.materials.append_entry()
        return self

    @property
    def may_grow(self) -> bool:
        """Whether one more material may be written."""
        return len(self.materials) < rules.MOST_MATERIALS

    def with_one_more(self) -> "PrepareForm":
        """Add a row even where one is empty."""
        if self.may_grow:
            self.materials.append_entry()
        return self

    def links(self) -> Sequence[Link]:
        """The materials that were typed."""
        return [
            Link(row.form.title.data or "", (row.form.address.data or "").strip())
            for row in self.materials
            if not row.form.is_empty
        ]


class ConcludeForm(RevisionForm):
    """What the session came to."""

    text = TextAreaField("Kết luận của buổi sinh hoạt chuyên đề")
