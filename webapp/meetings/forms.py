"""What browsers send about meetings: shapes and limits, not rules."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import wtforms
from wtforms import (
    Field,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from webapp.core import clock
from webapp.core.errors import DomainError, RuleBroken
from webapp.core.plain_text import plain
from webapp.meetings import rules
from webapp.meetings.models import Meeting
from webapp.meetings.queries import Lead
from webapp.meetings.roll import Change, Mark
from webapp.meetings.rules import MeetingKind, Presence
from webapp.meetings.service import Answer, Arrangement, NewWeakness, Verdict
from webapp.web.fields import DayField, HourField, blame
from webapp.web.forms import Form, Vietnamese, row_id
from webapp.web.wording import label, message_of, sentence

#: The choice for no clerk or helper.
NOBODY = 0
_Choices = list[tuple[int, str]]


class MeetingForm(Form):
    """When, where and by whom a meeting is held."""

    kind = RadioField("Loại sinh hoạt", validators=[InputRequired()], validate_choice=False)
    day = DayField("Ngày", validators=[InputRequired()])
    hour = HourField("Giờ")
    place = StringField("Địa điểm")
    topic = StringField("Chủ đề (nếu có)")
    chair_id = SelectField("Chủ trì", coerce=row_id, validate_choice=False)
    clerk_id = SelectField("Thư ký", coerce=row_id, validate_choice=False, default=NOBODY)
    #: The unusual start that the page asked about and whoever sends it again keeps.
    agreed_start = HiddenField()

    def offer(self, who: Lead) -> "MeetingForm":
        """Offer the kinds and people that may be chosen."""
        self.kind.choices = [(kind.value, sentence(label(kind))) for kind in rules.OF_A_MONTH]
        self.chair_id.choices = [(m.id, m.full_name) for m in who.leaders]
        members = [(m.id, m.full_name) for m in who.members]
        self.clerk_id.choices = [(NOBODY, "Chưa phân công"), *members]
        return self

    def ask(self, doubts: Sequence[RuleBroken], starts_at: datetime) -> None:
        """Say beside the fields why the start is asked about; sent again, it is agreed."""
        for doubt in doubts:
            blame(self, doubt)
        self.agreed_start.data = clock.in_hanoi(starts_at).isoformat()

    def agreed(self) -> list[datetime]:
        """The start that was asked about, if any."""
        try:
            return [datetime.fromisoformat(self.agreed_start.data or "").astimezone(clock.HANOI)]
        except (ValueError, OverflowError):
            return []

    def arrangement(self) -> Arrangement:
        """What was typed; the time of an empty hour is 0:00."""
        day: date = self.day.data or clock.today()
        hour: time = self.hour.data or time()
        kind = self.kind.data
        return Arrangement(
            kind=MeetingKind(kind) if kind in list(MeetingKind) else MeetingKind.COMMITTEE,
            starts_at=clock.from_hanoi(day, hour.hour, hour.minute),
            place=self.place.data or "",
            topic=self.topic.data or "",
            chair_id=self.chair_id.data or NOBODY,
            clerk_id=self.clerk_id.data or None,
        )


def values_of(meeting: Meeting) -> dict[str, Any]:
    """A meeting as its form shows it."""
    starts_at: datetime = clock.in_hanoi(meeting.starts_at)
    return {
        "kind": meeting.kind.value,
        "day": starts_at.date(),
        "hour": starts_at.time(),
        "place": meeting.place,
        "topic": meeting.topic or "",
        "chair_id": meeting.chair_id,
        "clerk_id": meeting.clerk_id or NOBODY,
    }


class OpinionForm(Form):
    """What somebody says to a report."""

    report_id = SelectField("Báo cáo", coerce=row_id, validate_choice=False)
    speaker_id = SelectField("Người có ý kiến", coerce=row_id, validate_choice=False)
    text = TextAreaField("Nội dung ý kiến")


class ReasonForm(Form):
    """Why an opinion is set aside."""

    reason = TextAreaField("Lý do gác lại")


class Row(wtforms.Form):
    """Some fields of a larger form."""

    class Meta:
        """Settings of the form library."""

        def get_translations(self, form: Any) -> Any:
            """The Vietnamese sentences."""
            return Vietnamese()


class WeaknessRow(Row):
    """One limit to be put right."""

    wording = TextAreaField("Hạn chế, khuyết điểm")
    due_on = DayField("Hạn khắc phục (nếu có)")
    helper_id = SelectField(
        "Người giúp đỡ (nếu có)", coerce=row_id, validate_choice=False, default=0
    )


class ThreadRow(Row):
    """What the branch says to a thread that is open."""

    answer = RadioField("Kết quả", validate_choice=False)
    note = TextAreaField("Ghi chú (nếu có)")
    due_on = DayField("Hạn mới (nếu tiếp tục và đổi hạn)")

    def __init__(self, sent: Any, **given: Any) -> None:
        super().__init__(sent, **given)
        self.answer.choices = [("carry", "Tiếp tục theo dõi"), ("put_right", "Đã khắc phục")]


class ConclusionForm(Form):
    """The chair's conclusion on one report, with rows that are added one by one."""

    text = TextAreaField("Kết luận")
    commendations = FieldList(
        TextAreaField("Việc làm tốt"), min_entries=1, max_entries=rules.MOST_ROWS
    )
    weaknesses = FieldList(FormField(WeaknessRow), min_entries=1, max_entries=rules.MOST_ROWS)

    def offer(self, helpers: _Choices) -> "ConclusionForm":
        """Offer the members who may help."""
        for row in self.weaknesses:
            row.form.helper_id.choices = [(NOBODY, "Chưa phân công"), *helpers]
        return self

    def add_row(self, which: str) -> None:
        """One more empty row of a list, up to the most there may be."""
        lists: dict[str, Any] = {"viec-tot": self.commendations, "han-che": self.weaknesses}
        rows = lists.get(which)
        if rows is not None and len(rows) < rules.MOST_ROWS:
            rows.append_entry()

    def verdict(self, threads: Mapping[int, ThreadRow]) -> Verdict:
        """What was typed; empty rows say nothing."""
        return Verdict(
            text=self.text.data or "",
            commendations=[field.data or "" for field in self.commendations],
            weaknesses=[w for n, row in enumerate(self.weaknesses) for w in _weakness(n, row.form)],
            answers=[
                Answer(key, row.answer.data == "put_right", row.note.data or "", row.due_on.data)
                for key, row in threads.items()
                if row.answer.data in ("carry", "put_right")
            ],
        )


