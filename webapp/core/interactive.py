"""Whether a person waits for the answer, unlike in a task or a command."""

from flask import has_request_context


def by_somebody() -> bool:
    """Whether a request is being answered."""
    return has_request_context()
