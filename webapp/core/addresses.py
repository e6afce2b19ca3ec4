"""Addresses of pages: an endpoint and its values, which `core.paths` turns into a path."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Address:
    """One page of the service, in the reader's organization unless the values name another.

    Values that the endpoint's path has no place for become its query.
    """

    endpoint: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    #: The element on the page to jump to, without its sign.
    anchor: str = ""
