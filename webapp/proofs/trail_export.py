"""The trail as a file for the check without this service: what was hashed, and no words."""

import json
from collections.abc import Iterator

from sqlalchemy import Connection, select

from webapp.audit import queries as audit
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.tenancy import TenantScope

#: Entries read in one go.
AT_A_TIME = 500


def lines(connection: Connection, scope: TenantScope) -> Iterator[str]:
    """One line of JSON for each entry in their order: number, what was hashed, both hashes."""
    last = 0
    while True:
        query = (
            select(
                AuditEntry.position,
                audit.written().label("written"),
                AuditEntry.previous_hash,
                AuditEntry.hash,
            )
            .where(tenancy.within(scope, AuditEntry), AuditEntry.position > last)
            .order_by(AuditEntry.position)
            .limit(AT_A_TIME)
        )
        rows = connection.execute(query).all()
        if not rows:
            return
        for row in rows:
            line = {
                "entry": row.position,
                "written": row.written,
                "previous": bytes(row.previous_hash).hex(),
                "hash": bytes(row.hash).hex(),
            }
            yield json.dumps(line, ensure_ascii=False) + "\n"
        last = rows[-1].position
