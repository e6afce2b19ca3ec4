"""The states of a self-report as one table, and who may take which step."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from webapp.core import state_table


class ReportState(StrEnum):
    """Where a self-report stands."""

    ASSIGNED = "assigned"
    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    PRESENTED = "presented"
    FINALIZING = "finalizing"
    #: A chair filed it for the member, whose word it still waits for.
    FILED_FOR = "filed_for"
    FILED = "filed"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"


class ReportStep(StrEnum):
    """What somebody may do with a self-report."""

    START = "start"
    WRITE = "write"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    REMARK = "remark"
    RETURN = "return"
    ACCEPT = "accept"
    SKIP_REVIEW = "skip_review"
    RELEASE = "release"
    PRESENT = "present"
    CONCLUDE = "conclude"
    FILE = "file"
    FILE_FOR = "file_for"
    AGREE = "agree"
    REJECT = "reject"
    UNFILE = "unfile"
    ELAPSE = "elapse"
    POSTPONE = "postpone"
    WITHDRAW = "withdraw"


class Capacity(StrEnum):
    """How somebody stands towards one report."""

    #: The member, or a chair who enters for them.
    AUTHOR = "author"
    #: The member and nobody else.
    MEMBER = "member"
    #: A chair who enters for the member.
    ENTERING = "entering"
    REVIEWER = "reviewer"
    CHAIR = "chair"
    #: The chair of a unit in which nobody but the author could review.
    CHAIR_ALONE = "chair_alone"
    #: Nobody: time has passed.
    COURSE = "course"


class FrozenAs(StrEnum):
    """Why a version can't be changed any more."""

    SUBMITTED = "submitted"
    PRESENTED = "presented"
    FILED_FOR = "filed_for"
    FILED = "filed"


class BasedOn(NamedTuple):
    """The version an edit began from, and how often it had been saved then; (0, 0) for none."""

    number: int = 0
    revision: int = 0

    def __str__(self) -> str:
        return f"{self.number}.{self.revision}"

    @classmethod
    def read(cls, token: str) -> "BasedOn":
        """What a form carries; anything else counts as begun from nothing."""
        number, dot, revision = token.partition(".")
        if dot and all(p.isascii() and p.isdigit() and len(p) < 9 for p in (number, revision)):
            return cls(int(number), int(revision))
        return cls()

    def follows(self, base: "BasedOn", *, begun_from: int | None) -> bool:
        """Whether this is what one save on top of a base makes: the next revision or version."""
        if self.number == base.number:
            return self.revision == base.revision + 1
        return self.revision == 1 and (begun_from or 0) == base.number


class VersionMark(Protocol):
    """What is looked at of a version to decide who may see or change it."""

    @property
    def entered_for(self) -> bool: ...

    @property
    def is_frozen(self) -> bool: ...

    @property
    def frozen_as(self) -> FrozenAs | None: ...


#: Ended before it was presented; it is no paper of the meeting any more.
CLOSED_EARLY = frozenset({ReportState.POSTPONED, ReportState.WITHDRAWN})
#: Presented, and its final text is still to come or to be agreed to.
HEARD = frozenset({ReportState.PRESENTED, ReportState.FINALIZING, ReportState.FILED_FOR})
#: Presented: the turn of such a report was taken.
PRESENTED = HEARD | {ReportState.FILED}
#: Nothing is left to do; every other report is open.
OVER = CLOSED_EARLY | {ReportState.FILED}

#: Its author is writing it; it may follow them to the turn of another month.
BEING_WRITTEN = frozenset({ReportState.DRAFTING, ReportState.RETURNED})
#: Not handed in, or returned.
STAYS_WITH_AUTHOR = BEING_WRITTEN | {ReportState.ASSIGNED}

#: On their way to the meeting of their month.
BEFORE_PRESENTED = (
    ReportState.ASSIGNED,
    ReportState.DRAFTING,
    ReportState.SUBMITTED,
    ReportState.RETURNED,
    ReportState.ACCEPTED,
)

#: How long a text that was filed for a member waits for their word, and when they are reminded.
AGREES_WITHIN = timedelta(days=7)
AGREEING_REMINDED = timedelta(days=5)


def agrees_until(filed_on: date) -> date:
    """The last day on which a member may still say that what was filed for them is not theirs."""
    return filed_on + AGREES_WITHIN


