"""Amend a registration in force: the member proposes, the committee decides.

The version before is in force until the committee has confirmed the amendment.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit.events import AuditEvent
from webapp.commitments import history, queries, rules, seals, versions
from webapp.commitments.models import Commitment, CommitmentVersion
from webapp.commitments.rules import CommitmentStep
from webapp.commitments.service import item_rows, transition
from webapp.commitments.service.deciding import keep_version
from webapp.commitments.versions import VersionState, Wanted
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.notices.rules import NoticeKind
from webapp.texts import digests
from webapp.texts import service as texts
from webapp.texts.models import TextKind


def propose(
    scope: Scope,
    commitment: Commitment,
    items: Sequence[Wanted],
    reason: str,
    *,
    based_on: int,
    now: datetime,
) -> CommitmentVersion:
    """The member proposes other items and says why; the committee will decide.

    Raises StaleEdit when somebody saved in between, RuleBroken for items that are refused, without
    a reason, without a change, or while another amendment waits.
    """
    require(Permission.COMMITMENT_WRITE, scope, commitment)
    transition.lock(commitment)
    transition.refuse_stale(commitment, based_on)
    _refuse(scope, commitment, items, reason)
    sealed = keep_version(scope, commitment, now)
    version = CommitmentVersion(
        organization_id=scope.organization_id,
        commitment_id=commitment.id,
        number=queries.last_number(scope, commitment.id) + 1,
        state=VersionState.PROPOSED,
        text_id=texts.keep(scope, TextKind.COMMITMENT, versions.as_text(items)),
        reason_id=texts.keep(scope, TextKind.REASON, reason.strip()),
        proposed_by=scope.member_id,
        proposed_at=now,
    )
    db.session.add(version)
    db.session.flush()
    facts = {"number": version.number, "sealed": sealed}
    transition.take(scope, commitment, CommitmentStep.PROPOSE, now, **facts)
    commitment.revision += 1
    db.session.flush()
    transition.tell_reviewers(scope, commitment, NoticeKind.AMENDMENT_PROPOSED, now=now)
    return version


def take_back_amendment(scope: Scope, version: CommitmentVersion, *, now: datetime) -> None:
    """The member takes a proposed amendment back; the registration stays as it is."""
    commitment = _decide(scope, version, CommitmentStep.TAKE_BACK, now)
    event, step = AuditEvent.AMENDMENT_TAKEN_BACK, CommitmentStep.TAKE_BACK
    transition.remember(scope, commitment, event, step, now, **_decided(scope, version))


def give_back_amendment(
    scope: Scope, version: CommitmentVersion, reason: str, *, now: datetime
) -> None:
    """The committee does not agree to an amendment and says why; the registration stays as it is.

    Raises RuleBroken without a reason.
    """
    rules.refuse_note(reason, field="reason")
    commitment = _decide(scope, version, CommitmentStep.GIVE_BACK, now, reason.strip())
    event, step = AuditEvent.AMENDMENT_RETURNED, CommitmentStep.GIVE_BACK
    transition.remember(scope, commitment, event, step, now, **_decided(scope, version))
    transition.tell_member(scope, commitment, NoticeKind.AMENDMENT_RETURNED, now=now)


def confirm_amendment(scope: Scope, version: CommitmentVersion, *, now: datetime) -> None:
    """Somebody of the committee, not the member concerned, puts an amendment into force.

    Raises RuleBroken when its stored text can't be read.
    """
    commitment = _decide(scope, version, CommitmentStep.CONFIRM, now)
    items = history.items_in(version, texts.read(scope, [version.text_id]))
    if items is None:
        raise RuleBroken("text.damaged")
    transition.move(scope, commitment, CommitmentStep.AMEND, now)
    commitment.revision += 1
    written = item_rows.write(scope, commitment, items, keep_removed=True)
    # New items have identifiers only now; later versions are compared by them.
    texts.replace(scope, version.text_id, versions.as_text(written))
    facts = _decided(scope, version)
    transition.remember_step(scope, commitment, CommitmentStep.AMEND, now, **facts)
    transition.tell_member(scope, commitment, NoticeKind.AMENDMENT_CONFIRMED, now=now)


def _decided(scope: Scope, version: CommitmentVersion) -> dict[str, Any]:
    """What the trail says of a version that was decided on: its number and its digest."""
    sealed = digests.seal(scope, seals.COMMITMENT_VERSION, version)
    return {"number": version.number, "sealed": sealed}


def _refuse(scope: Scope, commitment: Commitment, items: Sequence[Wanted], reason: str) -> None:
    """Refuse a second amendment, items that are refused or unchanged, and a missing reason."""
    if queries.proposed(scope, commitment.id) is not None:
        raise RuleBroken("commitment.amendment_waits")
    item_rows.refuse_items(scope, commitment.member_id, commitment.year, items)
    rules.refuse_few(len(items), 1)
    before = queries.items_of(scope, commitment.member_id, commitment.year)
    if [item_rows.as_wanted(item) for item in before] == list(items):
        raise RuleBroken("commitment.nothing_amended")
    rules.refuse_note(reason, field="reason")


def _decide(
    scope: Scope, version: CommitmentVersion, step: CommitmentStep, now: datetime, answer: str = ""
) -> Commitment:
    """Decide on a proposed version and lock its registration; only the first decision succeeds."""
    commitment = queries.get_commitment(scope, version.commitment_id, Permission.COMMITMENT_READ)
    transition.lock(commitment)
    db.session.refresh(version, ["state"], with_for_update=True)
    held = transition.capacities_of(scope, commitment.member_id, clock.day_of(now))
    state = versions.decided(version.state, step, held)
    answer_id = texts.keep_if_any(scope, TextKind.REASON, answer)
    # All in one statement: the database refuses changes of a version that was decided on.
    version.state, version.answer_id = state, answer_id
    version.decided_by, version.decided_at = scope.member_id, now
    db.session.flush()
    return commitment
