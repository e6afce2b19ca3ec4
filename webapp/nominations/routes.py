"""The seat of the chair: who holds it, and proposing and answering where nobody does."""

from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import Role
from webapp.core import clock
from webapp.core.errors import NotVisible
from webapp.nominations import queries, rules, service
from webapp.nominations.forms import NominationForm
from webapp.nominations.rules import NominationState
from webapp.web.forms import first_time
from webapp.web.submitting import submitting

bp = Blueprint("nominations", __name__, url_prefix="/o/<organization>/nguoi-dung-dau")

BLUEPRINTS = (bp,)


@bp.get("")
def show() -> ResponseReturnValue:
    """Who chairs, what is proposed, and what the reader may do about it."""
    require(Permission.UNIT_SEE, g.scope)
    return _page(NominationForm(formdata=None), 200)


@bp.post("")
def propose() -> ResponseReturnValue:
    """Propose a member; the same form sent twice proposes once."""
    require(Permission.UNIT_SEE, g.scope)
    form, people = NominationForm(), queries.people(g.scope, clock.today())
    if g.scope.member_id not in rules.proposers(people):
        raise NotVisible
    form.offer(rules.candidates(people))
    with submitting(form, _page):
        if not first_time():
            return redirect(url_for(".show"), 303)
        service.propose(g.scope, int(form.member_id.data), now=clock.now())
    return _back("Đã gửi đề nghị đến mọi người trong đơn vị.")


@bp.post("/<int:nomination_id>/dong-y")
def confirm(nomination_id: int) -> ResponseReturnValue:
    """Agree as the second person of the committee."""
    return _answer(nomination_id, service.confirm, "Đã xác nhận. Đề nghị có hiệu lực ngay.")


@bp.post("/<int:nomination_id>/phan-doi")
def object_to(nomination_id: int) -> ResponseReturnValue:
    """Stop it."""
    return _answer(nomination_id, service.object_to, "Đã ghi ý kiến phản đối. Đề nghị dừng lại.")


@bp.post("/rut")
def withdraw() -> ResponseReturnValue:
    """Take back what one has proposed."""
    require(Permission.UNIT_SEE, g.scope)
    service.withdraw(g.scope, g.scope.account_id, now=clock.now())
    return _back("Đã rút đề nghị.")


def _answer(nomination_id: int, act: Callable[..., None], said: str) -> ResponseReturnValue:
    require(Permission.UNIT_SEE, g.scope)
    act(g.scope, nomination_id, now=clock.now())
    return _back(said)


def _back(said: str) -> ResponseReturnValue:
    flash(said, "ok")
    return redirect(url_for(".show"), 303)


def _page(form: NominationForm, status: int) -> ResponseReturnValue:
    people, latest = queries.people(g.scope, clock.today()), queries.latest(g.scope)
    form.offer(rules.candidates(people))
    me, is_empty = g.scope.member_id, rules.is_empty(people)
    waiting = latest if latest and latest.state is NominationState.WAITING else None
    asked = (people, waiting.proposed_by, waiting.member_id) if waiting else None
    page = render_template(
        "nominations/show.html",
        form=form,
        latest=latest,
        waits=waiting is not None,
        is_empty=is_empty,
        chairs=[p for p in people if Role.CHAIR in p.roles and p.has_way_in],
        may_propose=rules.awaits_successor(people)
        and not waiting
        and me in rules.proposers(people),
        may_confirm=asked is not None and me in rules.confirmers(*asked),
        may_object=asked is not None and me in rules.objectors(*asked),
        may_withdraw=waiting is not None and waiting.proposer_account_id == g.scope.account_id,
    )
    return page, status
