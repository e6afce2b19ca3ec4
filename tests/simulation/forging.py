"""Every way to change history in the database past triggers and references."""

from dataclasses import dataclass
from random import Random
from typing import Any

from tests.simulation.forger import Act, Forger, one_of, row_added, row_changed, row_deleted

_SEALED_TEXTS = """
    SELECT id FROM texts WHERE organization_id = %(org)s AND salt IS NOT NULL ORDER BY id
"""
#: An entry as the trigger would hash it, so that a clever forger's chain fits.
_HASH = """
    sha256(previous_hash || convert_to(concat_ws('|', organization_id, position,
        extract(epoch FROM at), event, coalesce(actor_id::text, '-'),
        coalesce(member_id::text, '-'), coalesce(subject_type, '-'),
        coalesce(subject_id::text, '-'), facts::text), 'UTF8'))
"""


@dataclass(frozen=True)
class Change:
    """One kind of forgery; it says whether there was something to forge."""

    name: str
    act: Act
    #: Whether entries themselves are touched, as the file of the trail then shows.
    in_trail: bool = False


def _words(forger: Forger, org: int, rng: Random) -> bool:
    rows = forger.run(_SEALED_TEXTS, org=org)
    if not rows:
        return False
    how = rng.choice(("stored || ' '", "stored || 'x'", "'khác'", "reverse(stored) || '.'"))
    query = f"UPDATE texts SET stored = {how} WHERE organization_id = %(org)s AND id = %(id)s"
    forger.run(query, org=org, id=rng.choice(rows)["id"])
    return True


def _salt(forger: Forger, org: int, rng: Random) -> bool:
    rows = forger.run(_SEALED_TEXTS, org=org)
    new = rng.choice(("NULL", "decode(repeat('ab', 16), 'hex')"))
    query = f"UPDATE texts SET salt = {new} WHERE organization_id = %(org)s AND id = %(id)s"
    if rows:
        forger.run(query, org=org, id=rng.choice(rows)["id"])
    return bool(rows)


#: Ways to change what an entry says.
_OTHERWISE = (
    "at = at + interval '1 second'",
    "actor_id = CASE WHEN actor_id IS NULL THEN 1 END",
    "event = CASE WHEN event = 'signed_in' THEN 'volunteered' ELSE 'signed_in' END",
    "facts = facts || '{\"x\": 1}'",
    "facts = CASE WHEN facts ? 'sealed' THEN facts - 'sealed' ELSE '{\"y\": 2}' END",
    "subject_id = coalesce(subject_id, 0) + 1",
)
_HASHES = ("hash = sha256(hash)", "previous_hash = sha256(previous_hash)")
_entry_changed = row_changed("audit_entries", *_OTHERWISE, *_HASHES)


def _entry_rehashed(forger: Forger, org: int, rng: Random) -> bool:
    """Change an entry and compute its hash, and those of all after it, anew."""
    if not row_changed("audit_entries", *_OTHERWISE)(forger, org, rng):
        return False
    _chain_again(forger, org)
    return True


def _chain_again(forger: Forger, org: int) -> None:
    rows = forger.run(
        "SELECT id FROM audit_entries WHERE organization_id = %(org)s ORDER BY position, id",
        org=org,
    )
    forger.run(
        "UPDATE audit_entries SET position = -position WHERE organization_id = %(org)s", org=org
    )
    previous = b""
    for position, row in enumerate(rows, 1):
        key = {"org": org, "id": row["id"]}
        forger.run(
            "UPDATE audit_entries SET position = %(at)s, previous_hash = %(before)s"
            " WHERE organization_id = %(org)s AND id = %(id)s",
            at=position,
            before=previous,
            **key,
        )
        (hashed,) = forger.run(
            f"UPDATE audit_entries SET hash = {_HASH}"
            " WHERE organization_id = %(org)s AND id = %(id)s RETURNING hash",
            **key,
        )
        previous = hashed["hash"]


_BEFORE_LAST = """position < (SELECT max(position) FROM audit_entries a
    WHERE a.organization_id = audit_entries.organization_id)"""


def _entry_inserted(forger: Forger, org: int, rng: Random) -> bool:
    """Between two others, with every number and hash after it computed anew, or not at all."""
    return _insert(forger, org, one_of(forger, org, rng, "audit_entries", _BEFORE_LAST), rng)


