"""Reports of the cast in every state, and the acts with the moment filled in."""

import pytest
from sqlalchemy import delete, select

from tests import cast as people
from tests.as_owner import from_outside
from webapp.audit.models import AuditEntry
from webapp.core import clock
from webapp.core.db import db
from webapp.reports import queries, service
from webapp.reports.models import ReportVersion
from webapp.reports.outline import Written
from webapp.reports.rules import BasedOn, ReportState
from webapp.reports.service import NewRemark

FULL = Written(
    {
        "commitments": "Giữ đúng giờ khám, thời gian chờ giảm.",
        "remedies": "",
        "present": "Còn ngại góp ý. Sẽ nói thẳng.",
    }
)


class Desk:
    """Somebody's acts on one report."""

    def __init__(self, scope, report):
        self.scope, self.report = scope, report

    @property
    def token(self):
        latest = queries.latest_version(self.scope, self.report.id)
        return latest.token if latest else BasedOn()

    @property
    def number(self):
        return self.token.number

    def save(self, written=FULL, based_on=None):
        token = based_on or self.token
        return service.save(self.scope, self.report, written, token, now=clock.now())

    def submit(self, written=FULL, based_on=None):
        token = based_on or self.token
        service.submit(self.scope, self.report, written, token, now=clock.now())

    def file(self, written=FULL):
        service.file(self.scope, self.report, written, self.token, now=clock.now())

    def remark(self, *said, version=None):
        number = version or self.number
        service.remark(self.scope, self.report, said, version=number, now=clock.now())

    def return_(self, *said, version=None):
        number = version or self.number
        service.return_(self.scope, self.report, said, version=number, now=clock.now())

    def accept(self, *said, version=None):
        number = version or self.number
        service.accept(self.scope, self.report, said, version=number, now=clock.now())

    def __getattr__(self, act):
        """The other acts need nothing but the report, or a reason."""
        return lambda *given, **more: getattr(service, act)(
            self.scope, self.report, *given, now=clock.now(), **more
        )


@pytest.fixture
def desk(cast, scope_of):
    """`desk(person)` acts on Mai's report, or on another one, as that person."""

    def of(person, report=None):
        # Finding the scope closes the session of the test.
        db.session.commit()
        desk = Desk(scope_of(person), report or cast.report)
        db.session.add(desk.report)
        return desk

    return of


@pytest.fixture
def mai(desk, cast):
    """Mai at her own report."""
    return desk(cast.mai)


@pytest.fixture
def hung(desk, cast):
    """Hùng of the committee at Mai's report."""
    return desk(cast.hung)


@pytest.fixture
def lan(desk, cast):
    """Lan, the chair, at Mai's report."""
    return desk(cast.lan)


@pytest.fixture
def assigned(cast):
    """Bình's report of the month, named but not begun."""
    report = people.begin_report(cast.binh, state=ReportState.ASSIGNED)
    db.session.add(report)
    from_outside(delete(ReportVersion).where(ReportVersion.report_id == report.id))
    return report


@pytest.fixture
def events():
    """The names of what was remembered, in order."""
    return lambda: list(db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.position)))


@pytest.fixture
def say():
    """A remark on a section."""
    return lambda text, section=None, asks=False: NewRemark(section, text, asks)
