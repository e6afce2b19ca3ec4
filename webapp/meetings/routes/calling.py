"""Call the meeting of a month, change it, and take it into a calendar."""

from collections.abc import Sequence
from datetime import date

from flask import Response, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.core import clock
from webapp.core.errors import seen
from webapp.meetings import queries, rules, service
from webapp.meetings.forms import MeetingForm, values_of
from webapp.meetings.models import Meeting
from webapp.meetings.routes.blueprint import bp
from webapp.meetings.routes.page_context import meeting_context
from webapp.meetings.rules import MeetingKind
from webapp.meetings.service import Arrangement
from webapp.notices.calendar_file import Appointment, calendar_file
from webapp.plans import queries as plans
from webapp.plans.rules import MonthKind, MonthPlan, month_named
from webapp.reports.moved_days import Touched
from webapp.web import dates, htmx
from webapp.web.forms import first_time
from webapp.web.submitting import submitting


def _kind_of(plan: MonthPlan) -> MeetingKind:
    """What a month's meeting is held for by its plan; reports beside a topic make it combined."""
    if plan.kind is MonthKind.THEMATIC:
        return MeetingKind.THEMATIC
    return MeetingKind.COMBINED if plan.has_session else MeetingKind.REGULAR


@bp.get("/moi")
def new() -> ResponseReturnValue:
    """A form filled in from the month's plan and the settings."""
    month = _month()
    called = queries.of_month(g.scope, month)
    if called is not None:
        return redirect(url_for(".show", meeting_id=called), 303)
    plan = plans.month_plan(g.scope, month)
    settings, who = g.scope.settings, queries.who_may(g.scope, plan.meeting_on)
    clerk, chair = queries.last_clerk(g.scope), who.usual_chair
    given = {
        "kind": _kind_of(plan).value,
        "day": plan.meeting_on,
        "hour": settings.meeting_time,
        "place": settings.meeting_place,
        "topic": plan.topic or "",
        "chair_id": chair,
        "clerk_id": clerk if clerk in {m.id for m in who.members} and clerk != chair else 0,
    }
    return _show_new(month, MeetingForm(formdata=None, data=given))


@bp.post("/moi")
def call() -> ResponseReturnValue:
    """Chair or deputy calls the meeting."""
    month, form = _month(), MeetingForm()
    with submitting(form, _show_new, month):
        wanted = form.arrangement()
        touched = service.touched_by_call(g.scope, month, wanted, now=clock.now())
        asks = _asks_of_start(form, wanted)
        if asks or _asks(touched, wanted):
            return _show_new(month, form, 422 if asks else 200, touched=touched, asks=asks)
        if not first_time():
            return htmx.moved(url_for(".new", thang=f"{month:%Y-%m}"))
        meeting = service.call(g.scope, month, wanted, now=clock.now())
    notice = f"Đã lên lịch buổi sinh hoạt {dates.month(month)} và gửi lời mời."
    return htmx.moved(url_for(".show", meeting_id=meeting.id), notice=notice)


@bp.get("/<int:meeting_id>/sua")
def edit(meeting_id: int) -> ResponseReturnValue:
    """The form with the meeting as it is."""
    meeting = queries.get_meeting(g.scope, meeting_id, Permission.MEETING_PREPARE)
    if "arrange" not in queries.steps_of(g.scope, meeting):
        return redirect(url_for(".show", meeting_id=meeting_id), 303)
    return _show_edit(meeting, MeetingForm(formdata=None, data=values_of(meeting)))


@bp.post("/<int:meeting_id>/sua")
def change(meeting_id: int) -> ResponseReturnValue:
    """Chair or deputy moves the meeting or names other people."""
    meeting = queries.get_meeting(g.scope, meeting_id, Permission.MEETING_PREPARE)
    form, based_on = MeetingForm(), request.form.get("revision", 0, type=int)
    with submitting(form, _edit_again, meeting_id):
        wanted = form.arrangement()
        touched = service.touched_by_change(
            g.scope, meeting, wanted, based_on=based_on, now=clock.now()
        )
        asks = _asks_of_start(form, wanted, meeting)
        if asks or _asks(touched, wanted):
            return _show_edit(meeting, form, 422 if asks else 200, touched=touched, asks=asks)
        moved = service.change(g.scope, meeting, wanted, based_on=based_on, now=clock.now())
    told = " và báo cho mọi người" if moved else ""
    return htmx.moved(url_for(".show", meeting_id=meeting_id), notice=f"Đã lưu lịch{told}.")


