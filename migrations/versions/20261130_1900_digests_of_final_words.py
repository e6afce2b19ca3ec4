"""Seal final words: salts, triggers that refuse changes, the head of each trail, checkpoints.

Revision ID: a4c17e92d6b8
Revises: 5c8e2a7f4d19
"""

import sqlalchemy as sa
from alembic import op

from migrations.choices import allow, disallow
from migrations.row_security import protect

revision = "a4c17e92d6b8"
down_revision = "5c8e2a7f4d19"

_EVENTS = ("texts_sealed",)
_NOTICES = ("checkpoint_address_changed",)

# Reasons go when an opinion is restored, conclusions of thematic sessions are written anew; the
# references to texts keep every row that is still named from being deleted.
REFUSE_SEALED_TEXT = """
    CREATE FUNCTION app.refuse_sealed_text() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND old.kind IN ('reason', 'thematic') THEN RETURN old; END IF;
        RAISE EXCEPTION 'sealed words are never changed' USING ERRCODE = 'restrict_violation';
    END $$
"""

# The arguments are the columns that go on changing.
REFUSE_FINAL_ROW = """
    CREATE FUNCTION app.refuse_final_row() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE open text[] := coalesce(TG_ARGV, '{}');
    BEGIN
        IF TG_OP = 'UPDATE' AND to_jsonb(new) - open = to_jsonb(old) - open THEN
            RETURN new;
        END IF;
        RAISE EXCEPTION 'final rows of % are never changed', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END $$
"""

REFUSE_AFTER_CLOSING = """
    CREATE FUNCTION app.refuse_after_closing() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM public.meetings m WHERE m.minutes_salt IS NOT NULL
            AND (TG_OP <> 'INSERT' AND m.organization_id = old.organization_id
                 AND m.id = old.meeting_id
              OR TG_OP <> 'DELETE' AND m.organization_id = new.organization_id
                 AND m.id = new.meeting_id)
        ) THEN
            RAISE EXCEPTION 'the minutes of a closed meeting are never changed'
                USING ERRCODE = 'restrict_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN old; END IF;
        RETURN new;
    END $$
"""

# Runs as the narrow role, so that the role of the service can't set a head itself. It goes on only
# from the entry before: a head beyond the end of a trail stays as the proof that it was cut.
NOTE_HEAD = """
    CREATE FUNCTION app.note_trail_head() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        INSERT INTO public.trail_heads AS head (organization_id, position, hash)
        VALUES (new.organization_id, new.position, new.hash)
        ON CONFLICT (organization_id) DO UPDATE
            SET position = excluded.position, hash = excluded.hash
            WHERE head.position = excluded.position - 1 AND head.hash = new.previous_hash;
        RETURN NULL;
    END $$
"""

#: Table, what makes a row final, and the columns that go on changing.
FINAL_ROWS = (
    ("report_versions", "old.frozen_at IS NOT NULL", ()),
    ("remarks", "true", ()),
    ("opinions", "true", ("set_aside_at", "set_aside_by", "set_aside_reason_id")),
    ("conclusions", "true", ()),
    ("commendations", "true", ()),
    ("weaknesses", "true", ("state", "due_on", "helper_id", "closed_on")),
    ("weakness_events", "true", ()),
    ("commitment_versions", "old.state <> 'proposed'", ()),
    ("commitment_notes", "true", ()),
    ("meetings", "old.minutes_salt IS NOT NULL", ("revision",)),
)
IN_MINUTES = ("attendances", "agenda_items", "opinions", "conclusions")


def upgrade() -> None:
    op.add_column("texts", sa.Column("salt", sa.LargeBinary(), nullable=True))
    op.add_column("meetings", sa.Column("minutes_salt", sa.LargeBinary(), nullable=True))
    allow(op, "audit_entries", "event", "auditevent", _EVENTS)
    allow(op, "notices", "kind", "noticekind", _NOTICES)
    _create_heads()
    _create_checkpoints()
    _refuse_changes()


