"""Accounts of persons, their memberships with dated statuses and roles, sessions, invitations."""

from datetime import date

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from webapp.accounts.rules import InvitationKind, MemberStatus, Role
from webapp.core.db import (
    Base,
    Instant,
    Ref,
    TenantOwned,
    choice,
    identity,
    optional,
    refers,
    seen_through,
)


class Account(Base):
    """One person who signs in, with an e-mail address or a phone number; no organization's."""

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint("email IS NOT NULL OR phone IS NOT NULL", name="sign_in_name"),
    )

    id = identity()
    email: Mapped[str | None] = optional(String(254), unique=True)
    #: What somebody without an e-mail address signs in with; nothing is ever sent to it.
    phone: Mapped[str | None] = optional(String(20), unique=True)
    full_name: Mapped[str] = mapped_column(String(120))
    #: The service can't read it; functions of the database do, see `signing_in.stored_passwords`.
    password_hash: Mapped[str | None] = optional(
        String(200), deferred=True, deferred_raiseload=True
    )
    #: Never written by the service.
    is_operator: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    created_at: Mapped[Instant]
    disabled_at: Mapped[Instant | None] = optional()

    @property
    def sign_in_name(self) -> str:
        """What the person types to sign in."""
        return self.email or self.phone or ""


class AccountSession(Base):
    """One sign-in on one device; only the hash of its identifier is stored."""

    __tablename__ = "account_sessions"

    id = identity()
    account_id: Mapped[Ref] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    created_at: Mapped[Instant]
    seen_at: Mapped[Instant]
    expires_at: Mapped[Instant] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(String(64), default="")
    agent: Mapped[str] = mapped_column(String(200), default="")
    #: Whether the account held an office anywhere when it signed in; a change signs it out.
    with_office: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))


class AccountDevice(Base):
    """A browser in which an account has signed in; only the hash of its identifier is stored."""

    __tablename__ = "account_devices"
    __table_args__ = (UniqueConstraint("account_id", "token_hash"),)

    id = identity()
    account_id: Mapped[Ref] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[Instant]
    seen_at: Mapped[Instant] = mapped_column(index=True)


class SignInTry(Base):
    """One attempt to sign in, stored for throttling; the account is a hash of its name.

    It counts as failed until the password was right.
    """

    __tablename__ = "sign_in_tries"
    __table_args__ = (
        Index(None, "account_key", "at"),
        Index(None, "address", "at"),
        Index(None, "device_id", "at"),
    )

    id = identity()
    account_key: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64))
    #: The /48 network of an IPv6 address, which one person may own; empty for IPv4.
    network: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"))
    #: Where it was made, if the account has signed in there before.
    device_id: Mapped[Ref | None] = optional(ForeignKey("account_devices.id", ondelete="CASCADE"))
    at: Mapped[Instant]
    succeeded: Mapped[bool]


class Membership(TenantOwned):
    """A person as a member of one organization (đảng viên, đoàn viên, hội viên)."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("organization_id", "account_id"),
        Index(None, "organization_id", "sort_key"),
        Index(None, "account_id"),
        refers("two_seats_by", "memberships"),
    )

    account_id: Mapped[Ref | None] = optional(ForeignKey("accounts.id"))
    full_name: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(String(600, collation="C"))
    search_text: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = optional(String(254))
    phone: Mapped[str | None] = optional(String(20))
    wants_email: Mapped[bool] = mapped_column(Boolean, default=True, server_default=text("true"))
    joined_on: Mapped[date]
    #: The day somebody became a member at all (ngày vào Đảng, vào Đoàn …), if it is known.
    admitted_on: Mapped[date | None] = optional()
    #: The member does not see what was over before this day; None: sees everything. Set on coming,
    #: and moved back by `members.opening_the_past` alone.
    sees_since: Mapped[date | None] = optional()
    #: Who of the unit agreed, and when, that they hold an office above and chair the unit.
    two_seats_by: Mapped[Ref | None] = optional()
    two_seats_on: Mapped[date | None] = optional()


class MembershipStatus(TenantOwned):
    """How a member stood in the organization from one day to another."""

    __tablename__ = "membership_statuses"
    __table_args__ = (
        refers("member_id", "memberships"),
        Index(None, "organization_id", "member_id"),
    )

    member_id: Mapped[Ref]
    status: Mapped[MemberStatus] = mapped_column(choice(MemberStatus))
    from_on: Mapped[date]
    until_on: Mapped[date | None] = optional()
    reason: Mapped[str | None] = optional(String(200))


class RoleGrant(TenantOwned):
    """An office held by a member, with its term."""

    __tablename__ = "role_grants"
    __table_args__ = (
        refers("member_id", "memberships"),
        Index(None, "organization_id", "member_id"),
    )

    member_id: Mapped[Ref]
    role: Mapped[Role] = mapped_column(choice(Role))
    from_on: Mapped[date]
    until_on: Mapped[date | None] = optional()

    member = seen_through("Membership", "RoleGrant.member_id")


class Invitation(TenantOwned):
    """A link by which one named member comes to an account, or to a new password; used once."""

    __tablename__ = "invitations"
    __table_args__ = (
        UniqueConstraint("organization_id", "token_hash"),
        refers("member_id", "memberships"),
        refers("invited_by", "memberships"),
        Index(None, "organization_id", "member_id"),
    )

    member_id: Mapped[Ref]
    kind: Mapped[InvitationKind] = mapped_column(
        choice(InvitationKind), default=InvitationKind.JOIN
    )
    #: The address it is bound to; a slip for somebody without one is bound to the member alone.
    email: Mapped[str | None] = optional(String(254))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    invited_by: Mapped[Ref | None] = optional()
    created_at: Mapped[Instant]
    #: One hour after somebody opened it, or earlier.
    expires_at: Mapped[Instant]
    opened_at: Mapped[Instant | None] = optional()
    used_at: Mapped[Instant | None] = optional()
    #: Made by the unit's own chair for somebody known to hold an office above.
    admits_office_holder: Mapped[bool] = mapped_column(
        Boolean, default=False, server_default=text("false")
    )


class PastOpening(TenantOwned):
    """One member's word that another, who came later, may see what is older."""

    __tablename__ = "past_openings"
    __table_args__ = (
        refers("member_id", "memberships"),
        refers("said_by", "memberships"),
        Index(None, "organization_id", "member_id"),
    )

    member_id: Mapped[Ref]
    #: From which day on; none for everything.
    from_on: Mapped[date | None] = optional()
    said_by: Mapped[Ref]
    said_at: Mapped[Instant]
