"""Which words of registrations are final, and what their digests cover."""

from webapp.commitments.models import CommitmentNote, CommitmentVersion
from webapp.commitments.versions import VersionState
from webapp.texts.digests import SealedKind

#: A version that was decided on: in force, given back or taken back.
COMMITMENT_VERSION = SealedKind(
    "commitment_version",
    CommitmentVersion,
    facts=(
        "commitment_id",
        "number",
        "state",
        "proposed_by",
        "proposed_at",
        "decided_by",
        "decided_at",
    ),
    words=("text_id", "reason_id", "answer_id"),
    final=lambda: CommitmentVersion.state != VersionState.PROPOSED,
)
#: A note is final once it is made.
COMMITMENT_NOTE = SealedKind(
    "commitment_note",
    CommitmentNote,
    facts=("item_id", "on", "written_by", "written_at"),
    words=("text_id",),
    final=lambda: CommitmentNote.text_id.is_not(None),
)
