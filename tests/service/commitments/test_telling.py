"""Who is told what about a registration, and reminding those who have none."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.cast import NOW
from webapp.accounts.models import Membership
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.commitments import history, service, statements
from webapp.commitments.service import Wanted
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.notices.models import Notice
from webapp.notices.rules import NoticeKind
from webapp.notices.wording import sentence_of
from webapp.organizations.wording import words_of


def told(kind):
    query = select(Notice.recipient_id).where(Notice.kind == kind, Notice.channel == "app")
    return set(db.session.scalars(query))


def begin(scope):
    return service.save(scope, scope.member_id, 2026, [Wanted("Đúng giờ")], based_on=0, now=NOW)


def test_the_committee_is_told_what_waits_and_the_member_what_was_decided(cast, scope_of):
    mai, hung = scope_of(cast.mai), scope_of(cast.hung)
    commitment = begin(mai)
    service.submit(mai, commitment, now=NOW)
    committee = {p.member_id for p in (cast.lan, cast.dung, cast.hung)}
    assert told(NoticeKind.COMMITMENT_SUBMITTED) == committee
    service.give_back(hung, commitment, "Nêu rõ số liệu.", now=NOW)
    assert told(NoticeKind.COMMITMENT_RETURNED) == {cast.mai.member_id}
    assert history.return_reason(mai, commitment) == "Nêu rõ số liệu."
    service.submit(mai, commitment, now=NOW)
    assert history.return_reason(mai, commitment) == ""
    service.confirm(hung, commitment, now=NOW)
    assert told(NoticeKind.COMMITMENT_CONFIRMED) == {cast.mai.member_id}


def test_who_came_after_it_was_handed_in_is_neither_told_nor_counts_it(cast, scope_of):
    mai, hung = scope_of(cast.mai), scope_of(cast.hung)
    commitment, today = begin(mai), clock.in_hanoi(NOW).date()
    late = today + timedelta(days=1)
    key = Membership.id == hung.member_id
    db.session.execute(update(Membership).where(key).values(sees_since=late))
    service.submit(mai, commitment, now=NOW)
    assert told(NoticeKind.COMMITMENT_SUBMITTED) == {cast.lan.member_id, cast.dung.member_id}
    assert statements.at_a_glance(replace(hung, sees_since=late), today).waiting == 0
    assert statements.at_a_glance(replace(hung, sees_since=today), today).waiting == 1


def test_giving_back_needs_a_reason(cast, scope_of):
    mai, hung = scope_of(cast.mai), scope_of(cast.hung)
    commitment = begin(mai)
    service.submit(mai, commitment, now=NOW)
    with pytest.raises(RuleBroken) as broken:
        service.give_back(hung, commitment, " ", now=NOW)
    assert (broken.value.code, broken.value.field) == ("commitment.note_missing", "reason")


def test_those_without_a_registration_are_reminded_once_a_day(cast, scope_of, moment):
    mai, lan = scope_of(cast.mai), scope_of(cast.lan)
    service.submit(mai, begin(mai), now=NOW)
    assert service.remind(lan, 2026, now=NOW) == 4
    assert cast.mai.member_id not in told(NoticeKind.COMMITMENT_MISSING)
    assert service.remind(lan, 2026, now=NOW) == 0
    assert (
        service.remind(lan, 2026, now=NOW + timedelta(days=1), member_id=cast.binh.member_id) == 1
    )
    reminded = select(AuditEntry.facts).where(AuditEntry.event == AuditEvent.COMMITMENT_REMINDED)
    assert [facts["members"] for facts in db.session.scalars(reminded)] == [4, 1]


def test_nobody_is_reminded_of_what_is_there_or_by_who_does_not_lead(cast, scope_of):
    mai, lan, hung = (scope_of(p) for p in (cast.mai, cast.lan, cast.hung))
    service.submit(mai, begin(mai), now=NOW)
    with pytest.raises(RuleBroken) as broken:
        service.remind(lan, 2026, now=NOW, member_id=cast.mai.member_id)
    assert broken.value.code == "commitment.nobody_missing"
    with pytest.raises(NotVisible):
        service.remind(hung, 2026, now=NOW)


@pytest.mark.parametrize(
    "kind", [k for k in NoticeKind if k.startswith(("commitment_", "amendment_", "assessment_"))]
)
def test_every_sentence_says_the_year_where_it_is_known(cast, kind):
    words = words_of(cast.k1.kind)
    assert "2026" in sentence_of(kind, {"year": "2026", "member": "Mai"}, words)
    assert sentence_of(kind, {}, words).endswith(".")
