"""Let members move between units, begin with a paper slip and sign in by phone number.

Revision ID: aaa82a797074
Revises: c94e7b20d1f6
"""

import sqlalchemy as sa
from alembic import op

from migrations.choices import allow, disallow
from migrations.row_security import protect

revision = "aaa82a797074"
down_revision = "c94e7b20d1f6"

_EVENTS = (
    "status_corrected",
    "role_corrected",
    "members_exported",
    "reset_started",
    "password_reset",
    "chair_handed_over",
    "member_departed",
    "departure_taken_back",
    "departure_answered",
    "arrival_announced",
    "arrival_cancelled",
    "arrival_accepted",
    "arrival_refused",
)
_NOTICES = ("chair_handed_over", "arrival_waiting", "departure_answered")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _here(table: str, column: str) -> sa.ForeignKeyConstraint:
    """A reference to a member of the same organization."""
    return sa.ForeignKeyConstraint(
        ["organization_id", column],
        ["memberships.organization_id", "memberships.id"],
        name=op.f(f"fk_{table}_organization_id_{column}"),
    )


def _of(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    _accounts()
    _departures()
    _arrivals()
    protect(op, "departures")
    protect(op, "arrivals")
    op.create_index(
        op.f("ix_audit_entries_organization_id_member_id"),
        "audit_entries",
        ["organization_id", "member_id"],
    )
    allow(op, "audit_entries", "event", "auditevent", _EVENTS)
    allow(op, "notices", "kind", "noticekind", _NOTICES)


def _accounts() -> None:
    op.alter_column("accounts", "email", nullable=True)
    op.add_column("accounts", sa.Column("phone", sa.String(20), nullable=True))
    op.create_unique_constraint(op.f("uq_accounts_phone"), "accounts", ["phone"])
    op.create_check_constraint(
        op.f("ck_accounts_sign_in_name"), "accounts", "email IS NOT NULL OR phone IS NOT NULL"
    )
    op.alter_column("invitations", "email", nullable=True)
    op.add_column(
        "invitations",
        sa.Column(
            "kind",
            _choice("invitationkind", "join", "reset"),
            server_default="join",
            nullable=False,
        ),
    )
    op.alter_column("invitations", "kind", server_default=None)


def _departures() -> None:
    op.create_table(
        "departures",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", _choice("transferkind", "permanent", "temporary"), nullable=False),
        sa.Column(
            "state",
            _choice("departurestate", "recorded", "waiting", "accepted", "refused", "taken_back"),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("destination_id", sa.BigInteger(), nullable=True),
        sa.Column("destination_name", sa.String(200), nullable=False),
        sa.Column("arrival_id", sa.BigInteger(), nullable=True),
        sa.Column("recorded_by", sa.BigInteger(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        _here("departures", "member_id"),
        _here("departures", "recorded_by"),
        _of("departures", "destination_id", "organizations"),
        _of("departures", "organization_id", "organizations"),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_departures")),
    )
    op.create_index(
        op.f("ix_departures_organization_id_member_id"),
        "departures",
        ["organization_id", "member_id"],
    )


def _arrivals() -> None:
    op.create_table(
        "arrivals",
        sa.Column("kind", _choice("transferkind", "permanent", "temporary"), nullable=False),
        sa.Column(
            "state",
            _choice("arrivalstate", "waiting", "accepted", "refused", "cancelled"),
            nullable=False,
        ),
        sa.Column("full_name", sa.String(120), nullable=False),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("phone", sa.String(20), nullable=True),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("origin_id", sa.BigInteger(), nullable=False),
        sa.Column("origin_name", sa.String(200), nullable=False),
        sa.Column("departure_id", sa.BigInteger(), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.BigInteger(), nullable=True),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        _here("arrivals", "member_id"),
        _here("arrivals", "answered_by"),
        _of("arrivals", "account_id", "accounts"),
        _of("arrivals", "origin_id", "organizations"),
        _of("arrivals", "organization_id", "organizations"),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_arrivals")),
    )
    op.create_index(
        op.f("ix_arrivals_organization_id_state"), "arrivals", ["organization_id", "state"]
    )


def downgrade() -> None:
    disallow(op, "notices", "kind", "noticekind", _NOTICES)
    disallow(op, "audit_entries", "event", "auditevent", _EVENTS)
    op.drop_index(op.f("ix_audit_entries_organization_id_member_id"), "audit_entries")
    op.drop_table("arrivals")
    op.drop_table("departures")
    op.drop_column("invitations", "kind")
    op.alter_column("invitations", "email", nullable=False)
    op.drop_constraint(op.f("ck_accounts_sign_in_name"), "accounts")
    op.drop_constraint(op.f("uq_accounts_phone"), "accounts")
    op.drop_column("accounts", "phone")
    op.alter_column("accounts", "email", nullable=False)
