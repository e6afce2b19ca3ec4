"""Links that are sent by e-mail and not stored in the ledger of notices.

The ledger stores a nonce; the secret of the link is computed from it and the key of the service
when the letter is composed. The database alone does not give the link away.
"""

import base64
import hashlib
import hmac
import secrets


def new_nonce() -> str:
    """What the ledger keeps of a link."""
    return secrets.token_urlsafe(18)


def secret_of(key: str, nonce: str) -> str:
    """The secret behind the link of a nonce, under the key of the service."""
    made = hmac.new(key.encode(), f"invitation|{nonce}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()
