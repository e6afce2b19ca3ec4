"""Register for a year, and see who of the branch has."""

from typing import Any

from flask import Blueprint, g, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.commitments import forms, queries, service
from webapp.commitments.forms import RegistrationForm
from webapp.commitments.models import Commitment
from webapp.commitments.rules import CommitmentState, open_steps
from webapp.core import clock
from webapp.core.errors import DomainError, RuleBroken, StaleEdit
from webapp.web import htmx
from webapp.web.fields import blame

bp = Blueprint("commitments", __name__, url_prefix="/o/<organization>/dang-ky")
BLUEPRINTS = (bp,)


@bp.get("")
def mine() -> ResponseReturnValue:
    """One's own registration of a year."""
    require(Permission.PLAN_SEE, g.scope)
    return _show(g.scope.member_id, _year())


@bp.get("/ca-don-vi")
def branch() -> ResponseReturnValue:
    """Who of the branch has registered, for the committee."""
    require(Permission.COMMITMENT_CONFIRM, g.scope)
    year = _year()
    rows = queries.of_branch(g.scope, year, clock.today())
    missing = sum(row.state in (None, CommitmentState.DRAFT) for row in rows)
    return htmx.show(
        "commitments/branch.html",
        piece="commitments/_members.html",
        year=year,
        rows=rows,
        missing=missing,
    )


@bp.get("/<int:member_id>/<int:year>")
def show(member_id: int, year: int) -> ResponseReturnValue:
    """A member's registration, for the committee and for the member."""
    return _show(member_id, year)


@bp.post("/<int:member_id>/<int:year>")
def save(member_id: int, year: int) -> ResponseReturnValue:
    """Keep what was typed, hand it in, or only change the number of rows."""
    about = queries.About(g.scope.organization_id, member_id)
    require(Permission.COMMITMENT_WRITE, g.scope, about)
    act, rows = request.form.get("act", "save"), forms.typed_rows(request.form)
    if act == "add" or act.startswith("remove-"):
        form = forms.typed_form(request.form, forms.changed(rows, act))
        return _show(member_id, year, form)
    form = forms.typed_form(request.form, forms.without_empty(rows))
    if not form.validate():
        return _show(member_id, year, form, 422)
    try:
        _carry_out(member_id, year, form, act)
    except (RuleBroken, StaleEdit) as refusal:
        return _refused(member_id, year, form, refusal)
    done = "Đã gửi bản đăng ký." if act == "submit" else "Đã lưu bản đăng ký."
    return htmx.moved(_address(member_id, year), notice=done)


@bp.post("/<int:commitment_id>/rut-lai")
def take_back(commitment_id: int) -> ResponseReturnValue:
    """The member takes the registration back to change it."""
    found = queries.get_commitment(g.scope, commitment_id, Permission.COMMITMENT_WRITE)
    service.take_back(g.scope, found, now=clock.now())
    return _moved(found, "Đã rút lại bản đăng ký để sửa.")


@bp.post("/<int:commitment_id>/bo-sung")
def give_back(commitment_id: int) -> ResponseReturnValue:
    """The committee asks for more."""
    found = queries.get_commitment(g.scope, commitment_id, Permission.COMMITMENT_CONFIRM)
    service.give_back(g.scope, found, now=clock.now())
    return _moved(found, "Đã đề nghị bổ sung bản đăng ký.")


@bp.post("/<int:commitment_id>/xac-nhan")
def confirm(commitment_id: int) -> ResponseReturnValue:
    """The committee confirms a registration."""
    found = queries.get_commitment(g.scope, commitment_id, Permission.COMMITMENT_CONFIRM)
    service.confirm(g.scope, found, now=clock.now())
    return _moved(found, "Đã xác nhận bản đăng ký.")


def _carry_out(member_id: int, year: int, form: RegistrationForm, act: str) -> None:
    now = clock.now()
    commitment = service.save(g.scope, member_id, year, form.wanted(), based_on=form.base, now=now)
    if act == "submit":
        service.submit(g.scope, commitment, now=now)


def _refused(
    member_id: int, year: int, form: RegistrationForm, refusal: DomainError
) -> ResponseReturnValue:
    """The form with what was typed; after a foreign save also with what is stored now."""
    blame(form, refusal)
    return _show(member_id, year, form, refusal.status, stale=isinstance(refusal, StaleEdit))


def _year() -> int:
    typed = request.args.get("nam", "")
    return int(typed) if typed.isdecimal() and len(typed) == 4 else clock.today().year


def _address(member_id: int, year: int) -> str:
    if member_id == g.scope.member_id:
        return url_for("commitments.mine", nam=year)
    return url_for("commitments.show", member_id=member_id, year=year)


def _moved(commitment: Commitment, notice: str) -> ResponseReturnValue:
    return htmx.moved(_address(commitment.member_id, commitment.year), notice=notice)


def _show(
    member_id: int,
    year: int,
    form: RegistrationForm | None = None,
    status: int = 200,
    *,
    stale: bool = False,
) -> ResponseReturnValue:
    context = _context(member_id, year)
    if form is None:
        form = forms.stored_form(context["registered"], context["revision"])
    elif stale:
        # What is stored now stands beside the form, so that the next save is meant.
        form.based_on.data = str(context["revision"])
    return htmx.show(
        "commitments/show.html",
        piece="commitments/_registration.html",
        status=status,
        form=form,
        stale=stale,
        **context,
    )


def _context(member_id: int, year: int) -> dict[str, Any]:
    """What the page needs besides its form; 404 for members of whom nothing may be read."""
    today = clock.today()
    commitment = queries.find(g.scope, member_id, year)
    name = queries.name_of(g.scope, member_id, today)
    held = service.capacities_of(g.scope, member_id, today)
    state = commitment.state if commitment else CommitmentState.DRAFT
    return {
        "member_id": member_id,
        "member_name": name,
        "is_own": member_id == g.scope.member_id,
        "year": year,
        "commitment": commitment,
        "state": state,
        "steps": open_steps(state, held),
        "revision": commitment.revision if commitment else 0,
        "registered": queries.items_of(g.scope, member_id, year) if commitment else [],
    }
