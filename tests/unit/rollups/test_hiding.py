"""Nobody above learns a figure behind which fewer than three persons stand."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.rollups.hiding import LEAST_PERSONS, hide_along, hide_small, is_small

tables = st.dictionaries(st.integers(0, 30), st.integers(0, 9), max_size=12)


@given(tables)
def test_no_small_figure_is_shown(persons):
    hidden = hide_small(persons)
    assert not [row for row, count in persons.items() if is_small(count) and row not in hidden]


@given(tables)
def test_subtracting_the_shown_from_the_total_never_tells_a_small_group(persons):
    hidden = hide_small(persons)
    together = sum(persons[row] for row in hidden)
    assert (
        not hidden
        or is_small(sum(persons.values()))
        or (together >= LEAST_PERSONS and len(hidden) >= 2)
    )


@given(tables)
def test_a_nought_is_never_hidden(persons):
    assert all(persons[row] for row in hide_small(persons))


@given(tables)
def test_nothing_is_hidden_where_nothing_is_small(persons):
    large = {row: count for row, count in persons.items() if count >= LEAST_PERSONS}
    assert hide_small(large) == frozenset()


@given(tables)
def test_a_hidden_total_is_not_the_sum_of_what_is_shown(persons):
    hidden = hide_small(persons, total_hidden=True)
    assert bool(hidden) == any(persons.values())


def test_beside_one_small_figure_the_next_smallest_is_hidden_too():
    assert hide_small({"a": 1, "b": 7, "c": 4, "d": 0}) == {"a", "c"}


def test_two_small_ones_that_together_are_few_need_a_third():
    assert hide_small({"a": 1, "b": 1, "c": 5}) == {"a", "b", "c"}


def test_two_small_ones_that_together_are_enough_need_no_other():
    assert hide_small({"a": 1, "b": 2, "c": 5}) == {"a", "b"}


trees = st.recursive(
    st.integers(0, 6), lambda below: st.lists(below, min_size=1, max_size=4), max_leaves=14
)


def persons_in(tree):
    return tree if isinstance(tree, int) else sum(map(persons_in, tree))


def pages(tree, way=((),)):
    """Every page somebody can open from the top: its way down and what lies below each step."""
    if not isinstance(tree, int):
        yield way
        for number, below in enumerate(tree):
            yield from pages(below, (*way, (*way[-1], number)))


def subtree(tree, place):
    for number in place:
        tree = tree[number]
    return tree


def below(tree, place):
    here = subtree(tree, place)
    return {(*place, number): persons_in(one) for number, one in enumerate(here)}


@given(trees.filter(lambda tree: not isinstance(tree, int)))
def test_walking_through_all_pages_never_shows_what_one_of_them_hides(tree):
    hidden, shown = set(), set()
    for way in pages(tree):
        total_hidden, rows_hidden = hide_along([below(tree, place) for place in way], way)
        (hidden if total_hidden else shown).add(way[-1])
        for place, count in below(tree, way[-1]).items():
            (hidden if place in rows_hidden else shown).add(place)
            assert place in rows_hidden or not is_small(count)
    assert not hidden & shown


@given(trees.filter(lambda tree: not isinstance(tree, int)))
def test_a_hidden_figure_can_not_be_added_up_from_the_page_below_it(tree):
    for way in pages(tree):
        levels = [below(tree, place) for place in way]
        total_hidden, rows_hidden = hide_along(levels, way)
        if total_hidden and persons_in(subtree(tree, way[-1])):
            assert rows_hidden
