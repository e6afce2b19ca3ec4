"""Finds the form of an act on its page, fills it in as somebody with a purpose, and presses it."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import urlencode

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.forms_of import Button, Form, forms_of, posts_of
from tests.simulation.attacker import filling
from tests.simulation.attacker.menu import USE_LINK, Act
from tests.simulation.attacker.world import Seat, World
from tests.tenancy.addresses import ROW_OF
from webapp.core import clock

_MONTHS = ("2026-10", "2026-11", "2026-12", "2027-01")
_PLAIN: dict[str, tuple[Any, ...]] = {
    "month": _MONTHS,
    "year": (2025, 2026, 2027),
    "wish": ("xin-doi", "xin-hoan", "xin-thoi", "thay-nguoi"),
    "number": (1, 2),
}
#: Pages that are opened for an act before it is given up: another row may be in another state.
_TRIES = 2


@dataclass
class Pressed:
    """What became of an act: the form as it was sent, and the answer; none where there was none."""

    address: str = ""
    sent: tuple[tuple[str, str], ...] = ()
    answer: TestResponse | None = None

    @property
    def is_done(self) -> bool:
        """Whether the service carried it out, as far as the answer tells."""
        return self.answer is not None and self.answer.status_code < 400


def press(world: World, seat: Seat, act: Act, dice: Random) -> Pressed:
    """Open the page of an act as somebody, and send the form it draws."""
    drawn, page = [], None
    for _try in range(_TRIES):
        page = _page(world, seat, act, dice)
        if page is None:
            return Pressed()
        drawn = _opened(world, seat, page, act, dice)
        if drawn:
            break
    else:
        return Pressed(page or "")
    form, button = dice.choice(drawn)
    sent = tuple(filling.filled(world, seat, form, dice)) + _of(button)
    address = form.leads_to(button) if button else form.action
    data: dict[str, list[str]] = {}
    for name, value in sent:
        data.setdefault(name, []).append(value)
    return Pressed(address or page, sent, world.ask(seat, address or page, data))


def _opened(
    world: World, seat: Seat, page: str, act: Act, dice: Random
) -> list[tuple[Form, Button | None]]:
    if act is USE_LINK:
        # Whoever uses a link goes on from its page first; only then the ways in are drawn.
        world.ask(seat, f"{page}/tiep-tuc", {})
    answer = world.ask(seat, page)
    if answer.status_code == 303 and answer.headers.get("Location", "").startswith("/"):
        answer = world.ask(seat, answer.headers["Location"])
    drawn = list(_drawn(world, answer, act))
    if not drawn:
        # Perhaps something must be chosen or searched for first.
        answer = _asked_first(world, seat, answer, dice) or answer
        drawn = list(_drawn(world, answer, act))
    return drawn


def _of(button: Button | None) -> tuple[tuple[str, str], ...]:
    return ((button.name, button.value),) if button and button.name else ()


def _drawn(world: World, answer: TestResponse, act: Act) -> Iterator[tuple[Form, Button | None]]:
    if answer.status_code != 200 or answer.mimetype != "text/html":
        return
    for form in posts_of(answer.text):
        for button in form.seen or [None]:  # type: ignore[list-item]
            leads = (form.leads_to(button) if button else form.action) or answer.request.path
            if endpoint_of(world, leads) == act.sent_to and not (button and button.is_disabled):
                yield form, button


def endpoint_of(world: World, address: str) -> str:
    """Which view takes a form that is sent to an address."""
    try:
        path = address.partition("?")[0]
        return str(world.stage.app.url_map.bind("localhost").match(path, method="POST")[0])
    except HTTPException:
        return ""


def rule_of(world: World, endpoint: str, method: str = "GET") -> Rule:
    """The address of a view."""
    rules = world.stage.app.url_map.iter_rules(endpoint)
    return next(rule for rule in rules if method in (rule.methods or ()))


def _page(world: World, seat: Seat, act: Act, dice: Random) -> str | None:
    rule, values = rule_of(world, act.page), {}
    # The organization first, and a member after what is to be theirs.
    order = {"organization": 0, "member_id": 2}
    for part in sorted(rule.arguments, key=lambda one: (order.get(one, 1), one)):
        found = _values(world, seat, part, values, dice)
        if not found:
            return None
        values[part] = _one_of(found, dice)
    built = rule.build(values)
    asked = f"?thang={dice.choice(_MONTHS)}" if act.asks else ""
    return built[1] + asked if built else None


def _one_of(found: list[Any], dice: Random) -> Any:
    """Any of them, and what came last more often: it is what an act before has made."""
    return found[-1] if dice.random() < 0.4 else dice.choice(found)


def _values(world: World, seat: Seat, part: str, chosen: dict[str, Any], dice: Random) -> list[Any]:
    """What may stand in a part of an address, the organization first."""
    look = world.stage.look
    if part == "token":
        return list(world.known.links)
    if part == "organization_id":
        return [row[0] for row in look("SELECT id FROM organizations ORDER BY id")]
    if part == "unit":
        return [row[0] for row in look("SELECT code FROM organizations ORDER BY id")][1:]
    if part == "organization":
        own = places_of(world, seat)
        return ["k1"] if not own or dice.random() < 0.03 else own
    if part in ROW_OF:
        code = chosen["organization"]
        sql = f"SELECT t.id FROM {ROW_OF[part]} t JOIN organizations o ON o.id = t.organization_id"
        narrowed = _narrowed(part, chosen)
        rows = look(f"{sql} WHERE o.code = %(code)s{narrowed} ORDER BY t.id", code=code)
        return [row[0] for row in rows]
    return list(_PLAIN.get(part, ("party_branch",)))


def _narrowed(part: str, chosen: dict[str, Any]) -> str:
    """An office or a status belongs to the member whose page it stands on."""
    if part != "member_id":
        return ""
    for other, table in (("grant_id", "role_grants"), ("status_id", "membership_statuses")):
        if other in chosen:
            row = int(chosen[other])
            return f" AND t.id = (SELECT member_id FROM {table} WHERE id = {row})"
    return ""


def places_of(world: World, seat: Seat) -> list[str]:
    """The codes of the organizations the account of a browser belongs to."""
    rows = world.stage.look(
        "SELECT o.code FROM memberships m JOIN organizations o ON o.id = m.organization_id"
        " WHERE m.account_id = %(id)s ORDER BY o.id",
        id=world.account_at(seat) or 0,
    )
    return [row[0] for row in rows]


def _asked_first(
    world: World, seat: Seat, answer: TestResponse, dice: Random
) -> TestResponse | None:
    """The page again, with what its own form asks for before it draws the other one."""
    if answer.status_code != 200 or answer.mimetype != "text/html":
        return None
    here = answer.request.path
    for form in forms_of(answer.text):
        if form.method == "get" and (form.action or here).partition("?")[0] == here:
            typed = [(one.name, filling.asked(one, dice)) for one in form.fields if one.name]
            return world.ask(seat, f"{here}?{urlencode(typed)}")
    return None


def offices_of(world: World, seat: Seat) -> frozenset[str]:
    """What the account of a browser may try, by the words of the menu."""
    rows = world.stage.look(
        "SELECT a.is_operator, o.kind, g.role FROM accounts a"
        " LEFT JOIN memberships m ON m.account_id = a.id"
        " LEFT JOIN organizations o ON o.id = m.organization_id"
        " LEFT JOIN role_grants g ON g.organization_id = m.organization_id AND g.member_id = m.id"
        "  AND g.from_on <= %(day)s AND (g.until_on IS NULL OR g.until_on >= %(day)s)"
        " WHERE a.id = %(id)s",
        id=world.account_at(seat) or 0,
        day=clock.today(),
    )
    return frozenset(word for row in rows for word in _words(*row)) | {"anybody"}


def _words(is_operator: bool, kind: str | None, role: str | None) -> Iterator[str]:
    if is_operator:
        yield "operator"
    if kind == "committee":
        yield "above" if role else "member"
    elif kind is not None:
        yield from {"chair": ["leads"], "deputy": ["leads"], "committee": ["committee"]}.get(
            role or "", []
        )
        yield "member"
