"""Acts of whoever runs the service: first chairs and operators' accounts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from webapp.accounts import inviting, names, offices, passwords, queries, roster
from webapp.accounts import service as members
from webapp.accounts.models import Account, Membership
from webapp.accounts.rules import MemberStatus, Role
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.organizations.models import Organization


@dataclass(frozen=True)
class Appointed:
    """The new chair, and what stands in the link that leads them to an account."""

    member: Membership
    #: None for somebody who has an account in the organization already.
    token: str | None


def appoint_chair(
    organization: Organization, full_name: str, email: str, *, now: datetime
) -> Appointed:
    """Give an organization without a chair its chair.

    Where somebody chairs it, the operator has no business: raises RuleBroken.
    """
    tenancy.enter(organization.id)
    scope, today = _scope_of(organization), clock.in_hanoi(now).date()
    if roster.chairs_on(scope, today):
        raise RuleBroken("organization.has_chair", field="email")
    address = names.email(email)
    if address is None:
        raise RuleBroken("invitation.email_missing", field="email")
    member = db.session.scalar(
        tenancy.own(scope, Membership).where(Membership.email == address).limit(1)
    ) or members.add_member(
        scope,
        members.Particulars(full_name, address, None, today),
        status=MemberStatus.OFFICIAL,
        now=now,
    )
    offices.keep_grant(scope, member, Role.CHAIR, from_on=today, until_on=None)
    if member.account_id is not None:
        return Appointed(member, None)
    return Appointed(member, inviting.make_link(scope, member, email=address, now=now))


def _scope_of(organization: Organization) -> Scope:
    scope = queries.task_scope(organization.id)
    if scope is None:
        raise NotVisible("page.not_found")
    return scope


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
