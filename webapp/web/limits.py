"""How often one person, and one organization, may ask for what costs much; one line a group.

No hand ever meets these limits: they stop programs. They are counted in the broker's store, so that
all processes count together; while it is away, each counts for itself. A store that does not answer
costs one short wait in half a minute and never a page.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, make_response, request
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_limiter.errors import RateLimitExceeded
from flask_login import current_user
from limits.storage import RedisStorage
from redis.backoff import NoBackoff
from redis.retry import Retry

from webapp.accounts.signing_in import throttling
from webapp.core import tenancy
from webapp.core.db import db
from webapp.web import error_pages, failures
from webapp.web.wording import message

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Group:
    """Addresses that are counted together, and how often they may be asked for."""

    name: str
    person: str
    organization: str
    endpoints: tuple[str, ...]
    #: Only addresses that carry this argument are counted.
    argument: str = ""


GROUPS = (
    # A page that is written in saves 40 times a minute at the most, and somebody has several open.
    Group("autosave", "600/minute", "12000/minute", ("reports.save", "unsent.keep")),
    # Somebody who types fast into a search has three answers a second drawn.
    Group(
        *("search", "300/minute", "3000/minute"),
        ("accounts.members", "units.index", "followups.index", "transfers.new", "admin.tenants"),
        "tim",
    ),
    Group(
        *("export", "60/minute", "600/minute"),
        (
            *("accounts.export_members", "accounts.print_members", "imports.template"),
            *("imports.faulty", "meetings.calendar", "handover.paper", "reports.paper"),
            *("commitments.paper", "commitments.branch_paper", "plans.paper", "timelines.paper"),
            *("followups.paper", "meetings.minutes", "proofs.export"),
        ),
    ),
    # Every hash and digest is computed again: a committee looks once, and once more.
    Group(*("check", "30/minute", "120/minute"), ("proofs.verify",)),
    # Three acts take one file over: nobody looks through seventy lists in an hour.
    Group(
        *("import", "200/hour", "400/hour"), ("imports.upload", "imports.columns", "imports.apply")
    ),
    # A unit of a few hundred is invited one by one in an afternoon.
    Group(
        *("invitations", "300/hour", "1000/hour"),
        (
            *("accounts.invite", "accounts.print_slips", "accounts.reset_slip"),
            *("units.open_unit", "units.invite_again", "admin.appoint_chair"),
        ),
    ),
    # A whole hospital opens its links at one meeting, behind one address.
    Group(
        *("links", "1200/minute", ""),
        ("accounts.invitation", "accounts.open_invitation", "accounts.accept_invitation"),
    ),
)

_PATIENCE_SECONDS = 0.25
_REST_SECONDS = 30.0
_LONGEST_WAIT_SECONDS = 3_600


class RestingRedis(RedisStorage):
    """The broker's store; after a failure nobody asks it for half a minute."""

    STORAGE_SCHEME = ["resting+redis", "resting+rediss"]

    def __init__(self, uri: str, **options: Any) -> None:
        self._resting_until = 0.0
        super().__init__(
            uri.removeprefix("resting+"),
            socket_timeout=_PATIENCE_SECONDS,
            socket_connect_timeout=_PATIENCE_SECONDS,
            retry=Retry(NoBackoff(), 0),  # type: ignore[arg-type]
            **options,
        )

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count one more; whatever the store's client raises is raised, and remembered."""
        try:
            return super().incr(key, expiry, amount)
        except Exception:
            self._resting_until = time.monotonic() + _REST_SECONDS
            raise

    def check(self) -> bool:
        """Whether it answers again; not asked while it rests."""
        if time.monotonic() < self._resting_until:
            return False
        answers = super().check()
        if not answers:
            self._resting_until = time.monotonic() + _REST_SECONDS
        return answers


def _person() -> str:
    """Who asks; where nobody is signed in, from where."""
    if current_user.is_authenticated:
        return f"account {current_user.account_id}"
    return f"address {request.remote_addr or 'unknown'}"


def _organization() -> str:
    return f"organization {tenancy.bound()}"


def _refuse(error: RateLimitExceeded) -> ResponseReturnValue:
    """429 with when to come back; nothing was done, and nothing that was typed is gone."""
    db.session.rollback()
    seconds = _seconds_left()
    log.warning("too many requests", extra={"endpoint": request.endpoint, "seconds": seconds})
    said = message("page.too_many", wait=throttling.spoken(seconds))
    answer = make_response(
        error_pages.problem(429, said, title="Quá nhiều lượt", **failures.typed())
    )
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _seconds_left() -> int:
    limit = current_app.extensions["limits"].current_limit
    left = 60.0 if limit is None else limit.reset_at - time.time()
    return max(1, min(round(left + 0.5), _LONGEST_WAIT_SECONDS))


def init_app(app: Flask) -> None:
    """Count what the groups name; every part must have been added before.

    Raises KeyError for an endpoint that is not there.
    """
    limiter = Limiter(
        _person,
        storage_uri=f"resting+{app.config['REDIS_URL']}",
        key_prefix="limits",
        in_memory_fallback_enabled=True,
        swallow_errors=True,
    )
    limiter.init_app(app)
    app.extensions["limits"] = limiter
    for group in GROUPS:
        for endpoint in group.endpoints:
            app.view_functions[endpoint] = _counted(limiter, group, app.view_functions[endpoint])
    app.register_error_handler(RateLimitExceeded, _refuse)


def _counted(limiter: Limiter, group: Group, view: Callable[..., Any]) -> Callable[..., Any]:
    def is_idle() -> bool:
        return bool(group.argument) and not request.args.get(group.argument, "").strip()

    def is_nowhere() -> bool:
        return tenancy.bound() is None or is_idle()

    if group.organization:
        view = limiter.shared_limit(
            group.organization, group.name, key_func=_organization, exempt_when=is_nowhere
        )(view)
    return limiter.shared_limit(group.person, group.name, key_func=_person, exempt_when=is_idle)(
        view
    )
