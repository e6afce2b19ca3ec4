"""The demo: refused where it would hurt, and full of things to do where it is welcome."""

import re
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.cast import Person
from tests.conftest import browser_of
from webapp.accounts.models import Account, Membership
from webapp.accounts.queries import identify, members_on, task_scope
from webapp.accounts.rules import REVIEWERS
from webapp.accounts.signing_in.sessions import hash_of, start
from webapp.admin.demo.people import (
    IN_TWO,
    KNOWN,
    NEW_CHAIR,
    OPERATOR,
    SUPERIOR,
    UNITS,
)
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.duties.matters import matters
from webapp.home import queries as home
from webapp.home.rules import Viewer, duties
from webapp.organizations.models import Organization
from webapp.reports.models import SelfReport
from webapp.rollups.models import MonthlyFact

#: Links of a page to other pages of the service, but not to its assets.
LINK = re.compile(r'href="(/(?!tai-san|static)[^"]*)"')


@pytest.fixture
def loaded(app, clean):
    done = app.test_cli_runner().invoke(args=["admin", "demo"])
    assert done.exit_code == 0, done.output
    db.session.rollback()


@pytest.fixture
def as_account(app):
    """A browser for somebody of the demo."""

    def sign_in(person):
        account = db.session.scalar(select(Account.id).where(Account.email == person.email))
        return browser_of(app, Person(person.full_name, None, account, None, person.email))

    return sign_in


def place(code):
    return db.session.scalar(select(Organization).where(Organization.code == code))


def test_production_refuses_the_demo(app, clean, monkeypatch):
    monkeypatch.setitem(app.config, "APP_ENV", "production")
    done = app.test_cli_runner().invoke(args=["admin", "demo"])
    assert done.exit_code == 1
    assert "never loaded into a production database" in done.output
    assert db.session.scalar(select(func.count(Organization.id))) == 0


def test_a_database_in_use_refuses_the_demo(app, cast):
    before = db.session.scalar(select(func.count(Organization.id)))
    done = app.test_cli_runner().invoke(args=["admin", "demo"])
    assert done.exit_code == 1
    assert db.session.scalar(select(func.count(Organization.id))) == before


def test_the_accounts_are_printed_with_their_one_password(app):
    done = app.test_cli_runner().invoke(args=["admin", "demo-accounts"])
    for person in (*KNOWN, IN_TWO, NEW_CHAIR, OPERATOR):
        assert person.email in done.output
    assert "nen mong thu nghiem" in done.output


def test_the_hospital_is_full_of_life(loaded, as_account):
    today, sizes, committees = clock.today(), {}, {}
    for unit in UNITS:
        with tenancy.tenant(place(unit.code).id):
            members = members_on(task_scope(place(unit.code).id), today)
            sizes[unit.code] = len(members)
            committees[unit.code] = sum(bool(m.roles & REVIEWERS) for m in members)
            months = db.session.scalars(select(SelfReport.month).distinct()).all()
            assert len(months) >= (5 if unit.code == "cong-doan" else 11)
            assert min(months) < date(today.year - 1, today.month, 1)
    assert sizes["duoc"] < 9
    assert committees["duoc"] == 2
    assert sizes["noi"] > 30
    with tenancy.tenant(place(SUPERIOR[0]).id):
        months = select(func.count(func.distinct(MonthlyFact.month)))
        assert db.session.scalar(months) >= 17
    every_role_has_something_to_do(today)
    every_page_opens(as_account)


def every_role_has_something_to_do(today):
    for person in (*KNOWN, IN_TWO, NEW_CHAIR):
        organization = place(person.unit)
        with tenancy.tenant(organization.id):
            account = db.session.scalar(select(Account.id).where(Account.email == person.email))
            assert db.session.scalar(select(Membership.id).where(Membership.account_id == account))
            token = start(account, now=clock.now())
            identity = identify(hash_of(token), organization.id, clock.now(), today)
            scope = identity.scope
            if scope.organization.meets and (scope.reviews or "dangvien" in person.address):
                facts = home.facts_of(scope, today)
                viewer = Viewer(scope.member_id, scope.leads, scope.reviews)
                assert duties(matters(facts), viewer, today), person.address


def every_page_opens(as_account):
    """Whatever link somebody follows, a page comes; files and other sites are left out."""
    broken = []
    for person in (*KNOWN[:4], KNOWN[6], KNOWN[8], KNOWN[9], IN_TWO, NEW_CHAIR, OPERATOR):
        client, waiting, seen = as_account(person), ["/", "/toi"], set()
        while waiting and len(seen) < 60:
            address = waiting.pop(0).partition("#")[0]
            if address in seen:
                continue
            seen.add(address)
            answer = client.get(address)
            if answer.status_code >= 400:
                broken.append((person.address, address, answer.status_code))
            if answer.status_code in (302, 303):
                waiting.append(answer.location)
            if answer.mimetype == "text/html":
                waiting += LINK.findall(answer.text)
    assert broken == []
