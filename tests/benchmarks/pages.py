"""Pages beside a reference page: processor time, queries, bytes, memory."""

import gzip
import os
import re
import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import psycopg
from flask import Flask
from sqlalchemy import Engine

from tests.benchmarks.autosave import InProcess, Report, Typing
from tests.benchmarks.data import World
from tests.benchmarks.process import Postgres, Web
from tests.benchmarks.reference import create_reference
from tests.benchmarks.rounds import Side, figure, interleave, quantile, ratio
from tests.benchmarks.visitor import Answer, Visitor, sign_in
from tests.counting import counter
from webapp import create_app
from webapp.core.db import db

ROUNDS, TIMES = 12, 30
#: Compared with the reference fragment; every other page with the reference page.
FRAGMENTS = {"autosave", "draft"}
_LINKED = re.compile(rb'(?:href|src|data-local)="(/static/[^"]+)"')


class Pages:
    """Three servers over one database, and everything asked of them."""

    def __init__(self, world: World, environment: dict[str, str], admin_dsn: str) -> None:
        os.environ.update(environment)
        self.world = world
        self.app, self.reference = create_app(), create_reference()
        self.webs = {
            "libraries": Web("tests.benchmarks.libraries:app", {}, "/"),
            "reference": Web(
                "tests.benchmarks.reference:create_reference()", environment, "/static/none"
            ),
            "service": Web("webapp.wsgi:app", environment, "/healthz"),
        }
        self._admin = psycopg.connect(admin_dsn, autocommit=True)
        self.postgres = Postgres(self._admin.info.backend_pid)

    def stop(self) -> None:
        """End the servers."""
        for web in self.webs.values():
            web.stop()
        self._admin.close()

    def measure(self) -> dict[str, Any]:
        """Everything of this group, as it is printed."""
        sides = [side for side in self._sides() if _is_there(side)]
        interleave(sides, self.postgres, rounds=ROUNDS, times=TIMES)
        by_name = {side.name: side for side in sides}
        service, least = self.webs["service"].rss_mb(), self.webs["libraries"].rss_mb()
        found: dict[str, Any] = {
            "pages": {side.name: self._result(side, by_name) for side in sides},
            "worker": {"rss_mb": round(service, 1), "vs_libraries": round(service / least, 2)},
        }
        if "home" in by_name:
            found["first_load_gz_bytes"] = self._first_load(by_name["home"].body)
        return found

    def _sides(self) -> list[Side]:
        reference = self.webs["reference"]
        here, account = self.world.unit.place, self._account(0)
        member = self._visitor(self.reference, reference, account)
        where = f"/o/{here.code}/"
        query = f"?organization={here.id}"
        body = urlencode({"body": "đã ghi"})
        sides = [
            Side("reference", reference, lambda: member.ask("GET", where + query)),
            Side(
                "reference_fragment",
                reference,
                lambda: member.ask("POST", f"{where}save{query}", body),
            ),
        ]
        return sides + [
            Side(name, self.webs["service"], ask) for name, ask in self._own_pages().items()
        ]

    def _own_pages(self) -> dict[str, Callable[[], Answer]]:
        service = self.webs["service"]
        asks = {
            name: _getter(self._visitor(self.app, service, account), path)
            for name, (account, path) in self.addresses(ten_times=False).items()
        }
        for name in FRAGMENTS:
            asks[name] = self._typing(name, self._visitor(self.app, service, self._account(3)))
        return asks

    def _typing(self, name: str, visitor: Visitor | InProcess) -> Typing:
        """A member who writes a report, or fills in a form that is kept as a draft."""
        here = f"/o/{self.world.unit.place.code}"
        if name == "autosave":
            return Report(visitor, f"{here}/bao-cao/{self.world.unit.drafting}")
        return Typing(visitor, f"{here}/theo-doi/moi", f"{here}/dang-viet", "unsent")

    def addresses(self, *, ten_times: bool) -> dict[str, tuple[int, str]]:
        """Account and path of every page that is read, in the unit or in the ten times larger."""
        world = self.world
        unit = world.ten_times if ten_times else world.unit
        above = world.superior_ten_times if ten_times else world.superior
        here = f"/o/{unit.place.code}"
        chair, writer = (self._account(number, unit.members) for number in (0, 3))
        return {
            "home": (chair, f"{here}/"),
            "report": (chair, f"{here}/bao-cao/{unit.submitted}"),
            "editor": (writer, f"{here}/bao-cao/{unit.drafting}/viet"),
            "meeting": (chair, f"{here}/buoi-hop/{unit.meeting}/dieu-hanh"),
            "branch_figures": (chair, f"{here}/tong-hop"),
            "superior_100": (world.viewers[above.code], f"/o/{above.code}/tong-hop/cap-duoi"),
            "superior_top": (world.viewers["huyen"], "/o/huyen/tong-hop/cap-duoi"),
        }

    def _account(self, number: int, members: list[int] | None = None) -> int:
        member = (members or self.world.unit.members)[number]
        row = self._admin_row("SELECT account_id FROM memberships WHERE id = %s", member)
        return int(row[0])

    def _admin_row(self, statement: str, *values: object) -> Any:
        return self._admin.execute(statement, values).fetchone()

    def _visitor(self, app: Flask, web: Web, account: int) -> Visitor:
        name = app.config["SESSION_COOKIE_NAME"]
        cookie, csrf = sign_in(self.app, account, name)
        return Visitor(web.port, cookie, csrf)

    def _result(self, side: Side, by_name: dict[str, Side]) -> dict[str, Any]:
        peer = "reference_fragment" if side.name in FRAGMENTS else "reference"
        result: dict[str, Any] = {
            "cpu_ms": figure(side.cpu_ms),
            "rps": figure(side.rps, 0),
            "p95_ms": round(quantile(side.latencies, 0.95), 2),
            "p99_by_p50": round(quantile(side.latencies, 0.99) / quantile(side.latencies, 0.5), 2),
            "gz_bytes": len(gzip.compress(side.body, 6)),
            "vs_reference": ratio(side, by_name[peer]),
        }
        return result | self._queries(side.name)

    def _queries(self, name: str) -> dict[str, int]:
        """Statements of one page, and of the same page with ten times the rows."""
        if name.startswith("reference"):
            return {"queries": self._count(self.reference, name)}
        if name in FRAGMENTS:
            return {"queries": self._count(self.app, name)}
        found = {}
        for key, ten_times in (("queries", False), ("queries_10x", True)):
            if name in (there := self.addresses(ten_times=ten_times)):
                account, path = there[name]
                found[key] = self._count_get(account, path)
        return found

    def _count_get(self, account: int, path: str) -> int:
        cookie, _ = sign_in(self.app, account, self.app.config["SESSION_COOKIE_NAME"])
        client = self.app.test_client(use_cookies=False)

        def ask() -> int:
            return client.get(path, headers={"Cookie": cookie}).status_code

        return _count(self.app, ask)

    def _count(self, app: Flask, name: str) -> int:
        client = app.test_client(use_cookies=False)
        here = self.world.unit.place
        if name in FRAGMENTS:
            cookie, csrf = sign_in(app, self._account(3), app.config["SESSION_COOKIE_NAME"])
            saving = self._typing(name, InProcess(client, cookie, csrf))
            return _count(app, lambda: saving().status)
        cookie, _ = sign_in(self.app, self._account(0), app.config["SESSION_COOKIE_NAME"])
        query = f"?organization={here.id}"
        headers = {"Cookie": cookie}
        if name == "reference":
            path = f"/o/{here.code}/{query}"
            return _count(app, lambda: client.get(path, headers=headers).status_code)
        path = f"/o/{here.code}/save{query}"
        form = {"body": "đã ghi"}
        return _count(app, lambda: client.post(path, data=form, headers=headers).status_code)

    def _first_load(self, page: bytes) -> int:
        """Bytes of the first page with everything it links, packed."""
        service = Visitor(self.webs["service"].port, "", "")
        linked = dict.fromkeys(_LINKED.findall(page))
        packed = [
            service.ask("GET", path.decode(), **{"Accept-Encoding": "gzip"}) for path in linked
        ]
        return len(gzip.compress(page, 6)) + sum(len(answer.body) for answer in packed)


def _getter(visitor: Visitor, path: str) -> Callable[[], Answer]:
    return lambda: visitor.ask("GET", path)


def _is_there(side: Side) -> bool:
    status = side.check()
    if status != 200:
        sys.stderr.write(f"not measured: {side.name} answers {status}\n")
    return status == 200


def _count(app: Flask, ask: Callable[[], int]) -> int:
    """The statements of the second of two equal requests; 0 if it is not answered by 200."""
    ask()
    with app.app_context():
        engine: Engine = db.engine
    with counter(engine)() as statements:
        status = ask()
    return statements.count if status == 200 else 0
