"""Units of one name under one superior: whoever gives the name is asked once."""

from sqlalchemy import select

from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.core.vietnamese import same_spelling
from webapp.organizations.models import Organization


def refuse_unasked(parent_id: int, name: str, *, besides: int | None = None) -> None:
    """Ask whether this is another unit, where one under the same superior is called so.

    However it is typed: “chi bộ khoa nhi ” is “Chi bộ Khoa Nhi”. Raises RuleBroken.
    """
    query = select(Organization.name, Organization.code).where(
        Organization.parent_id == parent_id,
        Organization.closed_on.is_(None),
        Organization.id.is_distinct_from(besides),
    )
    for known, code in db.session.execute(query.order_by(Organization.id)):
        if same_spelling(known, name):
            raise RuleBroken("organization.maybe_here", field="is_other", known=known, at=code)
