"""Takes out of a finding every move that it does not need."""

from dataclasses import replace

from tests.simulation.attacker.game import Finding, Game, Move, Party


def shrunk(game: Game, finding: Finding) -> Finding:
    """The same finding in as few moves as leaving out one after the other leads to."""
    before, counts = game.findings, game.counts.copy()
    party, moves, said = finding.party, finding.moves, finding.said
    place = len(moves) - 1
    while place >= 0:
        fewer = moves[:place] + moves[place + 1 :]
        again = _again(game, finding, party, fewer)
        if again is not None:
            moves, said = fewer, again
        place -= 1
    game.findings, game.counts = before, counts
    return replace(finding, moves=moves, said=said)


def _again(
    game: Game, finding: Finding, party: Party, moves: tuple[Move, ...]
) -> tuple[str, ...] | None:
    """What was said on the way, if these moves lead to the same."""
    game.findings = {}
    game.begin(party)
    for move in moves:
        game.play(move)
        found = game.findings.get((finding.kind, finding.what))
        if found is not None:
            return found.said
    return None
