"""An import with the file it came from, and the pages of its preview."""

from typing import Any

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSON, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.db import Instant, Ref, TenantOwned, choice, optional, refers, seen_through
from webapp.imports.rules import ImportState, RowOutcome


class MemberImport(TenantOwned):
    """One spreadsheet of members on its way in (nhập từ Excel)."""

    __tablename__ = "member_imports"
    __table_args__ = (
        refers("asked_by", "memberships"),
        refers("applied_by", "memberships"),
        Index(
            "ix_member_imports_at_work",
            "organization_id",
            postgresql_where=text("state IN ('uploaded', 'reading', 'applying')"),
        ),
        Index(None, "organization_id", "asked_at"),
    )

    state: Mapped[ImportState] = mapped_column(choice(ImportState))
    file_name: Mapped[str] = mapped_column(String(120))
    #: The file as it came, until it has been read; loaded by the worker alone.
    content: Mapped[bytes | None] = optional(LargeBinary, deferred=True)
    #: Its cells without the columns that are never stored, packed, until the import ends.
    cells: Mapped[bytes | None] = optional(LargeBinary, deferred=True)
    asked_by: Mapped[Ref]
    asked_at: Mapped[Instant]
    #: Goes up with every reading: who confirms says which preview was seen.
    revision: Mapped[int] = mapped_column(default=0, server_default="0")

    #: Name of the sheet, its headings, and what each column is taken for.
    sheet: Mapped[str] = mapped_column(String(120), default="", server_default="")
    headings: Mapped[list[str]] = mapped_column(JSONB, default=list, server_default="[]")
    columns: Mapped[list[str]] = mapped_column(JSONB, default=list, server_default="[]")

    new_count: Mapped[int] = mapped_column(default=0, server_default="0")
    changed_count: Mapped[int] = mapped_column(default=0, server_default="0")
    unchanged_count: Mapped[int] = mapped_column(default=0, server_default="0")
    faulty_count: Mapped[int] = mapped_column(default=0, server_default="0")
    set_aside_count: Mapped[int] = mapped_column(default=0, server_default="0")
    #: The faulty rows as a spreadsheet, made by the worker.
    faulty_rows: Mapped[bytes | None] = optional(LargeBinary, deferred=True)
    problem: Mapped[str | None] = optional(String(60))

    lease_until: Mapped[Instant | None] = optional()
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    previewed_at: Mapped[Instant | None] = optional()
    applied_by: Mapped[Ref | None] = optional()
    ended_at: Mapped[Instant | None] = optional()

    asker = seen_through("Membership", "MemberImport.asked_by")


class ImportPage(TenantOwned):
    """One page of the preview: rows of the sheet with the same outcome, in their order."""

    __tablename__ = "import_pages"
    __table_args__ = (
        UniqueConstraint("organization_id", "import_id", "outcome", "number"),
        refers("import_id", "member_imports", ondelete="CASCADE"),
    )

    import_id: Mapped[Ref]
    outcome: Mapped[RowOutcome] = mapped_column(choice(RowOutcome))
    number: Mapped[int]
    #: Only ever read as a whole.
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
