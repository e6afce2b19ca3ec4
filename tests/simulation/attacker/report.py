"""What a run found, in words and numbers; runs of several processes become one."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from tests.servers import Servers
from tests.simulation.attacker import course
from tests.simulation.attacker.game import Finding, Game
from tests.simulation.attacker.people import ATTACKERS
from tests.simulation.attacker.shrinking import shrunk
from tests.simulation.attacker.stage import set_up
from tests.simulation.attacker.world import make


@dataclass
class Report:
    """Counts, and one finding of each kind for each of those who come to it."""

    counts: Counter[str] = field(default_factory=Counter)
    findings: dict[tuple[str, str], Finding] = field(default_factory=dict)

    def add(self, other: "Report") -> None:
        """Take in what another process found."""
        self.counts += other.counts
        for key, new in other.findings.items():
            known = self.findings.get(key)
            if known is None:
                self.findings[key] = new
                continue
            shorter = min(known, new, key=lambda one: len(one.said))
            after, times = min(known.after, new.after), known.times + new.times
            self.findings[key] = replace(shorter, after=after, times=times)

    @property
    def grave(self) -> list[Finding]:
        """What breaks a promise."""
        return [one for one in self.findings.values() if one.is_grave]

    def lines(self) -> Iterator[str]:
        """The table, and under it each finding as the acts that lead to it."""
        for name in ("sequences", "acts", "refusals", "answers", "findings"):
            yield f"{name:>10} {self.counts[name]:>9,}"
        yield f"{'grave':>10} {len(self.grave):>9,} kinds, by those who came to them"
        order = sorted(self.findings.values(), key=lambda f: (not f.is_grave, f.kind, f.what))
        yield from in_words(order)


def in_words(findings: Iterable[Finding]) -> Iterator[str]:
    """Each finding with its acts."""
    for one in findings:
        yield ""
        times = f"{one.times} times, first after {one.after:,} sequences"
        yield f"{'!!' if one.is_grave else '--'} {one.kind}: {one.what} ({times})"
        yield from (f"     {number}. {said}" for number, said in enumerate(one.said, 1))


def play(
    superuser_url: str,
    redis_url: str,
    sequences: int,
    seed: int,
    who: Collection[str] = ATTACKERS,
) -> Report:
    """Play so many sequences in a migrated, empty database, and shorten what was found."""
    with set_up(superuser_url, redis_url) as stage:
        game = Game(make(stage))
        course.run(game, sequences, seed, who)
        counts = game.counts + Counter(
            answers=game.world.answers, findings=sum(f.times for f in game.findings.values())
        )
        found = {key: shrunk(game, one) for key, one in list(game.findings.items())}
    return Report(counts, found)


def play_on(servers: Servers, sequences: int, seed: int, who: Collection[str]) -> Report:
    """The same in a process of its own, in a database made for it."""
    databases = servers.clone_database(f"attacker{seed}")
    return play(databases.superuser_url, databases.redis_url, sequences, seed, who)
