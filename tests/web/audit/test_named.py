"""Whoever acts on a unit from outside is named in its trail, and in what its people are told."""

import pytest
from sqlalchemy import select

from tests.cast import account, found, join
from tests.service.nominations.seats import without_offices
from webapp.accounts.members import offices
from webapp.accounts.members import queries as roster
from webapp.accounts.queries import task_scope
from webapp.accounts.rules import Role
from webapp.audit import queries as trail
from webapp.audit import service as audit
from webapp.audit.actors import ActorKind, Outside
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.audit.service import Nameless
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.organizations.organization_trail import FromOutside
from webapp.organizations.rules import OrganizationKind
from webapp.proofs import queries as proofs

OPERATOR, SUPERIOR = "Người vận hành: Cao Thị Vân", "Cấp trên: Mai Hữu Đức, Đảng bộ Bệnh viện"
CHAIR = {"full_name": "Đặng Văn Sơn", "email": "son@example.vn"}
BINH = {"full_name": "Hoàng Thanh Bình", "email": "binh@example.vn"}
NEW = {"kind": "party_branch", "name": "Chi bộ mới"}
REASON = {"day": "2026-11-16", "reason": "Sắp xếp lại"}

#: Every act of the operator: address and what is sent; `{k1}` is the identifier of K1.
OF_OPERATOR = {
    "admin.found_organization": ("/van-hanh/them", {**NEW, "code": "k9", "parent": "{db}"}),
    "admin.suspend": ("/van-hanh/{k1}/tam-ngung", {}),
    "admin.resume": ("/van-hanh/{k1}/mo-lai", {}),
    "admin.appoint_chair": ("/van-hanh/{k9}/nguoi-dung-dau", CHAIR),
    "admin.propose_chair": ("/van-hanh/{k1}/nguoi-dung-dau/de-nghi", BINH),
    "admin.withdraw_proposal": ("/van-hanh/{k1}/nguoi-dung-dau/rut", {}),
}
#: Every act of a superior on a unit.
OF_SUPERIOR = {
    "units.open_unit": (
        "/o/db/mo-don-vi",
        {**NEW, "chair_name": "Vũ Thị Hoa", "chair_email": "hoa@example.vn", "under": "db"},
    ),
    "units.invite_again": ("/o/db/don-vi/chi-bo-moi/moi-lai", {"email": "hoa2@example.vn"}),
    "units.rename": ("/o/db/don-vi/k1/doi-ten", {"name": "Chi bộ Khám"}),
    "units.move": ("/o/db/don-vi/k1/chuyen", {"under": "db2"}),
    "units.propose_chair": ("/o/db/don-vi/k1/nguoi-dung-dau", BINH),
    "units.withdraw_proposal": ("/o/db/don-vi/k1/nguoi-dung-dau/rut", {}),
    "units.close": ("/o/db/don-vi/k1/ket-thuc", REASON),
    "units.reopen": ("/o/db/don-vi/k1/mo-lai", {}),
    "units.merge": ("/o/db/don-vi/k1/sap-nhap", {"into": "k2", "reason": "Sắp xếp", "seen": ""}),
}


@pytest.fixture
def stage(cast):
    """K1 without offices, and another committee under DB."""
    without_offices(cast.lan, cast.dung, cast.hung)
    found(cast.db, OrganizationKind.COMMITTEE, "db2", "Đảng bộ bộ phận")
    return cast


def places():
    """Identifiers by code."""
    rows = db.session.execute(select(Organization.code, Organization.id))
    return dict(rows.all())


def carry_out(client, acts):
    for endpoint, (address, sent) in acts.items():
        here = places()
        data = {name: value.format(**here) for name, value in sent.items()}
        assert client.post(address.format(**here), data=data).status_code == 303, endpoint


def nobody_named():
    """Entries of all trails that name no member, as a reader finds them."""
    seen = set()
    for key in places().values():
        with tenancy.tenant(key):
            entries = db.session.scalars(select(AuditEntry).where(AuditEntry.actor_id.is_(None)))
            seen |= {entry.acted_by for entry in entries}
    return seen


def acts_of(app, is_one):
    rules = (rule for rule in app.url_map.iter_rules() if "POST" in rule.methods)
    return {rule.endpoint for rule in rules if is_one(rule)}


def test_every_act_of_an_operator_is_played_and_named(app, stage, as_):
    assert acts_of(app, lambda rule: rule.endpoint.startswith("admin.")) == set(OF_OPERATOR)
    carry_out(as_(stage.van), OF_OPERATOR)
    assert nobody_named() == {OPERATOR}


def test_every_act_of_a_superior_on_a_unit_is_played_and_named(app, stage, as_):
    opens = {"units.open_unit"}
    below = acts_of(app, lambda r: r.endpoint.startswith("units.") and "unit" in r.arguments)
    assert below | opens == set(OF_SUPERIOR)
    carry_out(as_(stage.duc), OF_SUPERIOR)
    assert nobody_named() == {SUPERIOR}


def test_another_unit_is_named_where_it_writes(cast, as_):
    leave = {
        "kind": "permanent",
        "from_on": "2026-11-16",
        "destination_id": str(cast.k2.id),
        "search": "Nội",
        "reason": "Chuyển công tác",
    }
    path = f"/o/k1/thanh-vien/{cast.binh.member_id}/chuyen"
    assert as_(cast.lan).post(path, data=leave).status_code == 303
    assert nobody_named() == {"Nguyễn Thị Lan, Chi bộ Khoa Khám bệnh"}


def test_a_timer_says_that_it_is_one(cast, as_):
    audit.record(FromOutside(cast.k1.id), AuditEvent.TURN_REQUEST_LAPSED)
    assert "Hệ thống" in as_(cast.lan).get("/o/k1/nhat-ky").text


def test_a_request_that_names_nobody_is_refused(app, cast):
    with app.test_request_context("/"), pytest.raises(Nameless):
        audit.record(FromOutside(cast.k1.id), AuditEvent.TURN_REQUEST_LAPSED)
    by = Outside(ActorKind.OPERATOR, "Cao Thị Vân")
    with app.test_request_context("/"):
        audit.record(FromOutside(cast.k1.id, by), AuditEvent.ORGANIZATION_RESUMED)


def test_who_was_given_an_office_from_outside_reads_by_whom(cast, as_):
    account_id = account("Vũ Thị Hoa", "hoa@example.vn")
    union = cast.organizations["cd"]
    member_id = join(union, "Vũ Thị Hoa", "hoa@example.vn", account_id)
    hoa = type(cast.lan)("Vũ Thị Hoa", union, account_id, member_id, "hoa@example.vn")
    with tenancy.tenant(union.id):
        by = Outside(ActorKind.SUPERIOR, "Mai Hữu Đức", "Đảng bộ Bệnh viện")
        scope = task_scope(union.id, by)
        member = roster.get_member(scope, member_id)
        offices.keep_grant(scope, member, Role.DEPUTY, from_on=clock.today(), until_on=None)
        db.session.commit()
    assert f"{SUPERIOR} ghi nhận chức vụ" in as_(hoa).get("/o/cd/thong-bao").text


def test_the_names_are_part_of_the_chain(cast, as_):
    as_(cast.van).post(f"/van-hanh/{cast.k1.id}/tam-ngung")
    with tenancy.tenant(cast.k1.id):
        scope = task_scope(cast.k1.id)
        assert proofs.verify(scope).is_whole
        (entry,) = trail.entries(scope, offset=0, size=5)
        assert entry.facts["outside"]["name"] == "Cao Thị Vân"
