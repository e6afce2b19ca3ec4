"""Five thousand rows with two hundred faults of ten kinds, in both formats, twice."""

import time

import pytest
from sqlalchemy import create_engine, select, text

from tests.service.imports.lists import FAULTS, WRITERS, member_list
from webapp.accounts.models import Membership, MembershipStatus
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.imports.rules import ImportState, RowOutcome
from webapp.organizations.models import Organization

SIZE, FAULTY = 5_000, 200


def everything_about_members(databases):
    engine = create_engine(databases.backup_url)
    with engine.connect() as connection:
        found = [
            connection.execute(text(f"SELECT t::text FROM {table} t ORDER BY id")).scalars().all()
            for table in ("memberships", "membership_statuses", "role_grants")
        ]
    engine.dispose()
    return found


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_exactly_the_right_rows_are_written_and_a_second_time_changes_nothing(
    lan, kind, databases, record_property
):
    made = member_list(SIZE, FAULTY)
    content, before = WRITERS[kind](made.rows), lan.members()

    began = time.monotonic()
    row = lan.read(lan.upload(content, f"danh sach.{kind}"))
    record_property(f"{SIZE} rows of .{kind} previewed, s", round(time.monotonic() - began, 2))
    assert (row.state, row.problem) == (ImportState.PREVIEWED, None)
    assert (row.new_count, row.faulty_count) == (SIZE - FAULTY, FAULTY)
    assert_faults_are_told(lan.rows(row.id, RowOutcome.FAULTY), made)

    began = time.monotonic()
    row = lan.confirm(row.id)
    record_property(f"{SIZE} rows of .{kind} written, s", round(time.monotonic() - began, 2))
    assert (row.state, row.new_count, row.set_aside_count) == (ImportState.DONE, SIZE - FAULTY, 0)
    assert lan.members() == before + SIZE - FAULTY
    assert_right_people(lan, made)

    written = everything_about_members(databases)
    again = lan.read(lan.upload(content, f"danh sach.{kind}"))
    assert (again.new_count, again.changed_count) == (0, 0)
    assert (again.unchanged_count, again.faulty_count) == (SIZE - FAULTY, FAULTY)
    assert everything_about_members(databases) == written


def assert_faults_are_told(rows, made):
    assert {row["n"] for row in rows} == set(made.faulty)
    for row in rows:
        assert made.faulty[row["n"]] in row["said"][0], row
        assert row["said"][0].startswith(f"Dòng {row['n']}")
    assert {made.faulty[row["n"]] for row in rows} == {said for _c, _cell, said in FAULTS}


def assert_right_people(lan, made):
    scope = lan.scope
    both = select(Membership.email, Membership.phone).where(tenancy.within(scope, Membership))
    kept = {row.email: row.phone for row in db.session.execute(both)}
    for row in made.right:
        assert kept[row[4]] == f"0{int(row[5])}"
    statuses = tenancy.rows_of(scope, MembershipStatus).where(
        MembershipStatus.status == "probationary"
    )
    on_trial = sum(row[6] == "Dự bị" for row in made.right)
    assert len(db.session.scalars(statuses).all()) == on_trial
    here = db.session.get(Organization, scope.organization_id)
    # Phúc has left; the five others of the cast are counted.
    assert here.member_count == len(made.right) + 5
    entry = tenancy.rows_of(scope, AuditEntry).where(
        AuditEntry.event == AuditEvent.MEMBERS_IMPORTED
    )
    assert db.session.scalars(entry).one().facts["new"] == len(made.right)
