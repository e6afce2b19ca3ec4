"""Let people arrive one by one and openly, and see nothing older unless it is opened.

Revision ID: 5c8e2a7f4d19
Revises: c41f7a90be26
"""

import sqlalchemy as sa
from alembic import op

from migrations.choices import allow, disallow
from migrations.row_security import protect

revision = "5c8e2a7f4d19"
down_revision = "c41f7a90be26"

_NOTICES = (
    "merger_received",
    "merger_not_received",
    "office_holder_admitted",
    "office_above_given",
    "past_opened",
    "two_seats_agreed",
)
_EVENTS = ("office_holder_admitted", "office_above_given", "past_opened", "two_seats_agreed")

# Looks at what stands above the organization that is entered, and tells nothing but which of the
# accounts asked about hold an office there, and where.
OFFICES_ABOVE = """
    CREATE FUNCTION app.offices_above(accounts bigint[], since date, day date)
    RETURNS TABLE (account_id bigint, organization_id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT DISTINCT m.account_id, o.id
        FROM public.organizations o
        JOIN public.memberships m ON m.organization_id = o.id
        JOIN public.role_grants g ON g.organization_id = o.id AND g.member_id = m.id
        WHERE m.account_id = ANY (accounts)
        AND o.id <> app.current_organization() AND starts_with(app.current_path(), o.path)
        AND (g.until_on IS NULL OR (g.until_on >= g.from_on AND g.until_on >= since)
            OR app.acts_on(o.id, g.role, g.from_on, g.until_on, day))
    $$
"""
_TWO_SEATS = "fk_memberships_organization_id_two_seats_by"
_SIGNATURE = "app.offices_above(bigint[], date, date)"


def upgrade() -> None:
    allow(op, "notices", "kind", "noticekind", _NOTICES)
    allow(op, "audit_entries", "event", "auditevent", _EVENTS)
    _look_up()
    _past_openings()
    # Whoever belongs to a unit already goes on seeing what they see.
    op.add_column("memberships", sa.Column("sees_since", sa.Date(), nullable=True))
    op.add_column("memberships", sa.Column("two_seats_by", sa.BigInteger(), nullable=True))
    op.add_column("memberships", sa.Column("two_seats_on", sa.Date(), nullable=True))
    op.create_foreign_key(
        _TWO_SEATS,
        "memberships",
        "memberships",
        ["organization_id", "two_seats_by"],
        ["organization_id", "id"],
    )
    op.add_column(
        "invitations",
        sa.Column(
            "admits_office_holder", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
    )
    for table in ("arrivals", "departures"):
        allow(op, table, "kind", "transferkind", ("merged",))
    op.add_column(
        "arrivals",
        sa.Column("wants_email", sa.Boolean(), server_default=sa.text("true"), nullable=False),
    )
    op.add_column("arrivals", sa.Column("status", _STATUS, nullable=True))
    op.add_column("carried_threads", sa.Column("arrival_id", sa.BigInteger(), nullable=True))
    op.alter_column("carried_threads", "member_id", nullable=True)
    op.create_foreign_key(
        op.f("fk_carried_threads_organization_id_arrival_id"),
        "carried_threads",
        "arrivals",
        ["organization_id", "arrival_id"],
        ["organization_id", "id"],
    )


def _past_openings() -> None:
    op.create_table(
        "past_openings",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("said_by", sa.BigInteger(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_past_openings_organization_id")
        ),
        *(
            sa.ForeignKeyConstraint(
                ["organization_id", column],
                ["memberships.organization_id", "memberships.id"],
                name=op.f(f"fk_past_openings_organization_id_{column}"),
            )
            for column in ("member_id", "said_by")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_past_openings")),
    )
    op.create_index(
        op.f("ix_past_openings_organization_id_member_id"),
        "past_openings",
        ["organization_id", "member_id"],
    )
    protect(op, "past_openings")


def _look_up() -> None:
    op.execute("GRANT CREATE ON SCHEMA app TO app_lookup")
    op.execute(OFFICES_ABOVE)
    op.execute(f"REVOKE EXECUTE ON FUNCTION {_SIGNATURE} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {_SIGNATURE} TO app_rw")
    op.execute(f"ALTER FUNCTION {_SIGNATURE} OWNER TO app_lookup")
    op.execute("REVOKE CREATE ON SCHEMA app FROM app_lookup")


_STATUS = sa.Enum(
    "official",
    "probationary",
    "exempt",
    "suspended",
    "temporarily_here",
    "temporarily_elsewhere",
    "left",
    name="memberstatus",
    native_enum=False,
    length=40,
    create_constraint=True,
)


def downgrade() -> None:
    op.execute(f"DROP FUNCTION {_SIGNATURE}")
    op.drop_column("invitations", "admits_office_holder")
    op.drop_constraint(_TWO_SEATS, "memberships", type_="foreignkey")
    for column in ("two_seats_on", "two_seats_by", "sees_since"):
        op.drop_column("memberships", column)
    op.drop_table("past_openings")
    disallow(op, "audit_entries", "event", "auditevent", _EVENTS)
    op.drop_constraint(
        op.f("fk_carried_threads_organization_id_arrival_id"), "carried_threads", type_="foreignkey"
    )
    op.alter_column("carried_threads", "member_id", nullable=False)
    op.drop_column("carried_threads", "arrival_id")
    op.drop_column("arrivals", "status")
    op.drop_column("arrivals", "wants_email")
    for table in ("arrivals", "departures"):
        disallow(op, table, "kind", "transferkind", ("merged",))
    disallow(op, "notices", "kind", "noticekind", _NOTICES)
