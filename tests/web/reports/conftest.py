"""Addresses of Mai's report, what forms send, and what pages carry."""

import re

import pytest
from sqlalchemy import select

from tests import cast as people
from webapp.audit.models import AuditEntry, ReadEntry
from webapp.core import clock
from webapp.core.db import db
from webapp.reports import service
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.outline import Written
from webapp.reports.rules import BasedOn

TEXT = {"commitments": "Giữ đúng giờ khám.", "remedies": "", "present": "Còn ngại góp ý."}
#: What the editor sends.
FORM = {f"section-{name}": text for name, text in TEXT.items()}


def token_in(page):
    """What the page's next save would be based on."""
    return re.search(r'(?:name="based_on" value|data-saved)="([\d.]+)"', page.text).group(1)


@pytest.fixture
def at(cast):
    """The address of Mai's report, or of one of its pages."""
    report_id = cast.report.id
    return lambda page="": f"/o/k1/bao-cao/{report_id}" + (f"/{page}" if page else "")


@pytest.fixture
def sent(cast, scope_of):
    """Mai's report as handed in."""
    scope = scope_of(cast.mai)
    db.session.add(cast.report)
    service.submit(scope, cast.report, Written(TEXT), BasedOn(1, 1), now=clock.now())
    db.session.commit()
    return cast.report


@pytest.fixture
def released(cast, sent, scope_of):
    """Mai's report as a paper of the meeting."""
    hung, lan = scope_of(cast.hung), scope_of(cast.lan)
    db.session.add(sent)
    service.accept(hung, sent, version=1, now=clock.now())
    service.release(lan, sent, now=clock.now())
    db.session.commit()
    return sent


@pytest.fixture
def begun():
    """`begun(person)` begins another report of the month."""

    def begin(person, **choices):
        report = people.begin_report(person, **choices)
        db.session.add(report)
        return report

    return begin


@pytest.fixture
def state(cast):
    """Where Mai's report stands now."""
    query = select(SelfReport.state).where(SelfReport.id == cast.report.id)
    return lambda: db.session.scalar(query).value


@pytest.fixture
def latest(cast):
    """Number, revision and mark of the newest version of Mai's report."""
    query = (
        select(ReportVersion.number, ReportVersion.revision, ReportVersion.frozen_as)
        .where(ReportVersion.report_id == cast.report.id)
        .order_by(ReportVersion.number.desc())
    )
    return lambda: tuple(db.session.execute(query).first())


@pytest.fixture
def events():
    """The names of what was remembered, in order."""
    return lambda: list(db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.position)))


@pytest.fixture
def readers():
    """Who is in the read log."""
    return lambda: list(db.session.scalars(select(ReadEntry.reader_id).order_by(ReadEntry.id)))