@bp.get("/<int:meeting_id>/lich.ics")
def calendar(meeting_id: int) -> ResponseReturnValue:
    """The meeting as an entry for a calendar."""
    meeting = queries.get_meeting(g.scope, meeting_id)
    organization, base_url = g.scope.organization, current_app.config["BASE_URL"].rstrip("/")
    appointment = Appointment(
        subject=f"meeting:{meeting.id}",
        summary=f"Sinh hoạt {dates.month(meeting.month)}: {organization.name}",
        starts_at=meeting.starts_at,
        location=meeting.place,
        url=base_url + url_for(".show", meeting_id=meeting.id),
        sequence=meeting.revision,
    )
    # The same as in the e-mails, so that the entry replaces theirs.
    sender = current_app.config["MAIL_FROM"]
    body = calendar_file(organization, appointment, sender=sender, now=clock.now())
    headers = {"Content-Disposition": f'attachment; filename="buoi-sinh-hoat-{meeting_id}.ics"'}
    return Response(body, mimetype="text/calendar", headers=headers)


def _asks_of_start(form: MeetingForm, wanted: Arrangement, meeting: Meeting | None = None) -> bool:
    """Whether the start is unusual and not agreed; the form then asks."""
    settings = g.scope.settings
    known = form.agreed() + ([clock.in_hanoi(meeting.starts_at)] if meeting else [])
    doubts = rules.doubts_about(
        clock.in_hanoi(wanted.starts_at),
        known=known,
        quiet=(settings.quiet_from_hour, settings.quiet_until_hour),
    )
    if doubts:
        form.ask(doubts, wanted.starts_at)
    return bool(doubts)


def _is_told(touched: Sequence[Touched]) -> bool:
    return any(one.own or one.of_committee for one in touched)


def _asks(touched: Sequence[Touched], wanted: Arrangement) -> bool:
    """Whether days of people move and whoever sent the form has not seen how."""
    return _is_told(touched) and request.form.get("agreed_day") != wanted.day.isoformat()


def _month() -> date:
    require(Permission.MEETING_PREPARE, g.scope)
    month = month_named(request.args.get("thang", "") or f"{clock.today():%Y-%m}")
    return seen(month)


def _show_new(
    month: date,
    form: MeetingForm,
    status: int = 200,
    *,
    touched: Sequence[Touched] = (),
    asks: bool = False,
) -> ResponseReturnValue:
    who = queries.who_may(g.scope, form.day.data or clock.today())
    return htmx.show(
        "meetings/new.html",
        piece="meetings/_new.html",
        status=status,
        form=form.offer(who),
        month=month,
        plan=plans.month_plan(g.scope, month),
        touched=touched if _is_told(touched) else (),
        asks=asks,
        called=queries.of_month(g.scope, month) if status == 409 else None,
    )


def _edit_again(meeting_id: int, form: MeetingForm, status: int) -> ResponseReturnValue:
    return _show_edit(queries.get_meeting(g.scope, meeting_id), form, status)


def _show_edit(
    meeting: Meeting,
    form: MeetingForm,
    status: int = 200,
    *,
    touched: Sequence[Touched] = (),
    asks: bool = False,
) -> ResponseReturnValue:
    who = queries.who_may(g.scope, form.day.data or queries.day_of(meeting))
    return htmx.show(
        "meetings/edit.html",
        piece="meetings/_edit.html",
        status=status,
        form=form.offer(who),
        touched=touched if _is_told(touched) else (),
        asks=asks,
        **meeting_context(meeting),
    )
