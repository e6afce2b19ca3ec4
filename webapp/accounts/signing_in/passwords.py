"""Passwords: hashed with Argon2id, refused when short or well known; no rule of composition."""

import unicodedata
from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from webapp.core import vietnamese
from webapp.core.errors import RuleBroken

SHORTEST = 12
LONGEST = 200

#: One lane and 46 MiB: among the settings OWASP names, the one that fits two small cores.
_hasher = PasswordHasher(time_cost=2, memory_cost=47_104, parallelism=1)
#: Checked for an account that doesn't exist, so that the answer takes as long.
NOBODY = (
    "$argon2id$v=19$m=47104,t=2,p=1"
    "$IuHioKOAQgDP8zqBKMLCFg$dV2A+kf0DeEOqCTbLpFb9XsZ/CzP1H9Xo4fB2AWDFLc"
)


def _as_typed(password: str) -> str:
    """One form for a password, whichever way a keyboard composes Vietnamese letters."""
    return unicodedata.normalize("NFC", password)


def hash_of(password: str) -> str:
    """What is stored of a password."""
    return _hasher.hash(_as_typed(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether this is the password; takes as long where there is none."""
    try:
        is_right = _hasher.verify(stored or NOBODY, _as_typed(password[:LONGEST]))
    except (Argon2Error, InvalidHashError):
        return False
    return is_right and stored is not None


def is_outdated(stored: str) -> bool:
    """Whether a hash was made with other settings than today's."""
    return _hasher.check_needs_rehash(stored)


def refuse_weak(password: str, *, about: tuple[str, ...] = (), field: str = "password") -> None:
    """A password has a length and is not among those everybody tries first.

    `about` are words a stranger would try for this person: name and e-mail address.
    Raises RuleBroken.
    """
    if len(password) < SHORTEST:
        raise RuleBroken("password.short", field=field, shortest=SHORTEST)
    if len(password) > LONGEST:
        raise RuleBroken("password.long", field=field, longest=LONGEST)
    plain = _plain(password)
    bare = plain.strip("0123456789")
    own = {_plain(word) for text in about for word in (text, text.partition("@")[0])} - {""}
    if plain.isdigit() and _is_pattern(plain):
        raise RuleBroken("password.common", field=field)
    if len(set(password.casefold())) < 4 or {plain, bare} & (_common() | own):
        raise RuleBroken("password.common", field=field)


def _plain(text: str) -> str:
    """Letters and digits only, without marks: “Mật khẩu 123” → “matkhau123”."""
    return "".join(c for c in vietnamese.without_marks(text) if c.isalnum())


def _is_pattern(digits: str) -> bool:
    """Whether digits only count up or down, or repeat a short group."""
    steps = {(int(b) - int(a)) % 10 for a, b in zip(digits, digits[1:], strict=False)}
    repeats = any(
        digits == (digits[:n] * len(digits))[: len(digits)] for n in range(1, len(digits) // 2 + 1)
    )
    return steps <= {1} or steps <= {9} or repeats


@cache
def _common() -> frozenset[str]:
    text = files(__package__).joinpath("common_passwords.txt").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))
