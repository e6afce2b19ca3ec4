"""As the role of web and worker, with any statement at all: what stays closed."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from psycopg import errors

from tests.as_owner import change_account, from_outside, password_kept
from tests.cast import HASH, NOW, scope_of
from tests.servers import Databases
from tests.tenancy.escapes import FORBIDDEN
from tests.tenancy.planted import plant
from webapp.accounts.invitations import inviting
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Invitation
from webapp.accounts.rules import InvitationKind
from webapp.accounts.signing_in import sessions
from webapp.core import tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization

OTHER_HASH = HASH.replace("$argon2id$", "$argon2id$other$")


@pytest.fixture
def sent(databases: Databases, cast: Any) -> Iterator[Callable[..., Any]]:
    """Sends a statement as the service's role; what it did is undone."""
    url = databases.app_url.replace("+psycopg", "")
    with psycopg.connect(url) as connection:

        def send(statement: str, here: int | None = None, *values: Any) -> list[tuple[Any, ...]]:
            with connection.transaction(force_rollback=True):
                if here is not None:
                    connection.execute(f"SET LOCAL app.organization_id = {here}")
                done = connection.execute(statement, values or None)
                return done.fetchall() if done.description else [(done.rowcount,)]

        yield send


@pytest.fixture
def here(cast: Any) -> dict[str, Any]:
    """Names of the statements; every table has rows, some of them of the announced branch."""
    plant(cast)
    sessions.start(cast.mai.account_id, now=NOW)
    db.session.commit()
    return {
        "account": cast.mai.account_id,
        "member": cast.mai.member_id,
        "here": cast.k1.id,
        "other": cast.k2.id,
        "above": cast.db.id,
        "elsewhere": cast.xa.id,
        "hash": HASH,
    }


def test_there_are_enough_of_them() -> None:
    assert len(set(FORBIDDEN)) == len(FORBIDDEN) > 100


def test_everything_is_refused_whoever_is_announced(
    sent: Callable[..., Any], here: dict[str, Any], record_property: Callable[..., None]
) -> None:
    passed, tried = [], 0
    for statement in FORBIDDEN:
        for announced in (None, here["here"], here["other"]):
            tried += 1
            try:
                sent(statement.format(**here), announced)
            except errors.InsufficientPrivilege:
                continue
            passed.append((statement, announced))
    record_property("statements tried as the service", tried)
    assert passed == []


def test_what_the_service_needs_still_goes(sent: Callable[..., Any], here: dict[str, Any]) -> None:
    mine = here["here"]
    assert sent("SELECT id, email, is_operator FROM accounts")
    assert sent("UPDATE account_sessions SET seen_at = now()") != [(0,)]
    assert sent("UPDATE organizations SET name = 'x' WHERE id = %s", None, mine) == [(1,)]
    assert sent("UPDATE read_entries SET last_at = last_at + interval '1 s'", mine) != [(0,)]
    assert sent("DELETE FROM sign_in_tries") == [(0,)]


def test_a_reading_is_never_taken_back(sent: Callable[..., Any], here: dict[str, Any]) -> None:
    with pytest.raises(errors.InsufficientPrivilege, match="never taken back"):
        sent("UPDATE read_entries SET last_at = last_at - interval '1 s'", here["here"])


def test_a_place_in_the_tree_is_never_chosen(
    sent: Callable[..., Any], here: dict[str, Any]
) -> None:
    ((id_, path),) = sent(
        "INSERT INTO organizations (parent_id, kind, code, name, path, opened_on)"
        " VALUES (%s, 'union', 'moi', 'Mới', %s, '2026-01-01') RETURNING id, path",
        None,
        here["above"],
        f"{here['elsewhere']}/1/",
    )
    assert path == f"{here['above']}/{id_}/"


def test_a_superior_moves_within_its_own_tree_alone(
    sent: Callable[..., Any], cast: Any, here: dict[str, Any]
) -> None:
    middle = Organization(
        parent_id=cast.db.id, kind="committee", code="giua", name="Giữa", opened_on=NOW.date()
    )
    db.session.add(middle)
    db.session.commit()
    move, above = "SELECT app.move_organization(%s, %s)", cast.db.id
    assert sent(move, above, cast.k1.id, middle.id) == [(cast.k1.id,)]
    for unit, under, announced in (
        (cast.k1.id, middle.id, None),
        (cast.k1.id, middle.id, cast.k2.id),
        (cast.k1.id, middle.id, cast.xa.id),
        (cast.k1.id, cast.xa.id, above),
        (cast.k1.id, cast.k2.id, above),
        (above, middle.id, above),
        (middle.id, middle.id, above),
    ):
        with pytest.raises(errors.InsufficientPrivilege, match="can't be moved there"):
            sent(move, announced, unit, under)
    middle.closed_on = NOW.date()
    db.session.commit()
    with pytest.raises(errors.InsufficientPrivilege):
        sent(move, above, cast.k1.id, middle.id)


