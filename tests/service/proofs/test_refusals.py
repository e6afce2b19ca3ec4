"""The role of the service can't rewrite what is final: the database itself refuses."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from webapp.core.db import db
from webapp.proofs import queries

#: What is tried on the rows of each table, and which of them.
CHANGES = {
    "texts": ("stored = stored || '.'", "salt IS NOT NULL"),
    "texts unsealed": ("salt = NULL", "salt IS NOT NULL"),
    "report_versions": ("number = number + 9", "frozen_at IS NOT NULL"),
    "report_versions thawed": ("frozen_at = NULL", "frozen_at IS NOT NULL"),
    "remarks": ("asks_supplement = NOT asks_supplement", "true"),
    "opinions": ("speaker_id = recorded_by", "speaker_id <> recorded_by"),
    "conclusions": ("concluded_by = concluded_by + 1", "true"),
    "commendations": ('"on" = "on" - 1', "true"),
    "weaknesses": ("pointed_out_on = pointed_out_on - 1", "true"),
    "weakness_events": ("at = at - interval '1 day'", "true"),
    "commitment_versions": ("number = number + 9", "state <> 'proposed'"),
    "commitment_versions again": ("state = 'proposed'", "state <> 'proposed'"),
    "commitment_notes": ('"on" = "on" - 1', "true"),
    "meetings": ("place = place || '.'", "minutes_salt IS NOT NULL"),
    "meetings unsealed": ("minutes_salt = NULL", "minutes_salt IS NOT NULL"),
    "meetings reopened": ("state = 'open'", "minutes_salt IS NOT NULL"),
    "attendances": ("presence = 'excused'", "presence = 'present'"),
    "agenda_items": ("title = title || '.'", "true"),
    "audit_entries": ("at = now()", "true"),
    "trail_heads": ("position = position - 1", "true"),
    "trail_heads waiting": ("awaits_seal = true", "NOT awaits_seal"),
    "trail_checkpoints": ("position = 1", "true"),
}


def refused(statement, **values):
    with pytest.raises((IntegrityError, ProgrammingError, DBAPIError)) as refusal:
        db.session.execute(text(statement), values)
    db.session.rollback()
    return str(refusal.value)


@pytest.mark.parametrize("name", CHANGES)
def test_the_service_can_change_nothing_that_is_final(lived, name):
    table, (change, where) = name.split(" ")[0], CHANGES[name]
    own = {"org": lived.organization_id}
    said = refused(f"UPDATE {table} SET {change} WHERE organization_id = :org AND {where}", **own)
    assert "never changed" in said or "permission denied" in said
    assert queries.verify(lived).is_whole


@pytest.mark.parametrize("name", [name for name in CHANGES if " " not in name])
def test_nor_delete_any_of_it(lived, name):
    where = CHANGES[name][1]
    own = {"org": lived.organization_id}
    said = refused(f"DELETE FROM {name} WHERE organization_id = :org AND {where}", **own)
    assert "never changed" in said or "permission denied" in said
    assert queries.verify(lived).is_whole


@pytest.mark.parametrize("table", ["attendances", "agenda_items", "opinions", "conclusions"])
def test_nothing_is_added_to_a_closed_meeting(lived, table):
    columns = db.session.execute(
        text(
            "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
            " WHERE table_name = :table AND column_name <> 'id' AND :table <> ''"
        ),
        {"table": table},
    ).scalar_one()
    said = refused(
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}"
        " WHERE organization_id = :org LIMIT 1",
        org=lived.organization_id,
    )
    assert "closed meeting" in said
    assert queries.verify(lived).is_whole


def test_a_sealed_reason_that_is_still_named_stays(lived):
    said = refused(
        "DELETE FROM texts WHERE organization_id = :org AND id IN"
        " (SELECT set_aside_reason_id FROM opinions)",
        org=lived.organization_id,
    )
    assert "violates foreign key" in said


def test_what_is_not_final_goes_on_changing(lived):
    own = {"org": lived.organization_id}
    for change in (
        "UPDATE weaknesses SET due_on = due_on + 1 WHERE organization_id = :org",
        "UPDATE meetings SET revision = revision + 1 WHERE organization_id = :org",
    ):
        assert db.session.execute(text(change), own).rowcount > 0
    assert queries.verify(lived).is_whole
