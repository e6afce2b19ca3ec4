"""Refusals the user can act on: a code and facts; the wording is in `web.messages_vi`."""

from typing import Any, TypeVar

Found = TypeVar("Found")


class DomainError(Exception):
    """A request that cannot be carried out, for a reason the user can act on."""

    status = 422

    def __init__(self, code: str, *, field: str | None = None, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.facts = facts


class RuleBroken(DomainError):
    """A rule of the process says no."""


class NotVisible(DomainError):
    """Absent, foreign and forbidden look the same from outside."""

    status = 404

    def __init__(self, code: str = "page.not_found", **facts: Any) -> None:
        super().__init__(code, **facts)


def seen(found: Found | None) -> Found:
    """What a query found.

    Raises NotVisible where it found nothing.
    """
    if found is None:
        raise NotVisible
    return found


class StaleEdit(DomainError):
    """Somebody changed the same thing in between."""

    status = 409


class TooManyTries(DomainError):
    """Somebody must wait before trying again; `facts["seconds"]` says how long."""

    status = 429
