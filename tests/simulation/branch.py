"""One invented branch: who joins, leaves, is exempt or away, who volunteers, month by month."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from webapp.plans.rotation.availability import (
    Absence,
    Facts,
    Given,
    Month,
    Person,
    Stretch,
    WhyLeftOut,
)

FIRST_YEAR = 2027
LONG_AGO = date(2020, 1, 1)
STATUSES = (WhyLeftOut.EXEMPT, WhyLeftOut.SUSPENDED, WhyLeftOut.ELSEWHERE)
ABSENCES = (WhyLeftOut.LEAVE, WhyLeftOut.ILLNESS, WhyLeftOut.AWAY, WhyLeftOut.OTHER)


@dataclass
class Somebody:
    """A member's life so far."""

    id: int
    leads: bool
    stretches: list[Stretch]
    absences: list[Absence] = field(default_factory=list)
    #: Why the member can't report today, and when that ends; 0 for never.
    out: WhyLeftOut | None = None
    until_month: int = 0

    def changes(self, day: date, out: WhyLeftOut | None) -> None:
        """Another status begins."""
        last = self.stretches.pop()
        self.stretches.append(Stretch(last.from_on, day - timedelta(days=1), last.out))
        self.stretches.append(Stretch(day, None, out))


class Branch:
    """A branch of 4 to 150 members over some years, the same one for the same number."""

    def __init__(self, number: int, years: int, *, members: int | None = None) -> None:
        self.rng = rng = Random(number)
        self.years, self.number = years, number
        size = members or (rng.randint(4, 30) if rng.random() < 0.8 else rng.randint(31, 150))
        self.most = rng.choice((1, 1, 2, 2, 3))
        self.leaders_first = rng.random() < 0.7
        self.unrest = rng.choice((0.0, 0.005, 0.01, 0.03))
        self.volunteering = rng.choice((0.0, 0.05, 0.3))
        self.exceptions = rng.choice((0.0, 0.0, 0.05))
        self.people = [Somebody(n, n <= 3, [Stretch(LONG_AGO, None)]) for n in range(1, size + 1)]
        self.here = set(range(1, size + 1))
        self.months = self._months()
        self.given: set[Given] = set()
        self.offers: set[tuple[int, date]] = set()

    def _months(self) -> list[Month]:
        """Every year some months are thematic, and some carry nothing."""
        kinds = [self.rng.random() < 0.8 for _month in range(12)]
        thematic = {3, 6, 9, 12} if self.rng.random() < 0.5 else set()
        return [
            Month(date(year, m, 1), date(year, m, 20), kinds[m - 1] and m not in thematic)
            for year in range(FIRST_YEAR, FIRST_YEAR + self.years)
            for m in range(1, 13)
        ]

    def live(self, place: int) -> None:
        """What happens to the members in a month, before its meeting."""
        month = self.months[place]
        for one in self.people:
            if one.out is not None and one.until_month == place:
                if one.out in STATUSES:
                    one.changes(month.month, None)
                one.out = None
            elif one.id in self.here and one.out is None and self.rng.random() < self.unrest:
                self._goes(one, place)
        if self.rng.random() < self.unrest * len(self.here):
            self._joins(month.month)
        if self.rng.random() < self.volunteering:
            self.offers.add((self.rng.choice(sorted(self.here)), month.month))

    def _goes(self, one: Somebody, place: int) -> None:
        month, what = self.months[place].month, self.rng.random()
        if what < 0.35 and len(self.here) > 3:
            self.here.remove(one.id)
            one.changes(month, WhyLeftOut.NOT_HERE)
        elif what < 0.7:
            one.out, one.until_month = self.rng.choice(STATUSES), place + self.rng.randint(1, 24)
            one.changes(month, one.out)
        else:
            last = place + self.rng.randint(0, 5)
            until = self.months[min(last, len(self.months) - 1)].month + timedelta(days=27)
            one.out, one.until_month = self.rng.choice(ABSENCES), last + 1
            one.absences.append(Absence(month + timedelta(days=9), until, one.out))

    def _joins(self, month: date) -> None:
        number = len(self.people) + 1
        self.people.append(Somebody(number, False, [Stretch(month, None)]))
        self.here.add(number)

    def present(self) -> set[int]:
        """Who may report today."""
        return {one.id for one in self.people if one.id in self.here and one.out is None}

    def facts(self, place: int, *, shuffled: bool = False, until: int = 0) -> Facts:
        """What the branch knows in a month; the later ones of the year, or until, are open."""
        until = until or place - place % 12 + 12
        people = [
            Person(one.id, one.leads, tuple(one.stretches), tuple(one.absences))
            for one in self.people
        ]
        if shuffled:
            Random(place).shuffle(people)
        months = [
            Month(month.month, month.meeting_on, month.carries, n >= place)
            for n, month in enumerate(self.months[:until])
        ]
        return Facts(
            tuple(people),
            tuple(months),
            frozenset(sorted(self.given, key=hash)),
            frozenset(self.offers),
            self.most,
            self.leaders_first,
            self.number,
        )
