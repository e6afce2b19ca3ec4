"""Lines for whoever started the service in a terminal."""

import sys


def say(text: str = "") -> None:
    """Show one line at once, also where the output is a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
