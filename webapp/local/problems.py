"""The error of a start that can't go on."""


class CannotRun(Exception):
    """The start ends here; the text says why and what to do about it."""
