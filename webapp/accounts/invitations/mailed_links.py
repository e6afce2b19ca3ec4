"""Links that go out by e-mail without standing in the ledger that sends it.

The ledger keeps a nonce; the secret behind the link is made again from it and from the key of the
service when the letter is composed. Whoever reads the database alone gets in nowhere.
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
