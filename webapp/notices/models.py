"""The ledger of notices: each one is claimed once in the database before it is sent."""

from datetime import date
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.addresses import Address
from webapp.core.db import Instant, Ref, TenantOwned, choice, optional, refers, seen_through
from webapp.notices.link_address import AddressColumn
from webapp.notices.rules import Channel, DeliveryState, NoticeKind


class Notice(TenantOwned):
    """One message to one member through one channel; a second one like it can't exist."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("organization_id", "kind", "subject", "recipient_id", "due_on", "channel"),
        refers("recipient_id", "memberships"),
        Index(None, "organization_id", "recipient_id", "created_at"),
        Index(
            "ix_notices_unread",
            "organization_id",
            "recipient_id",
            postgresql_where=text("channel = 'app' AND read_at IS NULL"),
        ),
        Index(
            "ix_notices_waiting",
            "organization_id",
            "send_after",
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_notices_topic",
            "organization_id",
            "topic",
            postgresql_where=text("topic IS NOT NULL"),
        ),
    )

    kind: Mapped[NoticeKind] = mapped_column(choice(NoticeKind))
    #: What it is about, as “report:12”; names the row, never its words.
    subject: Mapped[str] = mapped_column(String(60))
    recipient_id: Mapped[Ref]
    #: The business day it belongs to, in Hanoi; part of the key: caught up, but never repeated.
    due_on: Mapped[date]
    channel: Mapped[Channel] = mapped_column(choice(Channel))
    state: Mapped[DeliveryState] = mapped_column(choice(DeliveryState))
    #: Names, months and dates for the sentence; never a member's text.
    facts: Mapped[dict[str, Any]] = optional(JSONB, server_default=text("'{}'"))
    #: What may change again and is then told anew, as “meeting:12”; see `one_message`.
    topic: Mapped[str | None] = optional(String(60))
    #: How it stood when the recipient was last told of it; none where this is the first word.
    earlier: Mapped[dict[str, Any] | None] = optional(JSONB(none_as_null=True))
    leads_to: Mapped[Address | None] = optional(AddressColumn)
    #: The path that stood in its place; nothing reads it, and it goes with the next release.
    link: Mapped[str] = optional(String(200), server_default="", deferred=True)
    #: Where an e-mail about power goes, fixed by the act; others go where the member is then.
    address: Mapped[str | None] = optional(String(254))
    created_at: Mapped[Instant]
    read_at: Mapped[Instant | None] = optional()

    #: Each failed round moves send_after; the letter is as old as the moment it was first due.
    first_due_at: Mapped[Instant | None] = optional()
    send_after: Mapped[Instant | None] = optional()
    useful_until: Mapped[Instant | None] = optional()
    lease_until: Mapped[Instant | None] = optional()
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    sent_at: Mapped[Instant | None] = optional()
    message_id: Mapped[str | None] = optional(String(200))
    reason: Mapped[str | None] = optional(String(200))

    recipient = seen_through("Membership", "Notice.recipient_id")
