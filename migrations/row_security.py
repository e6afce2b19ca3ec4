"""The second wall: row-level security for a tenant's table."""

from typing import Any

_CURRENT = "organization_id = (SELECT app.current_organization())"


def protect(op: Any, table: str) -> None:
    """Let every role, the owner too, see and write only rows of the announced organization."""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON {table} USING ({_CURRENT}) WITH CHECK ({_CURRENT})")
