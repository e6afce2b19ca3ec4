"""The settings page: what the organization chooses, and what it inherits."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.core.errors import DomainError
from webapp.organizations import queries, service
from webapp.organizations.forms import SettingsForm
from webapp.organizations.settings import Origin, origins
from webapp.web.fields import blame

bp = Blueprint("organizations", __name__, url_prefix="/o/<organization>/thiet-lap")

BLUEPRINTS = (bp,)

#: The settings as the page groups them.
GROUPS = (
    ("Buổi sinh hoạt", ("meeting_day", "meeting_hour", "meeting_place", "meets_every_months")),
    ("Báo cáo", ("turns_a_month", "leaders_first", "campaign")),
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
        "organizations/settings.html", form=form, origins=_origins(), groups=GROUPS
    )
    return page, status
