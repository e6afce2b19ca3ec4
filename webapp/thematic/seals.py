"""Which words of thematic sessions are final, and what their digests cover."""

from webapp.texts.digests import SealedKind
from webapp.thematic.models import ThematicSession

#: What the session came to. It may be written anew, by an act that lets go of the seal before.
THEMATIC_CONCLUSION = SealedKind(
    "thematic_conclusion",
    ThematicSession,
    facts=("month",),
    words=("conclusion_id",),
    final=lambda: ThematicSession.conclusion_id.is_not(None),
    releasable=True,
)
