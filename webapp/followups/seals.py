"""Which words of weaknesses are final, and what their digests cover."""

from webapp.followups.models import Weakness, WeaknessEvent
from webapp.texts.digests import SealedKind

#: The wording and the facts here never change; state, due day and helper do.
WEAKNESS = SealedKind(
    "weakness",
    Weakness,
    facts=("member_id", "source", "pointed_out_on"),
    words=("text_id",),
    final=lambda: Weakness.text_id.is_not(None),
)
#: Every step of a thread, with its note if it has one.
WEAKNESS_EVENT = SealedKind(
    "weakness_event",
    WeaknessEvent,
    facts=(
        "weakness_id",
        "step",
        "at",
        "actor_id",
        "due_on",
        "seen_on",
        "helper_id",
        "meeting_id",
    ),
    words=("text_id",),
    final=lambda: WeaknessEvent.id.is_not(None),
)