def _weakness(number: int, row: Any) -> Iterator[NewWeakness]:
    wording, due_on, helper = row.wording.data or "", row.due_on.data, row.helper_id.data
    if wording.strip() or due_on or helper:
        yield NewWeakness(wording, due_on, helper or None, number)


def every_field(*forms: Any) -> Iterator[Field]:
    """The single fields of forms, those inside of rows included."""
    for form in forms:
        for field in form:
            if isinstance(field, FieldList | FormField):
                yield from every_field(field)
            else:
                yield field


def blame_row(refusal: DomainError, first: Any, *others: Any) -> None:
    """Write a refusal beside the field it names, also in a row, or else above the form."""
    for field in every_field(first, *others):
        if field.name == refusal.field:
            field.errors = [*field.errors, message_of(refusal)]
            return
    first.form_errors.append(message_of(refusal))


def changes_in(sent: Mapping[str, str], marks: list[Mark]) -> list[Change]:
    """The marks as they were sent, for those who must be there; others are left as they are."""
    found = []
    for mark in marks:
        key = mark.member_id
        if not mark.is_counted or f"presence-{key}" not in sent:
            continue
        reason = plain(sent.get(f"reason-{key}", "")).strip()
        presence = _presence(sent.get(f"presence-{key}", ""))
        if presence in (None, Presence.PRESENT):
            reason = ""
        was = _presence(sent.get(f"was-{key}", ""))
        found.append(Change(key, presence, reason, was, sent.get(f"was-reason-{key}", "")))
    return found


def _presence(text: str) -> Presence | None:
    return Presence(text) if text in list(Presence) else None
