"""During the year: note how an item goes; at its end: assess each item."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.commitments import branch_registrations, queries, rules, seals
from webapp.commitments.models import Commitment, CommitmentNote, CommitmentYear
from webapp.commitments.rules import CommitmentStep, Outcome
from webapp.commitments.service import item_rows, transition
from webapp.core import clock
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.errors import RuleBroken, seen
from webapp.notices import service as notices
from webapp.notices.rules import Announcement, NoticeKind
from webapp.texts import digests
from webapp.texts import service as texts
from webapp.texts.models import TextKind


@dataclass(frozen=True)
class Judged:
    """How the member assesses the work on one item, with an explanation if there is one."""

    outcome: Outcome
    words: str = ""


def note(
    scope: Scope, commitment: Commitment, item_id: int, text: str, on: date | None, *, now: datetime
) -> CommitmentNote:
    """The member, or chair or deputy for the member, notes how an item goes.

    Raises RuleBroken for an empty note, a wrong day, or a registration not in force.
    """
    require(Permission.COMMITMENT_WRITE, scope, commitment)
    item = seen(item_rows.stored(scope, commitment).get(item_id))
    rules.refuse_note(text, field="text")
    day = rules.refuse_note_day(on, commitment.year, clock.day_of(now))
    transition.move(scope, commitment, CommitmentStep.NOTE, now)
    row = CommitmentNote(
        organization_id=scope.organization_id,
        item_id=item.id,
        on=day,
        text_id=texts.keep(scope, TextKind.COMMITMENT, text.strip()),
        written_by=scope.acting_id,
        written_at=now,
    )
    db.session.add(row)
    facts = {"item": item.id, "sealed": digests.seal(scope, seals.COMMITMENT_NOTE, row)}
    transition.remember_step(scope, commitment, CommitmentStep.NOTE, now, **facts)
    return row


def assess(
    scope: Scope,
    commitment: Commitment,
    judged: Mapping[int, Judged],
    *,
    based_on: int,
    now: datetime,
) -> None:
    """The member assesses items at the end of the year; the other items stay as they are.

    Raises StaleEdit when somebody saved in between, RuleBroken before the assessment is open, when
    no item is assessed, or when an unfinished one is not explained.
    """
    require(Permission.COMMITMENT_WRITE, scope, commitment)
    today = clock.day_of(now)
    if not rules.may_assess(commitment.year, today, queries.opened_on(scope, commitment.year)):
        raise RuleBroken("commitment.not_assessed_yet", year=commitment.year)
    transition.lock(commitment)
    transition.refuse_stale(commitment, based_on)
    items = item_rows.stored(scope, commitment)
    given = {item_id: one for item_id, one in judged.items() if item_id in items}
    if not given:
        raise RuleBroken("commitment.nothing_assessed")
    for item_id, one in given.items():
        rules.refuse_outcome(item_id, one.outcome, one.words)
    transition.take(scope, commitment, CommitmentStep.ASSESS, now, items=len(given))
    for item_id, one in given.items():
        row = items[item_id]
        row.outcome_text_id = item_rows.put_words(scope, row.outcome_text_id, one.words.strip())
        row.outcome, row.assessed_at, row.assessed_by = one.outcome, now, scope.member_id
    commitment.revision += 1
    db.session.flush()


def open_assessment(scope: Scope, year: int, *, now: datetime) -> bool:
    """Chair or deputy opens the assessment before December; returns false if it was open.

    Members with a registration in force are told. Raises RuleBroken for another year.
    """
    require(Permission.COMMITMENT_DIRECT, scope)
    today = clock.day_of(now)
    if today.year != year:
        raise RuleBroken("commitment.year_out_of_reach", year=year)
    if rules.may_assess(year, today, queries.opened_on(scope, year)):
        return False
    row = {"organization_id": scope.organization_id, "year": year, "assessed_from": today}
    written = db.session.scalar(
        insert(CommitmentYear)
        .values(**row, opened_by=scope.member_id)
        .on_conflict_do_nothing(index_elements=["organization_id", "year"])
        .returning(CommitmentYear.id)
    )
    if written is None:
        return False
    audit.record(scope, AuditEvent.ASSESSMENT_OPENED, year=year)
    _tell_all(scope, year, today, now)
    return True


def _tell_all(scope: Scope, year: int, today: date, now: datetime) -> None:
    wanted = [
        Announcement(
            kind=NoticeKind.ASSESSMENT_OPENED,
            to=row.member_id,
            subject=f"commitment-year:{year}",
            due_on=today,
            link=Address("commitments.show", {"member_id": row.member_id, "year": year}),
            facts={"year": str(year)},
        )
        for row in branch_registrations.of_branch(scope, year, today)
        if row.state in rules.IN_FORCE and row.member_id != scope.member_id
    ]
    notices.announce_all(scope, wanted, now=now)
