"""Every kind of text: sealed once it is final, or left open for a reason that stands here."""

from webapp.commitments.seals import COMMITMENT_NOTE, COMMITMENT_VERSION
from webapp.followups.seals import WEAKNESS, WEAKNESS_EVENT
from webapp.meetings.seals import COMMENDATION, CONCLUSION, MINUTES, OPINION, OPINION_SET_ASIDE
from webapp.reports.seals import REMARK, VERSION
from webapp.texts.digests import SealedKind
from webapp.thematic.seals import THEMATIC_CONCLUSION

#: By the name under which the trail knows them, in the order of these names.
SEALED: dict[str, SealedKind] = {
    kind.name: kind
    for kind in sorted(
        (
            COMMENDATION,
            COMMITMENT_NOTE,
            COMMITMENT_VERSION,
            CONCLUSION,
            MINUTES,
            OPINION,
            OPINION_SET_ASIDE,
            REMARK,
            THEMATIC_CONCLUSION,
            VERSION,
            WEAKNESS,
            WEAKNESS_EVENT,
        ),
        key=lambda kind: kind.name,
    )
}

#: Columns that refer to texts which are not sealed, and why.
LEFT_OPEN: dict[str, str] = {
    "unsent_forms.text_id": "typed and not sent: it changes with every key",
    "commitment_items.text_id": "goes on changing; what was confirmed is a sealed version",
    "commitment_items.measure_id": "goes on changing; what was confirmed is a sealed version",
    "commitment_items.task_id": "goes on changing; what was confirmed is a sealed version",
    "commitment_items.outcome_text_id": "written again until the year is over",
    "commitments.return_reason_id": "shown until the registration is handed in again",
    "thematic_sessions.questions_id": "written again until the session is held",
    "self_reports.closing_reason_id": "why a turn was put off; the entry says who did it and when",
    "self_reports.skip_reason_id": "why there was no review; the entry says who did it and when",
    "turn_request_events.text_id": "arranges a turn; the entry says who did it and when",
    "year_plans.reason_id": "why a plan was changed the last time; written again with each change",
    "plan_changes.reason_id": "arranges a month; the entry says who did it and when",
}
