"""Who read whose report is remembered once a day, in whatever order it is written down."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.service.side_by_side import Play, how_each_ended, side_by_side
from webapp.accounts.members.readers import readers_of
from webapp.audit import service as audit
from webapp.audit.models import ReadEntry
from webapp.core import tenancy
from webapp.core.db import db


@pytest.fixture
def report(cast):
    """Mai's report of the month."""
    return cast.report


def readings():
    query = select(ReadEntry).order_by(ReadEntry.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def test_a_reading_is_kept_with_who_what_and_the_day_in_hanoi(lan, report):
    late = datetime(2026, 11, 16, 18, tzinfo=UTC)
    audit.record_read(lan, report, now=late)
    (read,) = readings()
    assert (read.subject_type, read.subject_id) == ("SelfReport", report.id)
    assert (read.reader_id, str(read.day)) == (lan.member_id, "2026-11-17")
    assert read.first_at == read.last_at == late


def test_a_second_reading_of_the_day_moves_the_end_and_leaves_the_beginning(lan, report):
    for minutes in (0, 20):
        audit.record_read(lan, report, now=NOW + timedelta(minutes=minutes))
    (read,) = readings()
    assert (read.first_at, read.last_at) == (NOW, NOW + timedelta(minutes=20))


def test_who_writes_later_and_came_earlier_does_not_move_the_end_back(lan, report):
    for minutes in (20, 0):
        audit.record_read(lan, report, now=NOW + timedelta(minutes=minutes))
    assert readings()[0].last_at == NOW + timedelta(minutes=20)


def test_another_day_and_another_reader_are_readings_of_their_own(lan, hung, report):
    audit.record_read(lan, report, now=NOW)
    audit.record_read(lan, report, now=NOW + timedelta(days=1))
    audit.record_read(hung, report, now=NOW)
    assert [(read.reader_id, read.day.day) for read in readings()] == [
        (lan.member_id, 16), (lan.member_id, 17), (hung.member_id, 16)
    ]  # fmt: skip


def test_several_things_on_one_page_are_kept_once_each(lan, report):
    other = SimpleNamespace(id=5)
    audit.record_read(lan, report, other, report, now=NOW)
    kinds = sorted((read.subject_type, read.subject_id) for read in readings())
    assert kinds == [("SelfReport", report.id), ("SimpleNamespace", 5)]


def test_a_page_that_showed_nothing_of_others_keeps_nothing_and_commits_nothing(lan, cast):
    db.session.info.pop("keep_read", None)
    audit.record_read(lan, now=NOW)
    assert (readings(), db.session.info.get("keep_read")) == ([], None)


def test_a_reading_is_kept_although_its_page_only_looks(lan, report):
    audit.record_read(lan, report, now=NOW)
    assert db.session.info.pop("keep_read") is True


def test_readers_are_told_by_name_the_latest_first_with_their_first_and_last_time(
    lan, hung, report
):
    audit.record_read(hung, report, now=NOW)
    audit.record_read(lan, report, now=NOW + timedelta(hours=1))
    audit.record_read(hung, report, now=NOW + timedelta(days=2))
    shown = [(one.full_name, one.first_at, one.last_at) for one in readers_of(lan, report)]
    assert shown == [
        (hung.full_name, NOW, NOW + timedelta(days=2)),
        (lan.full_name, NOW + timedelta(hours=1), NOW + timedelta(hours=1)),
    ]


def test_nobody_is_told_as_a_reader_of_something_else_of_the_same_number(lan, report):
    audit.record_read(lan, report, now=NOW)
    assert readers_of(lan, SimpleNamespace(id=report.id)) == []


def test_a_reading_in_one_organization_is_not_seen_in_another(cast, lan, scope_of, report):
    audit.record_read(lan, report, now=NOW)
    db.session.commit()
    with tenancy.tenant(cast.k2.id):
        assert readings() == []
        assert readers_of(scope_of(cast.khanh), report) == []


def test_two_who_open_the_same_things_at_once_never_wait_for_each_other(app, lan, hung, report):
    things = [SimpleNamespace(id=number) for number in range(1, 30)]

    def reads(order):
        return lambda scope, _seen: audit.record_read(scope, *order, now=NOW)

    plays = (Play(lan, list, reads(things)), Play(hung, list, reads(things[::-1])))
    assert how_each_ended(side_by_side(app, *plays)) == ["done", "done"]
    assert len(readings()) == 58


def test_acts_that_write_into_two_trails_never_wait_for_each_other(app, cast, lan, hung):
    first, second = cast.k1.id, cast.k2.id

    def holds(*order):
        return lambda _scope, _seen: audit.lock_trails(*order)

    plays = (Play(lan, list, holds(first, second)), Play(hung, list, holds(second, first)))
    assert how_each_ended(side_by_side(app, *plays)) == ["done", "done"]
