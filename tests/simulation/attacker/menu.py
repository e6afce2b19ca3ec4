"""The menu: every form that changes something, the page it stands on, and who has use for it.

An address that takes a form and stands neither here nor in `LEFT_OUT` stops
`tests/tenancy/test_attacker.py`: whoever adds one decides whether it changes what somebody may do.
"""

from dataclasses import dataclass

#: Offices a form is meant for; others try it too, though seldom.
ABOVE, OPERATOR, LEADS = "above", "operator", "leads"
COMMITTEE, MEMBER, ANYBODY = "committee", "member", "anybody"
_BOTH = (ABOVE, LEADS)


@dataclass(frozen=True)
class Act:
    """One form: where it is sent to, the page it is drawn on, and what pressing it means."""

    sent_to: str
    page: str
    says: str
    who: tuple[str, ...] = (LEADS,)
    weight: int = 1
    #: What the page must be asked for so that it draws the form.
    asks: str = ""


TRAVEL = Act("travel", "", "time passes", (ANYBODY,), 2)
#: Using a link counts for more while somebody holds one.
USE_LINK = Act("accounts.accept_invitation", "accounts.invitation", "uses a link", (ANYBODY,), 8)

_ACCOUNTS = (
    Act("accounts.add_member", "accounts.new_member", "adds a member", _BOTH, 2),
    Act("accounts.change_member", "accounts.edit_member", "changes particulars", _BOTH, 2),
    Act("accounts.change_status", "accounts.member", "changes a status", _BOTH, 2),
    Act("accounts.keep_status", "accounts.correct_status", "corrects a status", _BOTH),
    Act("accounts.grant_role", "accounts.member", "grants an office", _BOTH, 3),
    Act("accounts.end_role", "accounts.member", "ends an office", _BOTH, 2),
    Act("accounts.keep_role", "accounts.correct_role", "corrects an office", _BOTH),
    Act("accounts.invite", "accounts.member", "invites a member", _BOTH, 2),
    Act("accounts.print_slips", "accounts.slips", "makes slips", _BOTH, 2),
    Act("accounts.reset_slip", "accounts.member", "starts a reset", _BOTH, 5),
    Act("accounts.ask_for_reset", "accounts.forgotten_form", "forgot a password", (ANYBODY,), 2),
    Act("accounts.agree_to_two_seats", "accounts.member", "agrees to two seats", (COMMITTEE,)),
    Act("accounts.open_past", "accounts.past", "opens the past", (LEADS, COMMITTEE, MEMBER), 3),
    Act("accounts.change_password", "accounts.profile", "changes the password", (MEMBER,)),
    USE_LINK,
)
_OPERATOR = (
    Act("admin.found_organization", "admin.new_organization", "founds", (OPERATOR,), 2),
    Act("admin.appoint_chair", "admin.new_chair", "appoints a chair", (OPERATOR,), 6),
    Act("admin.propose_chair", "admin.new_chair", "proposes a chair", (OPERATOR,), 4),
    Act("admin.suspend", "admin.tenants", "suspends", (OPERATOR,)),
    Act("admin.resume", "admin.tenants", "lets go on", (OPERATOR,)),
)
_UNITS = (
    Act("units.open_unit", "units.new", "opens a unit", (ABOVE,), 7),
    Act("units.invite_again", "units.show", "invites the chair again", (ABOVE,), 3),
    Act("units.propose_chair", "units.seat", "proposes a chair", (ABOVE,), 3),
    Act("units.merge", "units.new_merging", "merges", (ABOVE,), 9),
    Act("units.move", "units.new_place", "moves", (ABOVE,)),
    Act("units.close", "units.new_closing", "closes", (ABOVE,)),
    Act("units.reopen", "units.show", "opens again", (ABOVE,)),
    Act("units.rename", "units.new_name", "renames", (ABOVE,)),
    Act("organizations.rename", "organizations.new_name", "renames their own", _BOTH),
    Act("organizations.change_settings", "organizations.settings", "changes settings", _BOTH),
)
_COMING = (
    Act("handover.hand_over", "handover.show", "hands over", (LEADS,), 2),
    Act("nominations.propose", "nominations.show", "proposes a chair", (LEADS, COMMITTEE), 3),
    Act("nominations.confirm", "nominations.show", "confirms a proposal", (LEADS, COMMITTEE), 2),
    Act("transfers.accept_several", "transfers.index", "receives several", _BOTH, 3),
    Act("transfers.depart", "transfers.new", "writes a departure", _BOTH, 2),
    Act("transfers.take_back", "transfers.index", "takes a departure back", _BOTH),
    Act("transfers.accept", "transfers.arrival", "receives somebody", _BOTH, 3),
    Act("transfers.refuse", "transfers.arrival", "receives nobody", _BOTH),
)
_WRITING = (
    Act("reports.save", "reports.edit", "saves a report", (LEADS, MEMBER), 2),
    Act("reports.submit", "reports.edit", "hands a report in", (LEADS, MEMBER), 2),
    Act("reports.file", "reports.edit", "files a report", (LEADS, MEMBER), 4),
    Act("reports.agree", "reports.show", "agrees to a filing", (LEADS, MEMBER)),
    Act("reports.unfile", "reports.show", "takes a filing back", (LEADS,)),
    Act("reports.take_back", "reports.show", "takes a report back", (LEADS, MEMBER)),
    Act("reports.remark", "reports.review", "remarks", (LEADS, COMMITTEE)),
    Act("reports.return_", "reports.review", "returns a report", (LEADS, COMMITTEE)),
    Act("reports.accept", "reports.review", "accepts a report", (LEADS, COMMITTEE)),
    Act("reports.skip_review", "reports.skip_review", "skips the review", (LEADS,)),
    Act("reports.postpone", "reports.postpone", "postpones a report", (LEADS,)),
    Act("reports.withdraw", "reports.withdraw", "withdraws a report", (LEADS,)),
    Act("commitments.save", "commitments.show", "writes a registration", (LEADS, MEMBER)),
    Act("commitments.note", "commitments.note", "notes progress", (LEADS, MEMBER)),
    Act("commitments.confirm", "commitments.show", "confirms one", (LEADS, COMMITTEE)),
    Act("commitments.assess", "commitments.look_back", "assesses one", (LEADS, MEMBER)),
    Act("commitments.propose", "commitments.amend", "wants one amended", (LEADS, MEMBER)),
    Act("followups.point_out", "followups.new", "points out", (LEADS, COMMITTEE)),
    Act("followups.arrange", "followups.show", "names a helper", (LEADS, COMMITTEE), 2),
    Act("followups.promise", "followups.show", "promises", (LEADS, MEMBER)),
    Act("followups.report_remedy", "followups.show", "tells of a remedy", (LEADS, MEMBER), 2),
    Act("followups.confirm", "followups.show", "confirms a remedy", (LEADS, COMMITTEE), 2),
    Act("followups.reopen", "followups.show", "opens a thread again", (LEADS, COMMITTEE)),
)
_MEETING = (
    Act("meetings.call", "meetings.new", "calls a meeting", (LEADS,), 1, "month"),
    Act("meetings.change", "meetings.edit", "changes a meeting", (LEADS,)),
    Act("meetings.open_meeting", "meetings.room", "opens the meeting", (LEADS,), 2),
    Act("meetings.release", "meetings.show", "sends the papers out", (LEADS,), 2),
    Act("meetings.present", "meetings.room", "lets present", (LEADS,)),
    Act("meetings.record_opinion", "meetings.room", "records an opinion", (LEADS, COMMITTEE)),
    Act("meetings.speak", "meetings.live", "speaks", (LEADS, MEMBER)),
    Act("meetings.conclude", "meetings.conclusion", "concludes", (LEADS,)),
    Act("meetings.close", "meetings.closing", "closes the meeting", (LEADS,)),
)
_TURNS = (
    Act("assigning.assign", "assigning.show", "gives a turn", (LEADS,)),
    Act("plans.volunteer", "plans.month", "volunteers", (MEMBER,)),
    Act("plans.volunteer_for", "plans.month", "volunteers for somebody", (LEADS,), 2),
    Act("plans.tell_absence", "plans.absences", "tells an absence", (LEADS, MEMBER)),
    Act("exchanges.ask", "exchanges.wish", "asks about a turn", (LEADS, MEMBER), 2),
    Act("exchanges.agree", "exchanges.show", "agrees", (MEMBER,)),
    Act("exchanges.grant", "exchanges.show", "grants a request", (LEADS,)),
    Act("thematic.arrange", "thematic.arranging", "names preparers", (LEADS,)),
    Act("thematic.prepare", "thematic.preparing", "prepares a session", (LEADS, MEMBER)),
)
MENU = (TRAVEL, *_ACCOUNTS, *_OPERATOR, *_UNITS, *_COMING, *_WRITING, *_MEETING, *_TURNS)

