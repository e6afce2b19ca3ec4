"""The world a sequence is played in: its people at their browsers, and what they know."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from werkzeug.test import TestResponse

from tests.cast import PASSWORD, Person
from tests.simulation.attacker import words
from tests.simulation.attacker.people import ATTACKERS, VICTIMS, settle
from tests.simulation.attacker.stage import Browser, Stage
from tests.simulation.attacker.words import Meant
from webapp.accounts.signing_in import sessions

#: Who leads each unit, and the people whose texts fill it.
_WRITERS = {
    "k1": ("lan", ("hoa", "mai", "thu")),
    "k2": ("khanh", ("kien", "kien", "kien")),
    "cdn": ("son", ("my", "son", "my")),
}
_MARK = re.compile(r"canary-of-([a-z0-9]+)-text-([a-z0-9_-]+)")
_LINK = re.compile(r"/moi/([A-Za-z0-9_-]+)")
#: What attackers set where a new password is asked for.
NEW_PASSWORD = "mot mat khau khac han"


@dataclass
class Seat:
    """One browser of somebody; the second of each belongs to nobody's account at first."""

    person: str
    is_spare: bool
    browser: Browser
    login: str
    password: str = PASSWORD

    @property
    def email(self) -> str:
        """The address whose letters they read here."""
        return f"{self.person}{'2' if self.is_spare else ''}@example.vn"


@dataclass
class Known:
    """What changes with each act besides the database; copied before an act, put back after."""

    links: tuple[str, ...] = ()
    #: Who has done something that was not refused.
    acted: frozenset[str] = frozenset()
    #: What was found on this way already.
    found: frozenset[tuple[str, ...]] = frozenset()
    said: tuple[str, ...] = ()


@dataclass
class World:
    """Everybody and everything, as it was at the start."""

    stage: Stage
    people: dict[str, Person]
    meant: dict[str, Meant]
    seats: dict[str, tuple[Seat, Seat]]
    codes: dict[int, str]
    known: Known = field(default_factory=Known)
    answers: int = 0
    #: The texts that answers carried since somebody last asked: to whom, on which page.
    heard: list[tuple[Seat, str, str]] = field(default_factory=list)

    @property
    def victims(self) -> dict[tuple[int, int], str]:
        """By organization and membership, those who never act."""
        found = {}
        for key in VICTIMS:
            one = self.people[key]
            found[one.organization.id, one.member_id or 0] = key
        return found

    def person_of(self, account_id: int) -> str | None:
        """Whose account it was at the start."""
        own = (key for key, one in self.people.items() if one.account_id == account_id)
        return next(own, None)

    def account_at(self, seat: Seat) -> int | None:
        """Who is signed in at a browser."""
        app = self.stage.app
        cookie = seat.browser.get_cookie(app.config["SESSION_COOKIE_NAME"])
        if cookie is None:
            return None
        opened = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        token = opened.loads(cookie.value).get("_user_id")
        rows = self.stage.look(
            "SELECT account_id FROM account_sessions WHERE token_hash = %(hash)s"
            " AND expires_at > %(now)s",
            hash=sessions.hash_of(token or ""),
            now=self.stage.now,
        )
        return rows[0][0] if rows else None

    def ask(self, seat: Seat, address: str, data: Any = None) -> TestResponse:
        """Open an address or send a form; a sign-in that ran out is begun anew."""
        answer = self._open(seat, address, data)
        is_out = answer.status_code == 401 or "/dang-nhap" in answer.headers.get("Location", "")
        if is_out and seat.login and self.sign_in(seat):
            # A page drawn for the old sign-in is drawn anew by whoever presses.
            answer = self._open(seat, address, data)
        return answer

    def _open(self, seat: Seat, address: str, data: Any) -> TestResponse:
        self.answers += 1
        browser = seat.browser
        answer = browser.get(address) if data is None else browser.post(address, data=data)
        self.heard += [(seat, address, text) for text in read_in(answer)]
        return answer

    def sign_in(self, seat: Seat) -> bool:
        """Type name and password into the page for it."""
        typed = {"email": seat.login, "password": seat.password}
        self.answers += 1
        return seat.browser.post("/dang-nhap", data=typed).status_code == 303

    def learn(self, answer: TestResponse | str) -> None:
        """Keep the links that somebody was shown."""
        said = answer if isinstance(answer, str) else answer.text
        found = tuple(dict.fromkeys(_LINK.findall(said)))
        new = tuple(link for link in found if link not in self.known.links)
        if new:
            self.known.links += new

    def keep(self) -> tuple[Any, ...]:
        """Everything `put_back` needs to go back to here."""
        seats = [
            (one, dict(one.browser._cookies or {}), one.login, one.password)
            for pair in self.seats.values()
            for one in pair
        ]
        known = Known(**vars(self.known))
        return self.stage.mark(), self.stage.now, known, seats

    def put_back(self, kept: tuple[Any, ...]) -> None:
        """As it was then."""
        point, self.stage.now, known, seats = kept
        self.stage.back_to(point)
        self.known = Known(**vars(known))
        for seat, cookies, login, password in seats:
            seat.browser._cookies = dict(cookies)
            seat.login, seat.password = login, password


def read_in(answer: TestResponse) -> Iterator[str]:
    """The marked texts an answer carries, also packed ones, as `unit/key`."""
    if answer.data.startswith(b"PK"):
        with ZipFile(BytesIO(answer.data)) as packed:
            said = "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    else:
        said = answer.get_data(as_text=True) if b"canary-of-" in answer.data else ""
    for unit, key in dict.fromkeys(_MARK.findall(said)):
        yield f"{unit}/{key}"


def make(stage: Stage) -> World:
    """Fill an empty database; from then on nothing is kept."""
    places, people = settle()
    meant: dict[str, Meant] = {}
    for code, (leader, writers) in _WRITERS.items():
        meant |= words.write(code, people, leader, writers)
    seats = {}
    for key in ATTACKERS:
        own = Seat(key, False, stage.browser(), people[key].email)
        seats[key] = own, Seat(key, True, stage.browser(), "")
    world = World(stage, people, meant, seats, {one.id: code for code, one in places.items()})
    stage.hold()
    for own, _spare in seats.values():
        if not world.sign_in(own):
            raise RuntimeError(f"{own.login} can't sign in")
    return world
