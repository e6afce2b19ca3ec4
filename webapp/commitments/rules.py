"""States of a year's commitment and the steps between them."""

from enum import StrEnum


class CommitmentState(StrEnum):
    """Where a member's registration of the year stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
