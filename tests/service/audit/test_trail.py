"""What is remembered of an act, and what can be asked of a trail."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.cast import NOW
from webapp.audit import queries as trail
from webapp.audit import service as audit
from webapp.audit.actors import ActorKind, Outside
from webapp.audit.events import SHUT, AuditEvent
from webapp.audit.models import AuditEntry, TrailHead
from webapp.audit.queries import Head
from webapp.core import tenancy
from webapp.core.db import db
from webapp.organizations.organization_trail import FromOutside


@pytest.fixture
def kept():
    """The newest entry as the database holds it."""

    def newest():
        db.session.flush()
        query = select(AuditEntry).order_by(AuditEntry.position.desc()).limit(1)
        return db.session.scalars(query.execution_options(populate_existing=True)).one()

    return newest


@pytest.fixture
def three_days(lan, cast, moment):
    """Mai invited two days ago, Bình yesterday, and a month planned today."""
    acts = ((2, cast.mai.member_id), (1, cast.binh.member_id), (0, None))
    for days, member_id in acts:
        moment(NOW - timedelta(days=days))
        event = AuditEvent.MEMBER_INVITED if member_id else AuditEvent.MONTH_PLANNED
        audit.record(lan, event, member_id=member_id)
        db.session.flush()


def events(scope, **asked):
    return [entry.event for entry in trail.entries(scope, **{"offset": 0, "size": 9, **asked})]


def test_an_act_is_kept_with_who_did_it_to_whom_about_what(cast, lan, kept):
    audit.record(
        lan, AuditEvent.REPORT_RETURNED, cast.report, member_id=cast.mai.member_id, version=2
    )
    entry = kept()
    assert (entry.actor_id, entry.member_id) == (cast.lan.member_id, cast.mai.member_id)
    assert (entry.subject_type, entry.subject_id) == ("SelfReport", cast.report.id)
    assert (entry.at, entry.facts) == (NOW, {"version": 2})


def test_who_acts_within_a_day_after_a_slip_is_marked_with_its_maker(lan, kept):
    audit.record(replace(lan, opened_by_slip="Trần Văn Dũng"), AuditEvent.MONTH_PLANNED)
    assert kept().facts == {"after_slip": True, "after_slip_by": "Trần Văn Dũng"}


def test_a_member_is_not_named_as_an_outsider_too(lan, kept):
    assert lan.outside is not None
    audit.record(lan, AuditEvent.MONTH_PLANNED)
    assert "outside" not in kept().facts


def test_an_outsider_is_kept_by_name_and_read_by_it(cast, kept):
    by = Outside(ActorKind.SUPERIOR, "Mai Hữu Đức", "Đảng bộ Bệnh viện")
    audit.record(FromOutside(cast.k1.id, by), AuditEvent.ORGANIZATION_RENAMED)
    assert kept().acted_by == "Cấp trên: Mai Hữu Đức, Đảng bộ Bệnh viện"


def test_a_member_is_read_by_the_name_in_the_list(lan):
    audit.record(lan, AuditEvent.MONTH_PLANNED)
    (entry,) = trail.entries(lan, offset=0, size=1)
    assert entry.acted_by == "Nguyễn Thị Lan"


def test_listeners_are_told_who_acts_and_what_the_trail_does_not_keep(lan, monkeypatch, kept):
    heard = []
    monkeypatch.setattr(audit, "_listeners", [])
    listener = audit.heard_by(lambda scope, entry: heard.append((scope, dict(entry.aside))))
    audit.record(lan, AuditEvent.MONTH_PLANNED, aside={"nonce": "a secret"})
    assert audit._listeners == [listener]
    assert heard == [(lan, {"nonce": "a secret"})]
    assert kept().facts == {}


def test_an_act_whose_listener_fails_leaves_no_entry(lan, monkeypatch):
    def fail(scope, entry):
        raise ZeroDivisionError

    monkeypatch.setattr(audit, "_listeners", [fail])
    with pytest.raises(ZeroDivisionError):
        audit.record(lan, AuditEvent.MONTH_PLANNED)
    db.session.rollback()
    assert trail.count_entries(lan) == 0


def test_the_newest_comes_first_and_a_page_begins_where_it_is_told_to(lan, three_days):
    planned, invited = AuditEvent.MONTH_PLANNED, AuditEvent.MEMBER_INVITED
    assert events(lan) == [planned, invited, invited]
    assert events(lan, offset=1, size=1) == [invited]


def test_who_came_later_is_shown_nothing_older_not_even_its_number(lan, three_days):
    yesterday = NOW - timedelta(days=1)
    assert trail.count_entries(lan) == 3
    assert trail.count_entries(lan, since=yesterday) == 2
    assert len(events(lan, since=yesterday + timedelta(seconds=1))) == 1


def test_about_one_member_stands_what_was_asked_for_and_nothing_of_others(cast, lan, three_days):
    about, invited = trail.about_member, {AuditEvent.MEMBER_INVITED}
    (entry,) = about(lan, cast.mai.member_id, invited)
    assert entry.member_id == cast.mai.member_id
    assert about(lan, cast.mai.member_id, {AuditEvent.ROLE_GRANTED}) == []
    assert about(lan, cast.mai.member_id, invited, since=NOW - timedelta(days=1)) == []


def test_of_many_entries_about_one_member_the_newest_are_shown(cast, lan, monkeypatch):
    monkeypatch.setattr(trail, "MOST_ABOUT_ONE", 2)
    for _ in range(3):
        audit.record(lan, AuditEvent.MEMBER_CHANGED, member_id=cast.mai.member_id)
    shown = trail.about_member(lan, cast.mai.member_id, {AuditEvent.MEMBER_CHANGED})
    assert [entry.position for entry in shown] == [3, 2]


@pytest.mark.parametrize(("later", "happened"), [(0, True), (1, False)])
def test_what_happened_at_the_very_moment_counts(lan, later, happened):
    audit.record(lan, AuditEvent.ORGANIZATION_SUSPENDED)
    assert trail.happened_since(lan, SHUT, NOW + timedelta(seconds=later)) is happened


def test_what_happened_to_another_member_or_in_another_way_does_not_count(cast, lan):
    audit.record(lan, AuditEvent.STATUS_CHANGED, member_id=cast.mai.member_id)
    changed = {AuditEvent.STATUS_CHANGED}
    assert trail.happened_since(lan, changed, NOW, member_id=cast.mai.member_id)
    assert not trail.happened_since(lan, changed, NOW, member_id=cast.binh.member_id)
    assert not trail.happened_since(lan, SHUT, NOW)


def test_versions_sent_soon_after_a_slip_are_marked_with_its_maker(cast, lan, mai):
    slipped = replace(mai, opened_by_slip="Nguyễn Thị Lan")
    sent, report = AuditEvent.REPORT_SUBMITTED, cast.report
    audit.record(slipped, sent, report, version=1)
    audit.record(mai, sent, report, version=2)
    audit.record(slipped, AuditEvent.REPORT_TAKEN_BACK, report)
    audit.record(slipped, sent, db.session.get_one(type(cast.k1), cast.k1.id), version=3)
    assert trail.after_slip(lan, report) == {1: "Nguyễn Thị Lan"}


def test_an_empty_trail_has_no_head(lan):
    assert trail.head(lan) is None


def test_the_head_is_that_of_the_newest_entry_and_of_the_own_trail(cast, lan, scope_of, kept):
    audit.record(lan, AuditEvent.MONTH_PLANNED)
    audit.record(lan, AuditEvent.MEETING_CALLED)
    newest = kept().hash
    db.session.commit()
    with tenancy.tenant(cast.k2.id):
        audit.record(scope_of(cast.khanh), AuditEvent.MONTH_PLANNED)
        db.session.commit()
    assert trail.head(lan) == Head(2, newest)
    written = db.session.scalars(select(TrailHead)).one()
    assert (written.position, written.hash) == (2, newest)


def test_nothing_of_another_organization_can_be_asked_for(cast, lan, scope_of, three_days):
    khanh = scope_of(cast.khanh)
    with tenancy.tenant(cast.k2.id):
        assert (trail.count_entries(khanh), events(khanh), trail.head(khanh)) == (0, [], None)
        assert not trail.happened_since(khanh, set(AuditEvent), NOW - timedelta(days=9))


def test_a_whole_trail_has_no_misfit(lan, three_days):
    assert db.session.execute(trail.misfits(lan)).all() == []