_SIGN_IN = "attackers sign in by it whenever a sign-in has ended"
_ENDS = "ends sign-ins, and opens nothing"
_SHOWN = "changes what the asking browser is shown, or what its own account has seen"
_LIST = "rows of a list, as `accounts.add_member` writes them one by one; a worker reads the file"
_DAYS = "moves days, order or attendance; opens no text and gives no office"
_BACK = "ends or gives back what another act of the menu began; opens no text"
_OWN = "keeps or drops what the asking account itself is typing"
#: Forms that no attacker presses, with the reason.
LEFT_OUT = {
    "accounts.sign_in": _SIGN_IN,
    "accounts.sign_out": _ENDS,
    "accounts.sign_out_everywhere": _ENDS,
    "accounts.wish_email": _SHOWN,
    "accounts.export_members": "names and contacts of one's own list; no text stands in it",
    "accounts.open_invitation": "pressed before a link is used",
    "admin.withdraw_proposal": _BACK,
    "appearance.save": _SHOWN,
    "notices.mark_all_read": _SHOWN,
    "notices.mark_read": _SHOWN,
    "notices.open_notice": _SHOWN,
    "imports.apply": _LIST,
    "imports.columns": _LIST,
    "imports.discard": _LIST,
    "imports.upload": _LIST,
    "unsent.keep": _OWN,
    "unsent.throw_away": _OWN,
    "nominations.object_to": "stops what another act of the menu began",
    "nominations.withdraw": _BACK,
    "proofs.choose_address": "sends numbers and hashes of the trail to an address; no word",
    "reports.reject": _BACK,
    "followups.take_back": _BACK,
    "units.withdraw_proposal": _BACK,
    "units.put_aside": _SHOWN,
    "units.settle": "takes a row of days off a list",
    "units.choose_meeting_day": "the same settings as `organizations.change_settings`",
    "organizations.inherit_again": "the same settings as `organizations.change_settings`",
    "assigning.accept": "gives a turn as `assigning.assign` does",
    "exchanges.disagree": _BACK,
    "exchanges.refuse": _BACK,
    "exchanges.take_back": _BACK,
    "commitments.take_back": _BACK,
    "commitments.give_back": _BACK,
    "commitments.give_back_amendment": _BACK,
    "commitments.confirm_amendment": "confirms as `commitments.confirm` does",
    "commitments.take_back_amendment": _BACK,
    "commitments.take_over": "copies one's own items into the next year",
    "commitments.open_assessment": _DAYS,
    "commitments.remind": "sends a reminder without words",
    "reminders.remind_all": "sends reminders without words",
    "reminders.remind_of_report": "sends a reminder without words",
    "reminders.remind_of_thread": "sends a reminder without words",
    "reminders.take_all_back": _BACK,
    "reminders.take_report_back": _BACK,
    "reminders.take_thread_back": _BACK,
    "commitments.choose_form": "headings of the year's form",
    "followups.accept_day": _DAYS,
    "followups.carry": _DAYS,
    "followups.end": "closes a thread; its words open to nobody by it",
    "followups.keep_day": _DAYS,
    "followups.note": "a note of whoever may read the thread already",
    "followups.point_out_all": "the same as `followups.point_out`, for many",
    "meetings.add_item": _DAYS,
    "meetings.move_item": _DAYS,
    "meetings.remove_item": _DAYS,
    "meetings.refresh": _DAYS,
    "meetings.take_in": _DAYS,
    "meetings.mark": _DAYS,
    "meetings.mark_rest": _DAYS,
    "meetings.postpone": "the same as `reports.postpone`",
    "meetings.set_aside": _BACK,
    "meetings.restore": _BACK,
    "plans.arrange": _DAYS,
    "plans.draw": _DAYS,
    "plans.carry": _DAYS,
    "plans.change": _DAYS,
    "plans.decline": _BACK,
    "plans.take_back": _BACK,
    "plans.end_absence": _BACK,
    "thematic.conclude": "a text of the asking leader",
}
