"""The page of one member, with the forms of everything that may be done there."""

from datetime import date
from typing import Any

from flask import g, make_response, render_template
from flask.wrappers import Response

from webapp.accounts.forms import EndRoleForm, InviteForm, RoleForm, StatusForm
from webapp.accounts.members import offices_above
from webapp.accounts.members import queries as roster
from webapp.accounts.members.queries import Office
from webapp.accounts.models import Membership, RoleGrant
from webapp.accounts.permissions import Permission, allows
from webapp.accounts.rules import ACTIVE, MemberStatus, Role, in_force, runs_over
from webapp.audit import queries as audit
from webapp.audit.events import ABOUT_MEMBERSHIP
from webapp.audit.models import AuditEntry
from webapp.audit.routes import facts_of
from webapp.core import clock
from webapp.web.forms import Form


def answer(
    member: Membership, status: int = 200, *, ending: dict[int, Form] | None = None, **sent: Form
) -> Response:
    """The page; a form that was sent with errors is shown as it was sent."""
    today, ending = clock.today(), ending or {}
    offices = roster.offices_of(g.scope, member.id, today)
    statuses = roster.statuses_of(g.scope, member.id)
    forms = _forms(member, statuses[0].status, sent)
    current = next((s for s in statuses if in_force(s.from_on, s.until_on, today)), None)
    name = offices_above.office_above(g.scope, member.account_id, today)
    page = render_template(
        "accounts/member.html",
        facts_of=facts_of,
        member=member,
        statuses=statuses,
        offices=offices,
        end_forms=_end_forms([office.grant for office in offices], ending, today),
        current=current,
        is_active=current is not None and current.status in ACTIVE,
        history=_history(member),
        invitation=roster.open_invitation(g.scope, member.id, clock.now()),
        may_manage=allows(Permission.MEMBERS_MANAGE, g.scope),
        may_grant=allows(Permission.ROLES_GRANT, g.scope),
        runs_over=runs_over,
        above=name,
        may_agree=_may_agree(member, offices, name),
        form=next((form for form in (*sent.values(), *ending.values()) if form.errors), None),
        **forms,
    )
    return make_response(page, status)


def _may_agree(member: Membership, offices: list[Office], name: str | None) -> bool:
    """Whether the reader may agree, for the committee, that the member holds two seats."""
    is_chair = any(one.is_held and one.grant.role is Role.CHAIR for one in offices)
    is_asked = is_chair or name is not None
    other = member.id != g.scope.member_id and member.account_id is not None
    return other and is_asked and allows(Permission.TWO_SEATS_AGREE, g.scope)


def _history(member: Membership) -> list[AuditEntry]:
    """What was written down about the member as a member, for those who may read the log."""
    if not allows(Permission.LOG_SEE, g.scope):
        return []
    since = None if member.id == g.scope.member_id else g.scope.sees_from
    return audit.about_member(g.scope, member.id, ABOUT_MEMBERSHIP, since=since)


def _forms(member: Membership, status: MemberStatus, sent: dict[str, Form]) -> dict[str, Any]:
    """The forms of the page; those that were sent replace the empty ones."""
    forms: dict[str, Any] = {
        "status_form": StatusForm(formdata=None, from_on=clock.today()),
        "role_form": RoleForm(formdata=None, from_on=clock.today()),
        "invite_form": InviteForm(formdata=None, email=member.email),
        **sent,
    }
    forms["status_form"].offer(status)
    forms["role_form"].offer(g.scope)
    return forms


def _end_forms(grants: list[RoleGrant], sent: dict[int, Form], today: date) -> dict[int, Form]:
    """A form to end each office that is held now or later; the fields have ids of their own."""
    forms = {}
    for grant in grants:
        if grant.until_on is None or grant.until_on >= today:
            forms[grant.id] = sent.get(grant.id) or EndRoleForm(formdata=None, from_on=today)
            field = forms[grant.id]["from_on"]
            field.id = field.label.field_id = f"from_on-{grant.id}"
    return forms
