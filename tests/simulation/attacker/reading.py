"""Reads every page of a unit as somebody whose standing there is new, and tells what it said."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from werkzeug.routing import Rule

from tests.cast import NOW
from tests.simulation.attacker.world import Seat, World, read_in
from tests.tenancy.addresses import ROW_OF
from webapp.core import clock

_UNITS = ("k1", "k2", "cdn")
#: Pages that are not opened: what stands on them is names, dates and settings.
_NO_WORDS = (
    *("accounts.", "imports.", "organizations.", "transfers.", "units.", "rollups.", "audit."),
    *("reports.postpone", "reports.withdraw", "reports.skip_review", "exchanges.wish"),
    *("meetings.put_off", "meetings.edit", "meetings.new", "meetings.calendar"),
    *("meetings.attendance", "plans.absences", "commitments.year_form", "commitments.give_back"),
)
_WORDS_THERE = ("units.carried_threads",)
#: From this place on a row below tells of the unit and not of the one who reads.
_PAPERS = 6
_PLAIN = {"month": ("2026-08",), "year": (2026,), "wish": ("xin-thoi",), "number": (1,)}
#: Where an account stands in a unit, and how far the unit's papers are.
_STANDING = """
SELECT o.code, m.joined_on >= %(start)s, o.closed_on IS NOT NULL,
       (SELECT s.status FROM membership_statuses s
         WHERE s.organization_id = m.organization_id AND s.member_id = m.id AND s.from_on <= %(day)s
           AND (s.until_on IS NULL OR s.until_on >= %(day)s)
         ORDER BY s.from_on DESC, s.id DESC LIMIT 1),
       ARRAY(SELECT DISTINCT g.role::text FROM role_grants g
         WHERE g.organization_id = m.organization_id AND g.member_id = m.id
           AND g.from_on <= %(day)s AND (g.until_on IS NULL OR g.until_on >= %(day)s) ORDER BY 1),
       EXISTS (SELECT FROM weaknesses w WHERE w.organization_id = o.id AND w.helper_id = m.id),
       (SELECT md5(string_agg(format('%%s %%s %%s', r.id, r.state, r.released_at IS NULL), ' '
                              ORDER BY r.id)) FROM self_reports r WHERE r.organization_id = o.id),
       (SELECT md5(string_agg(format('%%s %%s', w.id, w.state), ' ' ORDER BY w.id))
          FROM weaknesses w WHERE w.organization_id = o.id)
  FROM memberships m JOIN organizations o ON o.id = m.organization_id
 WHERE m.account_id = %(id)s AND o.code = ANY(%(codes)s) ORDER BY o.code
"""


class Library:
    """What was read where by whom; the same standing is not read again."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._read: dict[tuple[Any, ...], list[tuple[str, str]]] = {}

    def read(self, seat: Seat, *, anew: bool = False) -> Iterator[tuple[str, str]]:
        """Every text an account gets to see in the units, each with the page it stood on.

        Read anew, what has become of the units' papers counts too, not only the own standing.
        """
        account_id = self.world.account_at(seat)
        if account_id is None:
            return
        who = self.world.person_of(account_id) or "somebody new"
        values = {"id": account_id, "day": clock.today(), "codes": list(_UNITS)}
        values["start"] = NOW.date()
        for row in self.world.stage.look(_STANDING, **values):
            key = (who, *map(str, row if anew else row[:_PAPERS]))
            if key not in self._read:
                self._read[key] = list(self._open_all(seat, row[0]))
            yield from self._read[key]

    def _open_all(self, seat: Seat, code: str) -> Iterator[tuple[str, str]]:
        """Open everything; that it was read is forgotten again."""
        kept, heard = self.world.keep(), list(self.world.heard)
        seen: set[str] = set()
        if self.world.ask(seat, f"/o/{code}/").status_code == 200:
            for address in self._addresses(code):
                for text in read_in(self.world.ask(seat, address)):
                    if text not in seen:
                        seen.add(text)
                        yield text, address
        self.world.put_back(kept)
        self.world.heard[:] = heard

    def _addresses(self, code: str) -> Iterator[str]:
        rows = {part: self._ids(table, code) for part, table in ROW_OF.items()}
        for rule in self.world.stage.app.url_map.iter_rules():
            if has_words(rule):
                names = sorted(rule.arguments - {"organization"})
                choices = [rows.get(n) or _PLAIN.get(n, ()) for n in names]
                for some in product(*choices):
                    built = rule.build(
                        {"organization": code, **dict(zip(names, some, strict=True))}
                    )
                    yield built[1]  # type: ignore[index]

    def _ids(self, table: str, code: str) -> list[int]:
        """Few of those of which there are many: the newest."""
        rows = self.world.stage.look(
            f"SELECT t.id FROM {table} t JOIN organizations o ON o.id = t.organization_id"
            " WHERE o.code = %(code)s ORDER BY t.id DESC LIMIT 12",
            code=code,
        )
        return [row[0] for row in rows]


def has_words(rule: Rule) -> bool:
    """Whether a page may carry texts of members."""
    if "organization" not in rule.arguments or "GET" not in (rule.methods or ()):
        return False
    return rule.endpoint in _WORDS_THERE or not rule.endpoint.startswith(_NO_WORDS)
