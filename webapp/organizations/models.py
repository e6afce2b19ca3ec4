"""The tree of organizations; the one table every tenant may look things up in."""

from datetime import date
from typing import Any

from sqlalchemy import FetchedValue, ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.db import Base, Instant, Ref, choice, identity, optional
from webapp.organizations.rules import OrganizationKind


class Organization(Base):
    """A node of the tree (tổ chức); a tenant if it meets."""

    __tablename__ = "organizations"
    __table_args__ = (Index(None, "path"),)

    id = identity()
    parent_id: Mapped[Ref | None] = optional(ForeignKey("organizations.id"), index=True)
    kind: Mapped[OrganizationKind] = mapped_column(choice(OrganizationKind))
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    #: Written by the database: when it is founded, and by `app.move_organization`.
    path: Mapped[str] = optional(String(400, collation="C"), server_default=FetchedValue())
    opened_on: Mapped[date]
    closed_on: Mapped[date | None] = optional()
    suspended_at: Mapped[Instant | None] = optional()
    settings: Mapped[dict[str, Any]] = mapped_column(
        JSONB, default=dict, server_default=text("'{}'")
    )
    member_count: Mapped[int] = mapped_column(default=0, server_default="0")
    #: Each name it had before, and the last day of it; the oldest first. See `name_history`.
    former_names: Mapped[list[dict[str, str]]] = mapped_column(
        JSONB, default=list, server_default=text("'[]'")
    )
    #: Why it was closed, in the words of the decision; tells of the unit, never of a person.
    closed_reason: Mapped[str | None] = optional(String(200))
    #: The unit it was merged into, if it was closed by that.
    merged_into_id: Mapped[Ref | None] = optional(ForeignKey("organizations.id"))
    #: Opened by its superior, and its chair has not put the first steps aside.
    is_new: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