#: The table of product description §6. A chair who enters for a member acts as its author, and
#: only the member makes a text final, with a word or by letting seven days pass.
STEPS: dict[tuple[ReportState, ReportStep], tuple[Capacity, ReportState]] = {
    (ReportState.ASSIGNED, ReportStep.START): (Capacity.AUTHOR, ReportState.DRAFTING),
    (ReportState.DRAFTING, ReportStep.WRITE): (Capacity.AUTHOR, ReportState.DRAFTING),
    (ReportState.RETURNED, ReportStep.WRITE): (Capacity.AUTHOR, ReportState.RETURNED),
    (ReportState.FINALIZING, ReportStep.WRITE): (Capacity.AUTHOR, ReportState.FINALIZING),
    (ReportState.DRAFTING, ReportStep.SUBMIT): (Capacity.AUTHOR, ReportState.SUBMITTED),
    (ReportState.RETURNED, ReportStep.SUBMIT): (Capacity.AUTHOR, ReportState.SUBMITTED),
    (ReportState.SUBMITTED, ReportStep.TAKE_BACK): (Capacity.AUTHOR, ReportState.DRAFTING),
    (ReportState.SUBMITTED, ReportStep.REMARK): (Capacity.REVIEWER, ReportState.SUBMITTED),
    (ReportState.SUBMITTED, ReportStep.RETURN): (Capacity.REVIEWER, ReportState.RETURNED),
    (ReportState.SUBMITTED, ReportStep.ACCEPT): (Capacity.REVIEWER, ReportState.ACCEPTED),
    (ReportState.SUBMITTED, ReportStep.SKIP_REVIEW): (Capacity.CHAIR_ALONE, ReportState.ACCEPTED),
    (ReportState.RETURNED, ReportStep.REMARK): (Capacity.REVIEWER, ReportState.RETURNED),
    (ReportState.ACCEPTED, ReportStep.RELEASE): (Capacity.CHAIR, ReportState.ACCEPTED),
    (ReportState.ACCEPTED, ReportStep.PRESENT): (Capacity.CHAIR, ReportState.PRESENTED),
    (ReportState.PRESENTED, ReportStep.CONCLUDE): (Capacity.CHAIR, ReportState.FINALIZING),
    (ReportState.FINALIZING, ReportStep.FILE): (Capacity.MEMBER, ReportState.FILED),
    (ReportState.FINALIZING, ReportStep.FILE_FOR): (Capacity.ENTERING, ReportState.FILED_FOR),
    (ReportState.FILED_FOR, ReportStep.AGREE): (Capacity.MEMBER, ReportState.FILED),
    (ReportState.FILED_FOR, ReportStep.REJECT): (Capacity.MEMBER, ReportState.FINALIZING),
    (ReportState.FILED_FOR, ReportStep.UNFILE): (Capacity.CHAIR, ReportState.FINALIZING),
    (ReportState.FILED_FOR, ReportStep.ELAPSE): (Capacity.COURSE, ReportState.FILED),
    **{
        (state, step): (Capacity.CHAIR, target)
        for state in BEFORE_PRESENTED
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
    return state_table.next_state(
        STEPS,
        state,
        step,
        held,
        not_open="report.step_not_open",
        not_theirs="report.step_not_yours",
    )


def open_steps(state: ReportState, held: frozenset[Capacity]) -> frozenset[ReportStep]:
    """The steps somebody with these capacities may take now."""
    return state_table.open_steps(STEPS, state, held)


def capacities(
    *, is_own: bool, leads: bool, reviews: bool, enters: bool, others_review: bool
) -> frozenset[Capacity]:
    """How somebody stands towards a report.

    Only the author is barred from reviewing: a chair who typed in a member's handwritten report
    changed none of its words, so that chair may still review it.
    """
    held = {
        Capacity.AUTHOR: is_own or enters,
        Capacity.MEMBER: is_own,
        Capacity.ENTERING: enters and not is_own,
        Capacity.REVIEWER: reviews and not is_own,
        Capacity.CHAIR: leads,
        Capacity.CHAIR_ALONE: leads and not others_review,
    }
    return frozenset(capacity for capacity, holds in held.items() if holds)


def may_enter_for(state: ReportState, latest: VersionMark | None) -> bool:
    """Whether a chair may write for the member without seeing words not handed in yet.

    Nothing was written so far, or the chair's own entry is the latest, or the member's text lies
    open to the committee and waits to be supplemented.
    """
    if latest is None or latest.entered_for:
        return True
    return latest.is_frozen and state in (ReportState.RETURNED, ReportState.FINALIZING)


def may_read_version(version: VersionMark, *, is_own: bool, reviews: bool, leads: bool) -> bool:
    """Whether the author, or the committee of a submitted report, may read one version.

    Others than the author never see words still being written, except what a chair typed in.
    """
    if is_own:
        return True
    return reviews and version.frozen_as is not None or leads and version.entered_for


def is_paper(version: VersionMark, *, presented: bool) -> bool:
    """Whether a version is what every member reads once the papers are out.

    That is the text last submitted until it is presented, then the presented and the final one.
    """
    papers = {FrozenAs.PRESENTED, FrozenAs.FILED} if presented else {FrozenAs.SUBMITTED}
    return version.frozen_as in papers
