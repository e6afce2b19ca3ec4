"""Let no seat of a chair be empty by time, or be filled by anybody but the unit.

A chair whose term has run out acts until a successor is in; a seat that is empty is filled by what
was proposed to the unit.

Revision ID: c41f7a90be26
Revises: 3c9e5d17a2f0
"""

import sqlalchemy as sa
from alembic import op

from migrations.choices import allow, disallow
from migrations.row_security import protect

revision = "c41f7a90be26"
down_revision = "3c9e5d17a2f0"

_LASTS = "g.from_on <= day AND (g.until_on IS NULL OR g.until_on >= day)"
_HOLDS = """g.from_on <= day AND (g.until_on IS NULL OR g.until_on >= day
            OR app.acts_on(g.organization_id, g.role, g.from_on, g.until_on, day))"""

# A chair whose term has run out acts on until a successor is in: the term that ended last counts,
# and none that was held on no day. It sees what its caller sees.
_ACTS_ON = """
    CREATE FUNCTION app.acts_on(organization bigint, role text, begun date, ended date, day date)
    RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT role = 'chair' AND begun <= ended AND NOT EXISTS (
            SELECT 1 FROM public.role_grants o
            WHERE o.organization_id = organization AND o.role = 'chair' AND o.from_on <= day
            AND (o.until_on IS NULL OR (o.until_on >= o.from_on AND o.until_on > ended)))
    $$
"""
_ACTS_ON_SIGNATURE = "app.acts_on(bigint, text, date, date, date)"

# Looks across tenants, so it tells nothing but which organizations an account may enter, with
# which offices, and whether it wants e-mails from there.
_ORGANIZATIONS_OF = """
    CREATE FUNCTION app.organizations_of(account bigint, day date)
    RETURNS TABLE (organization_id bigint, member_id bigint, wants_email boolean, roles text[])
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT m.organization_id, m.id, m.wants_email, ARRAY(
            SELECT g.role::text FROM public.role_grants g
            WHERE g.organization_id = m.organization_id AND g.member_id = m.id
            AND {holds})
        FROM public.memberships m
        WHERE m.account_id = account AND EXISTS (
            SELECT 1 FROM public.membership_statuses s
            WHERE s.organization_id = m.organization_id AND s.member_id = m.id
            AND s.status NOT IN ('left', 'suspended')
            AND s.from_on <= day AND (s.until_on IS NULL OR s.until_on >= day))
    $$
"""

# Looks across tenants, so it tells nothing but how far the units below the announced organization
# are: whether there is a chair, who has come in, whether the chair's term has run out, and whether
# turns are planned.
_UNITS_BELOW = """
    CREATE FUNCTION app.units_below(units bigint[], day date, moment timestamptz)
    RETURNS TABLE (organization_id bigint, has_chair boolean, has_come boolean,
        is_invited boolean, has_plan boolean{column})
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT o.id, coalesce(c.chairs > 0, false), coalesce(c.come, false),
            coalesce(c.invited, false),
            EXISTS (SELECT 1 FROM public.turns t WHERE t.organization_id = o.id)
            OR EXISTS (SELECT 1 FROM public.year_plans y
                WHERE y.organization_id = o.id AND y.state = 'confirmed'){acting}
        FROM public.organizations o
        LEFT JOIN LATERAL (
            SELECT count(*) AS chairs, bool_or(m.account_id IS NOT NULL) AS come,
                bool_or(coalesce(g.until_on < day, false)) AS acting,
                bool_or(EXISTS (SELECT 1 FROM public.invitations i
                    WHERE i.organization_id = m.organization_id AND i.member_id = m.id
                    AND i.used_at IS NULL AND i.expires_at > moment)) AS invited
            FROM public.role_grants g
            JOIN public.memberships m
                ON m.organization_id = g.organization_id AND m.id = g.member_id
            WHERE g.organization_id = o.id AND g.role = 'chair'
            AND {holds}
        ) c ON true
        WHERE o.id = ANY (units) AND o.path > app.current_path()
        AND o.path < app.current_path() || chr(1114111)
    $$
"""
# Looks across tenants, so it tells nothing but where the time of a nomination is over.
_DUE = """
    CREATE FUNCTION app.due_nominations(moment timestamptz)
    RETURNS TABLE (organization_id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT n.organization_id FROM public.nominations n
        JOIN public.organizations o ON o.id = n.organization_id
        WHERE n.state = 'waiting' AND n.effective_at <= moment
        AND o.suspended_at IS NULL AND o.closed_on IS NULL
    $$
"""
_DUE_SIGNATURE = "app.due_nominations(timestamptz)"

