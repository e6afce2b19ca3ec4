"""Kinds of organization, and who may sit under whom."""

import re
from enum import StrEnum

from webapp.core.errors import RuleBroken


class OrganizationKind(StrEnum):
    """What an organization is; the words on its screens follow from it."""

    PARTY_BRANCH = "party_branch"
    UNION = "union"
    YOUTH = "youth"
    WOMEN = "women"
    VETERANS = "veterans"
    FARMERS = "farmers"
    COMMITTEE = "committee"

    @property
    def meets(self) -> bool:
        """Whether it is a tenant with meetings and reports; superiors hold figures only."""
        return self is not OrganizationKind.COMMITTEE


def refuse_parent(kind: OrganizationKind, parent: OrganizationKind | None) -> None:
    """Units that meet have nothing below them.

    Raises RuleBroken when the parent is such a unit.
    """
    if parent is not None and parent.meets:
        raise RuleBroken("organization.parent_meets", field="parent")
    if parent is None and kind.meets:
        raise RuleBroken("organization.needs_superior", field="parent")


#: Letters and digits without marks, joined by single hyphens; they stand in addresses.
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CODE = 40
LONGEST_NAME = 200


def refuse_code(code: str) -> None:
    """A code is short and can stand in an address as it is.

    Raises RuleBroken.
    """
    if len(code) > LONGEST_CODE or not _CODE.fullmatch(code):
        raise RuleBroken("organization.code_form", field="code")
