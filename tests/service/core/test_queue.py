"""A wake-up is sent once the work it speaks of is kept, and never before."""

from webapp.core import queue
from webapp.core.db import db


def test_a_wake_up_waits_for_the_commit(cast, queued):
    queue.after_commit("some.task", organization_id=1)
    assert queued == []
    db.session.flush()
    db.session.connection()
    db.session.commit()
    assert queued == ["some.task"]


def test_the_same_wake_up_is_sent_once(cast, queued):
    for _ in range(3):
        queue.after_commit("some.task", organization_id=1)
    db.session.connection()
    db.session.commit()
    assert queued == ["some.task"]


def test_a_rollback_forgets_it(cast, queued):
    db.session.connection()
    queue.after_commit("some.task")
    db.session.rollback()
    db.session.connection()
    db.session.commit()
    assert queued == []


def test_a_released_savepoint_is_no_commit(cast, queued):
    with db.session.begin_nested():
        queue.after_commit("some.task")
    assert queued == []
    db.session.commit()
    assert queued == ["some.task"]


def test_an_undone_savepoint_keeps_what_was_asked_outside(cast, queued):
    db.session.connection()
    queue.after_commit("outside")
    inner = db.session.begin_nested()
    inner.rollback()
    db.session.commit()
    assert queued == ["outside"]
