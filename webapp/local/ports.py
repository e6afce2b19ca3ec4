"""Ports on this machine: a free one for a server, and whether the wanted one is free."""

import socket

from webapp.local.problems import CannotRun


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def refuse_taken(host: str, port: int) -> None:
    """Stop before anything heavy starts when the web address can't be had."""
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
