"""Draws sequences and plays them: exactly as many as asked for, of up to twelve acts each.

Sequences are drawn as a trunk with branches: a branch begins with the first acts of the trunk, goes
on in its own way, and is one sequence of its own. What they share is played once, so that the time
goes into acts that were not played before.
"""

from collections.abc import Collection, Sequence
from itertools import combinations
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.simulation.attacker.game import Game, Move
from tests.simulation.attacker.people import ATTACKERS

MOST_ACTS = 12
_BRANCHES = 9
#: Sequences in one drawing.
EACH = 1 + _BRANCHES
#: How often somebody plays alone, by what their office opens to them.
_OFTEN = {"above": 7, "operator": 8, "leads": 6, "committee": 2, "member": 1, "stranger": 1}
_ALONE = tuple((key,) for key, one in ATTACKERS.items() for _ in range(_OFTEN[one.office]))
#: Two units that agree, and somebody who goes from one to the other.
_MOVING = (("lan", "binh", "khanh"), ("dung", "khanh"), ("lan", "phuc"))
#: Everybody alone somewhat more often than all pairs together.
PARTIES = (*_ALONE, *combinations(ATTACKERS, 2), *_MOVING * 2)

#: Of so many drawings, one is read anew at its end by all who play in it.
_READ_ANEW = 12


@st.composite
def drawings(draw: st.DrawFn, parties: Sequence[tuple[str, ...]] = PARTIES) -> "Drawing":
    """Who plays, the moves of the trunk, and the branches with the place where each leaves."""
    # A generator that hypothesis seeds: drawn one by one, most numbers would be small ones.
    dice = draw(st.randoms(use_true_random=True))
    trunk = _moves(dice, dice.randint(5, MOST_ACTS))
    leaving = [dice.randint(0, len(trunk)) for _ in range(_BRANCHES)]
    branches = [(place, _moves(dice, dice.choice((1, 1, 2)))) for place in leaving]
    return dice.choice(parties), trunk, branches, dice.randrange(_READ_ANEW) == 0


def _moves(dice: Random, number: int) -> list[Move]:
    return [Move(dice.randrange(12), dice.randrange(2**32)) for _ in range(number)]


Drawing = tuple[tuple[str, ...], list[Move], list[tuple[int, list[Move]]], bool]


def play(game: Game, drawing: Drawing, most: int) -> None:
    """Play one drawing: the trunk, and each branch from where it leaves, the latest first.

    No more than so many of its sequences.
    """
    party, trunk, branches, reads_anew = drawing
    game.begin(party)
    points = [(game.world.keep(), game.moves)]
    for move in trunk:
        game.play(move)
        points.append((game.world.keep(), game.moves))
    if reads_anew:
        game.look(anew=True)
    game.counts["sequences"] += 1
    for leaves, moves in sorted(branches[: most - 1], key=lambda one: -one[0]):
        kept, game.moves = points[leaves]
        game.world.put_back(kept)
        for move in moves[: MOST_ACTS - len(game.moves)]:
            game.play(move)
        game.counts["sequences"] += 1


def run(game: Game, sequences: int, number: int, who: Collection[str] = ATTACKERS) -> None:
    """Play so many sequences, drawn by a seed, with nobody but these."""
    parties = [party for party in PARTIES if set(party) <= set(who)]
    wanted = game.counts["sequences"] + sequences

    @seed(number)
    @settings(
        max_examples=-(-sequences // EACH),
        phases=(Phase.generate,),
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(drawings(parties))
    def draw(drawing: Drawing) -> None:
        if game.counts["sequences"] < wanted:
            play(game, drawing, wanted - game.counts["sequences"])

    draw()
    if game.counts["sequences"] < wanted:
        run(game, wanted - game.counts["sequences"], number + 1, who)
