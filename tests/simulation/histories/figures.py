"""The figures of the branch's months, counted by the statement of the product, composed once.

Composing it takes ten times as long as counting, and twenty thousand histories look at it at
every step: it is written out with a marker in every place of the calendar, which are then filled
in with the calendar of the moment.
"""

import re
from datetime import date, datetime
from typing import Any

import psycopg
from sqlalchemy import Values, values

from tests.simulation.histories.branch import MONTHS, Branch
from webapp.core.db import db
from webapp.rollups import counted_months, counting

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
#: Days that stand for a row and a column of the calendar; no rule knows them.
_MARKED_YEAR, _MARKED_TODAY = 3000, date(3999, 1, 1)


class Counting:
    """Counts months, again and again, on the connection of a stage."""

    def __init__(self, branch: Branch) -> None:
        marked = self._marked(branch)
        compiled = counting.facts(branch.chair, marked, _MARKED_TODAY).compile(
            db.engine, compile_kwargs={"render_postcompile": True}
        )
        names = _PLACEHOLDER.findall(compiled.string)
        known = {name: compiled.params[name] for name in names}
        numbered = {name: f"${number}" for number, name in enumerate(known, 1)}
        self._sql = _PLACEHOLDER.sub(lambda found: numbered[found[1]], compiled.string)
        self._sql = self._sql.replace("%%", "%")
        self._given = list(known.values())

    def _marked(self, branch: Branch) -> Values:
        """The calendar with its own place in every cell."""
        cells = [
            tuple(_Cell(row, place) for place in range(len(counted_months._COLUMNS)))
            for row in range(len(MONTHS))
        ]
        return values(*counted_months._COLUMNS, name="calendar").data(cells)

    def figures(self, branch: Branch) -> dict[tuple[date, str], int]:
        """Every figure by month and measure, as of the day of the branch."""
        today = branch.today
        positions, _ = counted_months.tree_positions(branch.chair, MONTHS, today)
        [rows] = counted_months.calendar(branch.chair, positions, today)._data
        given = [self._filled(one, rows, today) for one in self._given]
        with psycopg.RawCursor(branch.stage.connection) as cursor:
            cursor.execute(self._sql, given, prepare=True)
            return {(row[0], row[1]): row[2] for row in cursor.fetchall()}

    def _filled(self, marker: Any, rows: Any, today: date) -> Any:
        if isinstance(marker, _Cell):
            return rows[marker.row][marker.place]
        if isinstance(marker, datetime):
            return marker
        return today if marker == _MARKED_TODAY else marker


class _Cell:
    """One place of the calendar."""

    def __init__(self, row: int, place: int) -> None:
        self.row, self.place = row, place
