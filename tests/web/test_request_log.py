"""Each request leaves one line: the rule of its address, never the address itself."""

import json
import logging

import pytest

from webapp.core.logs import JsonLine

SECRET = "Zx9-canhgiac_secret"


class Written(logging.Handler):
    """Keeps every line as it is written, at the moment it is."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.setFormatter(JsonLine())
        self.all = []

    def emit(self, record):
        self.all.append(self.format(record))

    @property
    def of_requests(self):
        read = map(json.loads, self.all)
        return [line for line in read if line["logger"] == "webapp.web.request_log"]


@pytest.fixture
def log(caplog):
    """Everything that is written during the test."""
    caplog.set_level(logging.DEBUG)
    written, root = Written(), logging.getLogger()
    root.addHandler(written)
    yield written
    root.removeHandler(written)


def test_a_request_is_told_by_its_rule_person_and_end(cast, as_, log):
    as_(cast.lan).get(f"/o/k1/thanh-vien?tim={SECRET}")
    line = log.of_requests[-1]
    assert line["rule"] == "/o/<organization>/thanh-vien"
    assert (line["method"], line["status"], line["level"]) == ("GET", 200, "INFO")
    assert (line["account"], line["organization"]) == (cast.lan.account_id, cast.k1.id)
    assert line["milliseconds"] >= 0


ADDRESSES = [
    ("GET", f"/moi/1-{SECRET}"),
    ("POST", f"/moi/1-{SECRET}"),
    ("POST", f"/moi/1-{SECRET}/tiep-tuc"),
    ("GET", f"/{SECRET}"),
    ("GET", f"/dang-nhap?next=/moi/1-{SECRET}"),
    ("GET", f"/o/{SECRET}/"),
    ("DELETE", f"/moi/1-{SECRET}"),
]


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
def test_nothing_of_an_address_that_is_secret_stands_in_the_log(cast, as_, log, method, address):
    as_(None).open(address, method=method, headers={"Referer": f"http://localhost/{SECRET}"})
    assert len(log.of_requests) == 1
    assert SECRET not in "".join(log.all)


def test_the_identifier_on_an_error_page_is_the_one_in_the_log(cast, as_, log, monkeypatch):
    def fail(*_arguments):
        raise ValueError(SECRET)

    monkeypatch.setattr("webapp.notices.queries.count_inbox", fail)
    page = as_(cast.mai).get("/o/k1/thong-bao")
    (line,) = log.of_requests
    assert (page.status_code, line["status"]) == (500, 500)
    assert line["running"] in page.text
    assert len(line["running"]) == 6


def test_what_every_page_asks_for_is_not_told_at_the_usual_level(as_, cast, log):
    as_(None).get("/healthz")
    assert [line["level"] for line in log.of_requests] == ["DEBUG"]
