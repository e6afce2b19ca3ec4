"""The data migration: months that have begun keep carrying reports."""

from datetime import date
from importlib import import_module

import pytest
from sqlalchemy import create_engine, select, text

from tests.cast import MONTH, NOW
from webapp.core import tenancy
from webapp.core.db import db
from webapp.meetings.models import Meeting
from webapp.organizations.models import Organization
from webapp.plans.models import PlanMonth

MIGRATION = import_module("migrations.versions.20261126_0108_months_as_they_were")


class Operations:
    """What a migration is run with."""

    def __init__(self, connection):
        self.connection = connection

    def execute(self, statement):
        self.connection.execute(text(statement))


@pytest.fixture
def migrate(databases, monkeypatch):
    def run():
        db.session.commit()
        engine = create_engine(databases.migrate_url)
        with engine.begin() as connection:
            connection.execute(text("SET ROLE app_owner"))
            monkeypatch.setattr(MIGRATION, "op", Operations(connection))
            MIGRATION.upgrade()
        engine.dispose()
        db.session.expire_all()

    return run


def stored(code, cast):
    with tenancy.tenant(cast.organizations[code].id):
        rows = db.session.execute(select(PlanMonth.month, PlanMonth.kind).order_by(PlanMonth.month))
        return [(month, kind.value) for month, kind in rows]


def test_months_that_have_begun_stay_months_of_reports(cast, migrate):
    db.session.get_one(Organization, cast.k2.id).settings = {"meets_every_months": 2}
    kept = {"month": date(2026, 7, 1), "kind": "thematic", "topic": "Nêu gương"}
    db.session.add(PlanMonth(organization_id=cast.k1.id, **kept))
    migrate()
    months = stored("k1", cast)
    assert months[0] == (date(2020, 1, 1), "reports")
    assert (date(2026, 7, 1), "thematic") in months
    assert (date(2026, 10, 1), "reports") in months
    assert {month.month for month, _kind in months} == {1, 4, 7, 10}
    assert stored("k2", cast) == stored("cd", cast) == []


def test_the_topic_of_a_thematic_meeting_goes_into_the_plan(cast, migrate):
    here = {"organization_id": cast.k1.id, "month": MONTH}
    db.session.add(PlanMonth(kind="thematic", **here))
    meeting = {"kind": "thematic", "state": "called", "starts_at": NOW, "place": "Hội trường"}
    db.session.add(Meeting(chair_id=cast.lan.member_id, topic_before="Đoàn kết", **meeting, **here))
    migrate()
    november = db.session.scalars(select(PlanMonth).where(PlanMonth.month == MONTH)).one()
    assert (november.topic, november.revision) == ("Đoàn kết", 1)
