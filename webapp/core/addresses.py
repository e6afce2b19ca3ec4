"""Where a page is: an endpoint and its values; `core.paths` turns them into a path."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Address:
    """One page of the service, in the organization it is read in unless the values name another.

    `values` are those of the endpoint; what the path has no part for becomes its query.
    """

    endpoint: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    #: The element on the page to jump to, without its sign.
    anchor: str = ""
