"""Which words of thematic sessions are final, and what their digests cover."""

from webapp.texts.digests import SealedKind
from webapp.thematic.models import ThematicSession

#: What the session came to. It may be replaced, by an act that releases the earlier seal.
THEMATIC_CONCLUSION = SealedKind(
    "thematic_conclusion",
    ThematicSession,
    facts=("month",),
    words=("conclusion_id",),
    final=lambda: ThematicSession.conclusion_id.is_not(None),
    releasable=True,
)
