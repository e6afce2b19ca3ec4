"""Every superior's figure is the sum of its units' figures, whatever the tree looks like."""

from datetime import timedelta
from itertools import count as numbers

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import MONTH, NOW, found
from webapp.accounts.queries import organization_of
from webapp.accounts.scope import Scope
from webapp.core import stale_months, tenancy
from webapp.core.db import db
from webapp.organizations.rules import OrganizationKind
from webapp.rollups import service
from webapp.rollups.measures import Measure
from webapp.rollups.models import MonthlyFact

#: A unit's two figures, or what lies below a superior.
trees = st.recursive(
    st.tuples(st.integers(0, 9), st.integers(0, 9)),
    lambda below: st.lists(below, max_size=3),
    max_leaves=6,
).filter(lambda tree: isinstance(tree, list))
serial = numbers()
COUNTED = (Measure.TURNS_EXPECTED, Measure.OPINIONS)


def build(tree, parent, superiors):
    """Found the tree; superiors come with what their figures must add up to."""
    if isinstance(tree, tuple):
        unit = found(parent, OrganizationKind.PARTY_BRANCH, f"u{next(serial)}", "Chi bộ")
        publish(unit, tree)
        return tree
    here = found(parent, OrganizationKind.COMMITTEE, f"s{next(serial)}", "Đảng bộ")
    sums = [build(below, here, superiors) for below in tree]
    total = tuple(sum(values) for values in zip(*sums, strict=True)) or (0, 0)
    superiors.append((here.id, total))
    return total


def publish(unit, values):
    with tenancy.tenant(unit.id):
        for measure, value in zip(COUNTED, values, strict=True):
            fact = {"month": MONTH, "path": unit.path, "parent_id": unit.parent_id}
            key = {"organization_id": unit.id, "measure": measure}
            db.session.add(MonthlyFact(value=value, computed_at=NOW, **key, **fact))
        db.session.commit()


def figures(organization_id):
    with tenancy.tenant(organization_id):
        rows = db.session.query(MonthlyFact.measure, MonthlyFact.value).filter_by(
            organization_id=organization_id, month=MONTH
        )
        stored = {row.measure: row.value for row in rows}
    return tuple(stored[measure] for measure in COUNTED)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tree=trees)
def test_sums_hold_on_every_floor(clean, tree):
    superiors = []
    build(tree, None, superiors)
    for organization_id, _ in superiors:
        with tenancy.tenant(organization_id):
            stale_months.mark(Scope(organization_of(organization_id)), MONTH)
            db.session.commit()
    service.refresh_stale(now=NOW + timedelta(minutes=1))
    assert [(i, figures(i)) for i, _ in superiors] == superiors
