"""Send waiting e-mails: find whose wait, spread them over chunks of organizations."""

import logging
import threading
from datetime import timedelta

from flask import current_app

from tasks.app import celery, chunks, flask_app, organization
from webapp.core import clock, heartbeat
from webapp.core.db import db
from webapp.notices import delivery, delivery_outcomes
from webapp.notices.claims import Letter
from webapp.notices.mail import MailSettings
from webapp.notices.mail_server import MailServer, UnderWay
from webapp.reminders import service as reminders
from webapp.units import service as units

log = logging.getLogger(__name__)


@celery.task(name="notices.deliver_waiting")
def deliver_waiting() -> None:
    """Find the organizations whose e-mails may leave, and have them sent."""
    for organization_ids in chunks(delivery.waiting_organizations(clock.now())):
        deliver.apply_async(kwargs={"organization_ids": organization_ids}, expires=60)
    heartbeat.beat("notices.deliver_waiting", clock.now())
    db.session.commit()


#: Letters of one process that a mail server may think about while the others leave.
_slow = threading.BoundedSemaphore(8)


def _aside(organization_id: int, letter: Letter, under_way: UnderWay) -> bool:
    """Wait in a thread for the answer to a letter; a process that ends lets its lease end."""
    if not _slow.acquire(blocking=False):
        return False
    following = (organization_id, letter, under_way)
    threading.Thread(target=_follow, args=following, daemon=True, name="slow letter").start()
    return True


def _follow(organization_id: int, letter: Letter, under_way: UnderWay) -> None:
    try:
        answer = delivery_outcomes.answer_of(under_way.verdict)
        with flask_app().app_context(), organization(organization_id) as scope:
            if scope is not None:
                lost = units.tell_of_lost_invitations
                delivery_outcomes.settle(scope, letter, answer, clock.now(), lost=lost)
    except Exception:  # the letter is free again when its lease ends
        log.exception("answer to an e-mail not written down", extra={"for": organization_id})
    finally:
        _slow.release()


# The last letter may be begun when the time to begin is over, and a mail server may think about it
# for ten minutes; a task that is ended meanwhile sends it once more.
@celery.task(name="notices.deliver", soft_time_limit=980, time_limit=1_000)
def deliver(organization_ids: list[int]) -> None:
    """Send what waits in some organizations over one connection to the mail server."""
    terms = delivery.Terms(
        commit=db.session.commit,
        outdated=reminders.outdated,
        lease=timedelta(seconds=current_app.config.get("MAIL_LEASE_SECONDS", 120)),
        until=clock.now() + delivery.BEGINS_FOR,
        lost=units.tell_of_lost_invitations,
        aside=_aside,
    )
    with MailServer(MailSettings.of(current_app.config)) as server:
        for organization_id in organization_ids:
            try:
                with organization(organization_id) as scope:
                    done = delivery.deliver(scope, server, terms) if scope is not None else None
            except Exception:  # one organization's trouble must not keep the others from theirs
                log.exception("e-mails not sent", extra={"for": organization_id})
                continue
            if done and done["away"]:
                return
