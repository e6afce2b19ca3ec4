"""A reader of PostgreSQL's own catalogue: every table stands behind the second wall.

Tables of nobody are listed here with the reason; every other one must be a tenant's.
"""

import pytest
from sqlalchemy import create_engine, text

#: Tables that belong to no tenant, and why they may.
OF_NOBODY = {
    "alembic_version": "says how far the schema has been migrated",
    "organizations": "the tree itself: names and codes, looked up before anybody is known",
    "accounts": "one person may belong to several organizations",
    "account_sessions": "a sign-in belongs to a person",
    "account_devices": "a browser in which a person has signed in",
    "sign_in_tries": "throttling counts before anybody is known",
    "heartbeats": "signs of life of the workers",
    "troubles": "what does not work outside, such as the mail server",
}


@pytest.fixture(scope="module")
def look(databases):
    engine = create_engine(databases.superuser_url)

    def run(statement):
        with engine.connect() as connection:
            return connection.execute(text(statement)).all()

    yield run
    engine.dispose()


def tenant_tables(look):
    return {
        name
        for (name,) in look(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')"
        )
    } - set(OF_NOBODY)


def test_every_other_table_has_an_organization_that_is_never_missing(look):
    with_organization = {
        name
        for (name,) in look(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND column_name = 'organization_id' AND is_nullable = 'NO'"
        )
    }
    assert tenant_tables(look) - with_organization == set()
    assert with_organization & set(OF_NOBODY) == set()


def test_row_level_security_is_on_and_forced(look):
    guarded = {
        name
        for (name,) in look(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
        )
    }
    assert tenant_tables(look) - guarded == set()


def test_every_policy_asks_for_the_announced_organization(look):
    rows = look("SELECT tablename, coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies")
    assert {table for table, _rule in rows} == tenant_tables(look)
    assert [
        t for t, rule in rows if "current_organization()" not in rule and t != "monthly_facts"
    ] == []


def test_the_organization_is_the_first_part_of_every_key(look):
    rows = look(
        "SELECT t.relname, i.indisprimary, a.attname FROM pg_index i"
        " JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace"
        " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]"
        " WHERE n.nspname = 'public' AND i.indisunique"
    )
    wrong = [r for r in rows if r[0] in tenant_tables(look) and r[2] != "organization_id"]
    assert wrong == []


def test_references_between_tenant_tables_carry_the_organization(look):
    rows = look(
        "SELECT t.relname, f.relname, c.conname, (SELECT array_agg(a.attname) FROM pg_attribute a"
        "  WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey))"
        " FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid"
        " JOIN pg_class f ON f.oid = c.confrelid WHERE c.contype = 'f'"
    )
    tables = tenant_tables(look)
    wrong = [r[2] for r in rows if {r[0], r[1]} <= tables and "organization_id" not in r[3]]
    assert wrong == []


def test_the_role_of_the_service_can_do_no_more_than_it_must(look):
    ((superuser, bypass),) = look(
        "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'app_rw'"
    )
    assert (superuser, bypass) == (False, False)
    assert (
        look(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind = 'r' AND (pg_has_role('app_rw', c.relowner,"
            " 'MEMBER') OR has_table_privilege('app_rw', c.oid, 'TRUNCATE'))"
        )
        == []
    )
    for privilege in ("UPDATE", "DELETE"):
        statement = f"SELECT has_table_privilege('app_rw', 'audit_entries', '{privilege}')"
        assert look(statement) == [(False,)]


def test_nothing_looks_around_the_wall_but_the_named_functions(look):
    definers = look(
        "SELECT p.proname, r.rolname, p.proconfig FROM pg_proc p"
        " JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles r ON r.oid = p.proowner"
        " WHERE p.prosecdef AND n.nspname IN ('public', 'app')"
    )
    assert {owner for _name, owner, _config in definers} == {"app_lookup", "app_guard"}
    assert all(any("search_path" in c for c in config) for _n, _o, config in definers)
    assert (
        look(
            "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace ="
            " 'public'::regnamespace"
        )
        == []
    )
    assert (
        look(
            "SELECT proname FROM pg_proc WHERE proleakproof AND pronamespace IN"
            " ('public'::regnamespace, 'app'::regnamespace)"
        )
        == []
    )


def test_what_writes_for_the_service_passes_no_policy_and_removes_nothing(look):
    assert look("SELECT rolbypassrls FROM pg_roles WHERE rolname = 'app_guard'") == [(False,)]
    held = look(
        "SELECT table_name, privilege_type FROM information_schema.table_privileges"
        " WHERE grantee = 'app_guard' AND table_schema = 'public'"
    )
    tables = ("accounts", "invitations", "memberships", "organizations")
    assert sorted(held) == [(table, "SELECT") for table in tables]
    written = look(
        "SELECT table_name, column_name FROM information_schema.column_privileges"
        " WHERE grantee = 'app_guard' AND privilege_type IN ('INSERT', 'UPDATE')"
    )
    assert ("accounts", "is_operator") not in written
    assert {table for table, _column in written} == {"accounts", "invitations", "organizations"}


def test_figures_have_no_room_for_words(look):
    kinds = look(
        "SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_name = 'monthly_facts' AND data_type IN ('text', 'character varying')"
    )
    # The measure is one of a checked list, the path is made of identifiers.
    assert {name for name, _kind in kinds} == {"measure", "path"}
