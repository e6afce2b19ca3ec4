"""The thematic sessions of a year, one of them, and the forms that prepare and conclude it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, g, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, allows, require
from webapp.accounts.rules import ACTIVE
from webapp.core import clock
from webapp.core.errors import seen
from webapp.meetings.forms import every_field
from webapp.plans import year_queries
from webapp.plans.rules import month_named
from webapp.thematic import queries, service
from webapp.thematic.forms import ArrangeForm, ConcludeForm, PrepareForm
from webapp.thematic.queries import Session
from webapp.web import dates, htmx
from webapp.web.forms import RevisionForm
from webapp.web.interrupted_forms import keeps_text
from webapp.web.query_arguments import year_asked
from webapp.web.submitting import submitting
from webapp.web.unsent_forms import typed_here

bp = Blueprint("thematic", __name__, url_prefix="/o/<organization>/chuyen-de")

BLUEPRINTS = (bp,)

#: A form with what else its page shows.
_Page = Callable[[Session, Any, int], ResponseReturnValue]


@bp.get("")
def index() -> ResponseReturnValue:
    """The sessions of a year by quarter, with what each still lacks."""
    require(Permission.THEMATIC_SEE, g.scope)
    today = clock.today()
    year = year_asked(today.year)
    return htmx.show(
        "thematic/index.html",
        piece="thematic/_quarters.html",
        year=year,
        quarters=queries.quarters(g.scope, year, today),
        may_plan=allows(Permission.PLAN_MANAGE, g.scope),
    )


@bp.get("/<month>")
def show(month: str) -> ResponseReturnValue:
    """One session: topic, who prepares, what to read, what to discuss, what came of it."""
    session = _session(month, Permission.THEMATIC_SEE)
    is_held = session.standing.is_held
    is_open = session.exists and not is_held and not session.plan.is_held
    return htmx.show(
        "thematic/show.html",
        piece="thematic/_session.html",
        session=session,
        prepared=queries.prepared(g.scope, session),
        may_arrange=is_open and allows(Permission.THEMATIC_ARRANGE, g.scope),
        may_prepare=is_open and allows(Permission.THEMATIC_PREPARE, g.scope, session),
        may_conclude=is_held and allows(Permission.THEMATIC_CONCLUDE, g.scope),
        may_plan=allows(Permission.PLAN_MANAGE, g.scope),
    )


@bp.get("/<month>/phan-cong")
def arranging(month: str) -> ResponseReturnValue:
    """The form with topic and preparers as they are."""
    session = _session(month, Permission.THEMATIC_ARRANGE)
    given = {"topic": session.plan.topic or "", "preparer_ids": sorted(session.preparer_ids)}
    return _show_arrange(session, ArrangeForm(formdata=typed_here(), data=given))


@bp.post("/<month>/phan-cong")
@keeps_text("thematic.arranging", "Chủ đề và người chuẩn bị chuyên đề")
def arrange(month: str) -> ResponseReturnValue:
    """Chair or deputy names the topic and who prepares it."""
    session, form = _session(month, Permission.THEMATIC_ARRANGE), ArrangeForm()

    with submitting(form, _again, _show_arrange, session.plan.month):
        service.arrange(
            g.scope,
            session.plan.month,
            form.topic.data or "",
            form.preparer_ids.data or [],
            reason=form.reason.data or "",
            based_on=form.based_on,
            now=clock.now(),
        )
    return _saved(session, "Đã lưu chủ đề và người chuẩn bị")


@bp.get("/<month>/chuan-bi")
def preparing(month: str) -> ResponseReturnValue:
    """The form with questions and materials as they are."""
    session = _session(month, Permission.THEMATIC_PREPARE)
    there = queries.prepared(g.scope, session)
    rows = [{"title": link.title, "address": link.address} for link in there.materials]
    given = {"questions": there.questions, "materials": rows}
    return _show_prepare(session, PrepareForm(formdata=typed_here(), data=given))


@bp.post("/<month>/chuan-bi")
@keeps_text("thematic.preparing", "Nội dung chuẩn bị chuyên đề")
def prepare(month: str) -> ResponseReturnValue:
    """Preparers and committee write down questions and materials."""
    session, form = _session(month, Permission.THEMATIC_PREPARE), PrepareForm()
    if "them" in request.form:
        return _show_prepare(session, form.with_one_more())

    with submitting(form, _again, _show_prepare, session.plan.month):
        service.prepare(
            g.scope,
            session.plan.month,
            form.questions.data or "",
            form.links(),
            based_on=form.based_on,
            now=clock.now(),
        )
    return _saved(session, "Đã lưu nội dung chuẩn bị")


@bp.get("/<month>/ket-luan")
def concluding(month: str) -> ResponseReturnValue:
    """The form with the conclusion as it is."""
    session = _session(month, Permission.THEMATIC_CONCLUDE)
    there = queries.prepared(g.scope, session)
    return _show_conclude(
        session, ConcludeForm(formdata=typed_here(), data={"text": there.conclusion})
    )


@bp.post("/<month>/ket-luan")
@keeps_text("thematic.concluding", "Kết luận của buổi chuyên đề")
def conclude(month: str) -> ResponseReturnValue:
    """The chair writes down what the session came to."""
    session, form = _session(month, Permission.THEMATIC_CONCLUDE), ConcludeForm()

    with submitting(form, _again, _show_conclude, session.plan.month):
        text, based_on = form.text.data or "", form.based_on
        service.conclude(g.scope, session.plan.month, text, based_on=based_on, now=clock.now())
    return _saved(session, "Đã lưu kết luận")


def _session(text: str, permission: Permission) -> Session:
    """The session of the month an address names, if this actor may do this with it.

    Raises NotVisible otherwise.
    """
    month = month_named(text)
    session = queries.session_of(g.scope, seen(month))
    require(permission, g.scope, session)
    return session


def _again(page: _Page, month: date, form: Any, status: int) -> ResponseReturnValue:
    """The page of a form with the session as it is stored now."""
    return page(queries.session_of(g.scope, month), form, status)


def _saved(session: Session, said: str) -> ResponseReturnValue:
    month = session.plan.month
    back_to = url_for(".show", month=f"{month:%Y-%m}")
    return htmx.moved(back_to, notice=f"{said} {dates.month(month)}.")


def _show_arrange(session: Session, form: ArrangeForm, status: int = 200) -> ResponseReturnValue:
    members = accounts.members_on(g.scope, clock.today())
    form.offer(member for member in members if member.status in ACTIVE)
    is_agreed = year_queries.is_agreed(g.scope, session.plan.month.year)
    return _show_form("arrange", session, form, status, is_agreed=is_agreed)


def _show_prepare(session: Session, form: PrepareForm, status: int = 200) -> ResponseReturnValue:
    return _show_form("prepare", session, form.with_spare_rows(), status)


def _show_conclude(session: Session, form: ConcludeForm, status: int = 200) -> ResponseReturnValue:
    return _show_form("conclude", session, form, status)


def _show_form(
    name: str, session: Session, form: RevisionForm, status: int, **more: Any
) -> ResponseReturnValue:
    if not form.revision.data or status == 409:
        form.revision.data = str(session.revision)
    return htmx.show(
        f"thematic/{name}.html",
        piece=f"thematic/_{name}.html",
        status=status,
        session=session,
        form=form,
        wrong=[field for field in every_field(form) if field.errors],
        **more,
    )
