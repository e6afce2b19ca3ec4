"""The operator and the chair's seat: every path to it, and what each of them leaves behind."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from tests.as_owner import change_account, from_outside
from tests.cast import NOW, account
from webapp.accounts.invitations import accepting, inviting, mailed_links, opened_link
from webapp.accounts.members import offices
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Invitation, Membership, RoleGrant
from webapp.accounts.queries import task_scope
from webapp.accounts.rules import Role
from webapp.audit.actors import ActorKind, Outside
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.nominations.models import Nomination
from webapp.nominations.rules import NominationState
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, DeliveryState, NoticeKind
from webapp.organizations import queries as organizations
from webapp.organizations.models import Organization

BY = Outside(ActorKind.OPERATOR, "Cao Thị Vân")
KEY = "only for the tests, and long enough for them"
SON = {"full_name": "Đặng Văn Sơn", "email": "son@example.vn"}


@pytest.fixture
def fresh(cast, as_):
    """A branch under the committee that nobody has come into."""
    wanted = {"kind": "party_branch", "code": "k9", "name": "Chi bộ mới", "parent": cast.db.id}
    as_(cast.van).post("/van-hanh/them", data=wanted)
    return organizations.by_code("k9").id


def seat_of(organization_id):
    return f"/van-hanh/{organization_id}/nguoi-dung-dau"


def inside(organization_id, statement):
    with tenancy.tenant(organization_id):
        return [tuple(row) for row in db.session.execute(statement)]


def chairs(organization_id):
    held = select(Membership.full_name).join(RoleGrant, RoleGrant.member_id == Membership.id)
    return [
        name
        for (name,) in inside(
            organization_id,
            held.where(RoleGrant.role == Role.CHAIR, RoleGrant.until_on.is_(None)),
        )
    ]


def told(organization_id, kind):
    query = select(Notice.recipient_id, Notice.facts).where(
        Notice.kind == kind, Notice.channel == Channel.APP
    )
    return inside(organization_id, query.order_by(Notice.recipient_id))


def test_the_first_chair_is_named_at_once_and_only_they_get_the_link(cast, as_, fresh):
    answer = as_(cast.van).post(seat_of(fresh), data=SON)
    assert (answer.status_code, answer.location) == (303, "/van-hanh")
    assert "/moi/" not in as_(cast.van).get("/van-hanh").text
    assert chairs(fresh) == ["Đặng Văn Sơn"]
    trail = select(AuditEntry).order_by(AuditEntry.position)
    with tenancy.tenant(fresh):
        entries = db.session.scalars(trail).all()
        assert {entry.acted_by for entry in entries} == {"Người vận hành: Cao Thị Vân"}
    ((_who, facts),) = told(cast.db.id, NoticeKind.UNIT_CHAIR_NAMED)
    assert facts["address"] == "so***@example.vn"
    assert facts["by"] == "Người vận hành: Cao Thị Vân"


def link_of(organization_id):
    ((nonce,),) = inside(
        organization_id,
        select(Notice.facts["nonce"].astext).where(
            Notice.channel == Channel.EMAIL, Notice.kind == NoticeKind.INVITATION
        ),
    )
    return inviting.token_of(organization_id, mailed_links.secret_of(KEY, nonce))


def test_the_letter_opens_the_seat_but_never_to_an_operator(cast, as_, fresh):
    as_(cast.van).post(seat_of(fresh), data=SON)
    link = f"/moi/{link_of(fresh)}"
    account_id = account("Đặng Văn Sơn", "son@example.vn", operator=True)
    operator = type(cast.van)("Đặng Văn Sơn", None, account_id, None, "son@example.vn")
    refused = as_(operator).post(link)
    assert refused.status_code == 422
    assert "Tài khoản vận hành" in refused.text
    assert inside(fresh, select(Invitation.used_at)) == [(None,)]
    change_account(account_id, is_operator=False)
    assert as_(operator).post(link).status_code == 303
    assert as_(operator).get("/o/k9/thiet-lap").status_code == 200


def test_an_operator_s_own_address_is_refused(cast, as_, fresh):
    answer = as_(cast.van).post(seat_of(fresh), data={**SON, "email": cast.van.email})
    assert answer.status_code == 422
    assert chairs(fresh) == []
    assert told(cast.db.id, NoticeKind.UNIT_CHAIR_NAMED) == []


def test_who_was_named_and_never_came_is_replaced(cast, as_, fresh):
    van = as_(cast.van)
    van.post(seat_of(fresh), data=SON)
    first = link_of(fresh)
    van.post(seat_of(fresh), data={"full_name": "Vũ Thị Hoa", "email": "hoa@example.vn"})
    assert chairs(fresh) == ["Vũ Thị Hoa"]
    assert as_(None).get(f"/moi/{first}").status_code == 404
    trail = select(AuditEntry.event).order_by(AuditEntry.position)
    assert (AuditEvent.ROLE_ENDED,) in inside(fresh, trail)
    letters = select(Notice.state).where(Notice.channel == Channel.EMAIL).order_by(Notice.id)
    assert inside(fresh, letters) == [(DeliveryState.SKIPPED,), (DeliveryState.WAITING,)]


@pytest.mark.parametrize("shut", ["tam-ngung", "closed"])
def test_no_chair_is_named_where_the_doors_are_shut(cast, as_, fresh, shut):
    van = as_(cast.van)
    if shut == "closed":
        db.session.get_one(Organization, fresh).closed_on = clock.today()
        db.session.commit()
    else:
        van.post(f"/van-hanh/{fresh}/{shut}")
    assert "không ghi nhận người đứng đầu" in van.get(seat_of(fresh)).text
    assert van.post(seat_of(fresh), data=SON).status_code in (409, 422)
    assert chairs(fresh) == []


@pytest.mark.parametrize("state", ["in force", "term over", "no office", "suspended and back"])
def test_no_path_of_the_operator_leads_to_the_seat_of_a_unit_with_members(cast, as_, state):
    van, here = as_(cast.van), seat_of(cast.k1.id)
    grant = db.session.scalar(select(RoleGrant).where(RoleGrant.member_id == cast.lan.member_id))
    if state == "term over":
        grant.until_on = clock.today() - timedelta(days=1)
    if state == "no office":
        from_outside(delete(RoleGrant).where(RoleGrant.id == grant.id))
    if state == "suspended and back":
        van.post(f"/van-hanh/{cast.k1.id}/tam-ngung")
        van.post(f"/van-hanh/{cast.k1.id}/mo-lai")
    before = chairs(cast.k1.id)
    said = "Đã có người tham gia tổ chức này"
    assert said in van.post(here, data=SON).text
    himself = {"full_name": cast.van.full_name, "email": cast.van.email}
    member = {"full_name": cast.binh.full_name, "email": cast.binh.email}
    for sent in (himself, member, SON):
        assert van.post(here, data=sent).status_code == 422
        assert van.post(f"{here}/de-nghi", data=sent).status_code in (409, 422)
    assert chairs(cast.k1.id) == before
    assert inside(cast.k1.id, select(Nomination.id)) == []
    assert as_(cast.van).get("/o/k1/").status_code == 404
    with tenancy.tenant(cast.k1.id):
        scope = task_scope(cast.k1.id, BY)
        binh = roster.get_member(scope, cast.binh.member_id)
        binh.account_id = cast.van.account_id
        with pytest.raises(RuleBroken, match=r"operator\.no_member"):
            offices.keep_grant(scope, binh, Role.CHAIR, from_on=clock.today(), until_on=None)


def nobody_left(cast):
    """K1 without anybody who holds an office: only members are left."""
    held = [getattr(cast, name).member_id for name in ("lan", "dung", "hung")]
    from_outside(delete(RoleGrant).where(RoleGrant.member_id.in_(held)))


def propose(cast, as_, person):
    data = {"full_name": person.full_name, "email": person.email}
    return as_(cast.van).post(f"{seat_of(cast.k1.id)}/de-nghi", data=data)


def test_where_nobody_is_left_a_member_is_proposed_and_everybody_is_told(cast, as_):
    nobody_left(cast)
    assert "Gửi đề nghị" in as_(cast.van).get(seat_of(cast.k1.id)).text
    assert propose(cast, as_, cast.binh).status_code == 303
    states = select(Nomination.state, Nomination.member_id, Nomination.proposer_name)
    assert inside(cast.k1.id, states) == [
        (NominationState.WAITING, cast.binh.member_id, "Người vận hành: Cao Thị Vân")
    ]
    others = {cast.lan.member_id, cast.dung.member_id, cast.hung.member_id, cast.mai.member_id}
    assert {who for who, _facts in told(cast.k1.id, NoticeKind.NOMINATION_TOLD)} == others
    assert [who for who, _ in told(cast.k1.id, NoticeKind.NOMINATED)] == [cast.binh.member_id]
    assert len(told(cast.db.id, NoticeKind.UNIT_CHAIR_PROPOSED)) == 1
    assert chairs(cast.k1.id) == []


@pytest.mark.parametrize("who", ["van", "khanh", "phuc", "nobody"])
def test_only_members_who_can_come_in_are_proposed(cast, as_, who):
    nobody_left(cast)
    person = type(cast.van)("Ai Đó", None, None, None, "ai@example.vn")
    answer = propose(cast, as_, person if who == "nobody" else getattr(cast, who))
    assert answer.status_code == 422
    assert "Không có người nào như vậy" in answer.text
    assert inside(cast.k1.id, select(Nomination.id)) == []


def test_who_holds_an_office_above_is_not_proposed(cast, as_):
    nobody_left(cast)
    with tenancy.tenant(cast.db.id):
        grant = db.session.scalars(
            select(Membership).where(Membership.account_id == cast.oanh.account_id)
        ).one()
        grant.account_id = cast.binh.account_id
        db.session.commit()
    answer = propose(cast, as_, cast.binh)
    assert answer.status_code == 422
    assert "chức vụ ở cấp trên" in answer.text


def test_the_operator_takes_back_their_own_proposal_and_no_other(cast, as_):
    nobody_left(cast)
    propose(cast, as_, cast.binh)
    another = account("Lê Thị Chín", "chin@example.vn", operator=True)
    chin = type(cast.van)("Lê Thị Chín", None, another, None, "chin@example.vn")
    path = f"{seat_of(cast.k1.id)}/rut"
    assert as_(chin).post(path).status_code == 404
    assert as_(cast.van).post(path).status_code == 303
    assert inside(cast.k1.id, select(Nomination.state)) == [(NominationState.WITHDRAWN,)]
    assert as_(cast.van).post(path).status_code == 409


def test_an_operator_who_was_made_a_member_by_hand_enters_nothing(cast, as_):
    browser = as_(cast.lan)
    assert browser.get("/o/k1/").status_code == 200
    change_account(cast.lan.account_id, is_operator=True)
    assert browser.get("/o/k1/").status_code == 404


def test_what_is_accepted_under_the_operator_s_account_is_refused_by_the_service(cast):
    tenancy.bind(cast.k1.id)
    scope = task_scope(cast.k1.id, BY)
    binh = roster.get_member(scope, cast.binh.member_id)
    binh.account_id = None
    db.session.flush()
    token = inviting.make_link(scope, binh, email=cast.van.email, now=NOW)
    with pytest.raises(RuleBroken, match=r"operator\.no_member"):
        accepting.accept_with(opened_link.find(token, NOW), cast.van.account_id, now=NOW)
