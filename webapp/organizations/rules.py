"""Kinds of organization, and who may sit under whom."""

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
