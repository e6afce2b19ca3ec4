"""What people may do: one table of permissions and the situations that grant them.

The tenant is checked once for all of them, in `allows`. Source: product description §2.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

from webapp.accounts.rules import Role
from webapp.accounts.scope import Scope
from webapp.core.errors import Found, NotVisible, seen


class Permission(StrEnum):
    """One thing somebody may be allowed to do."""

    UNIT_SEE = "unit_see"
    MEMBERS_SEE = "members_see"
    MEMBERS_MANAGE = "members_manage"
    ROLES_GRANT = "roles_grant"
    PAST_OPEN = "past_open"
    TWO_SEATS_AGREE = "two_seats_agree"
    HANDOVER_SEE = "handover_see"
    SETTINGS_MANAGE = "settings_manage"
    LOG_SEE = "log_see"
    PLAN_SEE = "plan_see"
    PLAN_MANAGE = "plan_manage"
    TURN_VOLUNTEER = "turn_volunteer"
    TURN_SEE = "turn_see"
    TURN_REQUEST = "turn_request"
    TURN_REQUEST_SEE = "turn_request_see"
    ABSENCE_TELL = "absence_tell"
    REPORT_WRITE = "report_write"
    REPORT_SEE = "report_see"
    REPORT_READ = "report_read"
    REPORT_REVIEW = "report_review"
    REPORT_TRAY = "report_tray"
    REPORT_DIRECT = "report_direct"
    REPORT_READERS_SEE = "report_readers_see"
    LATE_REMIND = "late_remind"
    COMMITMENT_READ = "commitment_read"
    COMMITMENT_WRITE = "commitment_write"
    COMMITMENT_CONFIRM = "commitment_confirm"
    COMMITMENT_DIRECT = "commitment_direct"
    WEAKNESS_READ = "weakness_read"
    WEAKNESS_SEE = "weakness_see"
    WEAKNESS_READERS_SEE = "weakness_readers_see"
    WEAKNESS_MANAGE = "weakness_manage"
    WEAKNESS_ANSWER = "weakness_answer"
    MEETING_SEE = "meeting_see"
    MEETING_PREPARE = "meeting_prepare"
    MEETING_RECORD = "meeting_record"
    MEETING_LEAD = "meeting_lead"
    THEMATIC_SEE = "thematic_see"
    THEMATIC_ARRANGE = "thematic_arrange"
    THEMATIC_PREPARE = "thematic_prepare"
    THEMATIC_CONCLUDE = "thematic_conclude"
    FIGURES_SEE = "figures_see"
    FIGURES_ABOVE = "figures_above"
    UNITS_SEE = "units_see"
    UNITS_MANAGE = "units_manage"
    ORGANIZATION_RENAME = "organization_rename"
    UNIT_BEGIN = "unit_begin"


#: A situation looks at who asks and at the thing; None stands for the organization itself.
Situation = Callable[[Scope, Any], bool]


def belongs(scope: Scope, thing: Any) -> bool:
    """Any active member of a unit that meets."""
    return scope.is_active and scope.organization.meets


def belongs_anywhere(scope: Scope, thing: Any) -> bool:
    """Any active member, of a unit or of a superior."""
    return scope.is_active


def is_own(scope: Scope, thing: Any) -> bool:
    """The member the thing is about."""
    return scope.is_active and thing.member_id == scope.member_id


def helps(scope: Scope, thing: Any) -> bool:
    """The member named to help with this very thing, as long as it is followed."""
    return belongs(scope, thing) and thing.is_open and thing.helper_id == scope.member_id


def is_asked(scope: Scope, thing: Any) -> bool:
    """The member who is to agree to something about another one's turn."""
    return scope.is_active and thing.other_member_id == scope.member_id


def reviews(scope: Scope, thing: Any) -> bool:
    """A member of the committee, its head included."""
    return scope.is_active and scope.reviews and scope.organization.meets


def reviews_submitted(scope: Scope, thing: Any) -> bool:
    """The committee, from the moment the author has sent the report."""
    return reviews(scope, thing) and thing.is_submitted


def reviews_of_another(scope: Scope, thing: Any) -> bool:
    """The committee, of a report that somebody else wrote."""
    return reviews_submitted(scope, thing) and thing.member_id != scope.member_id


def belongs_and_released(scope: Scope, thing: Any) -> bool:
    """Every active member, once the papers are out."""
    return belongs(scope, thing) and thing.is_released


def leads(scope: Scope, thing: Any) -> bool:
    """Chair or deputy of a unit that meets."""
    return scope.is_active and scope.leads and scope.organization.meets


def leads_anywhere(scope: Scope, thing: Any) -> bool:
    """Chair or deputy, of a unit or of a superior."""
    return scope.is_active and scope.leads


def heads_anywhere(scope: Scope, thing: Any) -> bool:
    """The chair, of a unit or of a superior."""
    return scope.is_active and Role.CHAIR in scope.roles


def keeps_minutes(scope: Scope, thing: Any) -> bool:
    """The clerk of this very meeting."""
    return belongs(scope, thing) and thing.clerk_id == scope.member_id


def prepares(scope: Scope, thing: Any) -> bool:
    """One of those who prepare this very thematic session."""
    return belongs(scope, thing) and scope.member_id in thing.preparer_ids


