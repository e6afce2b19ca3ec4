"""One thread with its history, and every step in it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import g, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, allows
from webapp.accounts.rules import MemberStatus
from webapp.audit import service as audit
from webapp.core import clock
from webapp.followups import queries, service
from webapp.followups.forms.thread import (
    AcceptDayForm,
    ArrangeForm,
    CarryForm,
    DatedNoteForm,
    NoteForm,
    PromiseForm,
    ReopenForm,
    helpers,
)
from webapp.followups.models import Weakness
from webapp.followups.routes.blueprint import bp
from webapp.followups.rules import WeaknessStep
from webapp.web import htmx
from webapp.web.forms import Form, first_time
from webapp.web.interrupted_forms import keeps_text
from webapp.web.submitting import submitting
from webapp.web.unsent_forms import typed_at_each

_FORMS: dict[WeaknessStep, type[Form]] = {
    WeaknessStep.PROMISE: PromiseForm,
    WeaknessStep.REPORT_REMEDY: NoteForm,
    WeaknessStep.CONFIRM: NoteForm,
    WeaknessStep.REOPEN: ReopenForm,
    WeaknessStep.CARRY: CarryForm,
    WeaknessStep.ARRANGE: ArrangeForm,
    WeaknessStep.ACCEPT_DAY: AcceptDayForm,
    WeaknessStep.KEEP_DAY: NoteForm,
    WeaknessStep.NOTE: DatedNoteForm,
    WeaknessStep.END: NoteForm,
}


@bp.get("/<int:weakness_id>")
def show(weakness_id: int) -> ResponseReturnValue:
    """One thread with its history."""
    weakness = queries.get_weakness(g.scope, weakness_id, Permission.WEAKNESS_SEE)
    if weakness.member_id != g.scope.member_id:
        audit.record_read(g.scope, weakness, now=clock.now())
    return _show(weakness)


@bp.post("/<int:weakness_id>/hua")
@keeps_text("followups.show", "Cam kết khắc phục")
def promise(weakness_id: int) -> ResponseReturnValue:
    """The member says how and by when."""

    return _take(weakness_id, WeaknessStep.PROMISE, _dated(service.promise))


@bp.post("/<int:weakness_id>/rut-lai")
def take_back(weakness_id: int) -> ResponseReturnValue:
    """The member takes back a remedy that was reported."""
    weakness = queries.get_weakness(g.scope, weakness_id, Permission.WEAKNESS_READ)
    if first_time():
        service.take_back(g.scope, weakness, now=clock.now())
    return htmx.moved(url_for(".show", weakness_id=weakness_id), notice="Đã rút kết quả đã báo.")


@bp.post("/<int:weakness_id>/ghi-chep")
@keeps_text("followups.show", "Ghi chép về hạn chế")
def note(weakness_id: int) -> ResponseReturnValue:
    """The member, the helper or the committee writes down what was done or seen."""

    def act(weakness: Weakness, form: Any) -> None:
        words, seen_on = form.note.data or "", form.seen_on.data
        service.note(g.scope, weakness, words, seen_on=seen_on, now=clock.now())

    return _take(weakness_id, WeaknessStep.NOTE, act)


@bp.post("/<int:weakness_id>/phan-cong")
def arrange(weakness_id: int) -> ResponseReturnValue:
    """The committee names a helper and a day."""

    def act(weakness: Weakness, form: Any) -> None:
        helper_id, due_on = form.helper_id.data or None, form.due_on.data
        service.arrange(g.scope, weakness, helper_id=helper_id, due_on=due_on, now=clock.now())

    return _take(weakness_id, WeaknessStep.ARRANGE, act)


@bp.post("/<int:weakness_id>/ket-qua")
@keeps_text("followups.show", "Kết quả khắc phục")
def report_remedy(weakness_id: int) -> ResponseReturnValue:
    """The member tells what was done."""
    return _take(weakness_id, WeaknessStep.REPORT_REMEDY, _noting(service.report_remedy))


@bp.post("/<int:weakness_id>/xac-nhan")
@keeps_text("followups.show", "Xác nhận khắc phục")
def confirm(weakness_id: int) -> ResponseReturnValue:
    """The committee finds the weakness put right."""
    return _take(weakness_id, WeaknessStep.CONFIRM, _noting(service.confirm))


@bp.post("/<int:weakness_id>/mo-lai")
@keeps_text("followups.show", "Lý do mở lại")
def reopen(weakness_id: int) -> ResponseReturnValue:
    """The committee finds that it is not put right yet."""
    return _take(weakness_id, WeaknessStep.REOPEN, _dated(service.reopen))


@bp.post("/<int:weakness_id>/tiep-tuc")
@keeps_text("followups.show", "Tiếp tục theo dõi hạn chế")
def carry(weakness_id: int) -> ResponseReturnValue:
    """The branch goes on following."""
    return _take(weakness_id, WeaknessStep.CARRY, _dated(service.carry))


@bp.post("/<int:weakness_id>/dong-y-han")
def accept_day(weakness_id: int) -> ResponseReturnValue:
    """The committee agrees with the day that the member asks for."""

    def act(weakness: Weakness, form: Any) -> None:
        service.accept_day(g.scope, weakness, form.asked_on.data, now=clock.now())

    return _take(weakness_id, WeaknessStep.ACCEPT_DAY, act)


@bp.post("/<int:weakness_id>/giu-han")
@keeps_text("followups.show", "Lý do giữ hạn khắc phục")
def keep_day(weakness_id: int) -> ResponseReturnValue:
    """The committee keeps the agreed day."""
    return _take(weakness_id, WeaknessStep.KEEP_DAY, _noting(service.keep_day))


@bp.post("/<int:weakness_id>/thoi-theo-doi")
@keeps_text("followups.show", "Lý do thôi theo dõi")
def end(weakness_id: int) -> ResponseReturnValue:
    """The committee no longer follows the thread of a member who left."""
    return _take(weakness_id, WeaknessStep.END, _noting(service.end))


def _noting(step: Callable[..., None]) -> Callable[[Weakness, Any], None]:
    """A step that takes nothing but words."""
    return lambda weakness, form: step(g.scope, weakness, form.note.data or "", now=clock.now())


def _dated(step: Callable[..., None]) -> Callable[[Weakness, Any], None]:
    """A step that takes words and a day."""

    def act(weakness: Weakness, form: Any) -> None:
        words, due_on = form.note.data or "", form.due_on.data
        step(g.scope, weakness, words, due_on=due_on, now=clock.now())

    return act


def _take(
    weakness_id: int, step: WeaknessStep, act: Callable[[Weakness, Any], None]
) -> ResponseReturnValue:
    """Take one step and show the thread; a refused step with what was typed."""
    is_note = step is WeaknessStep.NOTE
    needed = Permission.WEAKNESS_SEE if is_note else Permission.WEAKNESS_READ
    weakness = queries.get_weakness(g.scope, weakness_id, needed)
    form = _FORMS[step](prefix=step.value)
    if step is WeaknessStep.ARRANGE:
        form["helper_id"].choices = _helpers(weakness)

    def again(form: Form, status: int) -> ResponseReturnValue:
        return _show(queries.get_weakness(g.scope, weakness_id, needed), {step: form}, status)

    with submitting(form, again):
        if first_time():
            act(weakness, form)
    return htmx.moved(url_for(".show", weakness_id=weakness_id), notice="Đã ghi vào sổ theo dõi.")


def _show(
    weakness: Weakness, typed: dict[WeaknessStep, Form] | None = None, status: int = 200
) -> ResponseReturnValue:
    """One thread with the forms of the steps that are open to this actor."""
    today = clock.today()
    thread, history = queries.thread(g.scope, weakness, today)
    steps = service.open_steps(g.scope, weakness, today, member_left=thread.member_left)
    forms = _open_forms(weakness, steps, today)
    forms |= typed or {}
    return htmx.show(
        "followups/show.html",
        piece="followups/_thread.html",
        status=status,
        thread=thread,
        history=history,
        steps=steps,
        forms=forms,
        failed=next(iter(typed or {}), None),
        readers=queries.readers(g.scope, weakness),
        is_own=weakness.member_id == g.scope.member_id,
        may_read=allows(Permission.WEAKNESS_READ, g.scope, weakness),
    )


def _open_forms(
    weakness: Weakness, steps: frozenset[WeaknessStep], today: date
) -> dict[WeaknessStep, Form]:
    """A form for each step, with what the visitor typed before and did not send."""
    sent_to = {
        step: url_for(f".{step.value}", weakness_id=weakness.id) for step in _FORMS.keys() & steps
    }
    typed = typed_at_each(sent_to.values())
    forms = {
        step: _FORMS[step](formdata=typed.get(sent_to[step]), prefix=step.value) for step in sent_to
    }
    if WeaknessStep.ARRANGE in forms:
        arranging: Any = forms[WeaknessStep.ARRANGE]
        arranging.helper_id.choices = _helpers(weakness)
        arranging.helper_id.data, arranging.due_on.data = weakness.helper_id or 0, weakness.due_on
    if WeaknessStep.ACCEPT_DAY in forms:
        accepting: Any = forms[WeaknessStep.ACCEPT_DAY]
        accepting.asked_on.data = weakness.asked_due_on
    if WeaknessStep.NOTE in forms:
        noting: Any = forms[WeaknessStep.NOTE]
        noting.seen_on.data = noting.seen_on.data or today
    return forms


def _helpers(weakness: Weakness) -> list[tuple[int, str]]:
    """The members who may help, and the one who is named even if they have left."""
    everybody = accounts.members_on(g.scope, clock.today(), left_too=True)
    here = [one for one in everybody if one.status is not MemberStatus.LEFT]
    named = (one for one in everybody if one.id == weakness.helper_id and one not in here)
    return helpers(here, next(named, None))
