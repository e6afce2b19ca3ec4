"""Writes the planted rows, each text carrying the branch's mark."""

from typing import Any

from sqlalchemy import func, select

from tests.canary import mark
from tests.cast import Cast, scope_of
from webapp.core.db import Base, db
from webapp.texts import service as texts
from webapp.texts.models import TextKind


class Planting:
    """Writes rows of one branch; remembers the identifier of each by the name of its table."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.scope = scope_of(cast.people["lan"])
        self.lan, self.mai = cast.people["lan"].member_id, cast.people["mai"].member_id
        self.hung = cast.people["hung"].member_id
        self.ids: dict[str, int] = {}

    def add(self, model: type[Any], **values: Any) -> int:
        """Write one row and remember its identifier."""
        row = model(organization_id=self.scope.organization_id, **values)
        db.session.add(row)
        db.session.flush()
        if hasattr(row, "id"):
            self.ids.setdefault(model.__tablename__, row.id)
            return int(row.id)
        return 0

    def name_the_rest(self) -> None:
        """Remember a row also of the tables the cast itself filled."""
        for table in Base.metadata.sorted_tables:
            if {"organization_id", "id"} <= set(table.columns.keys()):
                first = db.session.scalar(select(func.min(table.c.id)))
                self.ids.setdefault(table.name, first)

    def text(self, kind: TextKind) -> int:
        """Write one marked text."""
        return texts.keep(self.scope, kind, f"{mark('k1')} {kind}")
