"""The scan and the sending of the workers, on request and without a broker."""

from datetime import timedelta

import click
from flask import current_app

from webapp.accounts.queries import task_scope
from webapp.core import clock, outages, tenancy
from webapp.core.db import db
from webapp.core.walls import GuardedGroup
from webapp.notices import delivery
from webapp.notices.mail import MailSettings
from webapp.notices.mail_faults import TROUBLE
from webapp.notices.mail_server import MailServer
from webapp.reminders import service
from webapp.units import service as units

group = GuardedGroup("reminders", help="Reminders without Celery and its broker.")

COMMANDS = (group,)


@group.command("run-once")
def run_once() -> None:
    """Write every reminder that is due, then send every e-mail that may leave."""
    total = service.Counts()
    for organization_id in service.units_at_work():
        with tenancy.tenant(organization_id):
            scope = task_scope(organization_id)
            if scope is not None:
                total += service.queue_due(scope, clock.today(), clock.now())
                db.session.commit()
    sent = _send_all()
    click.echo(f"reminders written: {total.queued}, papers let out: {total.released}, sent: {sent}")
    trouble = outages.current(TROUBLE)
    if trouble is not None:
        since = trouble.since.isoformat(timespec="minutes")
        click.echo(f"the mail server takes nothing since {since}: {trouble.reason}", err=True)


def _send_all() -> int:
    terms = delivery.Terms(
        commit=db.session.commit,
        outdated=service.outdated,
        lost=units.tell_of_lost_invitations,
        lease=timedelta(seconds=current_app.config.get("MAIL_LEASE_SECONDS", 120)),
    )
    sent = 0
    with MailServer(MailSettings.of(current_app.config)) as server:
        for organization_id in delivery.waiting_organizations(clock.now()):
            with tenancy.tenant(organization_id):
                scope = task_scope(organization_id)
                if scope is not None:
                    sent += delivery.deliver(scope, server, terms)["sent"]
    return sent
