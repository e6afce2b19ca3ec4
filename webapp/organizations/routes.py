"""The settings page: what the organization chooses, and what it inherits."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, allows, require
from webapp.core import clock
from webapp.core.errors import NotVisible
from webapp.organizations import queries, service
from webapp.organizations.forms import NameForm, SettingsForm
from webapp.organizations.settings import CHOSEN, Origin, origins
from webapp.plans import queries as plans
from webapp.web.setting_names import SETTING_NAMES
from webapp.web.submitting import submitting

bp = Blueprint("organizations", __name__, url_prefix="/o/<organization>/thiet-lap")

BLUEPRINTS = (bp,)

#: How many of the coming meetings the page names.
_SHOWN = 3

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
    ("Báo cáo", ("turns_a_month", "leaders_first", "volunteer_turns_a_year", "campaign")),
    (
        "Các mốc thời gian",
        (
            "draft_due_days",
            "committee_days",
            "supplement_days",
            "release_days",
            "final_days",
            "notice_days",
        ),
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
    """Store what was chosen; empty boxes inherit again."""
    require(Permission.SETTINGS_MANAGE, g.scope)
    form = SettingsForm()
    with submitting(form, _page):
        service.change_settings(g.scope, form.wanted(), based_on=form.based_on.data or "")
    flash("Đã lưu thiết lập.", "ok")
    return redirect(url_for(".settings"), 303)


@bp.post("/gia-tri-chung")
def inherit_again() -> ResponseReturnValue:
    """Give up one value of one's own; what was typed in the other boxes is not kept."""
    require(Permission.SETTINGS_MANAGE, g.scope)
    name, form = request.form.get("inherit", ""), SettingsForm()
    if name not in CHOSEN:
        raise NotVisible
    with submitting(form, _page, as_typed=True):
        service.inherit_again(g.scope, name, based_on=form.based_on.data or "")
    flash(f"Đã dùng lại giá trị chung: {SETTING_NAMES[name]}.", "ok")
    return redirect(url_for(".settings"), 303)


@bp.get("/doi-ten")
def new_name() -> ResponseReturnValue:
    """The form for another name of one's own organization."""
    require(Permission.ORGANIZATION_RENAME, g.scope)
    return _name_page(NameForm(formdata=None, name=g.scope.organization.name), 200)


@bp.post("/doi-ten")
def rename() -> ResponseReturnValue:
    """Take another name; older papers and figures show the older one."""
    require(Permission.ORGANIZATION_RENAME, g.scope)
    form = NameForm()
    with submitting(form, _name_page):
        own = queries.get_by_id(g.scope.organization_id, for_change=True)
        name, is_other = form.name.data or "", form.is_other.data
        service.rename(own, name, is_other=is_other, now=clock.now(), by=g.scope)
    flash(f"Tên mới: {own.name}.", "ok")
    return redirect(url_for(".settings"), 303)


def _name_page(form: NameForm, status: int) -> ResponseReturnValue:
    return render_template("organizations/rename.html", form=form), status


def _origins() -> dict[str, Origin]:
    organization = g.scope.organization
    return origins(organization.kind, queries.levels_of(organization.path))


def _page(form: SettingsForm, status: int) -> ResponseReturnValue:
    organization = queries.get_by_id(g.scope.organization_id)
    form.based_on.data = service.fingerprint(organization.settings)
    has_units = not organization.kind.meets
    page = render_template(
        "organizations/settings.html",
        form=form,
        origins=_origins(),
        groups=GROUPS,
        overridden=queries.overridden_below(organization.path) if has_units else {},
        may_rename=allows(Permission.ORGANIZATION_RENAME, g.scope),
        **_coming(),
    )
    return page, status


def _coming() -> dict[str, Any]:
    """The next three meetings in force, and the months whose day a change of the rule leaves."""
    if not g.scope.organization.meets:
        return {"days": [], "kept": []}
    ahead = plans.coming_meetings(g.scope, clock.today())
    return {"days": ahead[:_SHOWN], "kept": [plan for plan in ahead if plan.is_kept]}
