"""Make the checkpoint of a day once, and send what waits: claim, hand over, write down."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.scope import Scope
from webapp.audit import queries as audit
from webapp.core import clock
from webapp.core.db import db
from webapp.core.paths import path_of
from webapp.notices import outbox
from webapp.notices.delivery import PAUSE
from webapp.notices.mail import Mail, Unsendable, compose
from webapp.notices.mail_server import MailServer, Refused, ServerAway, Unanswered
from webapp.notices.rules import DeliveryState, SkipReason
from webapp.organizations.models import Organization
from webapp.proofs import checkpoint_address, signed_checkpoint
from webapp.proofs.models import TrailCheckpoint
from webapp.proofs.signed_checkpoint import Stated

log = logging.getLogger(__name__)

#: A killed sender's letter is free again after this long, besides the time for the answer.
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
        row = _claim(scope, clock.now(), timedelta(seconds=server.settings.patience))
        commit()
        if row is None:
            return sent
        try:
            sent += _send(scope, server, row)
        except ServerAway as reason:
            # It was not begun, and no try is counted.
            _settle(scope, row, send_after=clock.now() + PAUSE, tries=row.tries - 1)
            commit()
            log.warning("mail server away", extra={"reason": str(reason)})
            return sent
        commit()


def _claim(scope: Scope, now: datetime, patience: timedelta) -> TrailCheckpoint | None:
    """Lease the next letter to this sender alone, and count the try; none if none is due."""
    query = (
        select(TrailCheckpoint)
        .where(outbox.is_due(scope, TrailCheckpoint, now))
        .order_by(TrailCheckpoint.day)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    claimed = db.session.scalar(query)
    if claimed is not None:
        claimed.lease_until = now + LEASE + patience
        claimed.tries += 1
    return claimed


def _send(scope: Scope, server: MailServer, row: TrailCheckpoint) -> bool:
    """Hand over one letter and write down the answer; whether the server took it."""
    facts = {"checkpoint": row.id}
    if row.email != checkpoint_address.address_of(scope):
        _settle(scope, row, state=DeliveryState.SKIPPED, reason=SkipReason.NO_LONGER_TRUE)
        return False
    try:
        server.send(_letter(scope, server, row))
    except Unsendable:
        _settle(scope, row, state=DeliveryState.BOUNCED, reason="address")
        return False
    except Refused as refusal:
        log.warning("checkpoint refused", extra=facts | {"code": refusal.code})
        reason = f"smtp {refusal.code}"
        if refusal.for_good:
            _settle(scope, row, state=DeliveryState.BOUNCED, reason=reason)
        else:
            _settle(scope, row, **outbox.after_refusal(row.tries, reason, clock.now()))
        return False
    except Unanswered:
        # It may have arrived: what is sent again may be a repeat.
        log.warning("checkpoint not answered", extra=facts)
        _settle(scope, row, **outbox.after_refusal(row.tries, "no answer", clock.now()))
        return False
    _settle(scope, row, state=DeliveryState.SENT, sent_at=clock.now(), reason=None)
    log.info("checkpoint delivered", extra=facts)
    return True


def _settle(scope: Scope, row: TrailCheckpoint, **changes: Any) -> None:
    outbox.settle(scope, TrailCheckpoint, [row.id], **changes)


def _letter(scope: Scope, server: MailServer, row: TrailCheckpoint) -> EmailMessage:
    organization, day = scope.organization, f"{row.day:%d/%m/%Y}"
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
