"""Offices with terms: granted by the chair alone, never without a chair."""

import threading
from contextvars import copy_context
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.as_owner import change_account
from tests.cast import NOW, join
from webapp.accounts.members import offices
from webapp.accounts.members import queries as roster
from webapp.accounts.models import AccountSession, RoleGrant
from webapp.accounts.rules import Role
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken

TODAY = date(2026, 11, 16)
ONE_DAY = timedelta(days=1)


def grant(scope, person, role, *, from_on=TODAY, until_on=None):
    member = roster.get_member(scope, person.member_id)
    return offices.grant_role(scope, member, role, from_on=from_on, until_on=until_on, now=NOW)


def end(scope, person, role, *, from_on=TODAY):
    member = roster.get_member(scope, person.member_id)
    held = db.session.scalars(
        select(RoleGrant).where(RoleGrant.member_id == member.id, RoleGrant.role == role)
    )
    offices.end_role(scope, member, held.first(), from_on=from_on, now=NOW)
    db.session.flush()


def sessions_of(person):
    of = select(AccountSession).where(AccountSession.account_id == person.account_id)
    return db.session.scalars(of).all()


def test_an_office_opens_from_its_first_day_to_its_last(cast, lan):
    grant(lan, cast.binh, Role.COMMITTEE, until_on=TODAY + ONE_DAY)
    held = [roster.roles_held(lan, cast.binh.member_id, TODAY + n * ONE_DAY) for n in (-1, 0, 1, 2)]
    assert held == [frozenset(), {Role.COMMITTEE}, {Role.COMMITTEE}, frozenset()]


def test_granting_closes_the_sign_ins_of_the_member(cast, lan, as_):
    as_(cast.binh)
    grant(lan, cast.binh, Role.COMMITTEE)
    assert sessions_of(cast.binh) == []
    assert db.session.scalars(select(AuditEntry.event)).all() == [AuditEvent.ROLE_GRANTED]


def test_ending_acts_the_same_day_and_closes_the_sign_ins(cast, lan, as_):
    as_(cast.hung)
    end(lan, cast.hung, Role.COMMITTEE)
    assert roster.roles_held(lan, cast.hung.member_id, TODAY) == frozenset()
    assert sessions_of(cast.hung) == []
    assert db.session.scalars(select(AuditEntry.event)).all() == [AuditEvent.ROLE_ENDED]


def test_an_office_that_ended_on_its_first_day_was_never_held(cast, lan):
    grant(lan, cast.binh, Role.COMMITTEE)
    end(lan, cast.binh, Role.COMMITTEE)
    assert roster.grants_of(lan, cast.binh.member_id) == []


@pytest.mark.parametrize("who", ["dung", "hung", "mai"])
def test_nobody_but_the_chair_grants_or_ends(cast, scope_of, who):
    scope = scope_of(getattr(cast, who))
    with pytest.raises(NotVisible):
        grant(scope, cast.binh, Role.COMMITTEE)
    with pytest.raises(NotVisible):
        end(scope, cast.hung, Role.COMMITTEE)


@pytest.mark.parametrize(
    ("who", "role", "code"),
    [
        ("hung", Role.COMMITTEE, "role.already_held"),
        ("binh", Role.VIEWER, "role.not_here"),
        ("phuc", Role.COMMITTEE, "role.not_active"),
    ],
)
def test_offices_that_cannot_be_are_refused(cast, lan, who, role, code):
    with pytest.raises(RuleBroken, match=code):
        grant(lan, getattr(cast, who), role)


def test_an_office_ends_once(cast, lan):
    end(lan, cast.hung, Role.COMMITTEE)
    with pytest.raises(RuleBroken, match="role.ended_already"):
        end(lan, cast.hung, Role.COMMITTEE, from_on=TODAY + ONE_DAY)


def test_the_last_chair_stays_until_there_is_another(cast, lan):
    with pytest.raises(RuleBroken, match="role.last_chair"):
        end(lan, cast.lan, Role.CHAIR)
    grant(lan, cast.dung, Role.CHAIR)
    end(lan, cast.lan, Role.CHAIR)
    assert list(roster.chairs_on(lan, TODAY).values()) == [cast.dung.member_id]


def test_a_chair_who_cannot_sign_in_does_not_let_the_last_one_go(cast, lan):
    without = join(cast.k1, "Đặng Văn Sơn", None, None, Role.CHAIR)
    tenancy.bind(cast.k1.id)
    with pytest.raises(RuleBroken, match="role.last_chair"):
        end(lan, cast.lan, Role.CHAIR)
    assert sorted(roster.chairs_on(lan, TODAY).values()) == [cast.lan.member_id, without]


def test_no_office_is_given_to_an_operator(cast, lan):
    change_account(cast.binh.account_id, is_operator=True)
    with pytest.raises(RuleBroken, match=r"operator\.no_member"):
        grant(lan, cast.binh, Role.CHAIR)


def test_two_chairs_who_end_each_other_at_once_leave_one(app, cast, lan):
    grant(lan, cast.dung, Role.CHAIR)
    db.session.commit()
    refused, together = [], threading.Barrier(2)

    def act(person):
        with app.app_context():
            tenancy.bind(lan.organization_id)
            together.wait()
            try:
                end(lan, person, Role.CHAIR)
                db.session.commit()
            except RuleBroken as error:
                refused.append(error.code)

    at_once = [
        threading.Thread(target=copy_context().run, args=(act, who))
        for who in (cast.lan, cast.dung)
    ]
    for thread in at_once:
        thread.start()
    for thread in at_once:
        thread.join()
    assert refused == ["role.last_chair"]
