"""Eighteen months of each unit through the real acts, the current month half done."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import update

from webapp.accounts.scope import Scope
from webapp.admin.demo import followups as weaknesses
from webapp.admin.demo import (
    meetings,
    registrations,
    report_writing,
    sample_texts,
    thematic,
    transfers,
    units,
)
from webapp.admin.demo.current_month import last_months_authors, this_month, who_prepares
from webapp.admin.demo.founding import Cast, Founding
from webapp.admin.demo.report_writing import at
from webapp.admin.demo.year import plan_ahead
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.followups import queries as followups
from webapp.followups import service as threads
from webapp.followups.models import Weakness
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, DeliveryState
from webapp.plans import queries as plans
from webapp.plans import rules as plan_rules
from webapp.plans.rules import Deadlines, MonthKind
from webapp.reports import assigning
from webapp.reports.models import SelfReport
from webapp.rollups import service as rollups

MONTHS = 18
#: The meeting of the current month lies this many days ahead.
AHEAD = timedelta(days=6)


def tell(today: date, *, mail_key: str) -> None:
    """Found the hospital and let its months pass, up to a week before the next meetings."""
    rng = Random(2026)  # noqa: S311 - the same story every time
    meeting_on = today + AHEAD
    casts = Founding(today, meeting_on, rng).all()
    for cast in casts:
        with tenancy.tenant(cast.organization.id):
            Telling(cast, today, clock.month_of(meeting_on), rng).all()
            db.session.commit()
    transfers.move(casts, today)
    units.tell(today, mail_key)
    rollups.refresh_stale(now=clock.now())
    db.session.commit()


class Telling:
    """One unit's life."""

    def __init__(self, cast: Cast, today: date, month: date, rng: Random) -> None:
        self.cast, self.today, self.month, self.rng = cast, today, month, rng
        self._next = 0

    def all(self) -> None:
        """Registrations, the past months one by one, the current one by half."""
        months = [self.month]
        while len(months) < MONTHS:
            months.insert(0, clock.previous_month(months[0]))
        for year in sorted({month.year for month in months}):
            registrations.register(self.cast, year, self.today, self.rng)
        for number, month in enumerate(months[:-1]):
            self._past(month, last=number == MONTHS - 2)
            db.session.commit()
        weaknesses.review(self.cast, self.today)
        this_month(self.cast, self.today, self.days(self.month), self.rng, self.authors(2))
        thematic.coming(self.cast, self.today, who_prepares(self.cast), self.rng)
        plan_ahead(self.cast, self.today)
        self._let_go_of_old_notices()

    def days(self, month: date) -> Deadlines:
        """The due days of a month, in the unit's settings."""
        meeting_on = plans.usual_day(self.cast.chair, month)
        return plan_rules.deadlines(meeting_on, self.cast.organization.settings)

    def authors(self, count: int) -> list[Scope]:
        """The next members in turn, so that everybody comes once before anybody twice."""
        members = self.cast.members[::-1]
        chosen = [members[(self._next + n) % len(members)] for n in range(count)]
        self._next += count
        return chosen

    def _past(self, month: date, *, last: bool) -> None:
        kind = plan_rules.default_kind(month, self.cast.organization.settings)
        if kind is MonthKind.NONE:
            return
        if kind is MonthKind.THEMATIC:
            self._past_session(self.days(month))
            return
        days, chair = self.days(month), self.cast.chair
        before = at(days.meeting_on - timedelta(days=26), 16)
        with clock.stopped(before):
            authors = self.authors(self.cast.unit.turns)
            if last:
                authors = last_months_authors(self.cast, authors)
            named = [author.member_id or 0 for author in authors]
            reports = assigning.assign(chair, month, named, now=before)
        meeting = meetings.call(self.cast, month, days, self.rng)
        for report in reports:
            self._written(report, days)
        meetings.hold(self.cast, meeting, reports, days, self.rng)
        for number, report in enumerate(reports):
            late = self.rng.random() < 0.12
            filed = at(days.meeting_on + timedelta(days=12 if late else 5), 20, number)
            # In two units the last month's second report is still being completed.
            is_second = number == len(reports) - 1
            waits = last and is_second and self.cast.unit.code in ("kham-benh", "chi-doan")
            if filed < clock.now() and not waits:
                author = report_writing.author_of(self.cast, report)
                report_writing.file(author, report, filed, self.rng)
        self._follow_up(days.meeting_on)

    def _past_session(self, days: Deadlines) -> None:
        """A month without reports: the branch talks about one topic."""
        thematic.prepared(self.cast, days, self.rng)
        meeting = meetings.call(self.cast, clock.month_of(days.meeting_on), days, self.rng)
        meetings.hold(self.cast, meeting, [], days, self.rng)
        thematic.concluded(self.cast, days, self.rng)
        self._follow_up(days.meeting_on)

    def _written(self, report: SelfReport, days: Deadlines) -> None:
        author, rng = report_writing.author_of(self.cast, report), self.rng
        on_time = rng.random() < 0.85
        report_writing.draft(author, report, at(days.draft_on - timedelta(days=4), 20, 10), rng)
        sent = days.draft_on - timedelta(days=1) if on_time else days.committee_on
        report_writing.hand_in(author, report, at(sent, 21), rng)
        reviewer = self.cast.reviewer_of(report.member_id)
        if on_time and rng.random() < 0.35:
            report_writing.send_back(reviewer, report, at(days.committee_on, 9), rng)
            report_writing.hand_in(author, report, at(days.supplement_on, 7), rng)
        report_writing.agree(reviewer, report, at(days.supplement_on, 10), rng)

    def _follow_up(self, day: date) -> None:
        """Older weaknesses are put right, most of them for good."""
        members = {member.member_id or 0: member for member in self.cast.members}
        for member_id, open_threads in followups.open_of(self.cast.chair, list(members)).items():
            for thread in open_threads:
                if day - thread.pointed_out_on > timedelta(days=55) and self.rng.random() < 0.6:
                    self._remedy(members[member_id], thread.id, day)

    def _remedy(self, member: Scope, weakness_id: int, day: date) -> None:
        weakness = db.session.get_one(Weakness, (self.cast.organization.id, weakness_id))
        reported, judged = at(day, 20), at(day + timedelta(days=3), 9)
        with clock.stopped(reported):
            if weakness.state.value == "open":
                threads.report_remedy(member, weakness, sample_texts.REMEDIED, now=reported)
        judge = self.cast.reviewer_of(member.member_id)
        if judged >= clock.now():
            return
        with clock.stopped(judged):
            if self.rng.random() < 0.85:
                threads.confirm(judge, weakness, sample_texts.CONFIRMED, now=judged)
            else:
                words, due_on = sample_texts.REOPENED, day + timedelta(days=33)
                threads.reopen(judge, weakness, words, due_on=due_on, now=judged)

    def _let_go_of_old_notices(self) -> None:
        """Nobody is written to about what the story told; the old ones are read."""
        now = clock.now()
        mails = update(Notice).where(
            tenancy.within(self.cast.chair, Notice), Notice.channel == Channel.EMAIL
        )
        db.session.execute(mails.values(state=DeliveryState.SKIPPED))
        old = update(Notice).where(
            tenancy.within(self.cast.chair, Notice),
            Notice.created_at < now - timedelta(days=10),
        )
        db.session.execute(old.values(read_at=Notice.created_at))
