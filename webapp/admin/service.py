"""Acts of whoever runs the service: first chairs and operators' accounts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from webapp.accounts import appointing, names, passwords, queries
from webapp.accounts.appointing import Appointed
from webapp.accounts.models import Account
from webapp.core import tenancy, troubles
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.notices.mail_faults import TROUBLE, MailFault
from webapp.organizations.models import Organization


@dataclass(frozen=True)
class MailTrouble:
    """Why no e-mail leaves, and since when."""

    fault: MailFault
    since: datetime
    last_at: datetime


def mail_trouble() -> MailTrouble | None:
    """What keeps all e-mails from leaving; none while they do."""
    found = troubles.current(TROUBLE)
    if found is None:
        return None
    return MailTrouble(MailFault(found.reason), found.since, found.last_at)


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

    Raises RuleBroken. The password of an existing account stays.
    """
    address, name = names.email(email), names.person_name(full_name)
    if address is None:
        raise RuleBroken("email.wrong", field="email")
    account = db.session.scalar(select(Account).where(Account.email == address))
    if account is None:
        passwords.refuse_weak(password, about=(address, name))
        account = Account(
            email=address,
            full_name=name,
            password_hash=passwords.hash_of(password),
            created_at=now,
        )
        db.session.add(account)
    account.is_operator = True
    db.session.flush()
    return account
