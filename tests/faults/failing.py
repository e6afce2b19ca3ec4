"""Tasks and addresses that fail with somebody's words in their hands, in every way there is.

`celery` and `app` are what the worker and the web server of the tests load.
"""

import threading
import warnings
from datetime import timedelta

from sqlalchemy import insert, text

from tasks.app import celery
from webapp import create_app
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.notices.models import Notice
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind
from webapp.web.signed_in import public

#: The words that may stand in no log, in different scripts and shapes.
MARK = "canhgiac"
WORDS = f"{MARK} Nguyễn Thị Ấm {MARK}@example.vn"


def _organization(code):
    return insert(Organization).values(
        code=code, name=WORDS, kind="party_branch", opened_on=clock.today()
    )


def unique_violation():
    for _ in range(2):
        db.session.execute(_organization(MARK))


def check_violation():
    db.session.execute(
        text(
            "INSERT INTO organizations (kind, code, name, path, opened_on)"
            " VALUES (:kind, 'x', :name, '/', now())"
        ),
        {"kind": MARK, "name": WORDS},
    )


def not_null_violation():
    db.session.execute(_organization(f"{MARK}2").values(name=None, closed_reason=WORDS))


def data_error():
    db.session.execute(text("SELECT CAST(:words AS integer)"), {"words": WORDS})


def too_long():
    db.session.execute(_organization(WORDS * 60))


def many_at_once():
    row = {"code": MARK, "name": WORDS, "kind": "party_branch", "opened_on": clock.today()}
    db.session.execute(insert(Organization), [row] * 3)


def flush_error():
    for _ in range(2):
        about = {"name": WORDS, "kind": OrganizationKind.PARTY_BRANCH, "opened_on": clock.today()}
        db.session.add(Organization(code=f"{MARK}3", **about))
    db.session.flush()


def refused_by_row_security():
    db.session.execute(insert(Notice).values(
        organization_id=1, kind="draft_due", subject=WORDS[:40], recipient_id=1,
        due_on=clock.today(), channel="app", state="shown", created_at=clock.now(),
    ))  # fmt: skip


def wrong_statement():
    db.session.execute(
        text(f'SELECT "{MARK}" FROM organizations WHERE name = :words'), {"words": WORDS}
    )


def value_error():
    raise ValueError(WORDS)


def key_error():
    return {}[WORDS]


def unicode_error():
    return WORDS.encode("ascii")


def rule_broken():
    raise RuntimeError(WORDS) from RuleBroken("name.long", longest=WORDS)


def chained():
    try:
        unique_violation()
    except Exception as cause:
        raise LookupError(WORDS) from cause


def grouped():
    raise ExceptionGroup(WORDS, [ValueError(WORDS), KeyError(WORDS)])


def not_to_be_pickled():
    class Local(Exception):
        pass

    raise Local(WORDS, lambda: WORDS)


def warned():
    warnings.warn(WORDS, stacklevel=1)
    raise OSError(5, WORDS, WORDS)


def in_a_thread():
    thread = threading.Thread(target=value_error, name=WORDS)
    thread.start()
    thread.join()
    raise TypeError(WORDS)


def unraisable():
    class Dying:
        def __del__(self):
            raise ValueError(WORDS)

    Dying()
    raise AttributeError(WORDS, name="sentence", obj=WORDS)


WAYS = {
    way.__name__: way
    for way in (
        unique_violation, check_violation, not_null_violation, data_error, too_long,
        many_at_once, flush_error, refused_by_row_security, wrong_statement, value_error,
        key_error, unicode_error, rule_broken, chained, grouped, not_to_be_pickled, warned,
        in_a_thread, unraisable,
    )
}  # fmt: skip


@celery.task(name="failing.fail")
def fail(way: str, words: str) -> None:
    """Fail in one of the ways, with words among the task's own arguments too."""
    warnings.simplefilter("always")
    WAYS[way]()


@celery.task(name="failing.retry", bind=True, max_retries=1)
def retry(self, words: str) -> None:
    """Fail and be tried again."""
    try:
        value_error()
    except ValueError as error:
        raise self.retry(exc=error, countdown=0) from error


@celery.task(name="failing.answer", ignore_result=True)
def answer(words: str) -> str:
    """Succeed with words as the result."""
    return words


@celery.task(name="failing.slow", soft_time_limit=1, time_limit=2)
def slow(words: str) -> None:
    """Take too long, and not stop when asked."""
    began = clock.now()
    while clock.now() - began < timedelta(seconds=20):
        try:
            threading.Event().wait(5)
        except Exception:  # noqa: S112 - the soft limit is an exception here, and is ignored
            continue


def app():
    """The service with one more address, which fails as it is told."""
    made = create_app()
    made.config["WTF_CSRF_ENABLED"] = False

    @made.route("/hong/<way>", methods=["GET", "POST"])
    @public
    def failing(way: str) -> str:
        if way == "in_teardown":
            made.teardown_request_funcs.setdefault(None, []).append(_raise_once)
            return "fine"
        if way == "in_template":
            return made.jinja_env.from_string("{{ words.missing.still }}").render(words=WORDS)
        WAYS[way]()
        return "no failure"

    def _raise_once(_reason: BaseException | None) -> None:
        made.teardown_request_funcs[None].remove(_raise_once)
        raise ValueError(WORDS)

    return made
