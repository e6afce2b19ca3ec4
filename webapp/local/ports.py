"""Ports on this machine: a free one for a server, and whether the wanted one is free."""

import secrets
import socket

from webapp.local.problems import CannotRun

#: Below the ports that systems give to outgoing connections (Linux from 32768 on), one of which
#: could be taken before the server starts on it.
_FOR_SERVERS = range(10_000, 32_000)
_MOST_TRIES = 100


def free_port() -> int:
    """A free port that no outgoing connection is given. Raises CannotRun when none is found."""
    for port in secrets.SystemRandom().sample(_FOR_SERVERS, _MOST_TRIES):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise CannotRun("No free port was found on 127.0.0.1. Stop some of the programs that use them.")


def refuse_taken(host: str, port: int) -> None:
    """Raise CannotRun where the web address can't be used."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise CannotRun(
                f"Port {port} may only be used by root. Choose one above 1023:\n"
                "    PORT=8000 make run"
            ) from None
        except OSError as error:
            raise CannotRun(
                f"Port {port} on {host} can't be used: {error.strerror}.\n"
                "Stop the program that uses it, or choose another port:\n"
                f"    PORT={port + 1} make run"
            ) from None
