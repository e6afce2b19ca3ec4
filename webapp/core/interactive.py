"""Whether a person waits for an answer: nobody does in a task or a command."""

from flask import has_request_context


def by_somebody() -> bool:
    """Whether what runs was asked for by a request."""
    return has_request_context()
