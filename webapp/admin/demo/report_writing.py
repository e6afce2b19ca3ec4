"""Let the invented members write, be reviewed and file, through the real acts."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from webapp.accounts.scope import Scope
from webapp.admin.demo import sample_texts
from webapp.admin.demo.founding import Cast
from webapp.core import clock
from webapp.reports import queries
from webapp.reports import service as reports
from webapp.reports.models import SelfReport
from webapp.reports.outline import Written
from webapp.reports.rules import BasedOn, FrozenAs
from webapp.reports.sections import Section
from webapp.reports.service import NewRemark

#: What is due later than this is not reported about yet.
_AHEAD = timedelta(days=45)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment on a Hanoi clock."""
    return clock.from_hanoi(day, hour, minute)


def author_of(cast: Cast, report: SelfReport) -> Scope:
    """Who writes a report."""
    return next(m for m in cast.members if m.member_id == report.member_id)


def draft(author: Scope, report: SelfReport, now: datetime, rng: Random) -> None:
    """The member begins to write; a few sections are there."""
    written = _text(author, report, rng)
    half = Written({**written.sections, Section.PRESENT: ""}, {})
    with clock.stopped(now):
        reports.save(author, report, half, _token(author, report), now=now)


def hand_in(author: Scope, report: SelfReport, now: datetime, rng: Random) -> None:
    """The member completes the report and hands it to the committee."""
    with clock.stopped(now):
        reports.submit(author, report, _text(author, report, rng), _token(author, report), now=now)


def send_back(reviewer: Scope, report: SelfReport, now: datetime, rng: Random) -> None:
    """The committee asks for more."""
    section = rng.choice(list(Section))
    said = [NewRemark(section, rng.choice(sample_texts.REMARKS), asks_supplement=True)]
    with clock.stopped(now):
        reports.return_(reviewer, report, said, version=_number(reviewer, report), now=now)


def agree(reviewer: Scope, report: SelfReport, now: datetime, rng: Random) -> None:
    """The committee agrees, now and then with a word."""
    said = [NewRemark(None, rng.choice(sample_texts.REMARKS))] if rng.random() < 0.4 else []
    with clock.stopped(now):
        reports.accept(reviewer, report, said, version=_number(reviewer, report), now=now)


def file(author: Scope, report: SelfReport, now: datetime, rng: Random) -> None:
    """After the meeting the member completes the report and files it."""
    latest = queries.frozen(author, report.id, FrozenAs.PRESENTED)
    sections = dict(latest.sections) if latest else {}
    sections[Section.PRESENT] = (
        f"{sections.get(Section.PRESENT, '')} {rng.choice(sample_texts.PROMISES)}"
    )
    final = replace(latest, sections=sections) if latest else Written(sections)
    with clock.stopped(now):
        reports.file(author, report, final, _token(author, report), now=now)


def _text(author: Scope, report: SelfReport, rng: Random) -> Written:
    threads = reports.threads_to_answer(author, report, None)
    weaknesses = [one.key for one in threads if one.section is Section.REMEDIES]
    items = [one for one in threads if one.section is Section.COMMITMENTS]
    soon = clock.today() + _AHEAD
    own = Random(report.id)  # noqa: S311 - the same story every time
    answers = {one.key: own.choice(sample_texts.DONE) for one in items if not one.may_wait(soon)}
    return Written(
        {
            Section.COMMITMENTS: "\n".join(rng.sample(sample_texts.FULFILLED, 2)),
            Section.REMEDIES: rng.choice(sample_texts.REMEDIES),
            Section.PRESENT: rng.choice(sample_texts.PRESENT),
        },
        {key: rng.choice(sample_texts.ANSWERS) for key in weaknesses} | answers,
        not_due=frozenset(one.key for one in items if one.key not in answers),
    )


def _token(scope: Scope, report: SelfReport) -> BasedOn:
    version = queries.latest_version(scope, report.id)
    return BasedOn(version.number, version.revision) if version else BasedOn()


def _number(scope: Scope, report: SelfReport) -> int:
    version = queries.latest_version(scope, report.id)
    return version.number if version else 0
