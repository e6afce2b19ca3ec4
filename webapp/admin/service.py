"""Acts of whoever runs the service: first chairs and operators' accounts."""

from datetime import datetime

from sqlalchemy import insert, update

from webapp.accounts import appointing, names, passwords, queries
from webapp.accounts.appointing import Appointed
from webapp.accounts.models import Account
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.core.owner import as_owner
from webapp.organizations.models import Organization

_ID = Account.id


def appoint_chair(
    organization: Organization, full_name: str, email: str, *, now: datetime
) -> Appointed:
    """Give an organization without a chair its chair.

    Where somebody chairs it, the operator has no business: raises RuleBroken.
    """
    tenancy.enter(organization.id)
    scope = queries.task_scope(organization.id)
    if scope is None:
        raise NotVisible("page.not_found")
    return appointing.appoint_chair(scope, full_name, email, now=now)


def create_operator(email: str, full_name: str, password: str, *, now: datetime) -> Account:
    """Make an account that runs the service, or let an existing one do so.

    Written as the owner of the tables and kept at once: the service's own role makes nobody an
    operator. Raises RuleBroken. The password of an existing account stays.
    """
    address, name = names.email(email), names.person_name(full_name)
    if address is None:
        raise RuleBroken("email.wrong", field="email")
    with as_owner() as tables:
        named = Account.email == address
        found = tables.scalar(update(Account).where(named).values(is_operator=True).returning(_ID))
        if found is None:
            passwords.refuse_weak(password, about=(address, name))
            account = {"email": address, "full_name": name, "created_at": now}
            kept = insert(Account).values(
                **account, password_hash=passwords.hash_of(password), is_operator=True
            )
            found = tables.scalar(kept.returning(_ID))
    return db.session.get_one(Account, found)
