"""How often one person and one organization may ask for what costs much.

The limits stop programs; nobody reaches them by hand. All processes count together in the broker's
store; while it is away, each counts by itself, and asks it again after half a minute.
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
    # A page saves at most 40 times a minute while somebody writes, and they may have several open.
    Group("autosave", "600/minute", "12000/minute", ("reports.save", "unsent.keep")),
    # Typing fast into a search asks three times a second.
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
    # Every hash and digest is computed again; a committee checks once or twice.
    Group(*("check", "30/minute", "120/minute"), ("proofs.verify",)),
    # One file takes three acts; nobody imports seventy lists in an hour.
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
    # At one meeting a whole hospital opens its links from one address.
    Group(
        *("links", "1200/minute", ""),
        ("accounts.invitation", "accounts.open_invitation", "accounts.accept_invitation"),
    ),
)

_PATIENCE_SECONDS = 0.25
_REST_SECONDS = 30.0
_LONGEST_WAIT_SECONDS = 3_600


class RestingRedis(RedisStorage):
    """The broker's store; after a failure it is not asked for half a minute."""

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
        """Count one more. Raises whatever the store's client raises, and remembers that it did."""
        try:
            return super().incr(key, expiry, amount)
        except Exception:
            self._resting_until = time.monotonic() + _REST_SECONDS
            raise

    def check(self) -> bool:
        """Whether the store answers; false without asking while it rests."""
        if time.monotonic() < self._resting_until:
            return False
        answers = super().check()
        if not answers:
            self._resting_until = time.monotonic() + _REST_SECONDS
        return answers


def _person() -> str:
    """The account that asks, or a visitor's address."""
    if current_user.is_authenticated:
        return f"account {current_user.account_id}"
    return f"address {request.remote_addr or 'unknown'}"


def _refuse(_error: RateLimitExceeded) -> ResponseReturnValue:
    """Answer 429 with when to come back and what was typed; nothing was done."""
    db.session.rollback()
    limit = current_app.extensions["limits"].current_limit
    left = 60.0 if limit is None else limit.reset_at - time.time()
    seconds = max(1, min(round(left + 0.5), _LONGEST_WAIT_SECONDS))
    log.warning("too many requests", extra={"endpoint": request.endpoint, "seconds": seconds})
    said = message("page.too_many", wait=throttling.spoken(seconds))
    page = error_pages.problem(429, said, title="Quá nhiều lượt", **failures.typed())
    answer = make_response(page)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def init_app(app: Flask) -> None:
    """Count what the groups name. Raises KeyError for an endpoint that no part has added yet."""
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
    """The view, counted for the person and for the organization."""

    def is_free() -> bool:
        return bool(group.argument) and not request.args.get(group.argument, "").strip()

    if group.organization:
        view = limiter.shared_limit(
            group.organization,
            group.name,
            key_func=lambda: f"organization {tenancy.bound()}",
            exempt_when=lambda: tenancy.bound() is None or is_free(),
        )(view)
    by_person = limiter.shared_limit(group.person, group.name, exempt_when=is_free)
    return by_person(view)
