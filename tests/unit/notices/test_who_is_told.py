"""Whether an act of power is told to the member it is about."""

from datetime import date

import pytest

from webapp.accounts.rules import Role
from webapp.audit.events import AuditEvent
from webapp.notices.ledger_rows import row_of
from webapp.notices.power_rules import EVEN_BY_ONESELF, NO_POWER, is_told
from webapp.notices.powers import TOLD, office_word
from webapp.notices.rules import ABOUT_POWER, APP_ONLY, REMINDERS, Announcement, NoticeKind
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.wording import words_of

LAN, BINH = 1, 2


def told(event, by=LAN, **facts):
    return is_told(event, facts, actor_id=by, member_id=BINH)


@pytest.mark.parametrize("event", sorted(TOLD.keys() - EVEN_BY_ONESELF))
def test_what_somebody_does_to_themselves_tells_them_nothing(event):
    assert not told(event, by=BINH, entered_for=True, changed=["email"])


@pytest.mark.parametrize("event", sorted(EVEN_BY_ONESELF))
def test_what_opens_an_account_is_told_although_the_trail_names_its_owner(event):
    assert told(event, by=BINH)


def test_a_weakness_is_told_where_a_remedy_was_entered_for_the_member():
    assert told(AuditEvent.WEAKNESS_CHANGED, entered_for=True)
    assert not told(AuditEvent.WEAKNESS_CHANGED)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [(["email"], True), (["phone", "full_name"], True), (["full_name"], False), ([], False)],
)
def test_of_a_changed_member_the_ways_to_them_are_told(changed, expected):
    assert told(AuditEvent.MEMBER_CHANGED, changed=changed) is expected


def test_a_timer_and_an_outsider_have_power_too():
    assert told(AuditEvent.ROLE_ENDED, by=None)


def test_the_first_letter_of_a_superior_tells_of_itself_but_not_where_it_no_longer_goes():
    invited = AuditEvent.MEMBER_INVITED
    assert told(invited)
    assert not told(invited, by=None)
    assert is_told(invited, {}, actor_id=None, member_id=BINH, is_replaced=True)


def test_no_act_stands_in_two_groups_of_harmless_ones():
    harmless = [event for group in NO_POWER.values() for event in group]
    assert sorted(event for event in set(harmless) if harmless.count(event) > 1) == []


def test_what_tells_of_power_is_never_held_back_as_a_reminder_or_kept_off_the_mail():
    assert not ABOUT_POWER & REMINDERS
    assert not ABOUT_POWER & APP_ONLY


@pytest.mark.parametrize(
    ("role", "word"),
    [
        (Role.CHAIR, "bí thư"),
        (Role.DEPUTY, "phó bí thư"),
        (Role.COMMITTEE, "chi ủy viên"),
        (Role.VIEWER, "cán bộ theo dõi"),
    ],
)
def test_an_office_is_called_as_the_organization_calls_it(role, word):
    assert office_word(role, words_of(OrganizationKind.PARTY_BRANCH)) == word


def test_a_message_is_the_same_whatever_it_says_and_wherever_it_leads():
    first = Announcement(NoticeKind.PLAN_CHANGED, BINH, "month:1", date(2026, 11, 16), "a")
    again = Announcement(NoticeKind.PLAN_CHANGED, BINH, "month:1", date(2026, 11, 16), "b")
    assert first.key == again.key


def test_days_and_offices_are_kept_as_words_that_json_knows_and_nothing_is_left_out():
    facts = {"from_on": date(2026, 11, 16), "role": Role.CHAIR, "count": 3, "by": None}
    one = Announcement(NoticeKind.OFFICE_GIVEN, BINH, "x", date(2026, 11, 16), facts=facts)
    scope = type("InK1", (), {"organization_id": 7})
    kept = row_of(scope, one, one.due_on)["facts"]
    assert kept == {"from_on": "2026-11-16", "role": "chair", "count": 3}
    assert type(kept["role"]) is str
