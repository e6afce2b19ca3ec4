"""The committee's part: confirm what a member registered, or give it back with a reason."""

from datetime import datetime

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.commitments import queries, rules, seals, versions
from webapp.commitments.models import Commitment, CommitmentVersion
from webapp.commitments.rules import CommitmentStep
from webapp.commitments.service import item_rows, transition
from webapp.commitments.versions import VersionState
from webapp.core.db import db
from webapp.notices.rules import NoticeKind
from webapp.texts import digests
from webapp.texts import service as texts
from webapp.texts.models import TextKind


def confirm(scope: Scope, commitment: Commitment, *, now: datetime) -> None:
    """Somebody of the committee, not the member concerned, confirms the registration.

    Its items are stored as the first version, to which amendments are compared.
    """
    transition.move(scope, commitment, CommitmentStep.CONFIRM, now)
    commitment.confirmed_at, commitment.confirmed_by = now, scope.member_id
    sealed = keep_version(scope, commitment, now)
    transition.remember_step(scope, commitment, CommitmentStep.CONFIRM, now, sealed=sealed)
    transition.tell_member(scope, commitment, NoticeKind.COMMITMENT_CONFIRMED, now=now)


def give_back(scope: Scope, commitment: Commitment, reason: str, *, now: datetime) -> None:
    """The committee gives the registration back and says what is to be completed.

    Raises RuleBroken without a reason.
    """
    require(Permission.COMMITMENT_READ, scope, commitment)
    rules.refuse_note(reason, field="reason")
    transition.take(scope, commitment, CommitmentStep.GIVE_BACK, now)
    commitment.return_reason_id = texts.keep(scope, TextKind.REASON, reason.strip())
    db.session.flush()
    transition.tell_member(scope, commitment, NoticeKind.COMMITMENT_RETURNED, now=now)


def keep_version(scope: Scope, commitment: Commitment, now: datetime) -> dict[str, str]:
    """Store the items in force as the first version, if there is no version yet.

    Returns the digest of its words for the trail.
    """
    if queries.last_number(scope, commitment.id):
        return {}
    items = queries.items_of(scope, commitment.member_id, commitment.year)
    version = CommitmentVersion(
        organization_id=scope.organization_id,
        commitment_id=commitment.id,
        number=1,
        state=VersionState.IN_FORCE,
        text_id=texts.keep(
            scope, TextKind.COMMITMENT, versions.as_text([item_rows.as_wanted(i) for i in items])
        ),
        proposed_by=commitment.member_id,
        proposed_at=commitment.submitted_at or now,
        decided_by=commitment.confirmed_by,
        decided_at=commitment.confirmed_at,
    )
    db.session.add(version)
    return digests.seal(scope, seals.COMMITMENT_VERSION, version)
