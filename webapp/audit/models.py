"""The trail of acts, chained by hashes, and the log of readings."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from webapp.audit.actors import outside_of
from webapp.audit.events import AuditEvent
from webapp.core.db import Instant, Ref, TenantOwned, choice, optional, refers, seen_through


class AuditEntry(TenantOwned):
    """One act (nhật ký thay đổi). A trigger fills in the hashes and refuses every change."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        refers("actor_id", "memberships"),
        refers("member_id", "memberships"),
        Index(None, "organization_id", "subject_type", "subject_id"),
        Index(None, "organization_id", "member_id"),
        UniqueConstraint("organization_id", "position"),
    )

    #: Counts the entries of one organization without a gap; the chain follows it.
    position: Mapped[Ref] = optional(server_default=text("0"))
    at: Mapped[Instant]
    event: Mapped[AuditEvent] = mapped_column(choice(AuditEvent))
    actor_id: Mapped[Ref | None] = optional()
    member_id: Mapped[Ref | None] = optional()
    subject_type: Mapped[str | None] = optional(String(40))
    subject_id: Mapped[Ref | None] = optional()
    facts: Mapped[dict[str, Any]] = optional(JSONB, server_default=text("'{}'"))
    previous_hash: Mapped[bytes] = optional(LargeBinary, server_default=text("''::bytea"))
    hash: Mapped[bytes] = optional(LargeBinary, server_default=text("''::bytea"))

    #: What listeners are told and the trail does not store.
    aside: ClassVar[Mapping[str, Any]] = MappingProxyType({})

    actor = seen_through("Membership", "AuditEntry.actor_id")
    member = seen_through("Membership", "AuditEntry.member_id")

    @property
    def acted_by(self) -> str:
        """Who acted, as people read it: a member, somebody from outside, or a timer."""
        if self.actor_id is not None:
            return str(self.actor.full_name)
        return str(outside_of(self.facts) or "Hệ thống")


class TrailHead(TenantOwned):
    """The last entry of one organization's trail; a trigger writes it with each entry.

    It advances only from the entry before: if the end of a trail is deleted, it stays as it was.
    """

    __tablename__ = "trail_heads"
    __table_args__ = (UniqueConstraint("organization_id"),)

    position: Mapped[Ref]
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    #: Words that were final before digests were written wait for theirs; the night's task does it.
    awaits_seal: Mapped[bool] = mapped_column(default=False, server_default=text("false"))


class ReadEntry(TenantOwned):
    """Somebody opened somebody else's report or weakness on a day (ai đã xem)."""

    __tablename__ = "read_entries"
    __table_args__ = (
        UniqueConstraint("organization_id", "subject_type", "subject_id", "reader_id", "day"),
        refers("reader_id", "memberships"),
    )

    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[Ref]
    reader_id: Mapped[Ref]
    day: Mapped[date]
    first_at: Mapped[Instant]
    last_at: Mapped[Instant]

    reader = seen_through("Membership", "ReadEntry.reader_id")
