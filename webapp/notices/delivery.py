"""Send the waiting e-mails of one organization: claim, look again, hand over, write down."""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, select

from webapp.accounts.invitations import inviting, mailed_links
from webapp.accounts.scope import Scope
from webapp.core import clock, outages
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.notices import claims, delivery_outcomes, wording
from webapp.notices.calendar_file import invitation_file
from webapp.notices.claims import Letter
from webapp.notices.link_address import INBOX, path_to
from webapp.notices.mail import Mail, Unsendable, compose
from webapp.notices.mail_faults import PASSING, TROUBLE
from webapp.notices.mail_server import MailServer, ServerAway, UnderWay
from webapp.notices.rules import ABOUT_POWER, WAYS_IN, NoticeKind
from webapp.notices.waiting import Lost, Recheck, nobody_waits
from webapp.organizations.models import Organization

log = logging.getLogger(__name__)

_ABOUT_A_MEETING = frozenset({NoticeKind.MEETING_INVITATION, NoticeKind.MEETING_MOVED})
#: No letter is begun after this long, so that a task ends long before the broker gives it to
#: another worker; the next scan finds the rest.
BEGINS_FOR = timedelta(seconds=60)
#: How long letters wait while somebody else tries whether the mail server is back.
PAUSE = timedelta(minutes=1)


def _now() -> datetime:
    return clock.now()


@dataclass(frozen=True)
class Terms:
    """What a sender needs besides the organization and the mail server.

    `commit` ends each small transaction; that is the task's right, not this module's.
    """

    commit: Callable[[], None]
    outdated: Recheck
    #: Told of what somebody waits for and what will not arrive.
    lost: Lost = nobody_waits
    #: Waits elsewhere for the answer to a letter; false where it has no room for another one.
    aside: Callable[[int, Letter, UnderWay], bool] | None = None
    now: Callable[[], datetime] = _now
    #: A killed sender's letters are free again after this long.
    lease: timedelta = timedelta(minutes=2)
    #: No letter is begun after this moment.
    until: datetime | None = None

    def is_over(self) -> bool:
        """Whether the time to begin letters has passed."""
        return self.until is not None and self.now() > self.until


def waiting_organizations(now: datetime) -> list[int]:
    """The organizations at work whose e-mails may leave; looks across tenants for nothing else."""
    waiting = func.app.waiting_organizations(now).table_valued("organization_id", "waiting")
    query = (
        select(Organization.id)
        .join(waiting, waiting.c.organization_id == Organization.id)
        .where(Organization.suspended_at.is_(None))
        .order_by(Organization.id)
    )
    return list(db.session.scalars(query))


def deliver(scope: Scope, server: MailServer, terms: Terms) -> Counter[str]:
    """Send everything that waits and may leave; returns what became of the letters.

    A letter is handed over at least once and marked in its own transaction right afterwards. One
    whose sender is killed in between is sent again under the same identifier.
    """
    done: Counter[str] = Counter()
    while not terms.is_over():
        began = terms.now()
        letters = claims.claim(
            scope,
            now=began,
            lease=terms.lease,
            domain=server.settings.domain,
            outdated=terms.outdated,
            lost=terms.lost,
        )
        terms.commit()
        if letters is None or not _may_try(scope, server, letters, terms, done):
            break
        if not _send_all(scope, server, letters, terms, done):
            break
    return done


def _send_all(
    scope: Scope, server: MailServer, letters: list[Letter], terms: Terms, done: Counter[str]
) -> bool:
    """Send the letters of one claim; false when the mail server is away."""
    enough = terms.now() + terms.lease / 2
    for number, letter in enumerate(letters):
        if terms.now() > enough or terms.is_over():
            # Too slow to be sure that nobody else takes the rest: it is claimed again.
            delivery_outcomes.let_go(scope, letters[number:], until=terms.now())
            terms.commit()
            return True
        try:
            outcome = _send(scope, server, letter, terms)
        except ServerAway as reason:
            _give_back(scope, server, letters[number:], terms, reason)
            done["away"] += len(letters) - number
            return False
        done[outcome] += 1
        if number == 0:
            outages.clear(TROUBLE)
        terms.commit()
    return True


