"""Let the invented members register, write, be reviewed and file, through the real acts."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from webapp.accounts.scope import Scope
from webapp.admin.demo import words
from webapp.admin.demo.founding import Cast
from webapp.commitments import service as commitments
from webapp.commitments.service import Wanted
from webapp.core import clock
from webapp.reports import queries
from webapp.reports import service as reports
from webapp.reports.models import SelfReport
from webapp.reports.outline import Section, Written
from webapp.reports.rules import BasedOn, FrozenAs
from webapp.reports.service import NewRemark


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment on a Hanoi clock."""
    return clock.from_hanoi(day, hour, minute)


def register(cast: Cast, year: int, today: date, rng: Random) -> None:
    """Nearly everybody registers in January and is confirmed by the committee."""
    forgetful = {member.member_id for member in cast.members[-2:]}
    for member in cast.members:
        if member.member_id in forgetful:
            continue
        sent = min(at(date(year, 1, rng.randint(6, 24)), 20), at(today, 0))
        with clock.stopped(sent):
            items = [
                Wanted(text, measure, date(year, rng.choice((6, 9, 12)), 25))
                for text, measure in rng.sample(words.COMMITMENTS, 3)
            ]
            kept = commitments.save(
                member, member.member_id or 0, year, items, based_on=0, now=sent
            )
            commitments.submit(member, kept, now=sent)
        reviewer = next((r for r in cast.reviewers if r.member_id != member.member_id), None)
        confirmed = sent + timedelta(days=4)
        if reviewer is not None and confirmed <= clock.now():
            with clock.stopped(confirmed):
                commitments.confirm(reviewer, kept, now=confirmed)


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
    said = [NewRemark(section, rng.choice(words.REMARKS), asks_supplement=True)]
    with clock.stopped(now):
        reports.return_(reviewer, report, said, version=_number(reviewer, report), now=now)


def agree(reviewer: Scope, report: SelfReport, now: datetime, rng: Random) -> None:
    """The committee agrees, now and then with a word."""
    said = [NewRemark(None, rng.choice(words.REMARKS))] if rng.random() < 0.4 else []
    with clock.stopped(now):
        reports.accept(reviewer, report, said, version=_number(reviewer, report), now=now)


def file(author: Scope, report: SelfReport, now: datetime, rng: Random) -> None:
    """After the meeting the member completes the report and files it."""
    latest = queries.frozen(author, report.id, FrozenAs.PRESENTED)
    sections = dict(latest.sections) if latest else {}
    sections[Section.PRESENT] = f"{sections.get(Section.PRESENT, '')} {rng.choice(words.PROMISES)}"
    final = replace(latest, sections=sections) if latest else Written(sections)
    with clock.stopped(now):
        reports.file(author, report, final, _token(author, report), now=now)


def _text(author: Scope, report: SelfReport, rng: Random) -> Written:
    threads = reports.threads_to_answer(author, report, None)
    return Written(
        {
            Section.COMMITMENTS: "\n".join(rng.sample(words.FULFILLED, 2)),
            Section.REMEDIES: rng.choice(words.REMEDIES),
            Section.PRESENT: rng.choice(words.PRESENT),
        },
        {thread.key: rng.choice(words.ANSWERS) for thread in threads},
    )


def _token(scope: Scope, report: SelfReport) -> BasedOn:
    version = queries.latest_version(scope, report.id)
    return BasedOn(version.number, version.revision) if version else BasedOn()


def _number(scope: Scope, report: SelfReport) -> int:
    version = queries.latest_version(scope, report.id)
    return version.number if version else 0
