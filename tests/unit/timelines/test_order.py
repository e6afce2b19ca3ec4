"""What happened to a weakness stands in the order in which it happened."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.timelines.rules import Station, StationKind, in_order

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
stations = st.lists(
    st.builds(
        lambda hours, kind: Station(BEGIN + timedelta(hours=hours), kind, None),
        st.integers(0, 50),
        st.sampled_from(StationKind),
    ),
    max_size=12,
)


@settings(max_examples=50)
@given(first=stations, second=stations)
def test_nothing_is_lost_and_nothing_stands_before_what_came_earlier(first, second):
    way = in_order(first, second)
    assert sorted(map(id, way)) == sorted(map(id, [*first, *second]))
    assert [one.at for one in way] == sorted(one.at for one in way)


def test_at_the_same_moment_the_step_stands_before_the_answer():
    step, answer = (Station(BEGIN, kind, None) for kind in (StationKind.STEP, StationKind.ANSWER))
    assert in_order([step], [answer]) == [step, answer]
