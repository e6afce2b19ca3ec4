"""Whether two entries may be the same person: the one place that decides it, from values."""

from datetime import date
from typing import Protocol

from webapp.core.vietnamese import same_spelling, search_key


class Entry(Protocol):
    """What is known of a person: a member, a row of a sheet, somebody who arrives."""

    @property
    def full_name(self) -> str: ...
    @property
    def email(self) -> str | None: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def joined_on(self) -> date | None: ...
    @property
    def admitted_on(self) -> date | None: ...


def may_be_same(one: Entry, other: Entry) -> bool:
    """Whether somebody is to be asked: the same name, or the same number with a day or name."""
    if same_spelling(one.full_name, other.full_name):
        return True
    if one.phone is None or one.phone != other.phone:
        return False
    return any(days_alike(one, other)) or called_alike(one.full_name, other.full_name)


def called_alike(one: str, other: str) -> bool:
    """Whether two names may be one person's who has the same address: the given name is the same.

    Couples share a phone or an address, and list makers leave out a middle name.
    """
    return search_key(one).split()[-1:] == search_key(other).split()[-1:]


def days_alike(one: Entry, other: Entry) -> list[bool]:
    """For each day that both know, whether it is the same one."""
    pairs = ((one.joined_on, other.joined_on), (one.admitted_on, other.admitted_on))
    return [mine == theirs for mine, theirs in pairs if mine is not None and theirs is not None]
