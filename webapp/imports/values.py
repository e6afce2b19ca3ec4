"""Cells as people fill them in, in the form that is stored, or what is wrong with them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from webapp.accounts import names, rules
from webapp.accounts.rules import MemberStatus, Role
from webapp.core.errors import RuleBroken
from webapp.imports.rules import NOT_READ, Column, Fault
from webapp.imports.sheet import Row, shown
from webapp.imports.vocabulary import STATUS_WORDS, plain, role_named

#: Day 0 of spreadsheets; their 1900 is a leap year, so it holds from 1 March 1900 on.
_DAY_ZERO = date(1899, 12, 30)
_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})(?:\s+00:00(?::00)?)?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_DAY_IN_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_MOBILE = re.compile(r"0[35789]\d{8}")
_SERIALS = range(10_000, 80_000)
_SHOWN = 60


class Wrong(Exception):
    """A cell can't be meant."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class Found:
    """One fault of one row; the column is none where the whole row is meant."""

    fault: Fault
    column: Column | None = None
    typed: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Wanted:
    """What a row says of one person; none is an empty cell, which changes nothing."""

    number: int
    full_name: str
    email: str | None = None
    phone: str | None = None
    joined_on: date | None = None
    admitted_on: date | None = None
    status: MemberStatus | None = None
    role: Role | None = None


def read_row(
    number: int, row: Row, columns: Sequence[Column], today: date
) -> tuple[Wanted | None, list[Found]]:
    """One row as it is meant, or everything that is wrong with it."""
    cells = {
        column: row[place]
        for place, column in enumerate(columns)
        if column not in NOT_READ and place < len(row)
    }
    readers: dict[Column, Callable[[Any], Any]] = {
        **_READERS,
        Column.JOINED_ON: lambda cell: past_day(cell, today),
        Column.ADMITTED_ON: lambda cell: past_day(cell, today),
    }
    kept: dict[str, Any] = {}
    faults: list[Found] = []
    for column, reader in readers.items():
        cell = _name_of(cells) if column is Column.FULL_NAME else cells.get(column, "")
        if cell == "" and column is not Column.FULL_NAME:
            continue
        try:
            kept[column.value] = reader(cell)
        except Wrong as wrong:
            faults.append(Found(wrong.fault, _blamed(column, cells), shown(cell)[:_SHOWN]))
    return (None if faults else Wanted(number, **kept)), faults


def _name_of(cells: dict[Column, Any]) -> str:
    if Column.FULL_NAME in cells:
        return shown(cells[Column.FULL_NAME])
    parts = (Column.FAMILY_NAMES, Column.GIVEN_NAME)
    return " ".join(shown(cells.get(part, "")) for part in parts).strip()


def _blamed(column: Column, cells: dict[Column, Any]) -> Column:
    if column is Column.FULL_NAME and Column.GIVEN_NAME in cells:
        return Column.GIVEN_NAME
    return column


_NAME_FAULTS = {
    "name.missing": Fault.NAME_MISSING,
    "name.odd_character": Fault.NAME_ODD,
    "name.hidden_character": Fault.NAME_HIDDEN,
    "name.long": Fault.NAME_LONG,
}


def name(cell: Any) -> str:
    """A person's name; one in capitals alone, or without any, gets its usual ones.

    Raises Wrong.
    """
    try:
        found = names.person_name(shown(cell))
    except RuleBroken as broken:
        raise Wrong(_NAME_FAULTS[broken.code]) from None
    if found.isupper() or found.islower():
        return " ".join(_capitalized(word) for word in found.split())
    return found


def _capitalized(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def email(cell: Any) -> str | None:
    """An e-mail address; raises Wrong."""
    try:
        return names.email(shown(cell))
    except RuleBroken:
        raise Wrong(Fault.EMAIL) from None


def phone(cell: Any) -> str | None:
    """A Vietnamese phone number, also one whose 0 was lost because it was typed as a number.

    Raises Wrong.
    """
    digits = re.sub(r"[\s.\-()’']", "", shown(cell))
    if digits.isdigit() and len(digits) == 9 and digits[0] != "0":
        digits = "0" + digits
    if _MOBILE.fullmatch(digits):
        return digits
    return _rare_phone(digits) if digits else None


def _rare_phone(text: str) -> str:
    # Its tables take 20 MB: only workers load them, and only for what is no plain mobile number.
    import phonenumbers

    if text.startswith("84") and text.isdigit():
        text = "+" + text
    try:
        number = phonenumbers.parse(text, "VN")
    except phonenumbers.NumberParseException:
        raise Wrong(Fault.PHONE) from None
    if number.country_code != 84 or not phonenumbers.is_valid_number(number):
        raise Wrong(Fault.PHONE)
    return "0" + phonenumbers.national_significant_number(number)


def past_day(cell: Any, today: date) -> date:
    """A day between the founding of the Party and today.

    Raises Wrong.
    """
    found = day(cell)
    if not rules.EARLIEST <= found <= today:
        raise Wrong(Fault.DAY_RANGE)
    return found


def day(cell: Any) -> date:
    """A day in any of the forms lists have: 03/02/1999, 3-2-1999, a real day, a serial number.

    Raises Wrong; a year alone is no day.
    """
    if isinstance(cell, list):
        return date.fromisoformat(cell[0])
    if isinstance(cell, int | float):
        return _serial_day(cell)
    text = str(cell).strip()
    if re.fullmatch(r"(?:19|20)\d\d", text):
        raise Wrong(Fault.DAY_YEAR_ONLY)
    match = _DAY.fullmatch(text) or _DAY_IN_WORDS.fullmatch(plain(text))
    if match:
        return _day(int(match[3]), int(match[2]), int(match[1]))
    match = _ISO_DAY.fullmatch(text)
    if match:
        return _day(int(match[1]), int(match[2]), int(match[3]))
    raise Wrong(Fault.DAY)


def _day(year: int, month: int, day_of_month: int) -> date:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        raise Wrong(Fault.DAY) from None


def _serial_day(number: float) -> date:
    if 1900 <= number <= 2100 and float(number).is_integer():
        raise Wrong(Fault.DAY_YEAR_ONLY)
    if int(number) not in _SERIALS:
        raise Wrong(Fault.DAY)
    return _DAY_ZERO + timedelta(days=int(number))


def status(cell: Any) -> MemberStatus:
    """A status by one of the words that are used for it; raises Wrong."""
    found = STATUS_WORDS.get(plain(shown(cell)))
    if found is None:
        raise Wrong(Fault.STATUS)
    return found


def role(cell: Any) -> Role | None:
    """An office by one of its words, none for an ordinary member; raises Wrong."""
    try:
        return role_named(shown(cell))
    except KeyError:
        raise Wrong(Fault.ROLE) from None


_READERS: dict[Column, Callable[[Any], Any]] = {
    Column.FULL_NAME: name,
    Column.EMAIL: email,
    Column.PHONE: phone,
    Column.STATUS: status,
    Column.ROLE: role,
}