def _may_try(
    scope: Scope, server: MailServer, letters: list[Letter], terms: Terms, done: Counter[str]
) -> bool:
    """Whether to send; while the mail server gives trouble, one sender at a time tries."""
    now, patience = terms.now(), timedelta(seconds=server.settings.patience)
    if server.is_open or not letters:
        return True
    if outages.may_try(TROUBLE, now, takes=BEGINS_FOR + patience):
        terms.commit()
        return True
    delivery_outcomes.let_go(scope, letters, until=now + PAUSE)
    terms.commit()
    done["away"] += len(letters)
    return False


def _give_back(
    scope: Scope, server: MailServer, letters: list[Letter], terms: Terms, reason: ServerAway
) -> None:
    """Let the letters wait, and tell the operator why nothing leaves."""
    again = outages.note(TROUBLE, reason.fault, terms.now())
    delivery_outcomes.let_go(scope, letters, until=again)
    terms.commit()
    level = logging.WARNING if reason.fault in PASSING else logging.ERROR
    facts = {"fault": str(reason.fault), "host": server.settings.host}
    log.log(level, "mail server takes nothing from us", extra=facts)


def _send(scope: Scope, server: MailServer, letter: Letter, terms: Terms) -> str:
    """Hand over one letter and write down the answer; ServerAway is left to the caller."""
    try:
        message = compose(_mail(scope, server, letter, terms.now()), server.settings)
    except Unsendable as reason:
        return delivery_outcomes.settle(scope, letter, reason, terms.now(), lost=terms.lost)
    patience = timedelta(seconds=server.settings.patience)
    delivery_outcomes.begin_try(scope, letter, until=terms.now() + terms.lease + patience)
    terms.commit()
    under_way: list[UnderWay] = []

    def hand_over() -> None:
        thought_about = server.begin(message)
        if thought_about is None:
            return
        if terms.aside is not None and terms.aside(scope.organization_id, letter, thought_about):
            under_way.append(thought_about)
        else:
            thought_about.verdict()

    answer = delivery_outcomes.answer_of(hand_over)
    if under_way:
        return "under_way"
    return delivery_outcomes.settle(scope, letter, answer, terms.now(), lost=terms.lost)


def _mail(scope: Scope, server: MailServer, letter: Letter, now: datetime) -> Mail:
    """One link: to the thing itself, or to the inbox when the letter tells of several things."""
    organization, base = scope.organization, server.settings.base_url
    lines = tuple(
        wording.sentence_of(notice.kind, notice.facts, organization.words)
        for notice in letter.notices
    )
    said = [(notice.kind, notice.facts) for notice in letter.notices]
    own = letter.notices[0].link if len(lines) == 1 else INBOX
    link = _way_in(scope, letter, server.settings.link_key) or own
    mail = Mail(
        message_id=letter.message_id,
        at=now,
        organization=organization.name,
        address_word=scope.settings.address_word,
        name=letter.full_name,
        email=letter.email,
        title=wording.subject_of(said, organization.words),
        lines=lines,
        link=base + path_to(link, organization.code),
        can_be_stopped=any(notice.kind not in ABOUT_POWER for notice in letter.notices),
    )
    for notice in letter.notices:
        if notice.kind in _ABOUT_A_MEETING and notice.facts.get("starts_at"):
            return replace(
                mail, calendar=invitation_file(notice, organization, server.settings, now)
            )
    return mail


def _way_in(scope: Scope, letter: Letter, key: str) -> Address | None:
    """The link of an invitation or a new password, which stands nowhere but in the letter.

    Its recipient can't reach the inbox yet, so it goes before every other link.
    """
    for notice in letter.notices:
        if notice.kind in WAYS_IN and notice.facts.get("nonce"):
            secret = mailed_links.secret_of(key, str(notice.facts["nonce"]))
            token = inviting.token_of(scope.organization_id, secret)
            return Address("accounts.invitation", {"token": token})
    return None
