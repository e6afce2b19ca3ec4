"""The threads of a branch, one thread, and every step in it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, allows, require
from webapp.core import clock, idempotency
from webapp.core.errors import RuleBroken
from webapp.followups import queries, service
from webapp.followups.forms import (
    ArrangeForm,
    NewWeaknessForm,
    NoteForm,
    PromiseForm,
    helpers,
)
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessStep, open_steps
from webapp.web import htmx
from webapp.web.fields import blame
from webapp.web.forms import Form
from webapp.web.paging import paging

bp = Blueprint("followups", __name__, url_prefix="/o/<organization>/theo-doi")
BLUEPRINTS = (bp,)

_FORMS: dict[WeaknessStep, type[Form]] = {
    WeaknessStep.PROMISE: PromiseForm,
    WeaknessStep.REPORT_REMEDY: NoteForm,
    WeaknessStep.CONFIRM: NoteForm,
    WeaknessStep.REOPEN: NoteForm,
    WeaknessStep.CARRY: NoteForm,
    WeaknessStep.ARRANGE: ArrangeForm,
}


@bp.get("")
def index() -> ResponseReturnValue:
    """Open threads, overdue first; or those that are put right."""
    require(Permission.PLAN_SEE, g.scope)
    closed, today = request.args.get("xem") == "da-khac-phuc", clock.today()
    pages = paging(queries.count_threads(g.scope, closed=closed))
    threads = queries.threads(
        g.scope, closed=closed, today=today, offset=pages.offset, limit=pages.size
    )
    return htmx.show(
        "followups/index.html",
        piece="followups/_threads.html",
        threads=threads,
        pages=pages,
        closed=closed,
        sees_all=allows(Permission.WEAKNESS_MANAGE, g.scope),
    )


@bp.get("/moi")
def new() -> ResponseReturnValue:
    """Write down a weakness."""
    require(Permission.PLAN_SEE, g.scope)
    given = {"member_id": request.args.get("nguoi", type=int), "pointed_out_on": clock.today()}
    return _show_new(NewWeaknessForm(formdata=None, data=given))


@bp.post("/moi")
def point_out() -> ResponseReturnValue:
    """Open a thread."""
    require(Permission.PLAN_SEE, g.scope)
    form = _offered(NewWeaknessForm())
    if not form.validate_on_submit():
        return _show_new(form, 422)
    if not _first_time():
        return htmx.moved(url_for(".index"))
    try:
        weakness = _open_thread(form)
    except RuleBroken as refusal:
        blame(form, refusal)
        return _show_new(form, refusal.status)
    return htmx.moved(url_for(".show", weakness_id=weakness.id), notice="Đã ghi hạn chế.")


@bp.get("/<int:weakness_id>")
def show(weakness_id: int) -> ResponseReturnValue:
    """One thread with its history."""
    return _show(queries.get_weakness(g.scope, weakness_id, Permission.WEAKNESS_READ))


@bp.post("/<int:weakness_id>/hua")
def promise(weakness_id: int) -> ResponseReturnValue:
    """The member says how and by when."""

    def act(weakness: Weakness, form: Any) -> None:
        note, due_on = form.note.data or "", form.due_on.data
        service.promise(g.scope, weakness, note, due_on=due_on, now=clock.now())

    return _take(weakness_id, WeaknessStep.PROMISE, act)


@bp.post("/<int:weakness_id>/phan-cong")
def arrange(weakness_id: int) -> ResponseReturnValue:
    """The committee names a helper and a day."""

    def act(weakness: Weakness, form: Any) -> None:
        helper_id, due_on = form.helper_id.data or None, form.due_on.data
        service.arrange(g.scope, weakness, helper_id=helper_id, due_on=due_on, now=clock.now())

    return _take(weakness_id, WeaknessStep.ARRANGE, act)


@bp.post("/<int:weakness_id>/ket-qua")
def report_remedy(weakness_id: int) -> ResponseReturnValue:
    """The member tells what was done."""
    return _take(weakness_id, WeaknessStep.REPORT_REMEDY, _noting(service.report_remedy))


@bp.post("/<int:weakness_id>/xac-nhan")
def confirm(weakness_id: int) -> ResponseReturnValue:
    """The committee finds the weakness put right."""
    return _take(weakness_id, WeaknessStep.CONFIRM, _noting(service.confirm))


@bp.post("/<int:weakness_id>/mo-lai")
def reopen(weakness_id: int) -> ResponseReturnValue:
    """The committee finds that it is not put right yet."""
    return _take(weakness_id, WeaknessStep.REOPEN, _noting(service.reopen))


@bp.post("/<int:weakness_id>/tiep-tuc")
def carry(weakness_id: int) -> ResponseReturnValue:
    """The branch goes on following."""
    return _take(weakness_id, WeaknessStep.CARRY, _noting(service.carry))


def _noting(step: Callable[..., None]) -> Callable[[Weakness, Any], None]:
    """A step that takes nothing but words."""
    return lambda weakness, form: step(g.scope, weakness, form.note.data or "", now=clock.now())


def _take(
    weakness_id: int, step: WeaknessStep, act: Callable[[Weakness, Any], None]
) -> ResponseReturnValue:
    """Take one step and show the thread again; a refused one with what was typed."""
    weakness = queries.get_weakness(g.scope, weakness_id, Permission.WEAKNESS_READ)
    form = _FORMS[step](prefix=step.value)
    if step is WeaknessStep.ARRANGE:
        form["helper_id"].choices = helpers(accounts.members_on(g.scope, clock.today()))
    if not form.validate_on_submit():
        return _show(weakness, {step: form}, 422)
    if _first_time():
        try:
            act(weakness, form)
        except RuleBroken as refusal:
            blame(form, refusal)
            return _show(weakness, {step: form}, refusal.status)
    return htmx.moved(url_for(".show", weakness_id=weakness_id), notice="Đã ghi vào sổ theo dõi.")


def _first_time() -> bool:
    return idempotency.spend(g.scope, request.form.get("idempotency_key", ""))


def _open_thread(form: NewWeaknessForm) -> Weakness:
    return service.point_out(
        g.scope,
        form.member_id.data,
        source=form.source.data,
        wording=form.wording.data or "",
        pointed_out_on=form.pointed_out_on.data or clock.today(),
        due_on=form.due_on.data,
        helper_id=form.helper_id.data or None,
        now=clock.now(),
    )


def _offered(form: NewWeaknessForm) -> NewWeaknessForm:
    members = accounts.members_on(g.scope, clock.today())
    return form.offer(members, reviews=g.scope.reviews, own_id=g.scope.member_id)


def _show_new(form: NewWeaknessForm, status: int = 200) -> ResponseReturnValue:
    return htmx.show(
        "followups/new.html", piece="followups/_new.html", status=status, form=_offered(form)
    )


def _show(
    weakness: Weakness, typed: dict[WeaknessStep, Form] | None = None, status: int = 200
) -> ResponseReturnValue:
    """One thread with the forms of the steps that are open to this actor."""
    today = clock.today()
    thread, history = queries.thread(g.scope, weakness, today)
    steps = open_steps(thread.state, service.standings_of(g.scope, weakness, today))
    forms = {step: _FORMS[step](formdata=None, prefix=step.value) for step in steps}
    if WeaknessStep.ARRANGE in forms:
        arranging: Any = forms[WeaknessStep.ARRANGE]
        arranging.helper_id.choices = helpers(accounts.members_on(g.scope, today))
        arranging.helper_id.data, arranging.due_on.data = weakness.helper_id or 0, weakness.due_on
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
        is_own=weakness.member_id == g.scope.member_id,
    )
