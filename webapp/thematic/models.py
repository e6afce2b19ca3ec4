"""Thematic sessions with those who prepare them and their materials."""

from datetime import date

from sqlalchemy import String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.db import Instant, Ref, TenantOwned, optional, refers
from webapp.thematic.rules import LONGEST_ADDRESS, LONGEST_TITLE


class ThematicSession(TenantOwned):
    """What is prepared for the thematic session of a month; its topic stands in the plan."""

    __tablename__ = "thematic_sessions"
    __table_args__ = (
        UniqueConstraint("organization_id", "month"),
        refers("questions_id", "texts"),
        refers("conclusion_id", "texts"),
        refers("changed_by", "memberships"),
    )

    month: Mapped[date]
    questions_id: Mapped[Ref | None] = optional()
    conclusion_id: Mapped[Ref | None] = optional()
    #: Counts the changes, so that two people can't overwrite each other.
    revision: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    changed_at: Mapped[Instant | None] = optional()
    changed_by: Mapped[Ref | None] = optional()


class ThematicPreparer(TenantOwned):
    """A member who prepares a session."""

    __tablename__ = "thematic_preparers"
    __table_args__ = (
        UniqueConstraint("organization_id", "session_id", "member_id"),
        refers("session_id", "thematic_sessions"),
        refers("member_id", "memberships"),
    )

    session_id: Mapped[Ref]
    member_id: Mapped[Ref]


class ThematicMaterial(TenantOwned):
    """A page or file on the web to read before a session."""

    __tablename__ = "thematic_materials"
    __table_args__ = (
        UniqueConstraint("organization_id", "session_id", "position"),
        refers("session_id", "thematic_sessions"),
    )

    session_id: Mapped[Ref]
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    address: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
