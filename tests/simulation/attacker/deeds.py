"""What an act left behind: in whose name, told to whom, and who holds which offices now."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.simulation.attacker.world import World
from webapp.core import clock

#: How the kinds begin in which somebody entered something for a member, marked as such.
ENTERED = "entered for somebody"
#: Acts of a member that somebody else may carry out for them.
_OWN_ACTS = frozenset(
    {
        *("report_started", "report_submitted", "report_taken_back", "report_entered_for"),
        *("commitment_submitted", "commitment_changed", "amendment_proposed"),
        *("commitment_noted", "commitment_assessed", "volunteered", "opinion_recorded"),
        *("turn_requested", "turn_request_agreed", "turn_request_disagreed"),
        *("turn_request_taken_back", "absence_told", "absence_ended", "remedy_reported"),
    }
)
_ACCOUNTS = """
SELECT m.organization_id, m.id, a.password_hash, concat_ws(' ', a.email, a.phone, m.email, m.phone),
       (SELECT string_agg(format('%%s %%s %%s', g.role, g.from_on, g.until_on), ',' ORDER BY g.id)
          FROM role_grants g WHERE g.organization_id = m.organization_id AND g.member_id = m.id)
  FROM memberships m LEFT JOIN accounts a ON a.id = m.account_id
 WHERE (m.organization_id, m.id) IN
       (SELECT * FROM unnest(%(orgs)s::bigint[], %(members)s::bigint[]))
 ORDER BY 1, 2
"""
_ENTRIES = """
SELECT organization_id, actor_id, member_id, event FROM audit_entries WHERE id > %(id)s ORDER BY id
"""
_TOLD = """
SELECT organization_id, recipient_id FROM notices WHERE channel = 'app' AND id > %(id)s
"""
_OPERATORS = """
SELECT o.code FROM memberships m JOIN accounts a ON a.id = m.account_id
  JOIN organizations o ON o.id = m.organization_id WHERE a.is_operator
"""
_BOTH_SEATS = """
WITH held AS (
  SELECT m.account_id, o.kind, o.code, g.role FROM memberships m
    JOIN organizations o ON o.id = m.organization_id
    JOIN role_grants g ON g.organization_id = m.organization_id AND g.member_id = m.id
   WHERE m.account_id IS NOT NULL AND g.from_on <= %(day)s
     AND (g.until_on IS NULL OR g.until_on >= %(day)s))
SELECT DISTINCT above.account_id, below.code FROM held above
  JOIN held below ON below.account_id = above.account_id
 WHERE above.kind = 'committee' AND below.kind <> 'committee' AND below.role = 'chair'
"""


@dataclass(frozen=True)
class Before:
    """How things stood before an act."""

    entry: int
    notice: int
    accounts: list[tuple[Any, ...]]


def before(world: World) -> Before:
    """Remember it."""
    victims = list(world.victims)
    rows = world.stage.look(
        "SELECT (SELECT coalesce(max(id), 0) FROM audit_entries),"
        " (SELECT coalesce(max(id), 0) FROM notices)"
    )
    return Before(*rows[0], _accounts(world, victims))


def _accounts(world: World, victims: list[tuple[int, int]]) -> list[tuple[Any, ...]]:
    orgs, members = [one[0] for one in victims], [one[1] for one in victims]
    return world.stage.look(_ACCOUNTS, orgs=orgs, members=members)


def in_anothers_name(world: World, then: Before) -> Iterator[tuple[str, str]]:
    """What was done in the name of somebody who never acts and is told nothing: kind, who."""
    told = set(world.stage.look(_TOLD, id=then.notice))
    victims = world.victims
    for kind, *whom in _done(world, then, victims):
        if tuple(whom) not in told:
            yield kind, victims[whom[0], whom[1]]


def _done(
    world: World, then: Before, victims: dict[tuple[int, int], str]
) -> Iterator[tuple[str, int, int]]:
    for was, now in zip(then.accounts, _accounts(world, list(victims)), strict=True):
        for place, kind in ((2, "password set"), (3, "address changed"), (4, "office changed")):
            if was[place] != now[place]:
                yield kind, was[0], was[1]
    for place, actor, member, event in world.stage.look(_ENTRIES, id=then.entry):
        if (place, actor) in victims:
            yield "acted as somebody else", place, actor
        elif (place, member) in victims and event == "report_filed":
            yield "filed for somebody", place, member
        elif (place, member) in victims and event in _OWN_ACTS and actor is not None:
            yield f"{ENTERED}: {event}", place, member


def wrong_seats(world: World) -> Iterator[tuple[str, str]]:
    """An operator in a tenant; one account above and at the head of a unit by one person's acts."""
    for (code,) in world.stage.look(_OPERATORS):
        yield "the operator is a member", _named(world, code)
    if len(world.known.acted) == 1:
        for account_id, code in world.stage.look(_BOTH_SEATS, day=clock.today()):
            who = world.person_of(account_id) or "somebody new"
            yield "office above and chair below, alone", f"{who} at {_named(world, code)}"


def _named(world: World, code: str) -> str:
    return code if code in world.codes.values() else "a new unit"