def _entry_added(forger: Forger, org: int, rng: Random) -> bool:
    """After the newest one, past the triggers."""
    newest = f"NOT {_BEFORE_LAST}"
    return _insert(forger, org, one_of(forger, org, rng, "audit_entries", newest), rng)


def _insert(forger: Forger, org: int, after: dict[str, Any], rng: Random) -> bool:
    at, clever = after["position"], rng.random() < 0.5
    forger.run(
        "UPDATE audit_entries SET position = -position - 1 WHERE organization_id = %(org)s"
        " AND position > %(at)s",
        org=org,
        at=at,
    )
    forger.run(
        "UPDATE audit_entries SET position = -position WHERE organization_id = %(org)s"
        " AND position < 0",
        org=org,
    )
    forger.run(
        "INSERT INTO audit_entries (organization_id, position, at, event, facts, previous_hash,"
        " hash) VALUES (%(org)s, %(at)s + 1, now(), 'signed_in', '{}', %(before)s, sha256('x'))",
        org=org,
        at=at,
        before=after["hash"],
    )
    if clever:
        _chain_again(forger, org)
    return True


def _tail_cut(forger: Forger, org: int, rng: Random) -> bool:
    (row,) = forger.run(
        "SELECT max(position) AS last FROM audit_entries WHERE organization_id = %(org)s", org=org
    )
    left = row["last"] - rng.randint(1, max(1, row["last"] // 3))
    query = "DELETE FROM audit_entries WHERE organization_id = %(org)s AND position > %(left)s"
    forger.run(query, org=org, left=left)
    return True


CHANGES = (
    Change("words changed", _words),
    Change("salt changed", _salt),
    Change(
        "version changed",
        row_changed(
            "report_versions",
            "number = number + 100",
            "frozen_as = CASE WHEN frozen_as = 'filed' THEN 'presented' ELSE 'filed' END",
            "frozen_at = NULL, frozen_as = NULL",
            "entered_for = NOT entered_for",
            where="frozen_at IS NOT NULL",
        ),
    ),
    Change("version deleted", row_deleted("report_versions", "frozen_at IS NOT NULL")),
    Change(
        "version added",
        row_added(
            "report_versions",
            "jsonb_build_object('number', number + 50)",
            "frozen_at IS NOT NULL",
        ),
    ),
    Change("remark deleted", row_deleted("remarks")),
    Change("remark added", row_added("remarks", "'{}'")),
    Change("opinion deleted", row_deleted("opinions")),
    Change("opinion added", row_added("opinions", "'{}'")),
    Change(
        "opinion brought back",
        row_changed(
            "opinions",
            "set_aside_at = NULL, set_aside_by = NULL, set_aside_reason_id = NULL",
            where="set_aside_at IS NOT NULL",
        ),
    ),
    Change(
        "opinion put away",
        row_changed("opinions", "set_aside_at = at", where="set_aside_at IS NULL"),
    ),
    Change(
        "speaker changed",
        row_changed("opinions", "speaker_id = speaker_id + 1", "at = at - interval '1 hour'"),
    ),
    Change("conclusion deleted", row_deleted("conclusions")),
    Change("commendation deleted", row_deleted("commendations")),
    Change("weakness changed", row_changed("weaknesses", "pointed_out_on = pointed_out_on - 1")),
    Change("step deleted", row_deleted("weakness_events")),
    Change("step changed", row_changed("weakness_events", "at = at - interval '1 day'")),
    Change("note deleted", row_deleted("commitment_notes")),
    Change(
        "minutes changed",
        row_changed("meetings", "place = place || '.'", where="closed_at IS NOT NULL"),
    ),
    Change(
        "attendance changed",
        row_changed(
            "attendances",
            "presence = CASE WHEN presence = 'present' THEN 'excused' ELSE 'present' END",
            where="EXISTS (SELECT FROM meetings m WHERE m.organization_id ="
            " attendances.organization_id AND m.id = meeting_id AND m.closed_at IS NOT NULL)",
        ),
    ),
    Change("entry changed", _entry_changed, in_trail=True),
    Change("entry changed, chain computed anew", _entry_rehashed, in_trail=True),
    Change("entry deleted", row_deleted("audit_entries", _BEFORE_LAST), in_trail=True),
    Change("entry inserted", _entry_inserted, in_trail=True),
    # The trail still has everything that a checkpoint of before names.
    Change("entry added at the end", _entry_added),
    Change("tail cut", _tail_cut, in_trail=True),
)
