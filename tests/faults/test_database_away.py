"""The database goes away and comes back: a page that says so, then everything as before."""

import re
from urllib.parse import urlencode

import psycopg
import pytest

from tests.faults.web_server import PHONE, serving
from tests.faults.workers import wait_for
from tests.servers import OwnServers
from webapp.local.child import Child, kill_tree

pytestmark = [pytest.mark.faults, pytest.mark.real_time]


class Database:
    """A PostgreSQL of our own that can be taken away and brought back at the same address."""

    def __init__(self) -> None:
        self.own = OwnServers()
        running = self.own.start()
        self.databases = running.clone_database("away")
        self.address = running.admin_dsn.encode()

    def leave(self, *, killed: bool = False) -> None:
        """Stop the server in order, or as when the machine loses power."""
        child = self.own._children[1]
        if killed:
            kill_tree(child.pid)
        child.ask_to_end()
        child.end(20)

    def come_back(self) -> None:
        """Start it over the same data."""
        self.own._children[1] = Child(self.own._children[1].program)
        ping = psycopg.pq.PGconn.ping
        wait_for(lambda: ping(self.address) == psycopg.pq.Ping.OK, 30, "PostgreSQL")


@pytest.fixture(scope="module")
def database():
    made = Database()
    yield made
    made.own.stop()


@pytest.fixture(scope="module")
def web(database, tmp_path_factory):
    log = tmp_path_factory.mktemp("web") / "web.log"
    urls = database.databases
    with serving(urls.app_url, urls.redis_url, log) as server:
        yield server


def is_page_of_an_absence(answer):
    status, headers, page = answer
    assert status == 503
    assert int(headers["Retry-After"]) > 0
    assert re.search(r"Mã lỗi: <strong>\w{4,}", page)
    assert PHONE in page
    assert "Hãy thử lại sau ít phút" in page
    return page


@pytest.mark.parametrize("killed", [False, True], ids=["stopped", "killed"])
def test_every_page_says_that_the_database_is_away_until_it_is_back(database, web, killed):
    before = web.ask("/o/k1/")
    database.leave(killed=killed)
    try:
        for address in ("/o/k1/", "/o/k2/bao-cao"):
            page = is_page_of_an_absence(web.ask(address))
            assert 'href="/static/' in page
            assert page.count("<h1") == 1
        piece = is_page_of_an_absence(web.ask("/o/k1/", HX_Request="true"))
        assert "<html" not in piece
        assert web.ask("/healthz")[0] == 200
        assert web.ask("/readyz")[0] == 503
    finally:
        database.come_back()
    # The first request after the return already finds everything as it was.
    after = [web.ask("/o/k1/") for _ in range(6)]
    assert {answer[0] for answer in after} == {before[0]}
    assert web.ask("/readyz")[0] == 200


def test_what_was_typed_while_it_was_away_is_offered_to_be_sent_again(database, web):
    status, headers, page = web.ask("/dang-nhap")
    assert status == 200
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    cookie = headers["Set-Cookie"].split(";")[0]
    typed = {"csrf_token": token, "wording": "Đi muộn ba lần", "password": "khong ai biet het"}
    typed["typed_by"] = "the mark of a page"
    sent = {"Cookie": cookie, "Content_Type": "application/x-www-form-urlencoded"}
    body = urlencode(typed).encode()
    database.leave()
    try:
        away = is_page_of_an_absence(web.ask("/o/k1/theo-doi/moi", body, **sent))
    finally:
        database.come_back()
    assert "Đi muộn ba lần" in away
    assert "khong ai biet het" not in away
    assert "Gửi lại" in away
    assert web.ask("/o/k1/theo-doi/moi", body, **sent)[0] == 401
