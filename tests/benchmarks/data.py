"""The database of the benchmark: seeded, written by COPY, the same on every run."""

import random
from dataclasses import dataclass
from datetime import date

from tests.benchmarks.life import Unit, live
from tests.benchmarks.rows import Rows
from tests.benchmarks.tree import OPENED, Place, found, superior
from tests.servers import Databases
from webapp.accounts.rules import MemberStatus, Role
from webapp.core import clock
from webapp.organizations.rules import OrganizationKind as Kind

SEED = 20_261_123
#: Units of the ordinary superior that live a whole life; the others only have figures.
LIVING = 40


@dataclass(frozen=True)
class World:
    """Where the pages to be measured lie."""

    unit: Unit
    ten_times: Unit
    superior: Place
    superior_ten_times: Place
    top: Place
    #: By code of a superior, the account of somebody who looks at its figures.
    viewers: dict[str, int]
    rows: int


def build(databases: Databases) -> World:
    """Fill a database and say where everything lies."""
    rows, chance = Rows(), random.Random(SEED)
    root = found(rows, None, Kind.COMMITTEE, "tinh", "Đảng bộ tỉnh")
    hundred, units = superior(rows, root, "coso", 100, Kind.PARTY_BRANCH, chance)
    thousand, many = superior(rows, root, "lon", 1000, Kind.PARTY_BRANCH, chance)
    top, _ = superior(rows, root, "huyen", 30, Kind.COMMITTEE, chance)
    living = [live(rows, place, chance) for place in units[:LIVING]]
    big = live(rows, many[0], chance, size=10)
    viewers = {place.code: _viewer(rows, place) for place in (hundred, thousand, top)}
    dsn = databases.superuser_url.replace("+psycopg", "")
    return World(living[0], big, hundred, thousand, top, viewers, rows.write(dsn))


def _viewer(rows: Rows, place: Place) -> int:
    """Somebody with an office in a superior; returns the account."""
    name, email = "Ngô Kiều Oanh", f"oanh-{place.code}@example.vn"
    who = {"full_name": name, "email": email}
    account = rows.add("accounts", is_operator=False, created_at=clock.now(), **who)
    here = {"organization_id": place.id}
    names = {"sort_key": "oanh", "search_text": "ngo kieu oanh"}
    member = rows.add(
        "memberships",
        account_id=account,
        wants_email=True,
        joined_on=OPENED,
        **names,
        **who,
        **here,
    )
    since: dict[str, int | date] = {"member_id": member, "from_on": OPENED}
    rows.add("membership_statuses", status=MemberStatus.OFFICIAL, **since, **here)
    rows.add("role_grants", role=Role.VIEWER, **since, **here)
    return account
