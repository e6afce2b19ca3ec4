"""Ask for a change of a turn; chair or deputy may decide at once."""

from flask import g, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission
from webapp.core import clock
from webapp.core.errors import NotVisible
from webapp.plans import queries as plans
from webapp.plans.models import Turn, TurnRequest
from webapp.plans.requests import queries as request_queries
from webapp.plans.requests.rules import RequestKind, RequestState
from webapp.plans.rules import month_named
from webapp.reports import requests as turn_requests
from webapp.reports.forms import WishForm
from webapp.reports.requests import Wish, options
from webapp.reports.requests.routes.blueprint import bp
from webapp.reports.requests.routes.page_context import WISHES
from webapp.web import dates, htmx
from webapp.web.forms import first_time
from webapp.web.interrupted_forms import keeps_text
from webapp.web.submitting import submitting
from webapp.web.unsent_forms import typed_here


@bp.get("/luot/<int:turn_id>/<wish>")
def wish(turn_id: int, wish: str) -> ResponseReturnValue:
    """The form for what is asked."""
    kind, turn = _kind(wish), _turn(turn_id)
    return _show(turn, kind, wish, _form(turn, kind, sent=False))


@bp.post("/luot/<int:turn_id>/<wish>")
@keeps_text("exchanges.wish", "Đề nghị về lượt báo cáo")
def ask(turn_id: int, wish: str) -> ResponseReturnValue:
    """The member asks, or chair or deputy enters or arranges it."""
    kind, turn = _kind(wish), _turn(turn_id)
    form = _form(turn, kind, sent=True)
    with submitting(form, _again, turn_id, kind, wish):
        if not first_time():
            return htmx.moved(url_for(".turn", turn_id=turn_id))
        request = _carry_out(turn, kind, form)
    if request.state is RequestState.GRANTED:
        return htmx.moved(url_for(".turn", turn_id=turn_id), notice="Đã ghi thay đổi lượt báo cáo.")
    waits_for = request.other.full_name if request.awaits_other else g.scope.organization.words.head
    notice = f"Đã gửi đề nghị, đang chờ {waits_for} trả lời."
    return htmx.moved(url_for(".show", request_id=request.id), notice=notice)


def _kind(wish: str) -> RequestKind:
    if wish not in WISHES:
        raise NotVisible
    return WISHES[wish]


def _turn(turn_id: int) -> Turn:
    return request_queries.get_turn(g.scope, turn_id, Permission.TURN_REQUEST)


def _form(turn: Turn, kind: RequestKind, *, sent: bool) -> WishForm:
    """The fields of one kind of request, with what may be chosen."""
    form = WishForm() if sent else WishForm(formdata=typed_here())
    is_own = turn.member_id == g.scope.member_id
    form.keep(kind, leads=g.scope.leads, is_own=is_own)
    today = clock.today()
    if form.other_turn_id:
        swaps = options.swaps(g.scope, turn, today)
        form.offer_turns(
            [(one.turn_id, f"{dates.month(one.month)}: {one.member_name}") for one in swaps]
        )
    if form.month:
        form.offer_months([(m, dates.month(m)) for m in options.months(g.scope, turn, today)])
    if form.other_member_id or form.replacement_id:
        form.offer_members(options.replacements(g.scope, turn))
    return form


def _carry_out(turn: Turn, kind: RequestKind, form: WishForm) -> TurnRequest:
    wanted = Wish(
        kind,
        form.reason.data or "",
        other_member_id=form.chosen("other_member_id"),
        other_turn_id=form.chosen("other_turn_id"),
        month=month_named(form.month.data or "") if form.month else None,
        on_behalf=bool(form.on_behalf and form.on_behalf.data),
    )
    now = clock.now()
    if form.at_once and form.at_once.data:
        instead = form.chosen("replacement_id")
        made = turn_requests.arrange(g.scope, turn, wanted, replacement_id=instead, now=now)
    else:
        made = turn_requests.ask(g.scope, turn, wanted, now=now)
    return request_queries.get_request(g.scope, made.id)


def _again(
    turn_id: int, kind: RequestKind, wish: str, form: WishForm, status: int
) -> ResponseReturnValue:
    return _show(_turn(turn_id), kind, wish, form, status)


def _show(
    turn: Turn, kind: RequestKind, wish: str, form: WishForm, status: int = 200
) -> ResponseReturnValue:
    return htmx.show(
        "exchanges/ask.html",
        piece="exchanges/_ask_form.html",
        status=status,
        turn=turn,
        kind=kind,
        form=form,
        address=url_for(".ask", turn_id=turn.id, wish=wish),
        back_to=url_for(".turn", turn_id=turn.id),
        plan=plans.month_plan(g.scope, turn.month),
        is_own=turn.member_id == g.scope.member_id,
    )
