"""Plays moves: presses, looks at what was read and left behind, and keeps what should not be."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from tests.simulation.attacker import deeds, letters, telling
from tests.simulation.attacker.menu import MENU, TRAVEL, USE_LINK, Act
from tests.simulation.attacker.pressing import Pressed, offices_of, press
from tests.simulation.attacker.readers import Readers
from tests.simulation.attacker.reading import Library
from tests.simulation.attacker.world import NEW_PASSWORD, Seat, World

_DAYS = (1, 30, 200, 400)
_BY_NAME = {act.sent_to + act.says: act for act in MENU}
Party = tuple[str, ...]


@dataclass(frozen=True)
class Move:
    """One act to be played: at which browser, which form, and what is thrown for the rest.

    The form is left open at first, and then chosen by what the browser's account may try.
    """

    seat: int
    seed: int
    act: str = ""


@dataclass
class Finding:
    """Something that should not be possible: what, by which moves, how often."""

    kind: str
    what: str
    party: Party
    moves: tuple[Move, ...]
    said: tuple[str, ...]
    after: int
    times: int = 0

    @property
    def is_grave(self) -> bool:
        """Whether it breaks a promise; entering for somebody is allowed, and marked (nhập hộ)."""
        return not self.kind.startswith(deeds.ENTERED)


@dataclass
class Game:
    """One world, and what was found in it."""

    world: World
    findings: dict[tuple[str, str], Finding] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    moves: tuple[Move, ...] = ()
    party: Party = ()

    def __post_init__(self) -> None:
        self.library, self.readers = Library(self.world), Readers(self.world)
        self.start = self.world.keep()

    def begin(self, party: Party) -> None:
        """Go back to the start, with these people at their browsers."""
        self.world.put_back(self.start)
        self.party, self.moves = party, ()

    def play(self, move: Move) -> None:
        """Play one move, and look."""
        world, dice = self.world, Random(move.seed)
        seat = self._seat(move.seat)
        act = _BY_NAME[move.act] if move.act else self._choose(seat, Random(move.seed + 1))
        self.moves += (Move(move.seat, move.seed, act.sent_to + act.says),)
        self.counts["acts"] += 1
        world.heard.clear()
        if act is TRAVEL:
            days = dice.choice(_DAYS)
            world.stage.now += timedelta(days=days)
            world.known.said += (f"{days} days pass",)
        else:
            self._press(seat, act, dice)
        self.look()

    def _seat(self, number: int) -> Seat:
        """The first browser of everybody, or a second one that leads somewhere."""
        person = self.party[number % len(self.party)]
        own, spare = self.world.seats[person]
        wants_spare = number // len(self.party) % 3 == 2
        leads = spare.login or self.world.known.links
        return spare if wants_spare and leads else own

    def _choose(self, seat: Seat, dice: Random) -> Act:
        offices = offices_of(self.world, seat)
        if dice.random() < 0.03:
            return dice.choice(MENU)
        open_to = [one for one in MENU if offices.intersection(one.who)]
        heavy = 4 if self.world.known.links else 0
        weights = [one.weight * (heavy if one is USE_LINK else 1) for one in open_to]
        return dice.choices(open_to, weights)[0]

    def _press(self, seat: Seat, act: Act, dice: Random) -> None:
        world, then = self.world, deeds.before(self.world)
        pressed = press(world, seat, act, dice)
        if act is USE_LINK:
            self._let_go(pressed)
        if not pressed.is_done or pressed.answer is None:
            self.counts["refusals"] += 1
            return
        world.learn(pressed.answer)
        world.known.acted |= {seat.person}
        world.known.said += (telling.sentence(world, seat, act, pressed),)
        letters.bring(world, then.notice, self.party)
        if act is USE_LINK or act.sent_to == "accounts.change_password":
            self._remember(seat, pressed)
        for kind, whom in deeds.in_anothers_name(world, then):
            self._found(kind, f"by {telling.by(seat)}", f"{whom} is told nothing")
        for kind, who in deeds.wrong_seats(world):
            self._found(kind, who)

    def _let_go(self, pressed: Pressed) -> None:
        """A link that was used or opens nothing is of no use; one refused may suit another."""
        known, refused = self.world.known, pressed.answer is not None and not pressed.is_done
        if not refused:
            used = pressed.address.rpartition("/")[2]
            known.links = tuple(link for link in known.links if link != used)

    def _remember(self, seat: Seat, pressed: Pressed) -> None:
        """Which account a browser opened, and with which password from now on."""
        account_id = self.world.account_at(seat)
        sql = "SELECT coalesce(email, phone) FROM accounts WHERE id = %(id)s"
        for (login,) in self.world.stage.look(sql, id=account_id or 0):
            seat.login = login
            if any("password" in name for name, _value in pressed.sent):
                seat.password = NEW_PASSWORD

    def look(self, *, anew: bool = False) -> None:
        """Ask of every text that was read, also on pages nobody pressed, whether it may be."""
        heard = {(seat.email, text): (seat, page) for seat, page, text in self.world.heard}
        for person in self.party:
            for seat in self.world.seats[person]:
                if seat.login:
                    for text, page in self.library.read(seat, anew=anew):
                        heard.setdefault((seat.email, text), (seat, page))
        self.readers.look_anew()
        accounts = {seat.email: seat for seat, _page in heard.values()}
        signed_in = {email: self.world.account_at(seat) for email, seat in accounts.items()}
        for (email, text), (seat, page) in heard.items():
            account_id = signed_in[email]
            if not self.readers.may(account_id, text, self.party):
                meant = self.world.meant[text]
                reader = self.world.person_of(account_id or 0) or f"a new account of {seat.person}"
                kind = f"text read in {meant.unit}, meant for the {meant.audience}"
                self._found(kind, reader, f"{text} at {page}")

    def _found(self, kind: str, who: str, *where: str) -> None:
        key = (kind, who)
        if key in self.world.known.found:
            return
        self.world.known.found |= {key}
        said = (*self.world.known.said, *where)
        known = self.findings.setdefault(
            key, Finding(kind, who, self.party, self.moves, said, self.counts["sequences"])
        )
        known.times += 1
