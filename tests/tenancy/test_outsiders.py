"""The matrix: every address × everybody who does not belong × foreign and unknown rows.

Run three times: with both walls, with the code's filter switched off, and with row-level
security switched off. Each time nothing may leak and nothing of branch K1 may change.
"""

import re
from contextlib import contextmanager
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import create_engine, text

from tests import first_wall
from tests.canary import mark
from tests.conftest import HTMX, CastClient, browser_of, settings_for_tests
from tests.tenancy.addresses import inside, names_a_row, parts, requests_to
from tests.tenancy.planted import plant
from webapp import create_app
from webapp.core.db import Base, db

#: Who is a stranger to branch K1, and the organization they are at home in.
STRANGERS = {
    "khanh": "k2",
    "kien": "k2",
    "chi": "cd",
    "oanh": "db",
    "duc": "db",
    "ngan": "xa",
    "phuc": None,
    "van": None,
}
#: These also ask for pieces and for rows nobody has; one of each kind of stranger.
THOROUGH = {"khanh", "oanh", "phuc"}
SECRETS = (mark("k1"), "Nguyễn Thị Lan", "Hoàng Thanh Bình")
REFUSED = {400, 404, 405, 422}


@contextmanager
def both_walls(app, databases, monkeypatch):
    yield app


@contextmanager
def without_filter(app, databases, monkeypatch):
    first_wall.take_away(monkeypatch)
    yield app


@contextmanager
def without_row_security(app, databases, monkeypatch):
    bare = create_app(settings_for_tests(databases.superuser_url, databases.redis_url))
    bare.test_client_class = CastClient
    yield bare
    with bare.app_context():
        db.engine.dispose()


@pytest.fixture(params=[both_walls, without_filter, without_row_security])
def walls(request, app, databases, monkeypatch):
    with request.param(app, databases, monkeypatch) as tested:
        yield request.param.__name__, tested


def fingerprint(databases, organization_id):
    """A checksum over every row of one organization."""
    engine = create_engine(databases.superuser_url)
    sums = {}
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if "organization_id" in table.columns:
                query = f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table.name} t"
                sums[table.name] = connection.execute(
                    text(f"{query} WHERE organization_id = :id"), {"id": organization_id}
                ).scalar()
    engine.dispose()
    return sums


def test_strangers_learn_nothing_and_change_nothing(walls, app, databases, cast, record_property):
    ids = plant(cast)
    k1 = cast.organizations["k1"].id
    before, made, leaks = fingerprint(databases, k1), 0, []
    standing, tested = walls
    for name, home in STRANGERS.items():
        client = browser_of(app, cast.people[name])
        client.application = tested
        for method, address, kind in _hostile(app, ids, home, thorough=name in THOROUGH):
            answer = client.open(address, method=method, headers=HTMX if kind == "piece" else {})
            made += 1
            said = words_in(answer)
            if any(secret in said for secret in SECRETS):
                leaks.append((name, method, address, "text"))
            elif kind != "own" and answer.status_code not in REFUSED:
                leaks.append((name, method, address, answer.status_code))
    record_property(f"hostile requests, {standing}", f"{made}, leaks {len(leaks)}")
    assert leaks == []
    assert fingerprint(databases, k1) == before


def words_in(answer):
    """Everything an answer says, also what is packed inside a workbook."""
    if not answer.data.startswith(b"PK"):
        return answer.text
    with ZipFile(BytesIO(answer.data)) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())


def _hostile(app, ids, home, *, thorough):
    """Requests into K1, and requests at home that name rows of K1."""
    for rule in inside(app):
        yield from _into_k1(rule, parts(rule, ids), thorough)
        if thorough and names_a_row(rule):
            yield from _into_k1(rule, parts(rule, ids, unknown=True), thorough)
        if home:
            for method, address in requests_to(rule, home, parts(rule, ids)):
                yield method, address, "page" if names_a_row(rule) else "own"


def _into_k1(rule, values, thorough):
    for method, address in requests_to(rule, "k1", values):
        yield method, address, "page"
        if thorough:
            yield method, address, "piece"


def test_who_belongs_to_two_organizations_sees_nothing_of_one_in_the_other(app, cast, as_):
    ids, client, leaks = plant(cast), as_(cast.mai_in_union), []
    for rule in filter(names_a_row, inside(app)):
        for method, address in requests_to(rule, "cd", parts(rule, ids)):
            answer = client.open(address, method=method)
            if answer.status_code not in REFUSED or mark("k1") in answer.text:
                leaks.append((method, address, answer.status_code))
    assert leaks == []


def test_a_foreign_row_and_an_unknown_row_get_the_same_answer(app, cast, as_):
    ids, client, different = plant(cast), as_(cast.khanh), []
    for rule in filter(names_a_row, inside(app)):
        foreign = list(requests_to(rule, "k2", parts(rule, ids)))
        unknown = list(requests_to(rule, "k2", parts(rule, ids, unknown=True)))
        for (method, there), (_method, nowhere) in zip(foreign, unknown, strict=True):
            one, other = client.open(there, method=method), client.open(nowhere, method=method)
            if _told(one, there) != _told(other, nowhere):
                different.append((method, there, one.status_code, other.status_code))
    assert different == []


def _told(answer, address):
    """What an answer says, without the address that was asked for and the form's own token."""
    text = re.sub(r'name="csrf_token" value="[^"]*"', "", answer.text)
    return answer.status_code, text.replace(address, "")


def test_the_signed_out_are_asked_to_sign_in_whatever_the_address(app, cast, as_):
    ids, wrong = plant(cast), []
    for rule in inside(app):
        for code in ("k1", "nowhere"):
            for method, address in requests_to(rule, code, parts(rule, ids)):
                answer = as_(None).open(address, method=method)
                if answer.status_code not in (303, 401) or mark("k1") in answer.text:
                    wrong.append((method, address, answer.status_code))
    assert wrong == []


def test_somebody_who_left_is_shut_out_with_the_next_request(app, cast, as_):
    client = as_(cast.phuc)
    assert client.get("/o/k1/").status_code == 404