def _create_heads() -> None:
    table = "trail_heads"
    op.create_table(
        table,
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("awaits_seal", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        *_own(table),
        sa.UniqueConstraint("organization_id", name=op.f(f"uq_{table}_organization_id")),
    )
    protect(op, table)
    op.execute(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM app_rw")
    op.execute(f"GRANT UPDATE (awaits_seal) ON {table} TO app_rw")
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON {table} TO app_lookup")
    op.execute("GRANT CREATE ON SCHEMA app TO app_lookup")
    op.execute(NOTE_HEAD)
    op.execute("REVOKE EXECUTE ON FUNCTION app.note_trail_head() FROM PUBLIC")
    op.execute(
        "CREATE TRIGGER head AFTER INSERT ON audit_entries"
        " FOR EACH ROW EXECUTE FUNCTION app.note_trail_head()"
    )
    op.execute("ALTER FUNCTION app.note_trail_head() OWNER TO app_lookup")
    op.execute("REVOKE CREATE ON SCHEMA app FROM app_lookup")


def _create_checkpoints() -> None:
    table = "trail_checkpoints"
    states = ("shown", "waiting", "sent", "skipped", "bounced", "dead")
    state = sa.Enum(
        *states, name="deliverystate", native_enum=False, create_constraint=True, length=40
    )
    op.create_table(
        table,
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("statement", sa.String(length=1000), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("state", state, nullable=False),
        sa.Column("send_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        *_own(table),
        sa.UniqueConstraint("organization_id", "day", name=op.f(f"uq_{table}_organization_id_day")),
    )
    protect(op, table)
    op.execute(f"REVOKE UPDATE, DELETE ON {table} FROM app_rw")
    op.execute(
        f"GRANT UPDATE (state, send_after, lease_until, tries, sent_at, reason) ON {table}"
        " TO app_rw"
    )


def _own(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f(f"fk_{table}_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f(f"pk_{table}")),
    )


def _refuse_changes() -> None:
    for body in (REFUSE_SEALED_TEXT, REFUSE_FINAL_ROW, REFUSE_AFTER_CLOSING):
        op.execute(body)
    op.execute(
        "CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON texts FOR EACH ROW"
        " WHEN (old.salt IS NOT NULL) EXECUTE FUNCTION app.refuse_sealed_text()"
    )
    for table, final, open_columns in FINAL_ROWS:
        listed = ", ".join(f"'{column}'" for column in open_columns)
        op.execute(
            f"CREATE TRIGGER final BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"
            f" WHEN ({final}) EXECUTE FUNCTION app.refuse_final_row({listed})"
        )
    # Words of before wait for their digests once: nobody lets an organization wait again, so that
    # what was slipped in counts as old.
    op.execute(
        "CREATE TRIGGER once BEFORE UPDATE ON trail_heads FOR EACH ROW"
        " WHEN (new.awaits_seal AND NOT old.awaits_seal) EXECUTE FUNCTION app.refuse_final_row()"
    )
    for table in IN_MINUTES:
        op.execute(
            f"CREATE TRIGGER closed BEFORE INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION app.refuse_after_closing()"
        )


def downgrade() -> None:
    for table in IN_MINUTES:
        op.execute(f"DROP TRIGGER closed ON {table}")
    for table, _final, _open_columns in FINAL_ROWS:
        op.execute(f"DROP TRIGGER final ON {table}")
    op.execute("DROP TRIGGER once ON trail_heads")
    op.execute("DROP TRIGGER sealed ON texts")
    op.execute("DROP TRIGGER head ON audit_entries")
    for name in (
        "refuse_sealed_text",
        "refuse_final_row",
        "refuse_after_closing",
        "note_trail_head",
    ):
        op.execute(f"DROP FUNCTION app.{name}()")
    op.drop_table("trail_checkpoints")
    op.drop_table("trail_heads")
    disallow(op, "notices", "kind", "noticekind", _NOTICES)
    disallow(op, "audit_entries", "event", "auditevent", _EVENTS)
    op.drop_column("meetings", "minutes_salt")
    op.drop_column("texts", "salt")
