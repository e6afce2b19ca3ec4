"""The states of a self-report as one table, and who may take which step."""

from enum import StrEnum

from webapp.core.errors import RuleBroken


class ReportState(StrEnum):
    """Where a self-report stands."""

    ASSIGNED = "assigned"
    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    PRESENTED = "presented"
    FINALIZING = "finalizing"
    FILED = "filed"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"


class ReportStep(StrEnum):
    """What somebody may do with a self-report."""

    START = "start"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    RETURN = "return"
    ACCEPT = "accept"
    SKIP_REVIEW = "skip_review"
    PRESENT = "present"
    CONCLUDE = "conclude"
    FILE = "file"
    POSTPONE = "postpone"
    WITHDRAW = "withdraw"


class Capacity(StrEnum):
    """How somebody stands towards one report."""

    AUTHOR = "author"
    REVIEWER = "reviewer"
    CHAIR = "chair"


class FrozenAs(StrEnum):
    """Why a version can't be changed any more."""

    SUBMITTED = "submitted"
    PRESENTED = "presented"
    FILED = "filed"


_BEFORE_PRESENTED = (
    ReportState.ASSIGNED,
    ReportState.DRAFTING,
    ReportState.SUBMITTED,
    ReportState.RETURNED,
    ReportState.ACCEPTED,
)

#: The table of product description §6. A chair who enters for a member acts as its author.
STEPS: dict[tuple[ReportState, ReportStep], tuple[Capacity, ReportState]] = {
    (ReportState.ASSIGNED, ReportStep.START): (Capacity.AUTHOR, ReportState.DRAFTING),
    (ReportState.DRAFTING, ReportStep.SUBMIT): (Capacity.AUTHOR, ReportState.SUBMITTED),
    (ReportState.RETURNED, ReportStep.SUBMIT): (Capacity.AUTHOR, ReportState.SUBMITTED),
    (ReportState.SUBMITTED, ReportStep.TAKE_BACK): (Capacity.AUTHOR, ReportState.DRAFTING),
    (ReportState.SUBMITTED, ReportStep.RETURN): (Capacity.REVIEWER, ReportState.RETURNED),
    (ReportState.SUBMITTED, ReportStep.ACCEPT): (Capacity.REVIEWER, ReportState.ACCEPTED),
    (ReportState.SUBMITTED, ReportStep.SKIP_REVIEW): (Capacity.CHAIR, ReportState.ACCEPTED),
    (ReportState.ACCEPTED, ReportStep.PRESENT): (Capacity.CHAIR, ReportState.PRESENTED),
    (ReportState.PRESENTED, ReportStep.CONCLUDE): (Capacity.CHAIR, ReportState.FINALIZING),
    (ReportState.FINALIZING, ReportStep.FILE): (Capacity.AUTHOR, ReportState.FILED),
    **{
        (state, step): (Capacity.CHAIR, target)
        for state in _BEFORE_PRESENTED
        for step, target in (
            (ReportStep.POSTPONE, ReportState.POSTPONED),
            (ReportStep.WITHDRAW, ReportState.WITHDRAWN),
        )
    },
}


def next_state(state: ReportState, step: ReportStep, held: frozenset[Capacity]) -> ReportState:
    """Where a report goes when somebody with these capacities takes a step.

    Raises RuleBroken when the step is not open in this state or not theirs to take.
    """
    entry = STEPS.get((state, step))
    if entry is None:
        raise RuleBroken("report.step_not_open", state=state)
    capacity, target = entry
    if capacity not in held:
        raise RuleBroken("report.step_not_yours")
    return target


def open_steps(state: ReportState, held: frozenset[Capacity]) -> frozenset[ReportStep]:
    """The steps somebody with these capacities may take now."""
    return frozenset(
        step
        for (at, step), (capacity, _target) in STEPS.items()
        if at is state and capacity in held
    )
