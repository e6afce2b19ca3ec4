"""Says an act in words: who, what, about whom."""

import re

from tests.simulation.attacker.menu import Act
from tests.simulation.attacker.people import ATTACKERS
from tests.simulation.attacker.pressing import Pressed
from tests.simulation.attacker.world import Seat, World

_PLACE = re.compile(r"^/o/([^/]+)/")
_UNIT = re.compile(r"/don-vi/([^/?]+)")
_MEMBER = re.compile(r"/thanh-vien/([0-9]+)|/dang-ky/([0-9]+)/20")
_REPORT = re.compile(r"/(?:bao-cao|ket-luan|trinh-bay)/([0-9]+)")
_REPORT_NAMED = """
SELECT concat(m.full_name, '’s report of ', to_char(r.month, 'MM/YYYY')) FROM self_reports r
  JOIN memberships m ON m.organization_id = r.organization_id AND m.id = r.member_id
 WHERE r.id = %(id)s
"""
_OPERATED = re.compile(r"^/van-hanh/([0-9]+)")
#: Fields whose value tells what was meant.
_TOLD = ("email", "chair_email", "sign_in_name", "role", "status", "into", "under", "kind", "name")
_TOLD += ("from_on", "until_on", "parent", "code")


def who(seat: Seat) -> str:
    """Somebody, at one of their two browsers."""
    says = ATTACKERS[seat.person].says
    return f"{says}, second browser" if seat.is_spare else says


def by(seat: Seat) -> str:
    """Somebody, whichever browser it was."""
    return ATTACKERS[seat.person].says


def sentence(world: World, seat: Seat, act: Act, pressed: Pressed) -> str:
    """One act in words."""
    about = [*_about(world, pressed.address), *_fields(world, pressed)]
    details = f" ({', '.join(about)})" if about else ""
    return f"{who(seat)} {act.says}{details}"


_NAMED = (
    (_MEMBER, "SELECT full_name FROM memberships WHERE id = %(id)s"),
    (_OPERATED, "SELECT code FROM organizations WHERE id = %(id)s"),
    (_REPORT, _REPORT_NAMED),
)


def _about(world: World, address: str) -> list[str]:
    found = [f"in {place}" for place in _PLACE.findall(address)]
    found += _UNIT.findall(address)
    for pattern, sql in _NAMED:
        for met in pattern.finditer(address):
            key = int(next(one for one in met.groups() if one))
            found += [row[0] for row in world.stage.look(sql, id=key)]
    return found


def _fields(world: World, pressed: Pressed) -> list[str]:
    told = [f"{name}={value}" for name, value in pressed.sent if name in _TOLD and value]
    for name, value in pressed.sent:
        if name.endswith(("member_id", "helper_id", "successor_id")) and value.isdigit():
            sql = "SELECT full_name FROM memberships WHERE id = %(id)s"
            told += [f"{name}={row[0]}" for row in world.stage.look(sql, id=int(value))]
    return told
