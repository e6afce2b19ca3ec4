"""Let superiors open, rename, move, merge and close the units below them.

Figures are read by whoever stood above in their own month: a superior that is moved itself keeps
the sight of the months before. The range of paths comes first in the policy, since it decides
nearly always and costs nothing.

Revision ID: 98a96547bec0
Revises: dc1a8abab718
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.choices import allow, disallow
from migrations.row_security import protect

revision = "98a96547bec0"
down_revision = "dc1a8abab718"

_EVENTS = (
    "organization_moved",
    "organization_merged",
    "organization_closed",
    "organization_reopened",
    "beginning_put_aside",
    "carried_thread_settled",
)
_NOTICES = (
    "unit_moved",
    "unit_renamed",
    "unit_closed",
    "unit_reopened",
    "unit_merged",
    "unit_joined",
)

_OWN = "organization_id = (SELECT app.current_organization())"
_PATH = "(SELECT app.current_path())"
_BELOW = f"path >= {_PATH} AND path < {_PATH} || chr(1114111)"
_STOOD_BELOW = "strpos('/' || path, (SELECT '/' || app.current_organization() || '/')) > 0"

# Looks across tenants, so it tells nothing but how far the units below the announced organization
# are: whether there is a chair, who has come in, and whether turns are planned.
UNITS_BELOW = """
    CREATE FUNCTION app.units_below(units bigint[], day date, moment timestamptz)
    RETURNS TABLE (organization_id bigint, has_chair boolean, has_come boolean,
        is_invited boolean, has_plan boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT o.id, coalesce(c.chairs > 0, false), coalesce(c.come, false),
            coalesce(c.invited, false),
            EXISTS (SELECT 1 FROM public.turns t WHERE t.organization_id = o.id)
            OR EXISTS (SELECT 1 FROM public.year_plans y
                WHERE y.organization_id = o.id AND y.state = 'confirmed')
        FROM public.organizations o
        LEFT JOIN LATERAL (
            SELECT count(*) AS chairs, bool_or(m.account_id IS NOT NULL) AS come,
                bool_or(EXISTS (SELECT 1 FROM public.invitations i
                    WHERE i.organization_id = m.organization_id AND i.member_id = m.id
                    AND i.used_at IS NULL AND i.expires_at > moment)) AS invited
            FROM public.role_grants g
            JOIN public.memberships m
                ON m.organization_id = g.organization_id AND m.id = g.member_id
            WHERE g.organization_id = o.id AND g.role = 'chair'
            AND g.from_on <= day AND (g.until_on IS NULL OR g.until_on >= day)
        ) c ON true
        WHERE o.id = ANY (units) AND o.path > app.current_path()
        AND o.path < app.current_path() || chr(1114111)
    $$
"""
_SIGNATURE = "app.units_below(bigint[], date, timestamptz)"


def upgrade() -> None:
    op.add_column(
        "organizations",
        sa.Column(
            "former_names", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False
        ),
    )
    op.add_column("organizations", sa.Column("closed_reason", sa.String(200), nullable=True))
    op.add_column("organizations", sa.Column("merged_into_id", sa.BigInteger(), nullable=True))
    op.add_column(
        "organizations",
        sa.Column("is_new", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.create_foreign_key(
        op.f("fk_organizations_merged_into_id"),
        "organizations",
        "organizations",
        ["merged_into_id"],
        ["id"],
    )
    _carried_threads()
    allow(op, "audit_entries", "event", "auditevent", _EVENTS)
    allow(op, "notices", "kind", "noticekind", _NOTICES)
    op.execute("DROP POLICY read ON monthly_facts")
    op.execute(
        "CREATE POLICY read ON monthly_facts FOR SELECT"
        f" USING ({_OWN} OR ({_BELOW}) OR {_STOOD_BELOW})"
    )
    _look_up()


def _carried_threads() -> None:
    op.create_table(
        "carried_threads",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("from_id", sa.BigInteger(), nullable=False),
        sa.Column("pointed_out_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.BigInteger(), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_id"], ["organizations.id"], name=op.f("fk_carried_threads_from_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_carried_threads_organization_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "settled_by"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_carried_threads_organization_id_settled_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_carried_threads_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_carried_threads")),
    )
    protect(op, "carried_threads")


def _look_up() -> None:
    op.execute("GRANT CREATE ON SCHEMA app TO app_lookup")
    op.execute("GRANT SELECT ON organizations, turns, year_plans, invitations TO app_lookup")
    op.execute(UNITS_BELOW)
    op.execute(f"REVOKE EXECUTE ON FUNCTION {_SIGNATURE} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {_SIGNATURE} TO app_rw")
    op.execute(f"ALTER FUNCTION {_SIGNATURE} OWNER TO app_lookup")
    op.execute("REVOKE CREATE ON SCHEMA app FROM app_lookup")


def downgrade() -> None:
    op.execute(f"DROP FUNCTION {_SIGNATURE}")
    op.execute("REVOKE SELECT ON organizations, turns, year_plans, invitations FROM app_lookup")
    op.execute("DROP POLICY read ON monthly_facts")
    op.execute(f"CREATE POLICY read ON monthly_facts FOR SELECT USING ({_OWN} OR ({_BELOW}))")
    disallow(op, "notices", "kind", "noticekind", _NOTICES)
    disallow(op, "audit_entries", "event", "auditevent", _EVENTS)
    op.drop_table("carried_threads")
    op.drop_constraint(op.f("fk_organizations_merged_into_id"), "organizations", type_="foreignkey")
    for column in ("is_new", "merged_into_id", "closed_reason", "former_names"):
        op.drop_column("organizations", column)
