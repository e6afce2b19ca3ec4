"""Amending a registration in force: proposed, decided, every version kept."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.service.commitments.year import in_force, items
from tests.service.side_by_side import Play, side_by_side
from webapp.accounts.permissions import Permission
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.commitments import history, queries, service
from webapp.commitments.models import CommitmentItem, CommitmentVersion
from webapp.commitments.rules import CommitmentState
from webapp.commitments.service import Wanted
from webapp.commitments.service.item_rows import as_wanted
from webapp.commitments.versions import VersionState
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.notices.models import Notice
from webapp.notices.rules import NoticeKind


@pytest.fixture
def commitment(mai, hung):
    """Mai's registration of two items in force."""
    return in_force(mai, hung, "Đúng giờ", "Đọc sách")


def propose(scope, commitment, wanted=None, reason="Đã đổi việc.", based_on=None):
    wanted = wanted or changed(scope, commitment)
    based_on = based_on or commitment.revision
    return service.propose(scope, commitment, wanted, reason, based_on=based_on, now=NOW)


def changed(scope, commitment):
    """The first item said otherwise, the second left out, a third one added."""
    first = as_wanted(items(scope, commitment.member_id)[0])
    return [replace(first, text="Đúng giờ cả ca trực"), Wanted("Kèm cặp")]


def told(kind):
    query = select(Notice.recipient_id).where(Notice.kind == kind, Notice.channel == "app")
    return set(db.session.scalars(query))


def events():
    return list(db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.position)))


def test_confirming_keeps_the_items_as_the_first_version(mai, commitment):
    (first,) = history.versions_of(mai, commitment)
    assert (first.number, first.state) == (1, VersionState.IN_FORCE)
    assert [item.text for item in first.items] == ["Đúng giờ", "Đọc sách"]
    assert all(item.item_id for item in first.items)


def test_until_it_is_confirmed_an_amendment_changes_nothing(mai, commitment, cast):
    propose(mai, commitment)
    assert [item.text for item in items(mai)] == ["Đúng giờ", "Đọc sách"]
    assert all(item.in_force for item in items(mai))
    assert commitment.state is CommitmentState.CONFIRMED
    committee = {p.member_id for p in (cast.lan, cast.dung, cast.hung)}
    assert told(NoticeKind.AMENDMENT_PROPOSED) == committee
    assert events()[-1] is AuditEvent.AMENDMENT_PROPOSED


def test_a_confirmed_amendment_is_in_force_and_both_versions_are_kept(mai, hung, commitment, cast):
    before = [item.id for item in items(mai)]
    service.confirm_amendment(hung, propose(mai, commitment), now=NOW)

    after = items(mai)
    assert [item.text for item in after] == ["Đúng giờ cả ca trực", "Kèm cặp"]
    assert after[0].id == before[0]
    assert commitment.state is CommitmentState.AMENDED
    first, second = history.versions_of(mai, commitment)
    assert [item.text for item in first.items] == ["Đúng giờ", "Đọc sách"]
    assert [item.item_id for item in second.items] == [item.id for item in after]
    assert (second.reason, second.decider_name) == ("Đã đổi việc.", "Lê Văn Hùng")
    assert told(NoticeKind.AMENDMENT_CONFIRMED) == {cast.mai.member_id}
    # What was taken out stays stored, for its notes and for reports that speak of it.
    assert db.session.get_one(CommitmentItem, (mai.organization_id, before[1])).position is None


def test_an_amendment_given_back_says_why_and_the_confirmed_one_stays(mai, hung, commitment, cast):
    version = propose(mai, commitment)
    with pytest.raises(RuleBroken) as broken:
        service.give_back_amendment(hung, version, " ", now=NOW)
    assert broken.value.field == "reason"
    db.session.rollback()
    version = propose(mai, commitment)
    service.give_back_amendment(hung, version, "Giữ cả hai việc.", now=NOW)
    last = history.versions_of(mai, commitment)[-1]
    assert (last.state, last.answer) == (VersionState.RETURNED, "Giữ cả hai việc.")
    assert [item.text for item in items(mai)] == ["Đúng giờ", "Đọc sách"]
    assert told(NoticeKind.AMENDMENT_RETURNED) == {cast.mai.member_id}
    assert propose(mai, commitment).number == 3


