"""Make the checkpoint of a day once, and send what waits: claim, hand over, write down."""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.scope import Scope
from webapp.audit import queries as audit
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.paths import path_of
from webapp.notices.delivery import PAUSE
from webapp.notices.delivery_rules import retry_at
from webapp.notices.mail import Mail, Unsendable, compose
from webapp.notices.mail_server import MailServer, Refused, ServerAway
from webapp.notices.rules import DeliveryState, SkipReason
from webapp.organizations.models import Organization
from webapp.proofs import checkpoint_address, signed_checkpoint
from webapp.proofs.models import TrailCheckpoint
from webapp.proofs.signed_checkpoint import Stated

log = logging.getLogger(__name__)

#: A killed sender's letter is free again after this long.
LEASE = timedelta(minutes=2)
_LETTER = """\
Mốc kiểm tra nhật ký của {organization}, ngày {day}.

Nên giữ thư này. Khi cần, các dòng dưới đây cho biết nhật ký có còn nguyên đến việc thứ {position}
hay không, kể cả khi không có máy chủ. Cách kiểm tra có tại:
{link}

{statement}

--
Thư tự động từ Sổ sinh hoạt, không cần trả lời. Nơi nhận thư do {organization} chọn.
"""


def wanting() -> list[int]:
    """The organizations at work that have checkpoints sent."""
    chosen = Organization.settings[checkpoint_address.SETTING].astext.is_not(None)
    query = select(Organization.id).where(chosen, Organization.suspended_at.is_(None))
    return list(db.session.scalars(query.order_by(Organization.id)))


def make_checkpoint(scope: Scope, key: Ed25519PrivateKey, *, now: datetime) -> bool:
    """Write down and sign how far the trail is; false where the day has its checkpoint already."""
    email, head = checkpoint_address.address_of(scope), audit.head(scope)
    if not email or head is None:
        return False
    day, organization = clock.day_of(now), scope.organization
    stated = Stated(scope.organization_id, organization.code, day, head.position, head.hash, now)
    row = {
        "organization_id": scope.organization_id,
        "day": day,
        "position": head.position,
        "hash": head.hash,
        "statement": signed_checkpoint.signed(stated, key),
        "made_at": now,
        "email": email,
        "state": DeliveryState.WAITING,
        "send_after": now,
    }
    added = (
        insert(TrailCheckpoint)
        .values(row)
        .on_conflict_do_nothing(index_elements=["organization_id", "day"])
    )
    return db.session.scalar(added.returning(TrailCheckpoint.id)) is not None


def deliver(scope: Scope, server: MailServer, commit: Callable[[], None]) -> int:
    """Send every checkpoint that waits and may leave; how many the mail server took.

    One that was handed over by a sender killed right afterwards goes again under the same
    Message-ID. `commit` ends each small transaction.
    """
    sent = 0
    while True:
        row = _claim(scope, clock.now())
        commit()
        if row is None:
            return sent
        try:
            sent += _send(scope, server, row)
        except ServerAway as reason:
            _settle(scope, row.id, send_after=clock.now() + PAUSE)
            commit()
            log.warning("mail server away", extra={"reason": str(reason)})
            return sent
        commit()


def _claim(scope: Scope, now: datetime) -> Any:
    """The next letter for this sender alone until its lease ends; none if none is due."""
    due = (
        select(TrailCheckpoint.id)
        .where(
            tenancy.within(scope, TrailCheckpoint),
            TrailCheckpoint.state == DeliveryState.WAITING,
            TrailCheckpoint.send_after <= now,
            TrailCheckpoint.lease_until.is_(None) | (TrailCheckpoint.lease_until < now),
        )
        .order_by(TrailCheckpoint.day)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    claimed = (
        update(TrailCheckpoint)
        .where(tenancy.within(scope, TrailCheckpoint), TrailCheckpoint.id.in_(due))
        .values(lease_until=now + LEASE)
        .execution_options(synchronize_session=False)
    )
    columns = ("id", "day", "position", "statement", "email", "tries")
    returned = claimed.returning(*(getattr(TrailCheckpoint, name) for name in columns))
    return db.session.execute(returned).first()


def _send(scope: Scope, server: MailServer, row: Any) -> bool:
    """Hand over one letter and write down the answer; whether the server took it."""
    facts = {"checkpoint": row.id}
    if row.email != checkpoint_address.address_of(scope):
        _settle(scope, row.id, state=DeliveryState.SKIPPED, reason=SkipReason.NO_LONGER_TRUE)
        return False
    try:
        server.send(_letter(scope, server, row))
    except Unsendable:
        _settle(scope, row.id, state=DeliveryState.BOUNCED, reason="address")
        return False
    except Refused as refusal:
        log.warning("checkpoint refused", extra=facts | {"code": refusal.code})
        _refused(scope, row, refusal)
        return False
    _settle(scope, row.id, state=DeliveryState.SENT, sent_at=clock.now(), reason=None)
    log.info("checkpoint delivered", extra=facts)
    return True


def _refused(scope: Scope, row: Any, refusal: Refused) -> None:
    reason, tries = f"smtp {refusal.code}", row.tries + 1
    again = None if refusal.for_good else retry_at(tries, clock.now())
    if again is None:
        state = DeliveryState.BOUNCED if refusal.for_good else DeliveryState.DEAD
        _settle(scope, row.id, state=state, tries=tries, reason=reason)
        return
    _settle(scope, row.id, send_after=again, tries=tries, reason=reason)


def _letter(scope: Scope, server: MailServer, row: Any) -> EmailMessage:
    organization, day = scope.organization, _shown(row.day)
    link = server.settings.base_url + path_of(checkpoint_address.PAGE, organization.code)
    envelope = Mail(
        message_id=f"<checkpoint.{scope.organization_id}.{row.day}@{server.settings.domain}>",
        at=clock.now(),
        organization=organization.name,
        address_word="",
        name="",
        email=row.email,
        title=f"Mốc kiểm tra nhật ký ngày {day}",
        lines=(),
        link=link,
    )
    message = compose(envelope, server.settings)
    text = _LETTER.format(
        organization=organization.name,
        day=day,
        position=row.position,
        link=link,
        statement=row.statement,
    )
    message.set_content(text, cte="quoted-printable")
    return message


def _shown(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def _settle(scope: Scope, checkpoint_id: int, **changes: Any) -> None:
    db.session.execute(
        update(TrailCheckpoint)
        .where(
            tenancy.within(scope, TrailCheckpoint),
            TrailCheckpoint.id == checkpoint_id,
            TrailCheckpoint.state == DeliveryState.WAITING,
        )
        .values(lease_until=None, **changes)
        .execution_options(synchronize_session=False)
    )
