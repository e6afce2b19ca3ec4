"""Arrange, prepare and conclude the thematic session of a month."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import ACTIVE
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.errors import RuleBroken, StaleEdit
from webapp.core.plain_text import plain
from webapp.notices import service as notices
from webapp.notices.rules import Announcement, NoticeKind
from webapp.plans import service as planning
from webapp.texts import digests
from webapp.texts import service as texts
from webapp.texts.models import TextKind
from webapp.thematic import queries, rules, seals
from webapp.thematic.models import ThematicMaterial, ThematicPreparer, ThematicSession
from webapp.thematic.queries import Session
from webapp.thematic.rules import Link


def arrange(
    scope: Scope,
    month: date,
    topic: str,
    preparer_ids: Collection[int],
    *,
    reason: str = "",
    based_on: int,
    now: datetime,
) -> None:
    """Name the topic of a session and who prepares it, and tell those who are new to it.

    Raises RuleBroken for a wrong topic or preparer, or without a reason where the plan of the year
    is agreed to, and StaleEdit when somebody changed the session since it was shown.
    """
    require(Permission.THEMATIC_ARRANGE, scope)
    row, before = _opened(scope, month, based_on)
    today = clock.day_of(now)
    active = {m.id for m in accounts.members_on(scope, today) if m.status in ACTIVE}
    rules.refuse_preparers(preparer_ids, active)
    is_other = planning.set_topic(scope, month, topic, reason=reason.strip())
    wanted = set(preparer_ids)
    ours = (tenancy.within(scope, ThematicPreparer), ThematicPreparer.session_id == row.id)
    db.session.execute(
        delete(ThematicPreparer).where(*ours, ThematicPreparer.member_id.not_in(wanted))
    )
    here = scope.organization_id
    db.session.add_all(
        ThematicPreparer(organization_id=here, session_id=row.id, member_id=new)
        for new in wanted - before.preparer_ids
    )
    _happened(scope, row, AuditEvent.THEMATIC_ARRANGED, now)
    _tell(scope, row, before, wanted, topic if is_other else None, now=now)


def prepare(
    scope: Scope,
    month: date,
    questions: str,
    materials: Sequence[Link],
    *,
    based_on: int,
    now: datetime,
) -> None:
    """Write down what a session is prepared with: questions to discuss, materials to read.

    Raises RuleBroken for a wrong text or material, and StaleEdit when somebody changed it since.
    """
    require(Permission.THEMATIC_PREPARE, scope, queries.session_of(scope, month))
    row, _before = _opened(scope, month, based_on)
    rules.refuse_text(questions, field="questions")
    links = [_checked(material) for material in materials]
    if len(links) > rules.MOST_MATERIALS:
        raise RuleBroken("thematic.many_materials", most=rules.MOST_MATERIALS)
    earlier, words = row.questions_id, questions.strip()
    if earlier is None or not words:
        row.questions_id = texts.keep_if_any(scope, TextKind.THEMATIC, words)
    else:
        texts.replace(scope, earlier, words)
    ours = (tenancy.within(scope, ThematicMaterial), ThematicMaterial.session_id == row.id)
    db.session.execute(delete(ThematicMaterial).where(*ours))
    here = scope.organization_id
    db.session.add_all(
        ThematicMaterial(
            organization_id=here,
            session_id=row.id,
            position=position,
            title=link.title,
            address=link.address,
        )
        for position, link in enumerate(links, 1)
    )
    _happened(scope, row, AuditEvent.THEMATIC_PREPARED, now)
    if row.questions_id is None:
        texts.forget(scope, [earlier])


def conclude(scope: Scope, month: date, text: str, *, based_on: int, now: datetime) -> None:
    """Write down what the session came to, once its meeting is closed.

    Raises RuleBroken before that or without words, and StaleEdit when somebody changed it since.
    """
    require(Permission.THEMATIC_CONCLUDE, scope)
    row = _locked(scope, month)
    if not queries.session_of(scope, month).standing.is_held:
        raise RuleBroken("thematic.not_held")
    _refuse_stale(row, based_on)
    if not text.strip():
        raise RuleBroken("thematic.conclusion_missing", field="text")
    rules.refuse_text(text, field="text")
    earlier = row.conclusion_id
    row.conclusion_id = texts.keep(scope, TextKind.THEMATIC, text.strip())
    sealed = digests.seal(scope, seals.THEMATIC_CONCLUSION, row)
    released = [seals.THEMATIC_CONCLUSION.key(row.id)] if earlier else []
    facts = {"released": released, "sealed": sealed}
    _happened(scope, row, AuditEvent.THEMATIC_CONCLUDED, now, **facts)
    texts.forget(scope, [earlier])


def _opened(scope: Scope, month: date, based_on: int) -> tuple[ThematicSession, Session]:
    """The locked row of a session that may still be prepared, and how it was before."""
    row = _locked(scope, month)
    session = queries.session_of(scope, month)
    if not session.exists:
        raise RuleBroken("thematic.no_session", month=month.strftime("%m/%Y"))
    if session.standing.is_held or session.plan.is_held:
        raise RuleBroken("thematic.held", month=month.strftime("%m/%Y"))
    _refuse_stale(row, based_on)
    return row, session


def _refuse_stale(row: ThematicSession, based_on: int) -> None:
    if row.revision != based_on:
        raise StaleEdit("thematic.changed_meanwhile")


def _locked(scope: Scope, month: date) -> ThematicSession:
    """The stored session, locked until the end of the transaction."""
    db.session.execute(
        insert(ThematicSession)
        .values(organization_id=scope.organization_id, month=month)
        .on_conflict_do_nothing(index_elements=["organization_id", "month"])
    )
    query = (
        select(ThematicSession)
        .where(tenancy.within(scope, ThematicSession), ThematicSession.month == month)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).one()


def _checked(material: Link) -> Link:
    title = rules.title_of(material.title)
    rules.refuse_address(material.address)
    return Link(title, material.address)


def _happened(
    scope: Scope, row: ThematicSession, event: AuditEvent, now: datetime, **facts: Any
) -> None:
    row.revision += 1
    row.changed_at, row.changed_by = now, scope.member_id
    db.session.flush()
    audit.record(scope, event, row, month=row.month.isoformat(), **facts)


def _tell(
    scope: Scope,
    row: ThematicSession,
    before: Session,
    wanted: set[int],
    other: str | None,
    *,
    now: datetime,
) -> None:
    """Tell new preparers of their task, and the others of another topic."""
    link = Address("thematic.show", {"month": f"{row.month:%Y-%m}"})
    # Whether a topic is the one of before can be told without naming it.
    known = _mark(before.plan.topic or "" if other is None else other)
    facts = {"month": row.month, "meeting_on": before.plan.meeting_on, "prepares": known}
    first = Announcement(
        NoticeKind.THEMATIC_PREPARE,
        0,
        f"thematic:{row.id}",
        clock.day_of(now),
        link,
        facts=facts,
        topic=f"thematic:{row.id}",
    )
    new = wanted - before.preparer_ids
    told = dict.fromkeys(new, first)
    if other is not None:
        kind, subject = NoticeKind.THEMATIC_CHANGED, f"thematic:{row.id}:{row.revision}"
        earlier = {"prepares": _mark(before.plan.topic or "")}
        changed = replace(first, kind=kind, subject=subject, earlier=earlier)
        told |= dict.fromkeys(wanted - new, changed)
    told.pop(scope.member_id or 0, None)
    notices.announce_all(scope, [replace(one, to=to) for to, one in told.items()], now=now)


def _mark(topic: str) -> str:
    return hashlib.sha256(plain(topic).strip().encode()).hexdigest()[:12]