def test_a_member_takes_an_amendment_back_and_proposes_another_one(mai, commitment):
    version = propose(mai, commitment)
    with pytest.raises(RuleBroken) as waits:
        propose(mai, commitment)
    assert waits.value.code == "commitment.amendment_waits"
    service.take_back_amendment(mai, version, now=NOW)
    assert version.state is VersionState.TAKEN_BACK
    assert propose(mai, commitment).number == 3
    assert events()[-2:] == [AuditEvent.AMENDMENT_TAKEN_BACK, AuditEvent.AMENDMENT_PROPOSED]


def test_what_was_decided_is_not_decided_again(mai, hung, commitment):
    version = propose(mai, commitment)
    service.confirm_amendment(hung, version, now=NOW)
    for act in (service.confirm_amendment, service.take_back_amendment):
        with pytest.raises(RuleBroken) as broken:
            act(hung if act is service.confirm_amendment else mai, version, now=NOW)
        assert broken.value.code == "commitment.amendment_decided"


@pytest.mark.parametrize(
    ("wanted", "reason", "code"),
    [
        ("same", "Lý do.", "commitment.nothing_amended"),
        ([Wanted("Khác")], " ", "commitment.note_missing"),
        ([Wanted("")], "Lý do.", "commitment.item_empty"),
        ([Wanted("Khác", weakness_id=987)], "Lý do.", "commitment.weakness_unknown"),
        ([Wanted("Khác", task="a" * 201)], "Lý do.", "commitment.item_too_long"),
    ],
)
def test_an_amendment_that_cannot_be_is_refused(mai, commitment, wanted, reason, code):
    given = [as_wanted(item) for item in items(mai)] if wanted == "same" else wanted
    with pytest.raises(RuleBroken) as broken:
        propose(mai, commitment, given, reason)
    assert broken.value.code == code


def test_an_amendment_of_something_else_meanwhile_is_stale(mai, commitment):
    with pytest.raises(StaleEdit):
        propose(mai, commitment, based_on=commitment.revision - 1)


def test_a_draft_is_changed_and_not_amended(mai):
    draft = service.save(mai, mai.member_id, 2026, [Wanted("Đúng giờ")], based_on=0, now=NOW)
    with pytest.raises(RuleBroken) as broken:
        propose(mai, draft, [Wanted("Khác")])
    assert broken.value.code == "commitment.step_not_open"


def test_nobody_confirms_their_own_amendment_while_the_committee_has_others(cast, scope_of):
    hung, lan = scope_of(cast.hung), scope_of(cast.lan)
    own = in_force(hung, lan, "Đúng giờ")
    version = propose(hung, own, [Wanted("Khác")])
    with pytest.raises(RuleBroken) as broken:
        service.confirm_amendment(hung, version, now=NOW)
    assert broken.value.code == "commitment.step_not_yours"


def test_others_neither_propose_nor_decide(mai, commitment, cast, scope_of):
    binh = scope_of(cast.binh)
    db.session.add(commitment)
    with pytest.raises(NotVisible):
        propose(binh, commitment, [Wanted("Khác")])
    version = propose(mai, commitment)
    with pytest.raises(NotVisible):
        service.confirm_amendment(binh, version, now=NOW)


def test_a_chair_proposes_for_a_member_and_it_is_marked(mai, commitment, cast, scope_of):
    lan = scope_of(cast.lan)
    db.session.add(commitment)
    propose(lan, commitment)
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.position.desc())).first()
    assert entry.facts["entered_for"] == "yes"


def test_of_two_who_propose_at_once_exactly_one_succeeds(app, mai, commitment):
    key = commitment.id

    def look():
        found = queries.get_commitment(mai, key, Permission.COMMITMENT_WRITE)
        return found, found.revision

    def one(text):
        return lambda scope, seen: propose(scope, seen[0], [Wanted(text)], based_on=seen[1])

    refusals = side_by_side(app, Play(mai, look, one("Bản 0")), Play(mai, look, one("Bản 1")))
    codes = sorted(refusal.code if refusal else "done" for refusal in refusals)
    assert codes == ["commitment.newer", "done"]
    proposed = select(CommitmentVersion.id).where(CommitmentVersion.state == "proposed")
    assert len(db.session.scalars(proposed).all()) == 1
