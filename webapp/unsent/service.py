"""Save what is being typed, and forget it once it is sent, thrown away or too old."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Executable, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.core.plain_text import plain
from webapp.core.prepared_statements import prepared
from webapp.core.tenancy import TenantScope
from webapp.texts import service as texts
from webapp.texts.models import TextKind
from webapp.unsent import rules
from webapp.unsent.models import UnsentForm
from webapp.unsent.rules import Author, Base, Page, Typed


def keep(
    author: Author,
    address: str,
    base: Base,
    typed: Typed,
    page: Page = Page(),  # noqa: B008 - a tuple of values
    *,
    now: datetime,
    may_be_many: bool = False,
) -> Base | None:
    """Save what somebody typed; returns the base of the next save, or none if it was sent.

    The same words on the same base are the same save. If another page saved or sent this base,
    the words become a draft beside it. Raises RuleBroken for too much.
    """
    words = rules.packed(typed)
    text_id = _saved_over.rows(
        author, by=author.member_id, of_key=base.key, on=base.revision, at=now
    ).scalar()
    if text_id is not None:
        texts.replace(author, text_id, words)
        return Base(base.key, base.revision + 1)
    live = select(func.count()).where(_own(author), UnsentForm.text_id.is_not(None))
    if not may_be_many and (db.session.scalar(live) or 0) >= rules.MOST:
        raise RuleBroken("unsent.too_many", most=rules.MOST)
    begun = _begin(author, address, base.key, words, now)
    return begun or _after_another_save(author, address, base, words, page, now)


@prepared
def _saved_over(
    scope: TenantScope, *, by: int | None, of_key: str, on: int, at: datetime
) -> Executable:
    return (
        update(UnsentForm)
        .where(
            tenancy.within(scope, UnsentForm),
            UnsentForm.member_id == by,
            UnsentForm.key == of_key,
            UnsentForm.revision == on,
            UnsentForm.text_id.is_not(None),
        )
        .values(revision=UnsentForm.revision + 1, saved_at=at)
        .returning(UnsentForm.text_id)
    )


def _begin(author: Author, address: str, key: str, words: str, now: datetime) -> Base | None:
    """Begin a draft; none if there is one with this key."""
    text_id = texts.keep(author, TextKind.UNSENT, words)
    begun = db.session.scalar(
        insert(UnsentForm)
        .values(
            organization_id=author.organization_id,
            member_id=author.member_id,
            address=address,
            key=key,
            revision=1,
            text_id=text_id,
            saved_at=now,
        )
        .on_conflict_do_nothing()
        .returning(UnsentForm.id)
    )
    if begun is None:
        texts.forget(author, [text_id])
        return None
    return Base(key, 1)


def _after_another_save(
    author: Author, address: str, base: Base, words: str, page: Page, now: datetime
) -> Base | None:
    """The same save again, a new draft beside another one, or none if the form was sent."""
    kept = _locked(author, base.key)
    if kept.text_id is None and kept.sent_from == page.word and page.saves <= kept.sent_after:
        return None
    if kept.text_id is not None and _has(author, kept, words):
        return Base(kept.key, kept.revision)
    key = rules.beside(base.key, page)
    begun = _begin(author, address, key, words, now)
    if begun is not None:
        return begun
    own = _locked(author, key)
    if own.text_id is None:
        return _begin(author, address, secrets.token_urlsafe(16), words, now)
    if not _has(author, own, words):
        texts.replace(author, own.text_id, words)
        own.revision, own.saved_at = own.revision + 1, now
        db.session.flush()
    return Base(own.key, own.revision)


def _locked(author: Author, key: str) -> UnsentForm:
    query = select(UnsentForm).where(_own(author), UnsentForm.key == key).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def _has(author: Author, kept: UnsentForm, words: str) -> bool:
    return texts.read(author, [kept.text_id]).get(kept.text_id or 0) == plain(words)


def let_go(
    author: Author,
    address: str,
    base: Base,
    page: Page = Page(),  # noqa: B008 - a tuple of values
    *,
    sent: Typed | None = None,
    now: datetime,
) -> None:
    """Forget a draft that was sent or thrown away; later saves of it are ignored."""
    digest = {"sent_digest": rules.digest_of(rules.packed(sent)) if sent else None}
    mark = {"saved_at": now, "sent_from": page.word, "sent_after": page.saves} | digest
    # A row that is not there yet is written without a text; an existing one is locked.
    row = insert(UnsentForm).values(
        organization_id=author.organization_id,
        member_id=author.member_id,
        address=address,
        key=base.key,
        revision=0,
        **mark,
    )
    key = ["organization_id", "member_id", "key"]
    marked = row.on_conflict_do_update(index_elements=key, set_=mark)
    text_id = db.session.scalar(marked.returning(UnsentForm.text_id))
    if text_id is not None:
        gone = update(UnsentForm).where(_own(author), UnsentForm.key == base.key)
        db.session.execute(gone.values(text_id=None))
        texts.forget(author, [text_id])


def forget_old(scope: TenantScope, *, now: datetime) -> tuple[int, int]:
    """Remove drafts not saved for 30 days; returns how many were removed and how many stay."""
    is_live = UnsentForm.text_id.is_not(None)
    too_old = UnsentForm.saved_at < now - timedelta(days=rules.KEPT_DAYS)
    marks = ~is_live & (UnsentForm.saved_at < now - timedelta(days=rules.MARKED_DAYS))
    removed = db.session.scalars(
        delete(UnsentForm)
        .where(tenancy.within(scope, UnsentForm), too_old | marks)
        .returning(UnsentForm.text_id)
    ).all()
    texts.forget(scope, removed)
    live = select(func.count()).where(tenancy.within(scope, UnsentForm), is_live)
    return sum(text_id is not None for text_id in removed), db.session.scalar(live) or 0


def _own(author: Author) -> Any:
    return tenancy.within(author, UnsentForm) & (UnsentForm.member_id == author.member_id)


def keep_more(author: Author, address: str, base: Base, typed: Typed, *, now: datetime) -> bool:
    """Save what was written after a form was sent; returns false if nothing was."""
    words = rules.packed(typed)
    kept = db.session.scalar(select(UnsentForm).where(_own(author), UnsentForm.key == base.key))
    if kept is None:
        return False
    if kept.text_id is not None:
        return True
    if kept.sent_digest in (None, rules.digest_of(words)):
        return False
    key = rules.beside(base.key, Page("sent"))
    return _begin(author, address, key, words, now) is not None
