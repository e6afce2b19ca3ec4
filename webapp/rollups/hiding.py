"""Which figures about persons stay hidden from above, also from those who subtract."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

#: Fewer persons than this behind a figure could be recognized.
LEAST_PERSONS = 3

Row = TypeVar("Row", bound=Hashable)


def is_small(persons: int) -> bool:
    """Whether a figure would point at single persons; nobody is behind a nought."""
    return 0 < persons < LEAST_PERSONS


def hide_small(persons: Mapping[Row, int], *, total_hidden: bool = False) -> frozenset[Row]:
    """The rows of a table whose figure must not be shown beside the others and their total.

    `persons` says how many persons stand behind each row's figure. Rows with too few are
    hidden; as long as what is hidden could be told by subtracting the others from the total,
    the row with the next fewest persons is hidden too. A total that is itself hidden (because
    it is small, or one level higher needs it) must not be the sum of rows that are all shown.
    """
    hidden = {row for row, count in persons.items() if is_small(count)}
    others = sorted(
        (row for row, count in persons.items() if count >= LEAST_PERSONS),
        key=lambda row: persons[row],
    )
    while others and _is_told(hidden, persons, total_hidden):
        hidden.add(others.pop(0))
    return frozenset(hidden)


def _is_told(hidden: set[Row], persons: Mapping[Row, int], total_hidden: bool) -> bool:
    """Whether adding up tells a hidden total, or subtracting the hidden rows."""
    if total_hidden:
        return not hidden
    return len(hidden) == 1 or is_small(sum(persons[row] for row in hidden))


def hide_along(
    levels: Sequence[Mapping[Row, int]], way: Sequence[Row]
) -> tuple[bool, frozenset[Row]]:
    """Whether the figure of the last organization on a way down is hidden, and which below it.

    `way` leads from the viewer's organization to the one shown; `levels` says for each
    of them how many persons stand behind the figures right below it. What was hidden beside its
    neighbours on one page stays hidden on the page of its own.
    """
    total_hidden = is_small(sum(levels[0].values()))
    hidden = hide_small(levels[0], total_hidden=total_hidden)
    for level, organization in zip(levels[1:], way[1:], strict=True):
        total_hidden = organization in hidden
        hidden = hide_small(level, total_hidden=total_hidden)
    return total_hidden, hidden
