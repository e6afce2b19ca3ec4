"""Cells as people fill them in, in the form that is stored, or what is wrong with them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from webapp.accounts import contact_details, rules
from webapp.accounts.rules import MemberStatus, Role
from webapp.core.errors import RuleBroken
from webapp.imports.rules import Column, Fault
from webapp.imports.sheet import Row, shown
from webapp.imports.vocabulary import STATUS_WORDS, plain, role_named

#: Day 0 of spreadsheets; their 1900 is a leap year, so it holds from 1 March 1900 on.
_DAY_ZERO = date(1899, 12, 30)
_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})(?:\s+00:00(?::00)?)?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_DAY_IN_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_MOBILE = re.compile(r"0[35789]\d{8}")
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 80_000
_SHOWN = 60


class Wrong(Exception):
    """A cell has no right value; `fault` says why."""

    def __init__(self, fault: Fault, **facts: object) -> None:
        super().__init__(fault)
        self.fault = fault
        self.facts = facts


@dataclass(frozen=True)
class Found:
    """One fault of one row; the column is none where the whole row is meant."""

    fault: Fault
    column: Column | None = None
    typed: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


class Wanted(NamedTuple):
    """What a row says of one person; none is an empty cell, which changes nothing."""

    number: int
    full_name: str
    email: str | None = None
    phone: str | None = None
    joined_on: date | None = None
    admitted_on: date | None = None
    status: MemberStatus | None = None
    role: Role | None = None


class RowReader:
    """Reads the rows of one sheet, whose columns mean the same in each."""

    def __init__(self, columns: Sequence[Column], today: date) -> None:
        readers: dict[Column, Callable[[Any], Any]] = {
            **_READERS,
            Column.JOINED_ON: lambda cell: past_day(cell, today),
            Column.ADMITTED_ON: lambda cell: past_day(cell, today),
        }
        places = {column: index for index, column in enumerate(columns)}
        whole = Column.FULL_NAME in places
        self._name_column = Column.FULL_NAME if whole else Column.GIVEN_NAME
        parts = (Column.FULL_NAME,) if whole else (Column.FAMILY_NAMES, Column.GIVEN_NAME)
        self._name_places = [places[part] for part in parts if part in places]
        # By plain words, as each row asks for them.
        self._plan = [
            (column, column.value, places[column], reader)
            for column, reader in readers.items()
            if column in places
        ]

    def read(self, number: int, row: Row) -> tuple[Wanted | None, list[Found]]:
        """One row as it is meant, or everything that is wrong with it."""
        values: dict[str, Any] = {}
        faults: list[Found] = []
        parts = [shown(row[index]) for index in self._name_places if index < len(row)]
        full_name = " ".join(parts).strip() if len(parts) > 1 else "".join(parts)
        try:
            values["full_name"] = name(full_name)
        except Wrong as wrong:
            faults.append(Found(wrong.fault, self._name_column, full_name[:_SHOWN], wrong.facts))
        for column, word, index, reader in self._plan:
            cell = row[index] if index < len(row) else ""
            if cell == "":
                continue
            try:
                values[word] = reader(cell)
            except Wrong as wrong:
                faults.append(Found(wrong.fault, column, shown(cell)[:_SHOWN]))
        return (None if faults else Wanted(number, **values)), faults


_NAME_FAULTS = {
    "name.missing": Fault.NAME_MISSING,
    "name.odd_character": Fault.NAME_ODD,
    "name.no_letter": Fault.NAME_ODD,
    "name.look_alike": Fault.NAME_LOOK_ALIKE,
    "name.foreign_letter": Fault.NAME_FOREIGN,
    "name.hidden_character": Fault.NAME_HIDDEN,
    "name.long": Fault.NAME_LONG,
}


def name(cell: Any) -> str:
    """A person's name; one in capitals alone, or without any, gets its usual ones.

    Raises Wrong.
    """
    try:
        return _name(shown(cell))
    except RuleBroken as broken:
        facts = {name: broken.facts[name] for name in ("letter", "instead") if name in broken.facts}
        raise Wrong(_NAME_FAULTS[broken.code], **facts) from None


# Lists of thousands repeat the same few hundred names.
@lru_cache(maxsize=8192)
def _name(text: str) -> str:
    found = contact_details.person_name(text)
    if found.isupper() or found.islower():
        return " ".join(_capitalized(word) for word in found.split())
    return found


def _capitalized(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def email(cell: Any) -> str | None:
    """An e-mail address; raises Wrong."""
    try:
        return contact_details.email(shown(cell))
    except RuleBroken:
        raise Wrong(Fault.EMAIL) from None


def phone(cell: Any) -> str | None:
    """A Vietnamese phone number, also one whose 0 was lost because it was typed as a number.

    Raises Wrong.
    """
    text = shown(cell)
    digits = text if text.isdigit() else re.sub(r"[\s.\-()’']", "", text)
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
    if not re.fullmatch(r"\+?\d{8,15}", text):
        raise Wrong(Fault.PHONE)
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
    if not _FIRST_SERIAL <= number < _LAST_SERIAL:
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
    Column.EMAIL: email,
    Column.PHONE: phone,
    Column.STATUS: status,
    Column.ROLE: role,
}
