"""Notes during the year, looking back at its end, taking what is left into the next year."""

from datetime import date, datetime

import pytest
from sqlalchemy import func, select

from tests.cast import NOW
from tests.service.commitments.year import in_force, items
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.commitments import history, service
from webapp.commitments.models import CommitmentNote
from webapp.commitments.rules import Outcome
from webapp.commitments.service import Judged, Wanted
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.followups import service as followups
from webapp.followups.rules import WeaknessSource
from webapp.notices.models import Notice
from webapp.notices.rules import NoticeKind

TODAY = NOW.date()
DECEMBER = datetime(2026, 12, 5, 2, 0, tzinfo=clock.UTC)


@pytest.fixture
def commitment(mai, lan):
    """Mai's registration of three items in force."""
    return in_force(mai, lan, "Đúng giờ", "Đọc sách", Wanted("Kèm cặp", "Một người", task="Khoa"))


def look_back(scope, commitment, judged, now=DECEMBER, based_on=None):
    based_on = based_on or commitment.revision
    service.assess(scope, commitment, judged, based_on=based_on, now=now)


def ids(scope):
    return [item.id for item in items(scope)]


def test_a_note_is_dated_and_says_who_wrote_it(mai, lan, commitment):
    first = ids(mai)[0]
    service.note(mai, commitment, first, "Tháng này không muộn.", TODAY, now=NOW)
    service.note(lan, commitment, first, "Đã trao đổi.", date(2026, 11, 2), now=NOW)
    notes = history.notes_of(mai, commitment)[first]
    assert [(n.on.day, n.text, n.entered_for) for n in notes] == [
        (2, "Đã trao đổi.", True),
        (16, "Tháng này không muộn.", False),
    ]
    event, facts = db.session.execute(
        select(AuditEntry.event, AuditEntry.facts).order_by(AuditEntry.position.desc())
    ).first()
    assert (event, facts["entered_for"]) == (AuditEvent.COMMITMENT_NOTED, "yes")


@pytest.mark.parametrize(
    ("text", "on", "code"),
    [
        (" ", TODAY, "commitment.note_missing"),
        ("Đã làm", None, "commitment.bad_note_day"),
        ("Đã làm", date(2026, 11, 17), "commitment.bad_note_day"),
        ("a" * 5001, TODAY, "commitment.item_too_long"),
    ],
)
def test_a_note_that_cannot_be_is_refused(mai, commitment, text, on, code):
    with pytest.raises(RuleBroken) as broken:
        service.note(mai, commitment, ids(mai)[0], text, on, now=NOW)
    assert broken.value.code == code


def test_others_of_the_branch_and_of_the_committee_write_no_notes(mai, commitment, cast, scope_of):
    first = ids(mai)[0]
    for person in (cast.binh, cast.hung):
        scope = scope_of(person)
        db.session.add(commitment)
        with pytest.raises(NotVisible):
            service.note(scope, commitment, first, "Đã làm", TODAY, now=NOW)
    assert db.session.scalar(select(func.count(CommitmentNote.id))) == 0


def test_a_note_is_about_an_item_of_this_registration(mai, commitment):
    with pytest.raises(NotVisible):
        service.note(mai, commitment, 987_654, "Đã làm", TODAY, now=NOW)


def test_looking_back_waits_for_december(mai, commitment):
    judged = {ids(mai)[0]: Judged(Outcome.DONE)}
    with pytest.raises(RuleBroken) as broken:
        look_back(mai, commitment, judged, now=NOW)
    assert broken.value.code == "commitment.not_assessed_yet"
    look_back(mai, commitment, judged)
    assert [item.outcome for item in items(mai)] == [Outcome.DONE, None, None]


def test_the_chair_opens_it_earlier_once_and_those_concerned_are_told(mai, lan, commitment, cast):
    assert service.open_assessment(lan, 2026, now=NOW)
    assert not service.open_assessment(lan, 2026, now=NOW)
    look_back(mai, commitment, {ids(mai)[0]: Judged(Outcome.DONE)}, now=NOW)
    kind = Notice.kind == NoticeKind.ASSESSMENT_OPENED
    told = db.session.scalars(select(Notice.recipient_id).where(kind, Notice.channel == "app"))
    assert told.all() == [cast.mai.member_id]
    with pytest.raises(NotVisible):
        service.open_assessment(mai, 2026, now=NOW)
    with pytest.raises(RuleBroken):
        service.open_assessment(lan, 2025, now=NOW)


