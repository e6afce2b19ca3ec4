"""Where a notice leads: stored as an address, a path once it is shown or sent."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from webapp.core.addresses import Address
from webapp.core.paths import path_of

INBOX = Address("notices.inbox")


class AddressColumn(TypeDecorator[Address]):
    """An address as a column of JSON; NULL where there is none."""

    impl = JSONB(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Address | None, dialect: Dialect) -> Any:
        """Take the address apart."""
        return None if value is None else asdict(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Address | None:
        """Put the address together."""
        return None if value is None else Address(**value)


def path_to(link: Address | None, organization: str) -> str:
    """The path a notice leads to in the organization of a code.

    One that names no page, or one that is no longer there, leads to the inbox.
    """
    try:
        return path_of(link or INBOX, organization)
    except LookupError:
        return path_of(INBOX, organization)