def test_a_password_changes_only_for_whoever_knows_the_old_one(
    sent: Callable[..., Any], here: dict[str, Any]
) -> None:
    change, who = "SELECT app.change_password(%s, %s, %s)", here["account"]
    assert sent(change, None, who, HASH, OTHER_HASH) == [(who,)]
    assert sent(change, None, who, OTHER_HASH, OTHER_HASH) == [(None,)]
    assert sent(change, None, who, None, OTHER_HASH) == [(None,)]
    assert sent(change, None, who, HASH, "plain") == [(None,)]
    assert sent("SELECT * FROM app.password_of(%s)", None, "mai@example.vn") == [(who, HASH)]
    assert sent("SELECT * FROM app.password_of(%s)", None, "%") == []
    assert password_kept(who) == HASH


def _link(cast: Any, kind: InvitationKind, member_id: int, email: str | None = None) -> bytes:
    scope = scope_of(cast.lan)
    with tenancy.tenant(cast.k1.id):
        member = roster.get_member(scope, member_id)
        inviting.keep_link(scope, member, kind, f"{kind} {member_id}", email=email, now=NOW)
        newest = db.session.query(Invitation.token_hash).order_by(Invitation.id.desc())
        token: bytes = newest.limit(1).scalar()
        db.session.commit()
    return token


def test_a_link_resets_one_password_in_its_organization_and_time(
    sent: Callable[..., Any], cast: Any
) -> None:
    token = _link(cast, InvitationKind.RESET, cast.binh.member_id)
    reset, k1 = "SELECT app.reset_password(%s, %s, %s)", cast.k1.id
    assert sent(reset, k1, token, OTHER_HASH, NOW) == [(cast.binh.account_id,)]
    assert sent(reset, None, token, OTHER_HASH, NOW) == [(None,)]
    assert sent(reset, cast.k2.id, token, OTHER_HASH, NOW) == [(None,)]
    assert sent(reset, k1, token, OTHER_HASH, NOW + inviting.VALID_FOR) == [(None,)]
    assert sent(reset, k1, b"another", OTHER_HASH, NOW) == [(None,)]
    assert sent(reset, k1, token, "plain", NOW) == [(None,)]
    made = "SELECT app.create_account(%s, 'a@b.vn', NULL, %s, %s)"
    assert sent(made, k1, token, OTHER_HASH, NOW) == [(None,)]
    change_account(cast.binh.account_id, is_operator=True)
    assert sent(reset, k1, token, OTHER_HASH, NOW) == [(None,)]


def test_an_invitation_makes_one_account_that_is_no_operator_s(
    sent: Callable[..., Any], cast: Any
) -> None:
    from_outside(
        db.text(f"UPDATE memberships SET account_id = NULL WHERE id = {cast.binh.member_id}")
    )
    k1, new = cast.k1.id, "binh2@example.vn"
    token = _link(cast, InvitationKind.JOIN, cast.binh.member_id, new)
    made = "SELECT app.create_account(%s, %s, %s, %s, %s)"
    also = (
        "WITH made AS MATERIALIZED (SELECT app.create_account(%s, %s, %s, %s, %s) AS id)"
        " SELECT id IS NOT NULL FROM made"
    )
    assert sent(also, k1, token, new, None, HASH, NOW) == [(True,)]
    assert sent(made, k1, token, "ke-gian@example.vn", None, HASH, NOW) == [(None,)]
    assert sent(made, k1, token, new, "0900000000", HASH, NOW) == [(None,)]
    assert sent(made, cast.k2.id, token, new, None, HASH, NOW) == [(None,)]
    assert sent(made, k1, token, new, None, HASH, NOW + timedelta(days=4)) == [(None,)]
    assert sent("SELECT app.reset_password(%s, %s, %s)", k1, token, HASH, NOW) == [(None,)]


def test_a_used_link_stays_used(sent: Callable[..., Any], cast: Any) -> None:
    token = _link(cast, InvitationKind.RESET, cast.binh.member_id)
    longer = "UPDATE invitations SET expires_at = expires_at + interval '1 s'"
    with pytest.raises(errors.InsufficientPrivilege, match="never lasts longer"):
        sent(longer, cast.k1.id)
    from_outside(db.text("UPDATE invitations SET used_at = now()"))
    for statement in (
        "UPDATE invitations SET used_at = NULL",
        "UPDATE invitations SET expires_at = now()",
        "DELETE FROM invitations",
    ):
        with pytest.raises(errors.InsufficientPrivilege, match="stays as it is"):
            sent(statement, cast.k1.id)
    reset = "SELECT app.reset_password(%s, %s, %s)"
    assert sent(reset, cast.k1.id, token, OTHER_HASH, NOW) == [(None,)]
