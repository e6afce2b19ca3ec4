"""How a request's transaction ends: writes are kept or dropped, plain reading ends quietly."""

import pytest
from flask import Response
from sqlalchemy.exc import ProgrammingError

from tests.as_owner import password_kept
from tests.cast import HASH
from webapp.accounts.signing_in import stored_passwords
from webapp.core import transactions
from webapp.core.db import db
from webapp.core.transactions import commit_or_roll_back
from webapp.organizations.models import Organization


@pytest.fixture
def ending(app, cast):
    """End a GET after some work, as the answer to a request does."""

    def end(work, status=200):
        with app.test_request_context("/"):
            work()
            commit_or_roll_back(Response(status=status))

    return end


def prepared():
    """How many statements the server keeps planned for this connection."""
    count = db.session.scalar(db.select(db.func.count()).select_from(db.text(CATALOGUE)))
    return count


CATALOGUE = "pg_prepared_statements"


def names():
    return set(db.session.scalars(db.select(Organization.name)))


def rename():
    db.session.execute(db.update(Organization).values(name="đổi tên"))


def test_reading_lets_the_server_keep_what_it_planned(ending):
    # More than once for each connection of the pool.
    for _ in range(60):
        ending(names)
    assert prepared() > 0


def test_a_get_that_wrote_is_dropped(ending):
    ending(rename)
    assert "đổi tên" not in names()


def test_a_get_that_only_changed_an_object_in_memory_is_dropped(ending):
    def change():
        db.session.scalars(db.select(Organization)).first().name = "đổi tên"

    ending(change)
    assert "đổi tên" not in names()


def test_a_get_that_was_told_to_keep_its_work_keeps_it(ending):
    def keep():
        rename()
        transactions.keep_read()

    ending(keep)
    assert names() == {"đổi tên"}


def test_a_write_that_was_refused_is_dropped_after_others_only_read(ending):
    ending(names)
    ending(rename, status=422)
    assert "đổi tên" not in names()


def test_what_a_function_of_the_database_wrote_is_dropped_with_a_refusal(ending, cast):
    def change():
        who = cast.mai.account_id
        assert stored_passwords.replace(who, HASH, f"{HASH}2")

    ending(names)
    ending(change, status=422)
    assert password_kept(cast.mai.account_id) == HASH


def test_an_error_in_the_database_does_not_hide_the_answer(ending):
    def stumble():
        with pytest.raises(ProgrammingError):
            db.session.execute(db.text("SELECT nothing FROM nowhere"))

    ending(stumble, status=500)
    assert names()
