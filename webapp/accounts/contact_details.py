"""Names, e-mail addresses and phone numbers as people type them, in the form that is stored."""

import re
import unicodedata

from webapp.core.errors import RuleBroken
from webapp.core.plain_line import one_line, refuse_strangers

LONGEST_NAME = 120
LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[a-z0-9._%+-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")
#: Besides letters, names are written with these.
_NAME_SIGNS = frozenset(" .'’-")
_MODIFIER_APOSTROPHE = "\u02bc"


def person_name(text: str, *, field: str = "full_name") -> str:
    """A person's name: letters, spaces and a few signs.

    Raises RuleBroken for an empty, over-long or unreadable name, and for a letter of another script
    or one that only looks like ours.
    """
    name = one_line(text, field=field, longest=LONGEST_NAME).replace(_MODIFIER_APOSTROPHE, "’")
    if not name:
        raise RuleBroken("name.missing", field=field)
    refuse_strangers(name, field=field)
    letters = [c for c in name if c not in _NAME_SIGNS]
    odd = next((c for c in letters if not (c.isalpha() or unicodedata.combining(c))), None)
    if odd is not None:
        raise RuleBroken("name.odd_character", field=field, letter=odd)
    if not letters:
        raise RuleBroken("name.no_letter", field=field)
    return name


def email(text: str, *, field: str = "email") -> str | None:
    """An e-mail address in lower case; None for an empty box. Raises RuleBroken."""
    address = text.strip().lower()
    if not address:
        return None
    if len(address) > LONGEST_EMAIL or not _EMAIL.fullmatch(address) or ".." in address:
        raise RuleBroken("email.wrong", field=field)
    return address


def phone(text: str, *, field: str = "phone") -> str | None:
    """A Vietnamese phone number as digits; None for an empty box. Raises RuleBroken."""
    digits = re.sub(r"[\s.\-()\u200b]", "", text)
    if not digits:
        return None
    digits = re.sub(r"^(\+|00)?84(?=\d{9,10}$)", "0", digits)
    if not (digits.isascii() and digits.isdigit() and digits[0] == "0" and 10 <= len(digits) <= 11):
        raise RuleBroken("phone.wrong", field=field)
    return digits


def sign_in_name(text: str, *, field: str = "sign_in_name") -> tuple[str | None, str | None]:
    """An e-mail address and None, or None and a phone number. Raises RuleBroken for neither."""
    if "@" in text:
        return email(text, field=field), None
    number = phone(text, field=field)
    if number is None:
        raise RuleBroken("sign_in_name.missing", field=field)
    return None, number


def as_signed_in(text: str) -> str:
    """What was typed to sign in, as it is stored; in lower case if it is neither of both."""
    try:
        address, number = sign_in_name(text)
    except RuleBroken:
        return text.strip().lower()
    return address or number or ""


def masked(address: str) -> str:
    """An e-mail address with its name hidden but for two letters: ma***@example.vn."""
    name, _at, host = address.partition("@")
    return f"{name[:2]}***@{host}"
