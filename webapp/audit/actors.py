"""Who acts on an organization without belonging to it, as its trail names them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class ActorKind(StrEnum):
    """From where somebody acts on an organization that isn't their own."""

    OPERATOR = "operator"
    SUPERIOR = "superior"
    OTHER_UNIT = "other_unit"
    VISITOR = "visitor"


_SAID = {
    ActorKind.OPERATOR: "Người vận hành: {name}",
    ActorKind.SUPERIOR: "Cấp trên: {name}, {organization}",
    ActorKind.OTHER_UNIT: "{name}, {organization}",
    ActorKind.VISITOR: "Người chưa đăng nhập, ở {name}",
}


@dataclass(frozen=True)
class Outside:
    """Somebody who acts from outside: the operator, a superior, another unit, or a visitor."""

    kind: ActorKind
    #: Of a visitor nothing is known but the page they came to.
    name: str
    #: Theirs; an operator and a visitor have none.
    organization: str = ""

    def kept(self) -> dict[str, str]:
        """The form in which an entry stores it among its facts."""
        return {"kind": self.kind.value, "name": self.name, "organization": self.organization}

    def __str__(self) -> str:
        """As people read it."""
        return _SAID[self.kind].format(name=self.name, organization=self.organization)


def outside_of(facts: Mapping[str, Any]) -> Outside | None:
    """Who acted from outside by an entry, or nobody."""
    kept = facts.get("outside")
    return Outside(**{**kept, "kind": ActorKind(kept["kind"])}) if kept else None