def looks_from_above(scope: Scope, thing: Any) -> bool:
    """Somebody with an office in a superior organization."""
    return scope.is_active and bool(scope.roles) and not scope.organization.meets


def leads_above(scope: Scope, thing: Any) -> bool:
    """Chair or deputy of a superior organization."""
    return scope.is_active and scope.leads and not scope.organization.meets


GRANTS: dict[Permission, tuple[Situation, ...]] = {
    Permission.UNIT_SEE: (belongs_anywhere,),
    Permission.MEMBERS_SEE: (reviews, leads_anywhere),
    Permission.MEMBERS_MANAGE: (leads_anywhere,),
    Permission.ROLES_GRANT: (heads_anywhere,),
    # Whose word counts depends on who was there; see `members.opening_the_past`.
    Permission.PAST_OPEN: (belongs,),
    Permission.TWO_SEATS_AGREE: (reviews,),
    Permission.HANDOVER_SEE: (leads,),
    Permission.SETTINGS_MANAGE: (leads_anywhere,),
    Permission.LOG_SEE: (reviews, leads_anywhere),
    Permission.PLAN_SEE: (belongs,),
    Permission.PLAN_MANAGE: (leads,),
    Permission.TURN_VOLUNTEER: (belongs,),
    # What became of a turn, and why: for whom it concerns and for the committee.
    Permission.TURN_SEE: (is_own, reviews),
    Permission.TURN_REQUEST: (is_own, leads),
    Permission.TURN_REQUEST_SEE: (is_own, is_asked, reviews),
    Permission.ABSENCE_TELL: (is_own, leads),
    Permission.REPORT_WRITE: (is_own, leads),
    # That there is a report and where it stands; its words are another permission.
    Permission.REPORT_SEE: (is_own, reviews, belongs_and_released),
    Permission.REPORT_READ: (is_own, reviews_submitted, belongs_and_released),
    Permission.REPORT_REVIEW: (reviews_of_another,),
    Permission.REPORT_TRAY: (reviews,),
    Permission.REPORT_DIRECT: (leads,),
    Permission.REPORT_READERS_SEE: (is_own,),
    # Reminding whoever is late, with a report or a remedy.
    Permission.LATE_REMIND: (leads,),
    Permission.COMMITMENT_READ: (is_own, reviews),
    Permission.COMMITMENT_WRITE: (is_own, leads),
    Permission.COMMITMENT_CONFIRM: (reviews,),
    Permission.COMMITMENT_DIRECT: (leads,),
    Permission.WEAKNESS_READ: (is_own, reviews),
    # One thread with its notes; who helps with it sees that one and no other.
    Permission.WEAKNESS_SEE: (is_own, reviews, helps),
    Permission.WEAKNESS_READERS_SEE: (is_own,),
    Permission.WEAKNESS_MANAGE: (reviews,),
    Permission.WEAKNESS_ANSWER: (is_own, leads),
    Permission.MEETING_SEE: (belongs,),
    Permission.MEETING_PREPARE: (leads,),
    Permission.MEETING_RECORD: (leads, keeps_minutes),
    Permission.MEETING_LEAD: (leads,),
    Permission.THEMATIC_SEE: (belongs,),
    Permission.THEMATIC_ARRANGE: (leads,),
    Permission.THEMATIC_PREPARE: (reviews, prepares),
    Permission.THEMATIC_CONCLUDE: (leads,),
    Permission.FIGURES_SEE: (reviews,),
    Permission.FIGURES_ABOVE: (looks_from_above,),
    Permission.UNITS_SEE: (looks_from_above,),
    # Which unit it is about is found among those below one's own; others are as if absent.
    Permission.UNITS_MANAGE: (leads_above,),
    Permission.ORGANIZATION_RENAME: (heads_anywhere,),
    Permission.UNIT_BEGIN: (leads,),
}


def allows(permission: Permission, scope: Scope, thing: Any = None) -> bool:
    """Whether a situation of the permission holds, for a visible thing of the tenant."""
    is_own = thing is None or thing.organization_id == scope.organization_id
    if not is_own or (thing is not None and not in_sight(scope, thing)):
        return False
    return any(holds(scope, thing) for holds in GRANTS[permission])


def in_sight(scope: Scope, thing: Any) -> bool:
    """Whether the member may see a thing of the past: it ended after they came, or is about them.

    Things that end have a `last_day`, passed or to come; others are always visible.
    """
    last_day: date | None = getattr(thing, "last_day", None)
    if last_day is None or scope.sees(last_day):
        return True
    concerned = getattr(thing, "concerned_ids", None) or {getattr(thing, "member_id", None)}
    return scope.member_id is not None and scope.member_id in concerned


def require(permission: Permission, scope: Scope, thing: Any = None) -> None:
    """Go on only if the permission is granted.

    Raises NotVisible otherwise: what is forbidden looks as if it did not exist.
    """
    if not allows(permission, scope, thing):
        raise NotVisible


def permitted(permission: Permission, scope: Scope, found: Found | None) -> Found:
    """What a query found, if this actor may do this with it.

    Raises NotVisible otherwise: absent, foreign and forbidden look the same.
    """
    thing = seen(found)
    require(permission, scope, thing)
    return thing
