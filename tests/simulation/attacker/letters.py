"""Brings the letters that an act caused, through the real sender; attackers read their own."""

from contextvars import Context
from email.message import EmailMessage

from tests.simulation.attacker.world import World
from webapp.accounts import queries
from webapp.core import tenancy
from webapp.core.db import db
from webapp.notices import delivery
from webapp.notices.mail import MailSettings
from webapp.notices.mail_server import MailServer
from webapp.reminders import service as reminders

#: A letter that opens something carries a link; the others only say that something is to be seen.
_WAITING = """
SELECT DISTINCT organization_id FROM notices
 WHERE id > %(id)s AND channel = 'email' AND state = 'waiting'
   AND (facts ? 'nonce' OR kind ~ 'reset|password|^invitation|confirm_|nominat')
"""


class Letters(MailServer):
    """A mail server that keeps what it is given."""

    def __init__(self, settings: MailSettings) -> None:
        super().__init__(settings)
        self.taken: list[EmailMessage] = []

    def send(self, message: EmailMessage) -> None:
        """Keep one message."""
        self.taken.append(message)


def bring(world: World, since: int, party: tuple[str, ...]) -> None:
    """Send what waits since a notice; those who play learn the links in letters to themselves."""
    waiting = world.stage.look(_WAITING, id=since)
    own = {seat.email for person in party for seat in world.seats[person]}
    for (organization_id,) in waiting:
        for message in Context().run(_send, world, organization_id):
            if any(address in str(message["To"]) for address in own):
                world.learn(message.get_content())


def _send(world: World, organization_id: int) -> list[EmailMessage]:
    with world.stage.app.app_context(), tenancy.tenant(organization_id):
        scope = queries.task_scope(organization_id)
        server = Letters(MailSettings.of(world.stage.app.config))
        terms = delivery.Terms(commit=db.session.commit, outdated=reminders.outdated)
        if scope is not None:
            delivery.deliver(scope, server, terms)
        return server.taken
