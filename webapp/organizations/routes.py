"""The settings page: what the organization chooses, and what it inherits."""

from datetime import date

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.core import clock, working_days
from webapp.core.errors import DomainError
from webapp.organizations import meeting_days, queries, service
from webapp.organizations.forms import SettingsForm
from webapp.organizations.settings import Origin, origins
from webapp.web.fields import blame

bp = Blueprint("organizations", __name__, url_prefix="/o/<organization>/thiet-lap")

BLUEPRINTS = (bp,)

#: The settings as the page groups them.
GROUPS = (
    (
        "Ngày sinh hoạt",
        (
            "meeting_week",
            "meeting_day",
            "meeting_weekday",
            "meeting_off_weekends",
            "meeting_moves_earlier",
        ),
    ),
    ("Buổi sinh hoạt", ("meeting_hour", "meeting_place", "meets_every_months", "thematic_months")),
    ("Báo cáo", ("turns_a_month", "campaign")),
    (
        "Các mốc thời gian",
        ("draft_due_days", "committee_days", "supplement_days", "release_days", "final_days"),
    ),
    ("Nhắc việc và xưng hô", ("reminders_a_month", "address_word")),
)


@bp.get("")
def settings() -> ResponseReturnValue:
    """Each setting with the value of its own and where the one in force comes from."""
    require(Permission.SETTINGS_MANAGE, g.scope)
    form = SettingsForm(formdata=None)
    form.show(_origins())
    return _page(form, 200)


@bp.post("")
def change_settings() -> ResponseReturnValue:
    """Keep what was chosen; empty boxes inherit again."""
    require(Permission.SETTINGS_MANAGE, g.scope)
    form = SettingsForm()
    if not form.validate():
        return _page(form, 422)
    try:
        service.change_settings(g.scope, form.wanted(), based_on=form.based_on.data or "")
    except DomainError as error:
        blame(form, error)
        return _page(form, error.status)
    flash("Đã lưu thiết lập.", "ok")
    return redirect(url_for(".settings"), 303)


def _origins() -> dict[str, Origin]:
    place = g.scope.organization
    return origins(place.kind, queries.levels_of(place.path))


def _page(form: SettingsForm, status: int) -> ResponseReturnValue:
    organization = queries.get_by_id(g.scope.organization_id)
    form.based_on.data = service.fingerprint(organization.settings)
    page = render_template(
        "organizations/settings.html",
        form=form,
        origins=_origins(),
        groups=GROUPS,
        days=_next_days(),
    )
    return page, status


def _next_days() -> list[date]:
    """What the rule of the meeting day gives for the next three months in which there is one."""
    settings, month = g.scope.settings, clock.month_of(clock.today())
    found: list[date] = []
    while g.scope.organization.meets and len(found) < 3:
        month = clock.next_month(month)
        if meeting_days.meets_in(month, settings):
            near = working_days.holidays_around(meeting_days.nominal_day(month, settings))
            found.append(meeting_days.meeting_day(month, settings, near))
    return found
