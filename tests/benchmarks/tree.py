"""Superiors with units below them, and their figures of a year."""

import random
from dataclasses import dataclass
from datetime import date

from tests.benchmarks.rows import Rows
from webapp.core import clock
from webapp.organizations.rules import OrganizationKind as Kind
from webapp.plans.rules import months_of
from webapp.rollups.measures import SHOWN_ABOVE, Measure

OPENED = date(2020, 1, 1)


@dataclass(frozen=True)
class Place:
    """One organization of the generated tree."""

    id: int
    code: str
    path: str
    parent_id: int | None


def found(rows: Rows, parent: Place | None, kind: Kind, code: str, name: str) -> Place:
    """An organization in its place."""
    parent_id = parent.id if parent else None
    values = {"kind": kind, "code": code, "name": name, "opened_on": OPENED, "path": ""}
    number = rows.add("organizations", parent_id=parent_id, member_count=25, settings={}, **values)
    place = Place(number, code, f"{parent.path if parent else ''}{number}/", parent_id)
    rows._rows["organizations"][-1]["path"] = place.path
    return place


def publish(rows: Rows, place: Place, months: list[date], chance: random.Random) -> None:
    """Believable figures of one organization in every month: all that pages read."""
    now = clock.now()
    for month in months:
        expected = 0 if month.month % 3 == 0 else 2
        in_order = chance.choice((expected, expected, expected, max(0, expected - 1), 0))
        late = int(in_order < expected)
        values = dict.fromkeys(SHOWN_ABOVE, 1) | {
            Measure.TURNS_EXPECTED: expected,
            Measure.IN_ORDER: in_order,
            Measure.SUBMITTED: in_order,
            Measure.OVERDUE: expected - in_order,
            Measure.UNITS_LATE: late,
            Measure.MEMBERS: 25,
            Measure.MEMBERS_REACHED: 20,
            Measure.THEMATIC_PLANNED: int(not expected),
            Measure.THEMATIC_HELD: int(not expected),
            Measure.WEAKNESSES_OPEN: chance.randrange(9),
            Measure.MEMBERS_OPEN: chance.randrange(6),
        }
        for measure, value in values.items():
            rows.add(
                "monthly_facts",
                organization_id=place.id,
                month=month,
                measure=measure,
                value=value,
                path=place.path,
                parent_id=place.parent_id,
                computed_at=now,
            )


def superior(
    rows: Rows, top: Place, code: str, units: int, kind: Kind, chance: random.Random
) -> tuple[Place, list[Place]]:
    """A superior with so many organizations right below it, all with figures of this year."""
    months = months_of(clock.today().year)
    here = found(rows, top, Kind.COMMITTEE, code, f"Đảng bộ cơ sở {code}")
    publish(rows, here, months, chance)
    below = [
        found(rows, here, kind, f"{code}-{number}", f"Chi bộ Khoa Điều trị số {number}")
        for number in range(units)
    ]
    for place in below:
        publish(rows, place, months, chance)
    return here, below
