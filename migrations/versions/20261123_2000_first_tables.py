"""Create the tables of the first release.

Revision ID: 6f1a2c9d0b11
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "6f1a2c9d0b11"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("full_name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("is_operator", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_email")),
    )
    op.create_table(
        "heartbeats",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeats")),
    )
    op.create_table(
        "organizations",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "party_branch",
                "union",
                "youth",
                "women",
                "veterans",
                "farmers",
                "committee",
                name="organizationkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("path", sa.String(length=400, collation="C"), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settings", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("member_count", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organizations.id"], name=op.f("fk_organizations_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations")),
        sa.UniqueConstraint("code", name=op.f("uq_organizations_code")),
    )
    op.create_index(
        op.f("ix_organizations_parent_id"), "organizations", ["parent_id"], unique=False
    )
    op.create_index(op.f("ix_organizations_path"), "organizations", ["path"], unique=False)
    op.create_table(
        "sign_in_tries",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_key", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_tries")),
    )
    op.create_index(
        op.f("ix_sign_in_tries_account_key_at"),
        "sign_in_tries",
        ["account_key", "at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sign_in_tries_address_at"), "sign_in_tries", ["address", "at"], unique=False
    )
    op.create_table(
        "account_sessions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.Column("with_office", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_account_sessions_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_account_sessions_token_hash")),
    )
    op.create_index(
        op.f("ix_account_sessions_account_id"), "account_sessions", ["account_id"], unique=False
    )
    op.create_index(
        op.f("ix_account_sessions_expires_at"), "account_sessions", ["expires_at"], unique=False
    )
    op.create_table(
        "memberships",
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("full_name", sa.String(length=120), nullable=False),
        sa.Column("sort_key", sa.String(length=600, collation="C"), nullable=False),
        sa.Column("search_text", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("wants_email", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_memberships_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_memberships_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_memberships")),
        sa.UniqueConstraint(
            "organization_id", "account_id", name=op.f("uq_memberships_organization_id_account_id")
        ),
    )
    op.create_index(op.f("ix_memberships_account_id"), "memberships", ["account_id"], unique=False)
    op.create_index(
        op.f("ix_memberships_organization_id_sort_key"),
        "memberships",
        ["organization_id", "sort_key"],
        unique=False,
    )
    op.create_table(
        "monthly_facts",
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column(
            "measure",
            sa.Enum(
                "units",
                "units_late",
                "members",
                "meetings_held",
                "meeting_minutes",
                "attendance_base",
                "present",
                "excused",
                "unexcused",
                "turns_expected",
                "submitted",
                "in_order",
                "drafts_on_time",
                "reviewed_before_meeting",
                "presented",
                "concluded",
                "filed_on_time",
                "filed_late",
                "overdue",
                "members_reached",
                "commitments_expected",
                "commitments_registered",
                "weaknesses_opened",
                "weaknesses_remedied",
                "weaknesses_open",
                "weaknesses_overdue",
                "members_pointed_out",
                "members_remedied",
                "members_open",
                "members_overdue",
                "commendations",
                "members_commended",
                "opinions",
                "thematic_planned",
                "thematic_held",
                "thematic_in_quarter",
                name="measure",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("path", sa.String(length=400, collation="C"), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_monthly_facts_organization_id")
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "month", "measure", name=op.f("pk_monthly_facts")
        ),
    )
    op.create_index(
        op.f("ix_monthly_facts_parent_id_measure_month"),
        "monthly_facts",
        ["parent_id", "measure", "month"],
        unique=False,
        postgresql_include=["organization_id", "value", "path"],
        postgresql_where=sa.text("value > 0"),
    )
    op.create_table(
        "plan_months",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "reports",
                "thematic",
                "none",
                name="monthkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("topic", sa.String(length=300), nullable=True),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("is_held", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_plan_months_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_plan_months")),
        sa.UniqueConstraint(
            "organization_id", "month", name=op.f("uq_plan_months_organization_id_month")
        ),
    )
    op.create_table(
        "stale_months",
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_stale_months_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "month", name=op.f("pk_stale_months")),
    )
    op.create_table(
        "texts",
        sa.Column(
            "kind",
            sa.Enum(
                "report",
                "remark",
                "opinion",
                "conclusion",
                "commendation",
                "weakness",
                "commitment",
                "reason",
                name="textkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("stored", sa.String(), nullable=False),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_texts_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_texts")),
    )
    op.create_table(
        "used_keys",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_used_keys_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_used_keys")),
        sa.UniqueConstraint(
            "organization_id", "key", name=op.f("uq_used_keys_organization_id_key")
        ),
    )
    op.create_index(op.f("ix_used_keys_used_at"), "used_keys", ["used_at"], unique=False)
    op.create_table(
        "audit_entries",
        sa.Column("position", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "event",
            sa.Enum(
                "organization_founded",
                "organization_renamed",
                "organization_suspended",
                "organization_resumed",
                "settings_changed",
                "member_added",
                "member_changed",
                "member_invited",
                "invitation_accepted",
                "membership_ended",
                "status_changed",
                "role_granted",
                "role_ended",
                "signed_in",
                "month_planned",
                "volunteered",
                "volunteer_answered",
                "turn_assigned",
                "report_started",
                "report_submitted",
                "report_taken_back",
                "report_remarked",
                "report_returned",
                "report_accepted",
                "review_skipped",
                "report_entered_for",
                "report_released",
                "report_presented",
                "report_concluded",
                "report_filed",
                "report_postponed",
                "report_withdrawn",
                "commitment_changed",
                "commitment_submitted",
                "commitment_confirmed",
                "weakness_pointed_out",
                "weakness_changed",
                "remedy_reported",
                "remedy_confirmed",
                "weakness_reopened",
                "weakness_carried",
                "meeting_called",
                "meeting_changed",
                "meeting_opened",
                "attendance_marked",
                "opinion_recorded",
                "opinion_set_aside",
                "opinion_restored",
                "meeting_closed",
                name="auditevent",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("subject_type", sa.String(length=40), nullable=True),
        sa.Column("subject_id", sa.BigInteger(), nullable=True),
        sa.Column("facts", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column(
            "previous_hash", sa.LargeBinary(), server_default=sa.text("''::bytea"), nullable=False
        ),
        sa.Column("hash", sa.LargeBinary(), server_default=sa.text("''::bytea"), nullable=False),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "actor_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_audit_entries_organization_id_actor_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_audit_entries_organization_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_audit_entries_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_audit_entries")),
        sa.UniqueConstraint(
            "organization_id", "position", name=op.f("uq_audit_entries_organization_id_position")
        ),
    )
    op.create_index(
        op.f("ix_audit_entries_organization_id_subject_type_subject_id"),
        "audit_entries",
        ["organization_id", "subject_type", "subject_id"],
        unique=False,
    )
    op.create_table(
        "commitments",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "confirmed",
                name="commitmentstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "confirmed_by"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_commitments_organization_id_confirmed_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_commitments_organization_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_commitments_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_commitments")),
        sa.UniqueConstraint(
            "organization_id",
            "member_id",
            "year",
            name=op.f("uq_commitments_organization_id_member_id_year"),
        ),
    )
    op.create_table(
        "invitations",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("invited_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "invited_by"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_invitations_organization_id_invited_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_invitations_organization_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_invitations_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_invitations")),
        sa.UniqueConstraint(
            "organization_id", "token_hash", name=op.f("uq_invitations_organization_id_token_hash")
        ),
    )
    op.create_index(
        op.f("ix_invitations_organization_id_member_id"),
        "invitations",
        ["organization_id", "member_id"],
        unique=False,
    )
    op.create_table(
        "meetings",
        sa.Column(
            "kind",
            sa.Enum(
                "regular",
                "thematic",
                "combined",
                "committee",
                name="meetingkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "called",
                "open",
                "closed",
                name="meetingstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("topic", sa.String(length=300), nullable=True),
        sa.Column("chair_id", sa.BigInteger(), nullable=False),
        sa.Column("clerk_id", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "chair_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_meetings_organization_id_chair_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "clerk_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_meetings_organization_id_clerk_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_meetings_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_meetings")),
    )
    op.create_index(
        "uq_meetings_month",
        "meetings",
        ["organization_id", "month"],
        unique=True,
        postgresql_where=sa.text("kind <> 'committee'"),
    )
    op.create_table(
        "membership_statuses",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "official",
                "probationary",
                "exempt",
                "suspended",
                "temporarily_here",
                "temporarily_elsewhere",
                "left",
                name="memberstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_membership_statuses_organization_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_membership_statuses_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_membership_statuses")),
    )
    op.create_index(
        op.f("ix_membership_statuses_organization_id_member_id"),
        "membership_statuses",
        ["organization_id", "member_id"],
        unique=False,
    )
    op.create_table(
        "notices",
        sa.Column(
            "kind",
            sa.Enum(
                "turn_assigned",
                "turn_coming",
                "draft_due",
                "draft_late",
                "draft_late_chair",
                "review_waiting",
                "report_returned",
                "report_accepted",
                "report_postponed",
                "meeting_invitation",
                "meeting_moved",
                "report_concluded",
                "final_due",
                "remedy_due",
                "weakness_pointed_out",
                "plan_missing",
                "thematic_missing",
                "invitation",
                name="noticekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("recipient_id", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "app", "email", name="channel", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "shown",
                "waiting",
                "sent",
                "skipped",
                "bounced",
                "dead",
                name="deliverystate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("facts", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("link", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("send_after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("useful_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.String(length=200), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "recipient_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_notices_organization_id_recipient_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_notices_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_notices")),
        sa.UniqueConstraint(
            "organization_id",
            "kind",
            "subject",
            "recipient_id",
            "due_on",
            "channel",
            name=op.f("uq_notices_organization_id_kind_subject_recipient_id_due_on_channel"),
        ),
    )
    op.create_index(
        op.f("ix_notices_organization_id_recipient_id_created_at"),
        "notices",
        ["organization_id", "recipient_id", "created_at"],
        unique=False,
    )
    op.create_index(
        "ix_notices_unread",
        "notices",
        ["organization_id", "recipient_id"],
        unique=False,
        postgresql_where=sa.text("channel = 'app' AND read_at IS NULL"),
    )
    op.create_index(
        "ix_notices_waiting",
        "notices",
        ["organization_id", "send_after"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "read_entries",
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("reader_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "reader_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_read_entries_organization_id_reader_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_read_entries_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_read_entries")),
        sa.UniqueConstraint(
            "organization_id",
            "subject_type",
            "subject_id",
            "reader_id",
            "day",
            name=op.f("uq_read_entries_organization_id_subject_type_subject_id_reader_id_day"),
        ),
    )
    op.create_table(
        "role_grants",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "chair",
                "deputy",
                "committee",
                "viewer",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_role_grants_organization_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_role_grants_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_role_grants")),
    )
    op.create_index(
        op.f("ix_role_grants_organization_id_member_id"),
        "role_grants",
        ["organization_id", "member_id"],
        unique=False,
    )
    op.create_table(
        "turns",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "assigned",
                "volunteered",
                name="turnsource",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "standing",
                "postponed",
                "withdrawn",
                name="turnstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("assigned_by", sa.BigInteger(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "assigned_by"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_turns_organization_id_assigned_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_turns_organization_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_turns_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_turns")),
    )
    op.create_index(
        op.f("ix_turns_organization_id_month"), "turns", ["organization_id", "month"], unique=False
    )
    op.create_index(
        "uq_turns_standing",
        "turns",
        ["organization_id", "member_id", "month"],
        unique=True,
        postgresql_where=sa.text("state = 'standing'"),
    )
    op.create_table(
        "volunteers",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "offered",
                "accepted",
                "declined",
                "taken_back",
                name="volunteerstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_volunteers_organization_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_volunteers_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_volunteers")),
        sa.UniqueConstraint(
            "organization_id",
            "member_id",
            "month",
            name=op.f("uq_volunteers_organization_id_member_id_month"),
        ),
    )
    op.create_table(
        "weaknesses",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "yearly_review",
                "meeting",
                "superior",
                "self",
                name="weaknesssource",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "remedy_reported",
                "confirmed",
                name="weaknessstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("pointed_out_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("text_id", sa.BigInteger(), nullable=False),
        sa.Column("helper_id", sa.BigInteger(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "helper_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_weaknesses_organization_id_helper_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_weaknesses_organization_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "text_id"],
            ["texts.organization_id", "texts.id"],
            name=op.f("fk_weaknesses_organization_id_text_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_weaknesses_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_weaknesses")),
    )
    op.create_index(
        op.f("ix_weaknesses_organization_id_member_id"),
        "weaknesses",
        ["organization_id", "member_id"],
        unique=False,
    )
    op.create_table(
        "attendances",
        sa.Column("meeting_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "presence",
            sa.Enum(
                "present",
                "excused",
                "unexcused",
                name="presence",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "meeting_id"],
            ["meetings.organization_id", "meetings.id"],
            name=op.f("fk_attendances_organization_id_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_attendances_organization_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_attendances_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_attendances")),
        sa.UniqueConstraint(
            "organization_id",
            "meeting_id",
            "member_id",
            name=op.f("uq_attendances_organization_id_meeting_id_member_id"),
        ),
    )
    op.create_table(
        "commitment_items",
        sa.Column("commitment_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.BigInteger(), nullable=False),
        sa.Column("measure_id", sa.BigInteger(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "commitment_id"],
            ["commitments.organization_id", "commitments.id"],
            name=op.f("fk_commitment_items_organization_id_commitment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "measure_id"],
            ["texts.organization_id", "texts.id"],
            name=op.f("fk_commitment_items_organization_id_measure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "text_id"],
            ["texts.organization_id", "texts.id"],
            name=op.f("fk_commitment_items_organization_id_text_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_commitment_items_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_commitment_items")),
        sa.UniqueConstraint(
            "organization_id",
            "commitment_id",
            "position",
            name=op.f("uq_commitment_items_organization_id_commitment_id_position"),
        ),
    )
    op.create_table(
        "self_reports",
        sa.Column("turn_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "assigned",
                "drafting",
                "submitted",
                "returned",
                "accepted",
                "presented",
                "finalizing",
                "filed",
                "postponed",
                "withdrawn",
                name="reportstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("first_submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("presented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("concluded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closing_reason_id", sa.BigInteger(), nullable=True),
        sa.Column("skip_reason_id", sa.BigInteger(), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "closing_reason_id"],
            ["texts.organization_id", "texts.id"],
            name=op.f("fk_self_reports_organization_id_closing_reason_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_self_reports_organization_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "skip_reason_id"],
            ["texts.organization_id", "texts.id"],
            name=op.f("fk_self_reports_organization_id_skip_reason_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "turn_id"],
            ["turns.organization_id", "turns.id"],
            name=op.f("fk_self_reports_organization_id_turn_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_self_reports_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_self_reports")),
        sa.UniqueConstraint(
            "organization_id", "turn_id", name=op.f("uq_self_reports_organization_id_turn_id")
        ),
    )
    op.create_index(
        op.f("ix_self_reports_organization_id_member_id_month"),
        "self_reports",
        ["organization_id", "member_id", "month"],
        unique=False,
    )
    op.create_index(
        op.f("ix_self_reports_organization_id_month"),
        "self_reports",
        ["organization_id", "month"],
        unique=False,
    )
    op.create_table(
        "weakness_events",
        sa.Column("weakness_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "point_out",
                "carry",
                "arrange",
                "promise",
                "report_remedy",
                "confirm",
                "reopen",
                name="weaknessstep",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("text_id", sa.BigInteger(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "actor_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_weakness_events_organization_id_actor_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "text_id"],
            ["texts.organization_id", "texts.id"],
            name=op.f("fk_weakness_events_organization_id_text_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "weakness_id"],
            ["weaknesses.organization_id", "weaknesses.id"],
            name=op.f("fk_weakness_events_organization_id_weakness_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_weakness_events_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_weakness_events")),
    )
    op.create_index(
        op.f("ix_weakness_events_organization_id_weakness_id"),
        "weakness_events",
        ["organization_id", "weakness_id"],
        unique=False,
    )
    op.create_table(
        "agenda_items",
        sa.Column("meeting_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "opening",
                "briefing",
                "self_report",
                "topic",
                "other",
                name="agendakind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("report_id", sa.BigInteger(), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "meeting_id"],
            ["meetings.organization_id", "meetings.id"],
            name=op.f("fk_agenda_items_organization_id_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "report_id"],
            ["self_reports.organization_id", "self_reports.id"],
            name=op.f("fk_agenda_items_organization_id_report_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_agenda_items_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint(
            "organization_id",
            "meeting_id",
            "position",
            deferrable=True,
            name=op.f("uq_agenda_items_organization_id_meeting_id_position"),
        ),
        sa.UniqueConstraint(
            "organization_id",
            "meeting_id",
            "report_id",
            name=op.f("uq_agenda_items_organization_id_meeting_id_report_id"),
        ),
    )
    op.create_table(
        "conclusions",
        sa.Column("meeting_id", sa.BigInteger(), nullable=False),
        sa.Column("report_id", sa.BigInteger(), nullable=False),
        sa.Column("concluded_by", sa.BigInteger(), nullable=False),
        sa.Column("text_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "concluded_by"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_conclusions_organization_id_concluded_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "meeting_id"],
            ["meetings.organization_id", "meetings.id"],
            name=op.f("fk_conclusions_organization_id_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "report_id"],
            ["self_reports.organization_id", "self_reports.id"],
            name=op.f("fk_conclusions_organization_id_report_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "text_id"],
            ["texts.organization_id", "texts.id"],
            name=op.f("fk_conclusions_organization_id_text_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_conclusions_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_conclusions")),
        sa.UniqueConstraint(
            "organization_id", "report_id", name=op.f("uq_conclusions_organization_id_report_id")
        ),
    )
    op.create_table(
        "opinions",
        sa.Column("meeting_id", sa.BigInteger(), nullable=False),
        sa.Column("report_id", sa.BigInteger(), nullable=False),
        sa.Column("speaker_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("text_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_aside_by", sa.BigInteger(), nullable=True),
        sa.Column("set_aside_reason_id", sa.BigInteger(), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "meeting_id"],
            ["meetings.organization_id", "meetings.id"],
            name=op.f("fk_opinions_organization_id_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "recorded_by"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_opinions_organization_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "report_id"],
            ["self_reports.organization_id", "self_reports.id"],
            name=op.f("fk_opinions_organization_id_report_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "set_aside_by"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_opinions_organization_id_set_aside_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "set_aside_reason_id"],
            ["texts.organization_id", "texts.id"],
            name=op.f("fk_opinions_organization_id_set_aside_reason_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "speaker_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_opinions_organization_id_speaker_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "text_id"],
            ["texts.organization_id", "texts.id"],
            name=op.f("fk_opinions_organization_id_text_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_opinions_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_opinions")),
    )
    op.create_index(
        op.f("ix_opinions_organization_id_meeting_id"),
        "opinions",
        ["organization_id", "meeting_id"],
        unique=False,
    )
    op.create_table(
        "remarks",
        sa.Column("report_id", sa.BigInteger(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=40), nullable=True),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("text_id", sa.BigInteger(), nullable=False),
        sa.Column("asks_supplement", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "author_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_remarks_organization_id_author_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "report_id"],
            ["self_reports.organization_id", "self_reports.id"],
            name=op.f("fk_remarks_organization_id_report_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "text_id"],
            ["texts.organization_id", "texts.id"],
            name=op.f("fk_remarks_organization_id_text_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_remarks_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_remarks")),
    )
    op.create_index(
        op.f("ix_remarks_organization_id_report_id"),
        "remarks",
        ["organization_id", "report_id"],
        unique=False,
    )
    op.create_table(
        "report_versions",
        sa.Column("report_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.BigInteger(), nullable=False),
        sa.Column("written_by", sa.BigInteger(), nullable=False),
        sa.Column("entered_for", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "frozen_as",
            sa.Enum(
                "submitted",
                "presented",
                "filed",
                name="frozenas",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "report_id"],
            ["self_reports.organization_id", "self_reports.id"],
            name=op.f("fk_report_versions_organization_id_report_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "text_id"],
            ["texts.organization_id", "texts.id"],
            name=op.f("fk_report_versions_organization_id_text_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "written_by"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_report_versions_organization_id_written_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_report_versions_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_report_versions")),
        sa.UniqueConstraint(
            "organization_id",
            "report_id",
            "number",
            name=op.f("uq_report_versions_organization_id_report_id_number"),
        ),
    )
    op.create_table(
        "commendations",
        sa.Column("conclusion_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("text_id", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "conclusion_id"],
            ["conclusions.organization_id", "conclusions.id"],
            name=op.f("fk_commendations_organization_id_conclusion_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_commendations_organization_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "text_id"],
            ["texts.organization_id", "texts.id"],
            name=op.f("fk_commendations_organization_id_text_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_commendations_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_commendations")),
    )
    op.create_index(
        op.f("ix_commendations_organization_id_member_id"),
        "commendations",
        ["organization_id", "member_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("commendations")
    op.drop_table("report_versions")
    op.drop_table("remarks")
    op.drop_table("opinions")
    op.drop_table("conclusions")
    op.drop_table("agenda_items")
    op.drop_table("weakness_events")
    op.drop_table("self_reports")
    op.drop_table("commitment_items")
    op.drop_table("attendances")
    op.drop_table("weaknesses")
    op.drop_table("volunteers")
    op.drop_table("turns")
    op.drop_table("role_grants")
    op.drop_table("read_entries")
    op.drop_table("notices")
    op.drop_table("membership_statuses")
    op.drop_table("meetings")
    op.drop_table("invitations")
    op.drop_table("commitments")
    op.drop_table("audit_entries")
    op.drop_table("used_keys")
    op.drop_table("texts")
    op.drop_table("stale_months")
    op.drop_table("plan_months")
    op.drop_table("monthly_facts")
    op.drop_table("memberships")
    op.drop_table("account_sessions")
    op.drop_table("sign_in_tries")
    op.drop_table("organizations")
    op.drop_table("heartbeats")
    op.drop_table("accounts")
