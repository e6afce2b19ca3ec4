"""The names of everything worth remembering."""

from enum import StrEnum


class AuditEvent(StrEnum):
    """One act of somebody in one organization."""

    ORGANIZATION_FOUNDED = "organization_founded"
    ORGANIZATION_RENAMED = "organization_renamed"
    ORGANIZATION_SUSPENDED = "organization_suspended"
    ORGANIZATION_RESUMED = "organization_resumed"
    ORGANIZATION_MOVED = "organization_moved"
    ORGANIZATION_MERGED = "organization_merged"
    ORGANIZATION_CLOSED = "organization_closed"
    ORGANIZATION_REOPENED = "organization_reopened"
    BEGINNING_PUT_ASIDE = "beginning_put_aside"
    CARRIED_THREAD_SETTLED = "carried_thread_settled"
    SETTINGS_CHANGED = "settings_changed"
    MEMBER_ADDED = "member_added"
    MEMBER_CHANGED = "member_changed"
    MEMBERS_IMPORTED = "members_imported"
    MEMBER_INVITED = "member_invited"
    INVITATION_ACCEPTED = "invitation_accepted"
    MEMBERSHIP_ENDED = "membership_ended"
    STATUS_CHANGED = "status_changed"
    ROLE_GRANTED = "role_granted"
    ROLE_ENDED = "role_ended"
    STATUS_CORRECTED = "status_corrected"
    ROLE_CORRECTED = "role_corrected"
    MEMBERS_EXPORTED = "members_exported"
    RESET_STARTED = "reset_started"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - the name of an act
    CHAIR_HANDED_OVER = "chair_handed_over"
    CHAIR_NOMINATED = "chair_nominated"
    NOMINATION_CONFIRMED = "nomination_confirmed"
    NOMINATION_OBJECTED = "nomination_objected"
    NOMINATION_WITHDRAWN = "nomination_withdrawn"
    NOMINATION_LAPSED = "nomination_lapsed"
    NOMINATION_IN_FORCE = "nomination_in_force"
    MEMBER_DEPARTED = "member_departed"
    DEPARTURE_TAKEN_BACK = "departure_taken_back"
    DEPARTURE_ANSWERED = "departure_answered"
    ARRIVAL_ANNOUNCED = "arrival_announced"
    ARRIVAL_CANCELLED = "arrival_cancelled"
    ARRIVAL_ACCEPTED = "arrival_accepted"
    ARRIVAL_REFUSED = "arrival_refused"
    TEXTS_SEALED = "texts_sealed"
    OFFICE_HOLDER_ADMITTED = "office_holder_admitted"
    OFFICE_ABOVE_GIVEN = "office_above_given"
    PAST_OPENED = "past_opened"
    TWO_SEATS_AGREED = "two_seats_agreed"
    SIGNED_IN = "signed_in"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of an act
    MONTH_PLANNED = "month_planned"
    YEAR_CARRIED = "year_carried"
    THEMATIC_ARRANGED = "thematic_arranged"
    THEMATIC_PREPARED = "thematic_prepared"
    THEMATIC_CONCLUDED = "thematic_concluded"
    VOLUNTEERED = "volunteered"
    VOLUNTEER_ANSWERED = "volunteer_answered"
    TURN_ASSIGNED = "turn_assigned"
    TURN_REQUESTED = "turn_requested"
    TURN_REQUEST_AGREED = "turn_request_agreed"
    TURN_REQUEST_DISAGREED = "turn_request_disagreed"
    TURN_REQUEST_GRANTED = "turn_request_granted"
    TURN_REQUEST_REFUSED = "turn_request_refused"
    TURN_REQUEST_TAKEN_BACK = "turn_request_taken_back"
    TURN_REQUEST_LAPSED = "turn_request_lapsed"
    YEAR_PLAN_DRAWN = "year_plan_drawn"
    YEAR_PLAN_CONFIRMED = "year_plan_confirmed"
    FORESEEN_TURN_DROPPED = "foreseen_turn_dropped"
    ABSENCE_TOLD = "absence_told"
    ABSENCE_ENDED = "absence_ended"
    REPORT_STARTED = "report_started"
    REPORT_SUBMITTED = "report_submitted"
    REPORT_TAKEN_BACK = "report_taken_back"
    REPORT_REMARKED = "report_remarked"
    REPORT_RETURNED = "report_returned"
    REPORT_ACCEPTED = "report_accepted"
    REVIEW_SKIPPED = "review_skipped"
    REPORT_ENTERED_FOR = "report_entered_for"
    REPORT_RELEASED = "report_released"
    REPORT_PRESENTED = "report_presented"
    REPORT_CONCLUDED = "report_concluded"
    REPORT_FILED = "report_filed"
    REPORT_FILED_FOR = "report_filed_for"
    REPORT_UNFILED = "report_unfiled"
    REPORT_POSTPONED = "report_postponed"
    REPORT_WITHDRAWN = "report_withdrawn"
    REPORT_MOVED = "report_moved"
    COMMITMENT_CHANGED = "commitment_changed"
    COMMITMENT_SUBMITTED = "commitment_submitted"
    COMMITMENT_CONFIRMED = "commitment_confirmed"
    COMMITMENT_RETURNED = "commitment_returned"
    AMENDMENT_PROPOSED = "amendment_proposed"
    AMENDMENT_TAKEN_BACK = "amendment_taken_back"
    AMENDMENT_RETURNED = "amendment_returned"
    COMMITMENT_AMENDED = "commitment_amended"
    COMMITMENT_NOTED = "commitment_noted"
    ASSESSMENT_OPENED = "assessment_opened"
    COMMITMENT_ASSESSED = "commitment_assessed"
    COMMITMENT_TAKEN_OVER = "commitment_taken_over"
    COMMITMENT_REMINDED = "commitment_reminded"
    MEMBERS_REMINDED = "members_reminded"
    REMINDER_TAKEN_BACK = "reminder_taken_back"
    WEAKNESS_POINTED_OUT = "weakness_pointed_out"
    WEAKNESS_CHANGED = "weakness_changed"
    REMEDY_REPORTED = "remedy_reported"
    REMEDY_TAKEN_BACK = "remedy_taken_back"
    REMEDY_CONFIRMED = "remedy_confirmed"
    WEAKNESS_REOPENED = "weakness_reopened"
    WEAKNESS_CARRIED = "weakness_carried"
    WEAKNESS_NOTED = "weakness_noted"
    WEAKNESS_ENDED = "weakness_ended"
    MEETING_CALLED = "meeting_called"
    MEETING_CHANGED = "meeting_changed"
    MEETING_OPENED = "meeting_opened"
    ATTENDANCE_MARKED = "attendance_marked"
    OPINION_RECORDED = "opinion_recorded"
    OPINION_SET_ASIDE = "opinion_set_aside"
    OPINION_RESTORED = "opinion_restored"
    MEETING_CLOSED = "meeting_closed"


