"""Opinions on a report: given, set aside, and let count again."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.service.meetings.room import events
from webapp.accounts.rules import MemberStatus
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.meetings import live_version, record, service
from webapp.meetings.models import Opinion
from webapp.meetings.roll import Change
from webapp.meetings.rules import Presence
from webapp.texts.models import Text, TextKind


@pytest.fixture
def heard(room):
    """Mai has presented."""
    return room.call().open().present()


def refused(act, *given, **named):
    with pytest.raises(RuleBroken) as broken:
        act(*given, **named)
    return broken.value.code


def seen_by(room, name):
    return room.heard_by(room.scopes[name]).on(room.report_id)


def test_the_clerk_writes_down_what_somebody_says(heard, cast):
    heard.say("  Cần nói rõ hơn.  ", by="hung", speaker="binh")
    [row] = db.session.scalars(select(Opinion))
    assert (row.speaker_id, row.recorded_by) == (cast.binh.member_id, cast.hung.member_id)
    assert [one.text for one in seen_by(heard, "binh")] == ["Cần nói rõ hơn."]
    assert events()[-1] == "opinion_recorded"


def test_members_write_their_own_opinion_and_nobody_elses(heard):
    heard.say(by="binh", speaker="binh")
    assert refused(heard.say, by="binh", speaker="mai") == "meeting.step_not_yours"
    assert refused(heard.say, by="binh", speaker=None) == "meeting.step_not_yours"


def test_an_opinion_is_about_a_report_that_was_heard(room):
    room.call().open()
    assert refused(room.say) == "meeting.not_presented"


def test_no_opinion_before_the_meeting(room):
    room.call()
    assert refused(room.say) == "meeting.not_open_yet"
    assert refused(room.say, by="binh") == "meeting.not_open_yet"


def test_a_report_of_nobody_is_not_found(heard):
    with pytest.raises(NotVisible):
        heard.say(report_id=987_654)


def test_the_absent_have_no_opinion(heard, cast):
    change = Change(cast.binh.member_id, Presence.EXCUSED, "ốm", was=Presence.PRESENT)
    service.mark(heard.lan, heard.meeting, [change], now=clock.now())
    assert refused(heard.say, speaker="binh") == "meeting.speaker_absent"
    assert refused(heard.say, speaker="phuc") == "meeting.speaker_unknown"


@pytest.mark.parametrize(
    ("text", "code"), [(" \n ", "meeting.opinion_missing"), ("x" * 10_001, "meeting.too_long")]
)
def test_an_opinion_says_something(heard, text, code):
    assert refused(heard.say, text) == code


def test_an_opinion_set_aside_is_kept_but_only_leaders_and_clerk_read_it(heard):
    opinion = heard.say("Lời gây chia rẽ.")
    service.set_aside(heard.lan, heard.meeting, opinion.id, "Không xây dựng.", now=clock.now())
    [for_clerk], [for_member] = seen_by(heard, "hung"), seen_by(heard, "binh")
    assert (for_clerk.text, for_clerk.reason) == ("Lời gây chia rẽ.", "Không xây dựng.")
    assert for_member.is_set_aside
    assert (for_member.text, for_member.reason, for_member.speaker_name) == ("", "", "")
    assert heard.heard_by(heard.lan).heard(heard.report_id) == []
    assert events()[-1] == "opinion_set_aside"


def test_it_can_count_again(heard):
    opinion = heard.say("Lời gây chia rẽ.")
    service.set_aside(heard.lan, heard.meeting, opinion.id, "Không xây dựng.", now=clock.now())
    service.restore(heard.lan, heard.meeting, opinion.id)
    [for_member] = seen_by(heard, "binh")
    assert (for_member.text, for_member.is_set_aside) == ("Lời gây chia rẽ.", False)
    assert db.session.scalars(select(Text).where(Text.kind == TextKind.REASON)).all() == []
    assert events()[-1] == "opinion_restored"


def test_setting_aside_needs_a_reason_and_happens_once(heard):
    opinion = heard.say()
    heard_in = (heard.lan, heard.meeting, opinion.id)
    assert refused(service.set_aside, *heard_in, " ", now=clock.now()) == "meeting.reason_missing"
    assert refused(service.restore, *heard_in) == "meeting.not_set_aside"
    service.set_aside(*heard_in, "Không xây dựng.", now=clock.now())
    again = refused(service.set_aside, *heard_in, "Nữa.", now=clock.now())
    assert again == "meeting.set_aside_before"


def test_whoever_may_not_act_in_the_unit_any_more_reads_nothing(heard):
    heard.say()
    suspended = replace(heard.scopes["binh"], status=MemberStatus.SUSPENDED)
    assert heard.heard_by(suspended) == record.Record()
    assert live_version.version_of(suspended, heard.meeting_id) is None


@pytest.mark.parametrize("name", ["hung", "binh"])
def test_only_leaders_set_aside_and_restore(heard, name):
    opinion = heard.say()
    given = (heard.scopes[name], heard.meeting, opinion.id)
    found = refused(service.set_aside, *given, "Không xây dựng.", now=clock.now())
    assert found == "meeting.step_not_yours"
    assert refused(service.restore, *given) == "meeting.step_not_yours"


def test_an_opinion_of_nobody_is_not_found(heard):
    with pytest.raises(NotVisible):
        service.set_aside(heard.lan, heard.meeting, 987_654, "Không.", now=clock.now())
