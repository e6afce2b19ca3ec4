"""Play histories one after the other, each from the same beginning."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from tests.servers import Servers
from tests.simulation.attacker.stage import set_up
from tests.simulation.histories import acts
from tests.simulation.histories.branch import Branch, NothingToDo, founded
from tests.simulation.histories.figures import Counting
from tests.simulation.histories.invariants import Done, Invariant, compare
from tests.simulation.histories.looking import Seen, look
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import DomainError

#: Acts of one history, waiting among them.
LENGTH = 16


@dataclass
class Tally:
    """What came of some histories."""

    counts: Counter[str] = field(default_factory=Counter)
    checks: Counter[Invariant] = field(default_factory=Counter)
    #: For each invariant and act: how often, and the first history that broke it, in words.
    broken: dict[tuple[Invariant, str], tuple[int, str]] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        """Take in what another process found."""
        self.counts += other.counts
        self.checks += other.checks
        for key, (times, said) in other.broken.items():
            known, first = self.broken.get(key, (0, said))
            self.broken[key] = known + times, first

    def lines(self) -> list[str]:
        """The table as it is printed."""
        violations = Counter(dict.fromkeys(Invariant, 0))
        for (invariant, _), (times, _said) in self.broken.items():
            violations[invariant] += times
        told = [f"{name}: {number:,}" for name, number in sorted(self.counts.items())]
        told += [
            f"{one.value}: {violations[one]:,} violations in {self.checks[one]:,} checks"
            for one in Invariant
        ]
        for (invariant, act), (times, said) in sorted(self.broken.items()):
            told += ["", f"!! {invariant.value}; by {act}, {times} times", f"   {said}"]
        return told


def play(superuser_url: str, redis_url: str, histories: int, seed: int) -> Tally:
    """Play so many histories in a migrated, empty database that nobody else uses."""
    tally = Tally()
    with set_up(superuser_url, redis_url) as stage:
        branch = founded(stage)
        began, scopes = stage.now, dict(branch.scopes)
        counting = Counting(branch)
        stage.hold()
        tenancy.bind(branch.organization.id)
        db.session.commit()
        start = stage.mark()
        for number in range(histories):
            _play_one(
                branch, Random(seed * 1_000_003 + number), tally, counting, f"{seed}:{number}"
            )
            db.session.rollback()
            db.session.expunge_all()
            stage.back_to(start)
            stage.now, branch.scopes, branch.tapped = began, dict(scopes), set()
            branch.exempted = set()
            tally.counts["histories"] += 1
    return tally


def play_on(servers: Servers, histories: int, seed: int) -> Tally:
    """The same in a process of its own, in a database made for it."""
    databases = servers.clone_database(f"histories{seed}")
    return play(databases.superuser_url, databases.redis_url, histories, seed)


def _play_one(branch: Branch, rng: Random, tally: Tally, counting: Counting, name: str) -> None:
    branch.rng, said = rng, []
    before: Seen | None = None
    for _ in range(LENGTH):
        act = acts.drawn(branch)
        if act is acts.WAIT:
            before = None
        elif before is None:
            before = look(branch, counting)
        doers = _do(branch, act, tally)
        if doers is None:
            continue
        said.append(f"{branch.today:%d/%m} {act.name}")
        if before is not None:
            after = look(branch, counting)
            _judge(branch, act, doers, (before, after), tally, f"{name}: {', '.join(said)}")
            before = after


def _do(branch: Branch, act: acts.Act, tally: Tally) -> set[int] | None:
    """Let an act happen as a request would; none if it was refused or had nothing to do."""
    tapped, exempted = set(branch.tapped), set(branch.exempted)
    try:
        doers = act.do(branch)
        db.session.commit()
    except NothingToDo:
        db.session.rollback()
        return None
    except DomainError:
        db.session.rollback()
        branch.tapped, branch.exempted = tapped, exempted
        branch.read_settings()
        tally.counts["refused"] += 1
        return None
    tally.counts["acts"] += 1
    tally.counts[f"act {act.name}"] += 1
    return doers


def _judge(
    branch: Branch,
    act: acts.Act,
    doers: set[int],
    seen: tuple[Seen, Seen],
    tally: Tally,
    said: str,
) -> None:
    tapped, exempted = frozenset(branch.tapped), len(branch.exempted)
    done = Done(branch.today, frozenset(doers), exempted, act.to_leaders, tapped)
    found = compare(*seen, done)
    tally.checks += found.checks
    for invariant, what in found.broken:
        times, first = tally.broken.get((invariant, act.name), (0, f"{said}: {what}"))
        tally.broken[invariant, act.name] = times + 1, first