def test_what_is_said_about_each_item_is_kept_and_may_be_said_anew(mai, commitment):
    first, second, _third = ids(mai)
    judged = {first: Judged(Outcome.DONE), second: Judged(Outcome.PARTLY, "Còn hai bài.")}
    look_back(mai, commitment, judged)
    look_back(mai, commitment, {second: Judged(Outcome.NOT_DONE, "Chưa đọc.")})
    assert [(item.outcome, item.outcome_words) for item in items(mai)] == [
        (Outcome.DONE, ""),
        (Outcome.NOT_DONE, "Chưa đọc."),
        (None, ""),
    ]


def test_of_two_who_look_back_at_once_the_second_is_told(mai, lan, commitment):
    first = ids(mai)[0]
    based_on = commitment.revision
    look_back(lan, commitment, {first: Judged(Outcome.DONE)}, based_on=based_on)
    with pytest.raises(StaleEdit):
        look_back(mai, commitment, {first: Judged(Outcome.DONE)}, based_on=based_on)


def test_something_must_be_said_and_what_is_unfinished_explained(mai, commitment):
    with pytest.raises(RuleBroken) as nothing:
        look_back(mai, commitment, {987_654: Judged(Outcome.DONE)})
    assert nothing.value.code == "commitment.nothing_assessed"
    first = ids(mai)[0]
    with pytest.raises(RuleBroken) as broken:
        look_back(mai, commitment, {first: Judged(Outcome.PARTLY)})
    assert broken.value.field == f"words-{first}"


def test_what_is_left_is_taken_into_next_years_draft_once_and_says_where_from(mai, commitment):
    first, second, third = ids(mai)
    said = {first: Judged(Outcome.DONE), third: Judged(Outcome.NOT_DONE, "Chưa có người.")}
    look_back(mai, commitment, said | {second: Judged(Outcome.PARTLY, "Còn hai bài.")})
    assert service.take_over(mai, commitment, now=DECEMBER) == 2
    assert service.take_over(mai, commitment, now=DECEMBER) == 0
    coming = items(mai, year=2027)
    assert [(i.text, i.taken_from_id, i.task) for i in coming] == [
        ("Đọc sách", second, ""),
        ("Kèm cặp", third, "Khoa"),
    ]
    assert [i.due_on for i in coming] == [None, None]
    assert not any(i.in_force for i in coming)


def test_it_is_added_to_what_is_already_written_there(mai, commitment):
    service.save(mai, mai.member_id, 2027, [Wanted("Việc mới")], based_on=0, now=NOW)
    look_back(mai, commitment, {ids(mai)[0]: Judged(Outcome.NOT_DONE, "Chưa xong.")})
    service.take_over(mai, commitment, now=DECEMBER)
    assert [i.text for i in items(mai, year=2027)] == ["Việc mới", "Đúng giờ"]


def test_nothing_is_taken_over_when_nothing_is_left_or_next_year_is_handed_in(mai, lan, commitment):
    with pytest.raises(RuleBroken) as nothing:
        service.take_over(mai, commitment, now=DECEMBER)
    assert nothing.value.code == "commitment.nothing_left"
    look_back(mai, commitment, {ids(mai)[0]: Judged(Outcome.NOT_DONE, "Chưa xong.")})
    coming = service.save(mai, mai.member_id, 2027, [Wanted("Việc mới")], based_on=0, now=NOW)
    service.submit(mai, coming, now=NOW)
    with pytest.raises(RuleBroken) as closed:
        service.take_over(mai, commitment, now=DECEMBER)
    assert closed.value.code == "commitment.next_year_closed"


def test_an_item_may_put_an_own_open_weakness_right_and_no_other(mai, lan, cast):
    def weakness(person):
        return followups.point_out(
            lan,
            person.member_id,
            source=WeaknessSource.MEETING,
            wording=f"Hạn chế của {person.full_name}",
            pointed_out_on=TODAY,
            now=NOW,
        ).id

    own, foreign = weakness(cast.mai), weakness(cast.binh)
    wanted = [Wanted("Đúng giờ", weakness_id=own)]
    service.save(mai, mai.member_id, 2026, wanted, based_on=0, now=NOW)
    assert [(i.weakness_id, i.weakness) for i in items(mai)] == [(own, "Hạn chế của Phạm Thị Mai")]
    wanted = [Wanted("Đúng giờ", weakness_id=foreign)]
    with pytest.raises(RuleBroken) as broken:
        service.save(mai, mai.member_id, 2026, wanted, based_on=2, now=NOW)
    assert broken.value.field == "weakness-0"
