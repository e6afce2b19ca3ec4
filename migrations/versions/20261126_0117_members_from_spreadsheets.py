"""Keep spreadsheets of members on their way in, and when a member was admitted.

Revision ID: dc1a8abab718
Revises: c4e81b6f2a97
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.choices import allow, disallow
from migrations.row_security import protect

revision = "dc1a8abab718"
down_revision = "c4e81b6f2a97"

_STATES = ("uploaded", "reading", "previewed", "applying", "done", "failed", "expired")
_OUTCOMES = ("new", "changed", "unchanged", "faulty", "set_aside")
_COUNTS = ("new_count", "changed_count", "unchanged_count", "faulty_count", "set_aside_count")
_EVENTS = ("members_imported",)
_NOTICES = ("import_read", "import_ended", "import_failed")

# Looks across tenants, so it tells nothing but which imports wait for a worker.
WAITING_IMPORTS = """
    CREATE FUNCTION app.waiting_imports(moment timestamptz)
    RETURNS TABLE (organization_id bigint, import_id bigint, applying boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT i.organization_id, i.id, i.state = 'applying' FROM public.member_imports i
        WHERE i.state IN ('uploaded', 'reading', 'applying')
        AND (i.lease_until IS NULL OR i.lease_until < moment)
        ORDER BY i.asked_at, i.id
    $$
"""


def upgrade() -> None:
    op.add_column("memberships", sa.Column("admitted_on", sa.Date(), nullable=True))
    _imports()
    _pages()
    for table in ("member_imports", "import_pages"):
        protect(op, table)
    _look_up()
    allow(op, "audit_entries", "event", "auditevent", _EVENTS)
    allow(op, "notices", "kind", "noticekind", _NOTICES)


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _owned(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f(f"fk_{table}_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f(f"pk_{table}")),
    )


def _refers(table: str, column: str, to: str, **options: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", column],
        [f"{to}.organization_id", f"{to}.id"],
        name=op.f(f"fk_{table}_organization_id_{column}"),
        **options,
    )


def _imports() -> None:
    op.create_table(
        "member_imports",
        sa.Column("state", _choice("importstate", _STATES), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("cells", sa.LargeBinary(), nullable=True),
        sa.Column("asked_by", sa.BigInteger(), nullable=False),
        _moment("asked_at", nullable=False),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sheet", sa.String(length=120), server_default="", nullable=False),
        sa.Column("headings", postgresql.JSONB(), server_default="[]", nullable=False),
        sa.Column("columns", postgresql.JSONB(), server_default="[]", nullable=False),
        *(sa.Column(name, sa.Integer(), server_default="0", nullable=False) for name in _COUNTS),
        sa.Column("faulty_rows", sa.LargeBinary(), nullable=True),
        sa.Column("problem", sa.String(length=60), nullable=True),
        _moment("lease_until"),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        _moment("previewed_at"),
        sa.Column("applied_by", sa.BigInteger(), nullable=True),
        _moment("ended_at"),
        *_owned("member_imports"),
        _refers("member_imports", "asked_by", "memberships"),
        _refers("member_imports", "applied_by", "memberships"),
    )
    op.create_index(
        "ix_member_imports_at_work",
        "member_imports",
        ["organization_id"],
        postgresql_where=sa.text("state IN ('uploaded', 'reading', 'applying')"),
    )
    op.create_index(
        op.f("ix_member_imports_organization_id_asked_at"),
        "member_imports",
        ["organization_id", "asked_at"],
    )


def _pages() -> None:
    op.create_table(
        "import_pages",
        sa.Column("import_id", sa.BigInteger(), nullable=False),
        sa.Column("outcome", _choice("rowoutcome", _OUTCOMES), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rows", postgresql.JSON(), nullable=False),
        *_owned("import_pages"),
        _refers("import_pages", "import_id", "member_imports", ondelete="CASCADE"),
        sa.UniqueConstraint(
            "organization_id",
            "import_id",
            "outcome",
            "number",
            name=op.f("uq_import_pages_organization_id_import_id_outcome_number"),
        ),
    )
    # Written once, read once or twice, gone within days: packing them costs more than it saves.
    op.execute("ALTER TABLE import_pages ALTER COLUMN rows SET STORAGE EXTERNAL")


def _look_up() -> None:
    name = "app.waiting_imports(timestamptz)"
    op.execute("GRANT CREATE ON SCHEMA app TO app_lookup")
    op.execute(
        "GRANT SELECT (organization_id, id, state, lease_until, asked_at)"
        " ON member_imports TO app_lookup"
    )
    op.execute(WAITING_IMPORTS)
    op.execute(f"REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {name} TO app_rw")
    op.execute(f"ALTER FUNCTION {name} OWNER TO app_lookup")
    op.execute("REVOKE CREATE ON SCHEMA app FROM app_lookup")


def downgrade() -> None:
    op.execute("DROP FUNCTION app.waiting_imports(timestamptz)")
    disallow(op, "notices", "kind", "noticekind", _NOTICES)
    disallow(op, "audit_entries", "event", "auditevent", _EVENTS)
    op.drop_table("import_pages")
    op.drop_table("member_imports")
    op.drop_column("memberships", "admitted_on")
