"""Statements that are kept stay short enough for psycopg to keep its reading of them."""

import inspect
from types import SimpleNamespace

from psycopg._queries import MAX_CACHED_STATEMENT_LENGTH, MAX_CACHED_STATEMENT_PARAMS
from sqlalchemy.dialects.postgresql import psycopg

from tests.first_wall import kept_statements


def test_psycopg_reads_each_kept_statement_once(app):
    """A longer one is taken apart anew each time it is sent: a twentieth of the first screen."""
    kept = {n: k for n, k in kept_statements().items() if n.startswith("webapp.")}
    assert len(kept) > 20
    lengths, values = {}, {}
    for name, statement in kept.items():
        wanted = inspect.signature(statement._compose).parameters.values()
        by_name = {one.name: None for one in wanted if one.kind is one.KEYWORD_ONLY}
        scopes = [SimpleNamespace(organization_id=1)] * (len(wanted) - len(by_name))
        composed, _ = statement(*scopes, **by_name)
        compiled = composed.compile(dialect=psycopg.dialect())
        lengths[name], values[name] = len(str(compiled)), len(compiled.params)
    assert {n: size for n, size in lengths.items() if size > MAX_CACHED_STATEMENT_LENGTH} == {}
    assert {n: many for n, many in values.items() if many > MAX_CACHED_STATEMENT_PARAMS} == {}
