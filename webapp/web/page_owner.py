"""Whose page a form was sent from: each form carries a mark of the account it was drawn for.

On a shared computer a page of the account before may still be open. What is sent from it must not
be done in the name of the account that is signed in now.
"""

import base64
import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from flask import Flask, current_app, g, request
from flask_login import current_user

FIELD = "typed_by"


def mark_of(account_id: int) -> str:
    """The mark of an account: always the same, and readable by this service only."""
    return base64.urlsafe_b64encode(_seal().encrypt(account_id.to_bytes(8), None)).decode()


def account_of(mark: str) -> int | None:
    """The account of a mark; none for a mark this service did not make."""
    try:
        return int.from_bytes(_seal().decrypt(base64.urlsafe_b64decode(mark), None))
    except (InvalidTag, ValueError):
        return None


def _seal() -> AESSIV:
    key = f"{FIELD}|{current_app.config['SECRET_KEY']}".encode()
    return AESSIV(hashlib.sha256(key).digest())


def own_mark() -> str:
    """The mark for the forms of this page; empty for visitors."""
    if "own_mark" not in g:
        is_in = bool(current_user) and current_user.is_authenticated
        g.own_mark = mark_of(current_user.account_id) if is_in else ""
    return str(g.own_mark)


def sent_mark() -> str:
    """The mark a form came with; empty for a visitor's."""
    return request.form.get(FIELD, "")


def is_others() -> bool:
    """Whether the form of this request was drawn for another account than the one signed in."""
    sent = sent_mark()
    return bool(sent) and not hmac.compare_digest(sent.encode(), own_mark().encode())


def init_app(app: Flask) -> None:
    """Let every form carry the mark."""
    app.jinja_env.globals["own_mark"] = own_mark
