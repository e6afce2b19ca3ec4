"""Takes out of a finding the moves that it does not need."""

from dataclasses import replace

from tests.simulation.attacker.game import Finding, Game, Move


def shrunk(game: Game, finding: Finding) -> Finding:
    """The same finding in few moves: many are left out at once first, at last one by one."""
    before, counts = game.findings, game.counts.copy()
    short, size = finding, len(finding.moves) - 1
    while size:
        # The last move is the one that leads to it.
        place = len(short.moves) - 1 - size
        while place >= 0:
            fewer = short.moves[:place] + short.moves[place + size :]
            short = _again(game, finding, fewer) or short
            place -= size
        size //= 2
    game.findings, game.counts = before, counts
    return replace(finding, moves=short.moves, said=short.said)


def _again(game: Game, finding: Finding, moves: tuple[Move, ...]) -> Finding | None:
    """What these moves lead to, if it is the same."""
    game.findings = {}
    game.begin(finding.party)
    for move in moves:
        game.play(move)
        if (finding.kind, finding.what) in game.findings:
            return game.findings[finding.kind, finding.what]
    return None
