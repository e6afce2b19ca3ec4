"""Who may read what, said here a second time and without the code of the service.

Product description, 2 and 3: the author always; the committee once something was handed in; every
member of the unit once it was released; nobody else, ever. Who came into a unit after a text was
written reads nothing of it, and neither does who left. An office counts only if the unit itself
gave it: one that came from above or from the operator opens nothing. A chair whose term is over
acts on until a successor is in.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.simulation.attacker.people import VICTIMS
from tests.simulation.attacker.words import AUTHOR, UNIT, Meant
from tests.simulation.attacker.world import World
from webapp.core import clock

_ACTIVE = ("official", "probationary", "exempt", "temporarily_here", "temporarily_elsewhere")
_REVIEWERS = {"chair", "deputy", "committee"}
#: Where a member of a unit stands on a day; offices given by nobody of the unit are left out.
_STANDING = """
SELECT (SELECT s.status FROM membership_statuses s
         WHERE s.organization_id = m.organization_id AND s.member_id = m.id AND s.from_on <= %(day)s
           AND (s.until_on IS NULL OR s.until_on >= %(day)s)
         ORDER BY s.from_on DESC, s.id DESC LIMIT 1),
       ARRAY(SELECT g.role::text FROM role_grants g
         WHERE g.organization_id = m.organization_id AND g.member_id = m.id
           AND g.from_on <= %(day)s AND (g.until_on IS NULL OR g.until_on >= %(day)s
             OR g.role = 'chair' AND g.from_on <= g.until_on
               AND NOT EXISTS (SELECT FROM role_grants later
               WHERE later.organization_id = g.organization_id AND later.role = 'chair'
                 AND later.from_on <= %(day)s
                 AND coalesce(later.until_on, 'infinity') > g.until_on
                 AND coalesce(later.until_on, 'infinity') >= later.from_on))
           AND NOT EXISTS (SELECT FROM audit_entries e
             WHERE e.organization_id = g.organization_id AND e.subject_type = 'RoleGrant'
               AND e.subject_id = g.id AND e.event = 'role_granted'
               AND (e.actor_id IS NULL OR e.actor_id = g.member_id)))
  FROM memberships m JOIN organizations o ON o.id = m.organization_id
 WHERE o.code = %(code)s AND m.id = %(member)s
"""
_RELEASED = "SELECT released_at IS NOT NULL FROM self_reports WHERE id = %(id)s"
_HELPED = """
SELECT 1 FROM weaknesses w JOIN organizations o ON o.id = w.organization_id
 WHERE o.code = %(code)s AND w.helper_id = %(member)s LIMIT 1
"""


@dataclass(frozen=True)
class Readers:
    """Answers whether an account may read a marked text, as things stand now."""

    world: World
    _asked: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    def look_anew(self) -> None:
        """Forget how things stood."""
        self._asked.clear()

    def _look(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        key = f"{sql} {values}"
        if key not in self._asked:
            self._asked[key] = self.world.stage.look(sql, **values)
        return self._asked[key]

    def may(self, account_id: int | None, key: str, party: tuple[str, ...]) -> bool:
        """Whether the words of a text may stand in an answer to an account.

        An account that began on the way, or that belongs to somebody who never acts, may be led to
        nothing that those who play could not read as themselves.
        """
        meant = self.world.meant.get(key)
        if meant is None:
            return True
        person = self.world.person_of(account_id or 0)
        if person is None or person in VICTIMS:
            return any(self._may(one, key, meant) for one in party)
        return self._may(person, key, meant)

    def _may(self, person: str, key: str, meant: Meant) -> bool:
        own = self.world.people[person]
        if person == "phuc" or own.organization is None or own.organization.code != meant.unit:
            return False
        status, roles = self._standing(meant.unit, own.member_id or 0)
        if status not in _ACTIVE:
            return False
        if own.member_id == meant.author_id or meant.audience == UNIT:
            return True
        if meant.audience == AUTHOR:
            return False
        if _REVIEWERS & set(roles) or self._is_released(meant.report_id):
            return True
        return key.partition("/")[2].startswith(("weakness", "note")) and self._helps(
            meant.unit, own.member_id or 0
        )

    def _standing(self, code: str, member_id: int) -> tuple[str, list[str]]:
        rows = self._look(_STANDING, day=clock.today(), code=code, member=member_id)
        return (rows[0][0], rows[0][1]) if rows else ("", [])

    def _is_released(self, report_id: int) -> bool:
        rows = self._look(_RELEASED, id=report_id) if report_id else []
        return bool(rows and rows[0][0])

    def _helps(self, code: str, member_id: int) -> bool:
        return bool(self._look(_HELPED, code=code, member=member_id))
