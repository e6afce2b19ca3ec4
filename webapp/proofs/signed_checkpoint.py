"""What a checkpoint says and how it is signed, so that it can be checked without this service."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

#: The first line; another form would have another number.
_FORM = "nen-mong-checkpoint: 1"


@dataclass(frozen=True)
class Stated:
    """How far the trail of one organization had come on a day; nothing of what it says."""

    organization_id: int
    code: str
    day: date
    position: int
    hash: bytes
    made_at: datetime


def key_of(setting: str) -> Ed25519PrivateKey | None:
    """The key that signs, made from the setting CHECKPOINT_KEY; none without one."""
    if not setting:
        return None
    seed = hashlib.sha256(f"nen mong checkpoint key|{setting}".encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_key(key: Ed25519PrivateKey) -> str:
    """What others check signatures with, in hexadecimal."""
    return key.public_key().public_bytes_raw().hex()


def signed(stated: Stated, key: Ed25519PrivateKey) -> str:
    """The lines of a checkpoint with their signature, none longer than an e-mail's line may be."""
    lines = [
        _FORM,
        f"organization: {stated.organization_id} {stated.code}",
        f"day: {stated.day.isoformat()}",
        f"entry: {stated.position}",
        f"hash: {stated.hash.hex()}",
        f"made: {stated.made_at.astimezone(UTC).isoformat(timespec='seconds')}",
        f"key: {public_key(key)}",
    ]
    signature = key.sign("\n".join(lines).encode()).hex()
    return "\n".join([*lines, f"signature: {signature[:64]}", f"signature: {signature[64:]}"])
