"""What a member registers for a year: written, handed in, confirmed; seen by few."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.cast import NOW
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.commitments import branch_registrations, queries, service
from webapp.commitments.models import Commitment
from webapp.commitments.rules import CommitmentState
from webapp.commitments.service import Wanted
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.texts.models import Text, TextKind

TODAY = NOW.date()
TWO = [
    Wanted("Không để người bệnh chờ quá 30 phút", "", date(2026, 12, 31)),
    Wanted("Đọc một tác phẩm của Bác mỗi quý", "Bốn bài ghi chép"),
]


def save(scope, person, items=TWO, based_on=0, year=2026):
    return service.save(scope, person.member_id, year, items, based_on=based_on, now=NOW)


def stored_texts():
    query = select(func.count(Text.id)).where(Text.kind == TextKind.COMMITMENT)
    return db.session.scalar(query)


def facts():
    return [(entry.event, entry.facts) for entry in db.session.scalars(select(AuditEntry))]


def test_a_member_writes_hands_in_and_the_committee_confirms(cast, scope_of):
    mai, hung = scope_of(cast.mai), scope_of(cast.hung)
    commitment = save(mai, cast.mai)
    service.submit(mai, commitment, now=NOW)
    service.confirm(hung, commitment, now=NOW)

    assert (commitment.state, commitment.confirmed_by) == (
        CommitmentState.CONFIRMED,
        cast.hung.member_id,
    )
    items = queries.items_of(mai, cast.mai.member_id, 2026)
    assert [(i.text, i.measure, i.due_on) for i in items] == [
        (w.text, w.measure, w.due_on) for w in TWO
    ]
    assert [event for event, _facts in facts()] == [
        AuditEvent.COMMITMENT_CHANGED,
        AuditEvent.COMMITMENT_SUBMITTED,
        AuditEvent.COMMITMENT_CONFIRMED,
    ]


def test_words_never_reach_the_trail(cast, scope_of):
    save(scope_of(cast.mai), cast.mai)
    assert facts() == [(AuditEvent.COMMITMENT_CHANGED, {"step": "save", "year": 2026, "items": 2})]


def test_a_shorter_list_leaves_no_words_behind(cast, scope_of):
    mai = scope_of(cast.mai)
    save(mai, cast.mai)
    before = stored_texts()
    save(mai, cast.mai, TWO[1:], based_on=2)

    assert (before, stored_texts()) == (3, 2)
    assert [i.text for i in queries.items_of(mai, cast.mai.member_id, 2026)] == [TWO[1].text]


def test_kept_items_keep_their_identifiers(cast, scope_of):
    mai = scope_of(cast.mai)
    save(mai, cast.mai)
    before = [item.id for item in queries.items_of(mai, cast.mai.member_id, 2026)]
    kept = [replace(one, item_id=key) for one, key in zip(TWO, before, strict=True)]
    save(mai, cast.mai, [kept[1], Wanted("Thêm"), kept[0]], based_on=2)
    after = [item.id for item in queries.items_of(mai, cast.mai.member_id, 2026)]
    assert [after[2], after[0]] == before


def test_the_second_of_two_savers_is_told_and_changes_nothing(cast, scope_of):
    mai, lan = scope_of(cast.mai), scope_of(cast.lan)
    save(mai, cast.mai)
    db.session.commit()
    with pytest.raises(StaleEdit) as stale:
        save(lan, cast.mai, [Wanted("Khác")], based_on=0)
    db.session.rollback()

    assert stale.value.code == "commitment.newer"
    assert len(queries.items_of(mai, cast.mai.member_id, 2026)) == 2


def test_a_chair_enters_for_a_member_and_it_is_marked(cast, scope_of):
    save(scope_of(cast.lan), cast.mai)
    assert facts()[0][1]["entered_for"] == "yes"


@pytest.mark.parametrize("who", ["hung", "binh"])
def test_nobody_else_writes_for_a_member(cast, scope_of, who):
    with pytest.raises(NotVisible):
        save(scope_of(getattr(cast, who)), cast.mai)


def test_a_chair_cannot_register_somebody_of_another_branch(cast, scope_of):
    with pytest.raises(RuleBroken) as broken:
        save(scope_of(cast.lan), cast.kien)
    assert broken.value.code == "commitment.member_unknown"


def test_what_is_handed_in_is_edited_only_after_it_came_back(cast, scope_of):
    mai, hung = scope_of(cast.mai), scope_of(cast.hung)
    commitment = save(mai, cast.mai)
    service.submit(mai, commitment, now=NOW)
    with pytest.raises(RuleBroken):
        save(mai, cast.mai, based_on=2)
    service.give_back(hung, commitment, "Nêu số liệu.", now=NOW)
    save(mai, cast.mai, TWO[:1], based_on=2)
    service.submit(mai, commitment, now=NOW)
    service.take_back(mai, commitment, now=NOW)
    assert commitment.state is CommitmentState.DRAFT


def test_an_empty_registration_is_not_handed_in(cast, scope_of):
    mai = scope_of(cast.mai)
    commitment = save(mai, cast.mai, [])
    with pytest.raises(RuleBroken) as broken:
        service.submit(mai, commitment, now=NOW)
    assert broken.value.code == "commitment.empty"


def test_nobody_confirms_their_own_while_the_committee_has_others(cast, scope_of):
    hung = scope_of(cast.hung)
    commitment = save(hung, cast.hung)
    service.submit(hung, commitment, now=NOW)
    with pytest.raises(RuleBroken) as broken:
        service.confirm(hung, commitment, now=NOW)
    assert broken.value.code == "commitment.step_not_yours"


def test_the_only_one_of_a_committee_confirms_and_it_is_recorded(cast, scope_of):
    chi = scope_of(cast.chi)
    with tenancy.tenant(chi.organization_id):
        commitment = save(chi, cast.chi)
        service.submit(chi, commitment, now=NOW)
        service.confirm(chi, commitment, now=NOW)
        assert facts()[-1][1]["nobody_else"] == "yes"


def test_items_are_told_to_the_member_and_the_committee_only(cast, scope_of):
    mai, of_mai = scope_of(cast.mai), cast.mai.member_id
    scopes = {name: scope_of(getattr(cast, name)) for name in ("lan", "hung", "binh", "oanh")}
    commitment = save(mai, cast.mai)
    told = {name: len(queries.items_of(scope, of_mai, 2026)) for name, scope in scopes.items()}
    assert told == {"lan": 2, "hung": 0, "binh": 0, "oanh": 0}
    service.submit(mai, commitment, now=NOW)
    told = {name: len(queries.items_of(scope, of_mai, 2026)) for name, scope in scopes.items()}
    assert told == {"lan": 2, "hung": 2, "binh": 0, "oanh": 0}


def test_the_committee_sees_who_has_not_registered(cast, scope_of):
    mai, hung = scope_of(cast.mai), scope_of(cast.hung)
    save(mai, cast.mai)
    rows = {row.member_name: row for row in branch_registrations.of_branch(hung, 2026, TODAY)}

    assert rows["Phạm Thị Mai"].state is CommitmentState.DRAFT
    assert rows["Phạm Thị Mai"].items == 2
    assert rows["Hoàng Thanh Bình"].state is None
    assert "Lý Hồng Phúc" not in rows


def test_a_year_holds_one_registration_of_a_member(cast, scope_of):
    mai = scope_of(cast.mai)
    save(mai, cast.mai)
    save(mai, cast.mai, based_on=2)
    save(mai, cast.mai, TWO[1:], year=2027)
    assert db.session.scalar(select(func.count(Commitment.id))) == 2