_TABLE = "nominations"
_STATES = ("waiting", "in_force", "objected", "withdrawn", "lapsed")
_PROPOSERS = ("member", "superior", "operator")
_EVENTS = (
    "chair_nominated",
    "nomination_confirmed",
    "nomination_objected",
    "nomination_withdrawn",
    "nomination_lapsed",
    "nomination_in_force",
)
_NOTICES = (
    "nominated",
    "nomination_told",
    "nomination_to_confirm",
    "nomination_stopped",
    "chair_seated",
    "term_over",
    "seat_empty",
    "unit_chair_named",
    "unit_chair_proposed",
    "unit_chair_seated",
    "unit_term_over",
)
_SIGNATURES = {
    "app.organizations_of(bigint, date)": _ORGANIZATIONS_OF,
    "app.units_below(bigint[], date, timestamptz)": _UNITS_BELOW,
}


def upgrade() -> None:
    _nominations()
    allow(op, "audit_entries", "event", "auditevent", _EVENTS)
    allow(op, "notices", "kind", "noticekind", _NOTICES)
    op.execute(_ACTS_ON)
    op.execute(f"REVOKE EXECUTE ON FUNCTION {_ACTS_ON_SIGNATURE} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {_ACTS_ON_SIGNATURE} TO app_rw, app_lookup")
    acting = ",\n            coalesce(c.acting, false)"
    _look_up(holds=_HOLDS, column=", is_acting boolean", acting=acting)
    op.execute("GRANT CREATE ON SCHEMA app TO app_lookup")
    op.execute(f"GRANT SELECT ON {_TABLE} TO app_lookup")
    _keep(_DUE_SIGNATURE, _DUE)
    op.execute("REVOKE CREATE ON SCHEMA app FROM app_lookup")


def downgrade() -> None:
    op.execute(f"DROP FUNCTION {_DUE_SIGNATURE}")
    _look_up(holds=_LASTS, column="", acting="")
    op.execute(f"DROP FUNCTION {_ACTS_ON_SIGNATURE}")
    disallow(op, "notices", "kind", "noticekind", _NOTICES)
    disallow(op, "audit_entries", "event", "auditevent", _EVENTS)
    op.drop_table(_TABLE)


def _nominations() -> None:
    op.create_table(
        _TABLE,
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("proposer", _choice("proposer", _PROPOSERS), nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=True),
        sa.Column("proposer_account_id", sa.BigInteger(), nullable=True),
        sa.Column("proposer_name", sa.String(400), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", _choice("nominationstate", _STATES), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("objected_by", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        *(_member(name) for name in ("member_id", "proposed_by", "confirmed_by", "objected_by")),
        sa.ForeignKeyConstraint(
            ["proposer_account_id"], ["accounts.id"], name=op.f(f"fk_{_TABLE}_proposer_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f(f"fk_{_TABLE}_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f(f"pk_{_TABLE}")),
    )
    op.create_index(
        op.f(f"ix_{_TABLE}_organization_id"),
        _TABLE,
        ["organization_id"],
        unique=True,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    protect(op, _TABLE)


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _member(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", column],
        ["memberships.organization_id", "memberships.id"],
        name=op.f(f"fk_{_TABLE}_organization_id_{column}"),
    )


def _look_up(**parts: str) -> None:
    """Put the look-ups across tenants in the place of those there are."""
    op.execute("GRANT CREATE ON SCHEMA app TO app_lookup")
    for signature, body in _SIGNATURES.items():
        op.execute(f"DROP FUNCTION {signature}")
        _keep(signature, body.format(**parts))
    op.execute("REVOKE CREATE ON SCHEMA app FROM app_lookup")


def _keep(signature: str, body: str) -> None:
    op.execute(body)
    op.execute(f"REVOKE EXECUTE ON FUNCTION {signature} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO app_rw")
    op.execute(f"ALTER FUNCTION {signature} OWNER TO app_lookup")
