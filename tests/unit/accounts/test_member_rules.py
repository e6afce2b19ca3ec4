"""Days, statuses and offices: what can be meant, and who may touch whom."""

from datetime import date, timedelta

import pytest

from webapp.accounts import rules
from webapp.accounts.rules import MemberStatus, Role
from webapp.core.errors import RuleBroken

TODAY = date(2026, 11, 16)
JOINED = date(2020, 1, 1)


def refusal(act, *args, **options):
    with pytest.raises(RuleBroken) as broken:
        act(*args, **options)
    return broken.value.code


@pytest.mark.parametrize("day", [date(1930, 2, 2), TODAY + timedelta(days=1)])
def test_nobody_joined_before_the_beginning_or_after_today(day):
    assert refusal(rules.refuse_joining_day, day, TODAY) == "member.joined_when"


def test_an_office_begins_after_joining_and_within_a_year():
    rules.refuse_day(JOINED, joined_on=JOINED, today=TODAY)
    early, late = JOINED - timedelta(days=1), TODAY + timedelta(days=400)
    assert refusal(rules.refuse_day, early, joined_on=JOINED, today=TODAY) == (
        "member.before_joining"
    )
    assert refusal(rules.refuse_day, late, joined_on=JOINED, today=TODAY) == "member.too_far_ahead"


@pytest.mark.parametrize("until", [TODAY - timedelta(days=1), TODAY + timedelta(days=4000)])
def test_a_term_ends_after_it_begins_and_within_ten_years(until):
    assert refusal(rules.refuse_term, TODAY, until) == "role.term"


def test_a_term_may_stay_open():
    rules.refuse_term(TODAY, None)


def change(status=MemberStatus.LEFT, from_on=TODAY, reason="Chuyển công tác"):
    now_is = MemberStatus.OFFICIAL
    return {
        "status": status,
        "from_on": from_on,
        "now_is": now_is,
        "since": JOINED,
        "reason": reason,
    }


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (change(MemberStatus.OFFICIAL), "status.same"),
        (change(from_on=JOINED - timedelta(days=1)), "status.before_last"),
        (change(reason=""), "status.reason_missing"),
        (change(MemberStatus.SUSPENDED, reason=""), "status.reason_missing"),
    ],
)
def test_a_status_follows_the_one_before_it(wanted, code):
    assert refusal(rules.refuse_status_change, **wanted) == code


def test_only_leaving_needs_a_reason():
    rules.refuse_status_change(**change(MemberStatus.EXEMPT, reason=""))


def test_a_deputy_does_not_change_those_who_lead():
    rules.refuse_above_own({Role.DEPUTY}, {Role.COMMITTEE})
    rules.refuse_above_own({Role.CHAIR}, {Role.CHAIR})
    for touched in (Role.CHAIR, Role.DEPUTY):
        assert refusal(rules.refuse_above_own, {Role.DEPUTY}, {touched}) == "member.chair_only"


def test_somebody_who_only_looks_at_figures_exists_in_superiors_alone():
    assert Role.VIEWER not in rules.offices_of(meets=True)
    assert Role.VIEWER in rules.offices_of(meets=False)


def test_an_organization_keeps_a_chair():
    rules.refuse_without_chair([Role.CHAIR])
    assert refusal(rules.refuse_without_chair, [Role.DEPUTY]) == "role.last_chair"


_OFFICIAL, _EXEMPT, _LEFT = MemberStatus.OFFICIAL, MemberStatus.EXEMPT, MemberStatus.LEFT


@pytest.mark.parametrize(
    ("status", "from_on", "reason", "before", "after", "code"),
    [
        (_LEFT, JOINED, "Lý do", None, None, "status.new_member"),
        (_EXEMPT, TODAY, "", (_EXEMPT, JOINED), None, "status.as_neighbour"),
        (_OFFICIAL, JOINED, "", None, (_OFFICIAL, TODAY), "status.as_neighbour"),
        (_EXEMPT, JOINED, "", (_OFFICIAL, JOINED), None, "status.out_of_order"),
        (_EXEMPT, TODAY, "", (_OFFICIAL, JOINED), (_LEFT, TODAY), "status.out_of_order"),
        (_LEFT, TODAY, "", (_OFFICIAL, JOINED), None, "status.reason_missing"),
    ],
)
def test_an_entry_fits_between_its_neighbours(status, from_on, reason, before, after, code):
    said = refusal(rules.refuse_entry, status, from_on, reason=reason, before=before, after=after)
    assert said == code


def test_an_entry_between_two_others_is_fine():
    before, after = (_OFFICIAL, JOINED), (_LEFT, TODAY + timedelta(days=1))
    rules.refuse_entry(_EXEMPT, TODAY, reason="", before=before, after=after)
