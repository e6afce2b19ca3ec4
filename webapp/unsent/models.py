"""Forms that are being filled in."""

from sqlalchemy import Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.db import Instant, Ref, TenantOwned, optional, refers


class UnsentForm(TenantOwned):
    """What a member has typed in one form and not sent (bản viết dở); only that member reads it.

    Once it is sent or thrown away the row stays for a day without its text, so that a late save
    can't bring it back.
    """

    __tablename__ = "unsent_forms"
    __table_args__ = (
        UniqueConstraint("organization_id", "member_id", "key"),
        refers("member_id", "memberships"),
        refers("text_id", "texts"),
        Index(
            "ix_unsent_forms_live",
            "organization_id",
            "member_id",
            "address",
            postgresql_where=text("text_id IS NOT NULL"),
        ),
    )

    member_id: Mapped[Ref]
    #: Where the form is sent to.
    address: Mapped[str] = mapped_column(String(300))
    #: Made with the page, so that two pages never overwrite each other.
    key: Mapped[str] = mapped_column(String(32))
    revision: Mapped[int]
    text_id: Mapped[Ref | None] = optional()
    saved_at: Mapped[Instant] = mapped_column(index=True)
    #: The page that sent it, and how often that page had saved by then.
    sent_from: Mapped[str | None] = optional(String(16))
    sent_after: Mapped[int] = mapped_column(default=0, server_default="0")
    #: The digest of the words that were sent.
    sent_digest: Mapped[str | None] = optional(String(64))
