"""Operators' accounts, and the operator at the command line."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from webapp.accounts import contact_details
from webapp.accounts.models import Account
from webapp.accounts.signing_in import own_organizations, passwords
from webapp.audit.actors import ActorKind, Outside
from webapp.core import clock, outages
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.core.table_owner import as_owner
from webapp.notices.mail_faults import TROUBLE, MailFault


@dataclass(frozen=True)
class MailTrouble:
    """Why no e-mail leaves, and since when."""

    fault: MailFault
    since: datetime
    last_at: datetime


def mail_trouble() -> MailTrouble | None:
    """What keeps all e-mails from leaving; none while they do."""
    found = outages.current(TROUBLE)
    if found is None:
        return None
    return MailTrouble(MailFault(found.reason), found.since, found.last_at)


def operator(email: str | None, system_user: str) -> Outside:
    """Who acts from the command line: an operator by address, or else a user of the machine.

    Raises RuleBroken for an address that is no operator's.
    """
    if email is None:
        return Outside(ActorKind.OPERATOR, f"{system_user} (dòng lệnh)")
    wanted = select(Account).where(
        Account.email == contact_details.email(email), Account.is_operator
    )
    account = db.session.scalar(wanted.where(Account.disabled_at.is_(None)))
    if account is None:
        raise RuleBroken("operator.unknown", field="email")
    return Outside(ActorKind.OPERATOR, account.full_name)


def create_operator(email: str, full_name: str, password: str, *, now: datetime) -> Account:
    """Make an account that runs the service, or let an existing one do so.

    Writes as the owner of the tables and commits: the service's own role can't make operators. The
    password of an existing account stays. Raises RuleBroken, also for members of an organization.
    """
    address, name = contact_details.email(email), contact_details.person_name(full_name)
    if address is None:
        raise RuleBroken("email.wrong", field="email")
    account = db.session.scalar(select(Account).where(Account.email == address))
    if account is not None and own_organizations.organizations_of_account(
        account.id, clock.day_of(now), closed_too=True
    ):
        raise RuleBroken("operator.is_member", field="email")
    with as_owner() as tables:
        named = Account.email == address
        made = update(Account).where(named).values(is_operator=True)
        found = tables.scalar(made.returning(Account.id))
        if found is None:
            passwords.refuse_weak(password, about=(address, name))
            person = {"email": address, "full_name": name, "created_at": now}
            new = insert(Account).values(
                **person, password_hash=passwords.hash_of(password), is_operator=True
            )
            found = tables.scalar(new.returning(Account.id))
    return db.session.get_one(Account, found)
