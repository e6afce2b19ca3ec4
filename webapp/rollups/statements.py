"""Statements of the pages of figures, composed once; each names the range of paths in reach."""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    String,
    and_,
    cast,
    func,
    literal,
    or_,
    select,
)

from webapp.core import tenancy
from webapp.core.prepared_statements import one_of, prepared
from webapp.core.tenancy import TenantScope
from webapp.organizations.models import Organization
from webapp.rollups.measures import DEFINITIONS, HEAT, PERSON_NEAR, Measure
from webapp.rollups.models import MonthlyFact

Fact = MonthlyFact

#: What is looked up of an organization; the columns of `subtree_queries.Node`.
NODE = (
    Organization.id,
    Organization.code,
    Organization.name,
    Organization.kind,
    Organization.path,
    Organization.former_names,
)
#: The figures about persons, and those that count the persons behind them.
_PERSONS = (*PERSON_NEAR, *(p for m in PERSON_NEAR if (p := DEFINITIONS[m].persons)))


#: What a year is read of: the heat map's figures, then whether the quarter had its session.
IN_YEAR = tuple(measure.value for measure in (*HEAT, Measure.UNITS, Measure.THEMATIC_IN_QUARTER))


def is_something() -> ColumnElement[bool]:
    """Figures that are not nought; the index of figures by superior holds no others."""
    condition: ColumnElement[bool] = Fact.value > literal(0, literal_execute=True)
    return condition


def _in_reach(first: str, beyond: str, here: str) -> ColumnElement[bool]:
    """Whether a figure stands at or below an organization, now or in the figure's own month.

    `here` is the organization as it stands inside a path. One that was moved itself finds its
    earlier months by it; for all the others the range decides before anything is searched.
    """
    now = and_(Fact.path >= first, Fact.path < beyond)
    return or_(now, func.strpos(func.concat("/", Fact.path), here) > 0)


@prepared
def own_figures(
    scope: TenantScope, *, month: date, first: str, beyond: str, here: str
) -> Executable:
    """Every figure of one organization and month, and its first month of all."""
    is_own = tenancy.within(scope, Fact)
    begin = select(func.min(Fact.month)).where(is_own).scalar_subquery()
    return select(Fact.measure, Fact.value, begin).where(
        is_own, _in_reach(first, beyond, here), Fact.month == month
    )


def _year(january: date, december: date, first: str, beyond: str, here: str) -> Any:
    return (
        select(
            cast(Fact.measure, String),
            Fact.month,
            func.array_agg(Fact.organization_id),
            func.array_agg(Fact.value),
        )
        .where(
            _in_reach(first, beyond, here),
            Fact.measure.in_(IN_YEAR),
            Fact.month.between(january, december),
            is_something(),
        )
        .group_by(Fact.measure, Fact.month)
    )


@prepared
def year_of_unit(
    scope: TenantScope, *, january: date, december: date, first: str, beyond: str, here: str
) -> Executable:
    """A year of one organization, as `year_below` tells it."""
    year = _year(january, december, first, beyond, here)
    found: Executable = year.where(tenancy.within(scope, Fact))
    return found


@prepared
def year_below(
    *, parent_id: int, january: date, december: date, first: str, beyond: str, here: str
) -> Executable:
    """A year of what stood right below one: by measure and month, who has how much.

    In the order of the index, so that thousands of figures need no sorting.
    """
    year = _year(january, december, first, beyond, here)
    found: Executable = year.where(Fact.parent_id == parent_id)
    return found


@prepared
def stood_below(*, parent_id: int, january: date, december: date, counted: list[int]) -> Executable:
    """The organizations right below one in a year: those there now, and those counted there."""
    stands = and_(
        Organization.parent_id == parent_id,
        Organization.opened_on <= december,
        or_(Organization.closed_on.is_(None), Organization.closed_on >= january),
    )
    was_counted = one_of(Organization.id, counted)
    return select(*NODE).where(or_(stands, was_counted)).order_by(Organization.path)


@prepared
def persons(*, parents: list[int], month: date, first: str, beyond: str, here: str) -> Executable:
    """Figures about persons of everything right below some organizations, in one month."""
    return select(Fact.parent_id, Fact.organization_id, Fact.measure, Fact.value).where(
        one_of(Fact.parent_id, parents),
        _in_reach(first, beyond, here),
        Fact.measure.in_(_PERSONS),
        Fact.month == month,
        is_something(),
    )
