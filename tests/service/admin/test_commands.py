"""flask admin …: founding, first chairs and operators from the command line."""

import pytest
from sqlalchemy import select

from tests.as_owner import password_kept
from tests.cast import HASH
from tests.cast import account as new_account
from webapp.accounts.models import Account
from webapp.accounts.signing_in import passwords
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, DeliveryState, NoticeKind
from webapp.organizations import queries


@pytest.fixture
def admin(app, clean):
    run = app.test_cli_runner()

    def carry_out(*args):
        result = run.invoke(args=["admin", *args])
        return result.exit_code, result.output

    return carry_out


def test_a_tree_grows_from_its_root(admin):
    assert admin("found-organization", "db", "Đảng bộ A", "--kind", "committee")[0] == 0
    founded = ("found-organization", "k1", "Chi bộ 1", "--kind", "party_branch", "--parent", "db")
    assert admin(*founded) == (0, "Opened Chi bộ 1 at /o/k1/\n")
    assert queries.by_code("k1").parent_id == queries.by_code("db").id
    status, said = admin(*founded)
    assert (status, "Mã này đã được dùng." in said) == (1, True)


def test_an_unknown_superior_is_said(admin):
    status, said = admin(
        "found-organization", "k1", "Chi bộ 1", "--kind", "party_branch", "--parent", "nowhere"
    )
    assert (status, "no organization with the code" in said) == (1, True)
    assert queries.by_code("k1") is None


def letters():
    query = select(Notice.kind, Notice.leads_to, Notice.state).where(
        Notice.channel == Channel.EMAIL
    )
    with tenancy.tenant(queries.by_code("db").id):
        return db.session.execute(query).all()


def test_the_first_chair_is_invited_by_e_mail_and_no_link_is_shown(admin):
    admin("found-organization", "db", "Đảng bộ A", "--kind", "committee")
    status, said = admin("appoint-chair", "db", "a@b.vn", "Nguyễn Văn An")
    assert (status, "/moi/" in said) == (0, False)
    assert letters() == [(NoticeKind.INVITATION, None, DeliveryState.WAITING)]


def actors():
    with tenancy.tenant(queries.by_code("db").id):
        return {entry.acted_by for entry in db.session.scalars(select(AuditEntry))}


def test_the_trail_names_the_operator_or_the_user_of_the_machine(admin, monkeypatch):
    made = ("create-operator", "van@example.vn", "Cao Thị Vân", "--password", "con duong xua em di")
    admin(*made)
    founded = ("found-organization", "db", "Đảng bộ A", "--kind", "committee")
    assert admin(*founded, "--as", "a@b.vn")[0] == 1
    assert queries.by_code("db") is None
    monkeypatch.setattr("getpass.getuser", lambda: "quantri")
    assert admin(*founded)[0] == 0
    assert actors() == {"Người vận hành: quantri (dòng lệnh)"}
    named = ("appoint-chair", "db", "a@b.vn", "Nguyễn Văn An", "--as", "van@example.vn")
    assert admin(*named)[0] == 0
    assert actors() == {"Người vận hành: quantri (dòng lệnh)", "Người vận hành: Cao Thị Vân"}


def test_who_belongs_to_an_organization_becomes_no_operator(admin, cast):
    status, _said = admin("create-operator", cast.lan.email, cast.lan.full_name, "--password", "x")
    assert status == 1
    assert not db.session.get_one(Account, cast.lan.account_id).is_operator


def test_an_operator_signs_in_with_the_password_that_was_given(admin):
    made = ("create-operator", "Van@Example.vn", "Cao Thị Vân", "--password", "con duong xua em di")
    assert admin(*made)[0] == 0
    account = db.session.scalars(select(Account)).one()
    assert (account.email, account.is_operator) == ("van@example.vn", True)
    assert passwords.matches(password_kept(account.id), "con duong xua em di")


def test_an_account_that_is_there_becomes_an_operator_s_and_keeps_its_password(admin, cast):
    known = new_account("Cao Thị Yến", "yen@example.vn")
    made = ("create-operator", "yen@example.vn", "Yến", "--password", "con duong xua em di")
    assert admin(*made)[0] == 0
    account = db.session.get_one(Account, known)
    assert (account.is_operator, account.full_name) == (True, "Cao Thị Yến")
    assert password_kept(account.id) == HASH


def test_where_only_the_service_s_own_role_is_known_nobody_becomes_an_operator(
    app, admin, monkeypatch
):
    monkeypatch.setitem(app.config, "MIGRATION_DATABASE_URL", "")
    made = ("create-operator", "van@example.vn", "Vân", "--password", "con duong xua em di")
    status, said = admin(*made)
    assert (status, "MIGRATION_DATABASE_URL is not set" in said) == (1, True)
    assert db.session.scalars(select(Account)).all() == []


@pytest.mark.parametrize(
    ("email", "password"), [("van@example.vn", "short"), ("nonsense", "con duong xua em di")]
)
def test_an_operator_needs_an_address_and_a_password_that_will_do(admin, email, password):
    assert admin("create-operator", email, "Cao Thị Vân", "--password", password)[0] == 1
    assert db.session.scalars(select(Account)).all() == []
