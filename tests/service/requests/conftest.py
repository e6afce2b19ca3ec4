"""Mai is on turn in November; Bình and Hùng have turns later, assigned or only planned."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.cast import NOW, days_of
from webapp.accounts.permissions import Permission
from webapp.audit.models import AuditEntry
from webapp.core import clock
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import Channel
from webapp.plans.models import Turn
from webapp.plans.requests import queries as request_queries
from webapp.plans.requests.rules import RequestKind
from webapp.plans.rules import TurnSource, TurnState
from webapp.reports import requests as turn_requests
from webapp.reports.models import SelfReport
from webapp.reports.requests import Wish

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
FEBRUARY, MARCH = date(2027, 2, 1), date(2027, 3, 1)


class Acts:
    """Somebody's acts on requests, with the moment filled in."""

    def __init__(self, scope):
        self.scope = scope

    def turn(self, turn_id):
        return request_queries.get_turn(self.scope, turn_id, Permission.TURN_REQUEST)

    def request(self, request_id):
        return request_queries.get_request(self.scope, request_id)

    def ask(self, turn_id, kind, reason="Trùng lịch trực.", **more):
        wish = Wish(RequestKind(kind), reason, **more)
        request = turn_requests.ask(self.scope, self.turn(turn_id), wish, now=clock.now())
        db.session.commit()
        return request.id

    def arrange(self, turn_id, kind, reason="Trùng lịch trực.", **more):
        wish = Wish(RequestKind(kind), reason, **more)
        request = turn_requests.arrange(self.scope, self.turn(turn_id), wish, now=clock.now())
        db.session.commit()
        return request.id

    def __getattr__(self, act):
        """agree, disagree, take_back, refuse, grant: by the request's identifier."""

        def take(request_id, *given, **more):
            request = self.request(request_id)
            getattr(turn_requests, act)(self.scope, request, *given, now=clock.now(), **more)
            db.session.commit()

        return take


@pytest.fixture
def acts(cast, scope_of):
    """`acts(person)` acts as that person."""

    def of(person):
        # Finding the scope closes the session of the test.
        db.session.commit()
        scope = scope_of(person)
        db.session.add(cast.report)
        return Acts(scope)

    return of


@pytest.fixture
def lan(acts, cast):
    return acts(cast.lan)


@pytest.fixture
def mai(acts, cast):
    return acts(cast.mai)


@pytest.fixture
def binh(acts, cast):
    return acts(cast.binh)


@pytest.fixture
def hung(acts, cast):
    return acts(cast.hung)


@pytest.fixture
def place(cast):
    """`place(person, month)` gives a turn, with a report that is not begun unless only planned."""

    def give(person, month, state=TurnState.STANDING):
        key = {"organization_id": cast.k1.id, "member_id": person.member_id, "month": month}
        turn = Turn(source=TurnSource.VOLUNTEERED, state=state, assigned_at=NOW, **key)
        db.session.add(turn)
        db.session.flush()
        if state is TurnState.STANDING:
            days = days_of(cast.k1.id, month)
            db.session.add(SelfReport(turn_id=turn.id, state="assigned", **key, **days))
        db.session.commit()
        return turn.id

    return give


@pytest.fixture
def november(cast):
    """Mai's turn, whose report she is writing."""
    return cast.report.turn_id


@pytest.fixture
def december(place, cast):
    """Bình's turn, whose report is not begun."""
    return place(cast.binh, DECEMBER)


@pytest.fixture
def march(place, cast):
    """Hùng's turn that the year's plan foresees."""
    return place(cast.hung, MARCH, TurnState.PLANNED)


@pytest.fixture
def ahead(cast):
    """Who is to report in a month, and whether assigned or planned."""

    def of(month):
        query = select(Turn.member_id, Turn.state, Turn.source).where(
            Turn.month == month, Turn.state.in_(("planned", "standing"))
        )
        names = {person.member_id: name for name, person in cast.people.items()}
        rows = db.session.execute(query)
        return sorted((names[row[0]], row[1].value, row[2].value) for row in rows)

    return of


@pytest.fixture
def reports():
    """Month and state of each report of a member."""

    def of(person):
        query = select(SelfReport.month, SelfReport.state).where(
            SelfReport.member_id == person.member_id
        )
        rows = db.session.execute(query.order_by(SelfReport.month, SelfReport.id))
        return [(month.month, state.value) for month, state in rows]

    return of


@pytest.fixture
def told():
    """Who found a notice of a kind in the inbox."""

    def of(kind):
        query = select(Notice.recipient_id).where(
            Notice.kind == kind, Notice.channel == Channel.APP
        )
        return sorted(db.session.scalars(query))

    return of


@pytest.fixture
def events():
    """The names of what was remembered, in order."""
    return lambda: list(db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.position)))


@pytest.fixture
def state(lan):
    """Where a request stands."""
    return lambda request_id: lan.request(request_id).state.value
