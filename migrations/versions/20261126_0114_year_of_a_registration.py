"""Let a registration be amended, noted, looked back on, and carried into the next year.

Revision ID: f1416dc56489
Revises: aaa82a797074
"""

import sqlalchemy as sa
from alembic import op

from migrations.choices import allow, disallow
from migrations.row_security import protect

revision = "f1416dc56489"
down_revision = "aaa82a797074"

_EVENTS = (
    "commitment_returned",
    "amendment_proposed",
    "amendment_taken_back",
    "amendment_returned",
    "commitment_amended",
    "commitment_noted",
    "assessment_opened",
    "commitment_assessed",
    "commitment_taken_over",
    "commitment_reminded",
)
_NOTICES = (
    "commitment_submitted",
    "commitment_confirmed",
    "commitment_returned",
    "commitment_missing",
    "amendment_proposed",
    "amendment_confirmed",
    "amendment_returned",
    "assessment_opened",
)


def upgrade() -> None:
    allow(op, "commitments", "state", "commitmentstate", ["amended"])
    allow(op, "audit_entries", "event", "auditevent", _EVENTS)
    allow(op, "notices", "kind", "noticekind", _NOTICES)
    op.add_column("commitments", sa.Column("return_reason_id", sa.BigInteger(), nullable=True))
    _refer("commitments", "return_reason_id", "texts")
    _widen_items()
    _create_versions()
    _create_notes()
    _create_years()


def downgrade() -> None:
    for table in ("commitment_years", "commitment_notes", "commitment_versions"):
        op.drop_table(table)
    for column in (
        "assessed_by",
        "assessed_at",
        "outcome_text_id",
        "outcome",
        "taken_from_id",
        "weakness_id",
        "task_id",
        "heading",
    ):
        op.drop_column("commitment_items", column)
    op.alter_column("commitment_items", "position", nullable=False)
    op.drop_column("commitments", "return_reason_id")
    disallow(op, "notices", "kind", "noticekind", _NOTICES)
    disallow(op, "audit_entries", "event", "auditevent", _EVENTS)
    disallow(op, "commitments", "state", "commitmentstate", ["amended"])


def _refer(table: str, column: str, target: str) -> None:
    """A reference that can't leave the tenant."""
    op.create_foreign_key(
        op.f(f"fk_{table}_organization_id_{column}"),
        table,
        target,
        ["organization_id", column],
        ["organization_id", "id"],
    )


def _refers(table: str, column: str, target: str, **options: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", column],
        [f"{target}.organization_id", f"{target}.id"],
        name=op.f(f"fk_{table}_organization_id_{column}"),
        **options,
    )


def _own(table: str) -> list[sa.schema.SchemaItem]:
    """What every tenant's row has."""
    return [
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f(f"fk_{table}_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f(f"pk_{table}")),
    ]


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _widen_items() -> None:
    table = "commitment_items"
    op.alter_column(table, "position", nullable=True)
    op.add_column(
        table, sa.Column("heading", sa.String(length=120), server_default="", nullable=False)
    )
    for column, target in (
        ("task_id", "texts"),
        ("weakness_id", "weaknesses"),
        ("taken_from_id", table),
        ("outcome_text_id", "texts"),
        ("assessed_by", "memberships"),
    ):
        op.add_column(table, sa.Column(column, sa.BigInteger(), nullable=True))
        _refer(table, column, target)
    outcome = _choice("outcome", "done", "partly", "not_done")
    op.add_column(table, sa.Column("outcome", outcome, nullable=True))
    op.add_column(table, sa.Column("assessed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_unique_constraint(
        op.f("uq_commitment_items_organization_id_taken_from_id"),
        table,
        ["organization_id", "taken_from_id"],
    )


def _create_versions() -> None:
    table = "commitment_versions"
    op.create_table(
        table,
        sa.Column("commitment_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            _choice("versionstate", "proposed", "in_force", "returned", "taken_back"),
            nullable=False,
        ),
        sa.Column("text_id", sa.BigInteger(), nullable=False),
        sa.Column("reason_id", sa.BigInteger(), nullable=True),
        sa.Column("answer_id", sa.BigInteger(), nullable=True),
        sa.Column("proposed_by", sa.BigInteger(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        *_own(table),
        _refers(table, "commitment_id", "commitments", ondelete="CASCADE"),
        _refers(table, "text_id", "texts"),
        _refers(table, "reason_id", "texts"),
        _refers(table, "answer_id", "texts"),
        _refers(table, "proposed_by", "memberships"),
        _refers(table, "decided_by", "memberships"),
        sa.UniqueConstraint(
            "organization_id",
            "commitment_id",
            "number",
            name=op.f("uq_commitment_versions_organization_id_commitment_id_number"),
        ),
    )
    op.create_index(
        "uq_commitment_versions_proposed",
        table,
        ["organization_id", "commitment_id"],
        unique=True,
        postgresql_where=sa.text("state = 'proposed'"),
    )
    protect(op, table)


def _create_notes() -> None:
    table = "commitment_notes"
    op.create_table(
        table,
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text_id", sa.BigInteger(), nullable=False),
        sa.Column("written_by", sa.BigInteger(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        *_own(table),
        _refers(table, "item_id", "commitment_items"),
        _refers(table, "text_id", "texts"),
        _refers(table, "written_by", "memberships"),
    )
    op.create_index(
        op.f("ix_commitment_notes_organization_id_item_id"), table, ["organization_id", "item_id"]
    )
    protect(op, table)


def _create_years() -> None:
    table = "commitment_years"
    op.create_table(
        table,
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("assessed_from", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.BigInteger(), nullable=False),
        *_own(table),
        _refers(table, "opened_by", "memberships"),
        sa.UniqueConstraint(
            "organization_id", "year", name=op.f("uq_commitment_years_organization_id_year")
        ),
    )
    protect(op, table)