#: After these nobody can enter the organization, and so nobody can answer anything.
SHUT = frozenset(
    {
        AuditEvent.ORGANIZATION_SUSPENDED,
        AuditEvent.ORGANIZATION_CLOSED,
        AuditEvent.ORGANIZATION_MERGED,
    }
)

#: What the page of a member tells of the log: how they came, stood, held offices and left.
ABOUT_MEMBERSHIP = frozenset(
    {
        AuditEvent.MEMBER_ADDED,
        AuditEvent.MEMBER_CHANGED,
        AuditEvent.MEMBER_INVITED,
        AuditEvent.INVITATION_ACCEPTED,
        AuditEvent.MEMBERSHIP_ENDED,
        AuditEvent.STATUS_CHANGED,
        AuditEvent.STATUS_CORRECTED,
        AuditEvent.ROLE_GRANTED,
        AuditEvent.ROLE_ENDED,
        AuditEvent.ROLE_CORRECTED,
        AuditEvent.RESET_STARTED,
        AuditEvent.PASSWORD_RESET,
        AuditEvent.CHAIR_HANDED_OVER,
        AuditEvent.CHAIR_NOMINATED,
        AuditEvent.NOMINATION_CONFIRMED,
        AuditEvent.NOMINATION_OBJECTED,
        AuditEvent.NOMINATION_WITHDRAWN,
        AuditEvent.NOMINATION_LAPSED,
        AuditEvent.NOMINATION_IN_FORCE,
        AuditEvent.MEMBER_DEPARTED,
        AuditEvent.DEPARTURE_TAKEN_BACK,
        AuditEvent.DEPARTURE_ANSWERED,
        AuditEvent.ARRIVAL_ACCEPTED,
        AuditEvent.OFFICE_HOLDER_ADMITTED,
        AuditEvent.OFFICE_ABOVE_GIVEN,
        AuditEvent.PAST_OPENED,
        AuditEvent.TWO_SEATS_AGREED,
    }
)
