"""What can stand in the way of a start, said so that the reader knows what to do."""


class CannotRun(Exception):
    """The start ends here; the text says why and what to do about it."""
