"""Who may read or continue which version, and what a form says it is based on."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.reports.rules import (
    BasedOn,
    FrozenAs,
    ReportState,
    is_paper,
    may_enter_for,
    may_read_version,
)


@dataclass(frozen=True)
class Version:
    frozen_as: FrozenAs | None = None
    entered_for: bool = False
    is_superseded: bool = False

    @property
    def is_frozen(self):
        return self.frozen_as is not None or self.is_superseded


DRAFT = Version()
SENT = Version(FrozenAs.SUBMITTED)
ENTERED = Version(entered_for=True)
WRITABLE = [ReportState.RETURNED, ReportState.FINALIZING]


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_token_survives_the_way_through_a_form(number, revision):
    assert BasedOn.read(str(BasedOn(number, revision))) == BasedOn(number, revision)


@pytest.mark.parametrize("token", ["", "7", "a.b", "1.", ".1", "-1.2", "1.2.3", "9" * 30 + ".1"])
def test_a_broken_token_counts_as_begun_from_nothing(token):
    assert BasedOn.read(token) == BasedOn(0, 0)


@pytest.mark.parametrize("state", ReportState)
def test_a_chair_never_continues_what_the_member_is_writing(state):
    assert not may_enter_for(state, DRAFT)


@pytest.mark.parametrize("state", [ReportState.ASSIGNED, ReportState.DRAFTING, *WRITABLE])
def test_a_chair_may_begin_for_a_member_and_go_on(state):
    assert may_enter_for(state, None)
    assert may_enter_for(state, ENTERED)


def test_a_chair_may_supplement_for_a_member_what_the_committee_has_read():
    assert [s for s in ReportState if may_enter_for(s, SENT)] == WRITABLE


def test_the_committee_reads_frozen_versions_only():
    committee = {"is_own": False, "reviews": True, "leads": False}
    assert may_read_version(SENT, **committee)
    assert not may_read_version(DRAFT, **committee)
    assert not may_read_version(Version(is_superseded=True), **committee)


def test_what_a_chair_typed_in_is_read_by_chair_and_author_alone_until_submitted():
    assert may_read_version(ENTERED, is_own=False, reviews=False, leads=True)
    assert may_read_version(ENTERED, is_own=True, reviews=False, leads=False)
    assert not may_read_version(ENTERED, is_own=False, reviews=True, leads=False)


def test_the_author_reads_everything():
    assert all(
        may_read_version(version, is_own=True, reviews=False, leads=False)
        for version in (DRAFT, SENT, ENTERED)
    )


def test_members_get_the_submitted_text_until_there_is_a_presented_one():
    presented, filed = Version(FrozenAs.PRESENTED), Version(FrozenAs.FILED)
    everything = [DRAFT, SENT, presented, filed]
    assert [v for v in everything if is_paper(v, presented=False)] == [SENT]
    assert [v for v in everything if is_paper(v, presented=True)] == [presented, filed]
