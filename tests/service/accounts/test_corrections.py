"""Wrong entries of statuses and offices are put right, and the log tells so."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import JOINED, NOW
from webapp.accounts.members import corrections, service
from webapp.accounts.members import queries as roster
from webapp.accounts.models import RoleGrant
from webapp.accounts.rules import MemberStatus, Role
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit

TODAY = date(2026, 11, 16)
ONE_DAY = timedelta(days=1)


@pytest.fixture
def exempted(cast, lan):
    """Bình was written down as exempt from today on."""
    member = roster.get_member(lan, cast.binh.member_id)
    status = MemberStatus.EXEMPT
    service.change_status(lan, member, status, from_on=TODAY, reason="", now=NOW)
    db.session.flush()
    return member


def history(scope, member):
    return [(e.status.value, e.from_on, e.until_on) for e in roster.statuses_of(scope, member.id)]


def correct(scope, member, status, from_on, *, reason="", based_on=None):
    entry = roster.last_status(scope, member.id)
    seen = based_on or corrections.seen(entry)
    corrections.correct_status(
        scope, member, entry, status, from_on=from_on, reason=reason, based_on=seen, now=NOW
    )


def test_an_entry_moves_and_the_one_before_ends_the_day_before(lan, exempted):
    earlier = TODAY - 10 * ONE_DAY
    correct(lan, exempted, MemberStatus.EXEMPT, earlier)
    assert history(lan, exempted) == [
        ("exempt", earlier, None),
        ("official", JOINED, earlier - ONE_DAY),
    ]
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.position)).all()[-1]
    assert entry.event is AuditEvent.STATUS_CORRECTED
    assert entry.facts["was"] == "exempt"


def test_a_dropped_entry_lets_the_one_before_go_on(lan, exempted):
    entry = roster.last_status(lan, exempted.id)
    seen = corrections.seen(entry)
    corrections.remove_status(lan, exempted, entry, based_on=seen, now=NOW)
    assert history(lan, exempted) == [("official", JOINED, None)]


def test_the_first_entry_is_not_dropped(cast, lan):
    member = roster.get_member(lan, cast.binh.member_id)
    entry = roster.last_status(lan, member.id)
    with pytest.raises(RuleBroken, match=r"status\.first"):
        corrections.remove_status(lan, member, entry, based_on=corrections.seen(entry), now=NOW)


def test_somebody_else_was_faster(lan, exempted):
    with pytest.raises(StaleEdit):
        correct(lan, exempted, MemberStatus.EXEMPT, TODAY, based_on="official|2020-01-01|None")


def test_corrected_to_left_somebody_loses_their_offices(cast, lan, as_):
    as_(cast.hung)
    member = roster.get_member(lan, cast.hung.member_id)
    service.change_status(lan, member, MemberStatus.EXEMPT, from_on=TODAY, reason="", now=NOW)
    correct(lan, member, MemberStatus.LEFT, TODAY, reason="Chuyển công tác")
    assert roster.roles_held(lan, member.id, TODAY) == frozenset()


def test_the_last_chair_is_not_corrected_away(cast, lan):
    member = roster.get_member(lan, cast.lan.member_id)
    service.change_status(lan, member, MemberStatus.EXEMPT, from_on=TODAY, reason="", now=NOW)
    with pytest.raises(RuleBroken, match=r"role\.last_chair"):
        correct(lan, member, MemberStatus.LEFT, TODAY, reason="Chuyển công tác")


def test_the_committee_corrects_nothing(cast, scope_of, exempted):
    with pytest.raises(NotVisible):
        correct(scope_of(cast.hung), exempted, MemberStatus.EXEMPT, TODAY - ONE_DAY)


def grant_of(scope, person):
    of = select(RoleGrant).where(RoleGrant.member_id == person.member_id)
    return roster.get_member(scope, person.member_id), db.session.scalars(of).one()


def write_term(scope, person, from_on, until_on, based_on=None):
    member, grant = grant_of(scope, person)
    seen = based_on or corrections.seen(grant)
    corrections.correct_role(
        scope, member, grant, from_on=from_on, until_on=until_on, based_on=seen, now=NOW
    )


def test_a_term_is_put_right_and_opens_what_it_says(cast, lan):
    write_term(lan, cast.hung, JOINED, TODAY - ONE_DAY)
    assert roster.roles_held(lan, cast.hung.member_id, TODAY) == frozenset()
    assert db.session.scalars(select(AuditEntry.event)).all() == [AuditEvent.ROLE_CORRECTED]


def test_an_office_that_was_never_given_is_dropped(cast, lan):
    member, grant = grant_of(lan, cast.hung)
    seen = corrections.seen(grant)
    corrections.remove_role(lan, member, grant, based_on=seen, now=NOW)
    assert roster.grants_of(lan, member.id) == []
    with pytest.raises(StaleEdit):
        corrections.remove_role(lan, member, grant, based_on=seen, now=NOW)


def test_the_only_chair_s_term_is_not_corrected_into_the_past(cast, lan):
    with pytest.raises(RuleBroken, match=r"role\.last_chair"):
        write_term(lan, cast.lan, JOINED, TODAY - ONE_DAY)
    assert Role.CHAIR in roster.roles_held(lan, cast.lan.member_id, TODAY)


def test_a_deputy_puts_no_office_right(cast, scope_of):
    with pytest.raises(NotVisible):
        write_term(scope_of(cast.dung), cast.hung, JOINED, None)


def test_terms_that_end_within_sixty_days_are_found(cast, lan):
    write_term(lan, cast.hung, JOINED, TODAY + 60 * ONE_DAY)
    assert [(t.full_name, t.role) for t in roster.terms_ending(lan, TODAY)] == [
        ("Lê Văn Hùng", Role.COMMITTEE)
    ]
    write_term(lan, cast.hung, JOINED, TODAY + 61 * ONE_DAY)
    assert roster.terms_ending(lan, TODAY) == []
