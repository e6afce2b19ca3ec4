"""Each named group is counted and refused, for a person and for an organization alike."""

import logging

import pytest
from sqlalchemy import func, select

from tests.conftest import HTMX
from webapp.accounts.models import Invitation
from webapp.audit.models import AuditEntry
from webapp.core.db import db
from webapp.unsent.models import UnsentForm
from webapp.web.limits import GROUPS

SAVED = {"for": "/o/k1/y-kien", "text": "Điều đang viết"}
BY_NAME = {group.name: group for group in GROUPS}
#: One address of each group, as somebody of the cast asks for it.
ASKED = {
    "autosave": ("POST", "/o/k1/dang-viet", SAVED),
    "search": ("GET", "/o/k1/thanh-vien?tim=an", None),
    "export": ("GET", "/o/k1/thanh-vien/ban-in", None),
    "check": ("GET", "/o/k1/nhat-ky/kiem-tra", None),
    "import": ("POST", "/o/k1/thanh-vien/nhap", {}),
    "invitations": ("POST", "/o/k1/thanh-vien/phieu-moi", {}),
    "links": ("GET", "/moi/1-nothing", None),
}


def ask(client, name, **more):
    method, address, data = ASKED[name]
    return client.open(address, method=method, data=data, **more)


def stored():
    tables = (Invitation, AuditEntry, UnsentForm)
    return [db.session.scalar(select(func.count()).select_from(table)) for table in tables]


def test_every_group_is_asked_for_here_and_names_addresses_of_its_own():
    assert set(ASKED) == set(BY_NAME)
    named = [endpoint for group in GROUPS for endpoint in group.endpoints]
    assert len(named) == len(set(named))


EVERY = [(group.name, endpoint) for group in GROUPS for endpoint in group.endpoints]


@pytest.mark.parametrize(("name", "endpoint"), EVERY)
def test_every_address_named_is_counted(limited_app, visit, cast, use_up, name, endpoint):
    """Without rights too: whoever asks for what they may not see is a program all the sooner."""
    group, values = BY_NAME[name], dict.fromkeys(("report_id", "member_id", "meeting_id"), 1)
    values |= dict.fromkeys(("organization_id", "import_id", "weakness_id"), 1)
    values |= {"organization": "k1", "token": "1-x", "unit": "k1", "year": 2026, "month": "2026-11"}
    rule = next(r for r in limited_app.url_map.iter_rules() if r.endpoint == endpoint)
    with limited_app.test_request_context():
        address = limited_app.url_map.bind("localhost").build(endpoint, {
            name: values[name] for name in rule.arguments
        })  # fmt: skip
    person = cast.van if endpoint.startswith("admin.") else cast.lan
    use_up(group.person, f"account {person.account_id}", group)
    method = "POST" if "POST" in rule.methods else "GET"
    query = {group.argument: "an"} if group.argument else {}
    answer = visit(person).open(address, method=method, query_string=query)
    assert answer.status_code == 429


@pytest.mark.parametrize("name", ASKED)
def test_the_last_allowed_is_answered_and_the_next_refused(visit, cast, use_up, name, caplog):
    group, client = BY_NAME[name], visit(cast.lan)
    use_up(group.person, f"account {cast.lan.account_id}", group, but=1)
    assert ask(client, name).status_code != 429
    before = stored()
    for headers in ({}, HTMX):
        answer = ask(client, name, headers=headers)
        assert answer.status_code == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 3600
        assert "Có quá nhiều lượt gửi" in answer.text
        assert "Hãy chờ" in answer.text
        assert ("<html" in answer.text) is (not headers)
    assert stored() == before
    (line, _again) = [r for r in caplog.records if r.name == "webapp.web.limits"]
    assert line.levelno == logging.WARNING
    assert ask(visit(cast.dung), name).status_code != 429


@pytest.mark.parametrize("name", [group.name for group in GROUPS if group.organization])
def test_what_all_of_a_unit_ask_for_together_has_a_limit_too(visit, cast, use_up, name):
    group = BY_NAME[name]
    use_up(group.organization, f"organization {cast.k1.id}", group, but=1)
    assert ask(visit(cast.lan), name).status_code != 429
    assert ask(visit(cast.dung), name).status_code == 429
    method, address, data = ASKED[name]
    elsewhere = address.replace("/k1/", "/k2/")
    answer = visit(cast.khanh).open(elsewhere, method=method, data=data)
    assert answer.status_code != 429


def test_a_list_that_nobody_searches_is_not_counted(visit, cast, use_up):
    group = BY_NAME["search"]
    use_up(group.person, f"account {cast.lan.account_id}", group)
    client = visit(cast.lan)
    assert client.get("/o/k1/thanh-vien").status_code == 200
    assert client.get("/o/k1/thanh-vien?tim=+").status_code == 200
    assert client.get("/o/k1/thanh-vien?tim=an").status_code == 429


def test_strangers_are_counted_by_where_they_ask_from(visit, cast, use_up):
    group = BY_NAME["links"]
    use_up(group.person, "address 127.0.0.1", group)
    assert ask(visit(None), "links").status_code == 429
    assert ask(visit(None), "links", environ_base={"REMOTE_ADDR": "10.0.0.7"}).status_code == 404
    assert ask(visit(cast.lan), "links").status_code == 404
