"""A list of five thousand members, from the file to the rows, against the least it can take.

The least: read the sheet in this process, and write one row for each person by one COPY.
"""

import random
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import psycopg
from python_calamine import CalamineWorkbook

from tests import cast as people
from tests.benchmarks.process import Postgres
from tests.benchmarks.rounds import figure
from tests.conftest import settings_for_tests
from tests.servers import Databases
from tests.service.imports.lists import person, xlsx
from webapp import create_app
from webapp.accounts.queries import task_scope
from webapp.accounts.rules import Role
from webapp.accounts.scope import Scope
from webapp.core import clock, queue, tenancy, vietnamese
from webapp.core.db import db
from webapp.core.garbage_collection import collect_seldom
from webapp.imports import applying, preview, queries, service
from webapp.imports.rules import ImportState
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind

SIZE = 5_000
ROUNDS = 5


def measure(databases: Databases, dsn: str) -> dict[str, Any]:
    """Both sides in turn, each time into an organization that has nobody yet."""
    chance = random.Random(20_261_126)
    content = xlsx([person(number, chance) for number in range(1, SIZE + 1)])
    ours: list[Cost] = []
    least: list[Cost] = []
    with _application(databases):
        above = people.found(None, OrganizationKind.COMMITTEE, "tren", "Đảng bộ trên")
        with psycopg.connect(dsn) as connection:
            meter = Meter(Postgres(connection.info.backend_pid))
            # The first round of each side warms up.
            for number in range(ROUNDS + 1):
                unit = people.found(above, OrganizationKind.PARTY_BRANCH, f"c{number}", "Chi bộ")
                chair = people.scope_of(_chair(unit, number))
                with tenancy.tenant(unit.id):
                    taken = meter.of(lambda chair=chair: _import(chair, content))
                shortest = meter.of(lambda unit=unit: _least(connection, unit.id, content))
                if number:
                    ours.append(taken)
                    least.append(shortest)
    pairs = [mine.cpu_s / theirs.cpu_s for mine, theirs in zip(ours, least, strict=True)]
    return {
        "rows": SIZE,
        "s": figure([one.s for one in ours], 3),
        "cpu_s": figure([one.cpu_s for one in ours], 3),
        "limit_s": figure([one.s for one in least], 3),
        "limit_cpu_s": figure([one.cpu_s for one in least], 3),
        "vs_limit": figure(pairs),
    }


@dataclass(frozen=True)
class Cost:
    """What a piece of work took: by the clock, and of all processors together."""

    s: float
    cpu_s: float


@dataclass(frozen=True)
class Meter:
    """Measures work of this process, of those it starts, and of PostgreSQL."""

    postgres: Postgres

    def of(self, work: Callable[[], None]) -> Cost:
        """Do the work and say what it took."""
        began, before = time.perf_counter(), self._cpu_s()
        work()
        return Cost(time.perf_counter() - began, self._cpu_s() - before)

    def _cpu_s(self) -> float:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        own = sum(one.ru_utime + one.ru_stime for one in used)
        return own + self.postgres.cpu_ns() / 1e9


@contextmanager
def _application(databases: Databases) -> Iterator[None]:
    app = create_app(settings_for_tests(databases.app_url, databases.redis_url))
    queue.wake = lambda _name, _facts: True  # the worker's part is played here
    collect_seldom()
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()


def _chair(unit: Organization, number: int) -> people.Person:
    email = f"bi-thu-{number}@example.vn"
    account = people.account("Nguyễn Thị Lan", email)
    member = people.join(unit, "Nguyễn Thị Lan", email, account, Role.CHAIR)
    return people.Person("Nguyễn Thị Lan", unit, account, member, email)


def _import(scope: Scope, content: bytes) -> None:
    """Everything between sending the file and the last commit."""
    commit = db.session.commit
    row = service.ask_to_read(scope, "danh sach.xlsx", content, now=clock.now())
    commit()
    worker, import_id = task_scope(scope.organization_id), row.id
    preview.read(worker, import_id, now=clock.now(), commit=commit)
    commit()
    row = queries.get_import(scope, import_id)
    service.ask_to_apply(scope, row, seen=row.revision, now=clock.now())
    commit()
    applying.apply(worker, import_id, now=clock.now(), commit=commit)
    commit()
    row = queries.get_import(scope, import_id)
    if (row.state, row.new_count) != (ImportState.DONE, SIZE):
        raise RuntimeError(f"{row.state}: {row.new_count} of {SIZE}, {row.problem}")


def _least(connection: Any, organization_id: int, content: bytes) -> None:
    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
    into = (
        "COPY memberships (organization_id, full_name, sort_key, search_text, email, phone,"
        " joined_on, admitted_on) FROM STDIN"
    )
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for _number, name, admitted, joined, email, phone, _status in sheet.to_python()[1:]:
            keys = (vietnamese.sort_key(name), vietnamese.search_key(name))
            day = joined if isinstance(admitted, str) else admitted
            copy.write_row((organization_id, name, *keys, email, str(phone), joined, day))
    connection.commit()
