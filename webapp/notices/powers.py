"""Tell members of every act that used power over their account, office or papers.

Each such act has a row here. Its message is written when the trail records the act, in the same
transaction, so that no page, command or task can forget it.
"""

import secrets
from typing import Any

from webapp.accounts.members import queries as roster
from webapp.accounts.rules import Role
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import clock
from webapp.core.addresses import Address
from webapp.notices import power_mail, power_rules
from webapp.notices import service as notices
from webapp.notices.link_address import INBOX
from webapp.notices.rules import Announcement, NoticeKind
from webapp.notices.sentences.powers import DONE
from webapp.organizations.wording import Words

#: What the member an act is about is told of it.
TOLD: dict[AuditEvent, NoticeKind] = {
    AuditEvent.ROLE_GRANTED: NoticeKind.OFFICE_GIVEN,
    AuditEvent.ROLE_ENDED: NoticeKind.OFFICE_ENDED,
    AuditEvent.ROLE_CORRECTED: NoticeKind.OFFICE_CORRECTED,
    AuditEvent.STATUS_CHANGED: NoticeKind.STANDING_CHANGED,
    AuditEvent.STATUS_CORRECTED: NoticeKind.STANDING_CHANGED,
    AuditEvent.MEMBERSHIP_ENDED: NoticeKind.STANDING_CHANGED,
    AuditEvent.MEMBER_CHANGED: NoticeKind.WAYS_CHANGED,
    AuditEvent.MEMBER_INVITED: NoticeKind.INVITATION_MADE,
    AuditEvent.INVITATION_ACCEPTED: NoticeKind.ACCOUNT_OPENED,
    AuditEvent.RESET_STARTED: NoticeKind.RESET_STARTED,
    AuditEvent.PASSWORD_RESET: NoticeKind.PASSWORD_CHANGED,
    AuditEvent.CHAIR_NOMINATED: NoticeKind.NOMINATED,
    AuditEvent.PASSWORD_CHANGED: NoticeKind.PASSWORD_CHANGED,
    AuditEvent.SIGNED_IN: NoticeKind.NEW_DEVICE,
    AuditEvent.MEMBER_DEPARTED: NoticeKind.MOVE_WRITTEN,
    AuditEvent.DEPARTURE_TAKEN_BACK: NoticeKind.MOVE_WRITTEN,
    AuditEvent.ARRIVAL_ACCEPTED: NoticeKind.MOVE_WRITTEN,
    AuditEvent.ABSENCE_TOLD: NoticeKind.ENTERED_FOR,
    AuditEvent.ABSENCE_ENDED: NoticeKind.ENTERED_FOR,
    AuditEvent.REPORT_ENTERED_FOR: NoticeKind.ENTERED_FOR,
    AuditEvent.REPORT_SUBMITTED: NoticeKind.ENTERED_FOR,
    AuditEvent.REPORT_TAKEN_BACK: NoticeKind.ENTERED_FOR,
    AuditEvent.REPORT_FILED_FOR: NoticeKind.FILED_FOR,
    AuditEvent.REPORT_FILED: NoticeKind.FILING_SETTLED,
    AuditEvent.REPORT_UNFILED: NoticeKind.FILING_UNDONE,
    AuditEvent.COMMITMENT_CHANGED: NoticeKind.ENTERED_FOR,
    AuditEvent.COMMITMENT_SUBMITTED: NoticeKind.ENTERED_FOR,
    AuditEvent.AMENDMENT_PROPOSED: NoticeKind.ENTERED_FOR,
    AuditEvent.AMENDMENT_TAKEN_BACK: NoticeKind.ENTERED_FOR,
    AuditEvent.COMMITMENT_NOTED: NoticeKind.ENTERED_FOR,
    AuditEvent.COMMITMENT_ASSESSED: NoticeKind.ENTERED_FOR,
    AuditEvent.COMMITMENT_TAKEN_OVER: NoticeKind.ENTERED_FOR,
    AuditEvent.WEAKNESS_CHANGED: NoticeKind.ENTERED_FOR,
    AuditEvent.REMEDY_REPORTED: NoticeKind.ENTERED_FOR,
    AuditEvent.REMEDY_TAKEN_BACK: NoticeKind.ENTERED_FOR,
}


@audit.heard_by
def tell_the_member(scope: Scope, entry: AuditEntry) -> None:
    """Write the message of an act that used power over a member; other acts tell nothing here."""
    kind, to = TOLD.get(entry.event), entry.member_id
    if kind is None or to is None:
        return
    also = tuple(address for address in entry.aside.get("also", ()) if address)
    if not power_rules.is_told(
        entry.event, entry.facts, actor_id=entry.actor_id, member_id=to, is_replaced=bool(also)
    ):
        return
    if entry.aside.get("opens"):
        also += power_mail.told_before(scope, to)
    reaches_anyway = kind in power_rules.ALSO_WITHOUT_ACCOUNT or also
    if not reaches_anyway and not roster.has_account(scope, to):
        return
    # Each act is told for itself, also the second of a day; what is saved often once a day.
    is_daily = entry.event in power_rules.ONCE_A_DAY
    act = f"{entry.event}:{entry.subject_id}" if is_daily else secrets.token_hex(8)
    wanted = Announcement(
        kind,
        to,
        f"power:{act}",
        clock.day_of(entry.at),
        link=_page(entry),
        useful_until=entry.aside.get("useful_until"),
        facts=_facts(scope, entry),
        also=also,
    )
    notices.announce_all(scope, [wanted], now=entry.at)


def _page(entry: AuditEntry) -> Address:
    """The page of what an act is about; what has none leads to the inbox."""
    key, member = entry.subject_id or 0, entry.member_id or 0
    match entry.subject_type:
        case "SelfReport":
            return Address("reports.show", {"report_id": key})
        case "Weakness":
            return Address("followups.show", {"weakness_id": key})
        case "Commitment":
            return Address("commitments.show", {"member_id": member, "year": entry.facts["year"]})
        case "BlockedPeriod":
            return Address("plans.absences")
    return INBOX


def _facts(scope: Scope, entry: AuditEntry) -> dict[str, Any]:
    """Who did it, where, and which office it was about, as words of the organization."""
    role = entry.facts.get("role")
    return {
        "unit": scope.organization.name,
        "by": scope.full_name or str(scope.outside or ""),
        "at": entry.at,
        "from_on": entry.facts.get("from_on"),
        "until_on": entry.facts.get("until_on"),
        "month": entry.facts.get("month"),
        "slip_by": entry.facts.get("slip_by"),
        "mail_by": entry.facts.get("mail_by"),
        "device": entry.aside.get("device", entry.facts.get("device")),
        "nonce": entry.aside.get("nonce"),
        "office": office_word(Role(role), scope.organization.words) if role else "",
        "what": DONE.get(entry.event, ""),
    }


def office_word(role: Role, words: Words) -> str:
    """What an office is called inside a sentence."""
    known = {
        Role.CHAIR: words.head,
        Role.DEPUTY: words.deputy,
        Role.COMMITTEE: words.committee_member,
    }
    return known.get(role, "cán bộ theo dõi")
