"""flask admin …: what an operator does from the command line."""

import getpass
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import click
from flask import current_app

from webapp.accounts.models import Account, Membership
from webapp.admin import seats, service
from webapp.admin.demo.cli import demo, demo_accounts
from webapp.audit.actors import Outside
from webapp.core import clock
from webapp.core.addresses import Address
from webapp.core.config import BadSetting
from webapp.core.db import db
from webapp.core.errors import DomainError
from webapp.core.paths import path_of
from webapp.core.walls import GuardedGroup
from webapp.organizations import queries
from webapp.organizations import service as organizations
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind
from webapp.web.wording import message_of

Result = TypeVar("Result")

admin = GuardedGroup("admin", help="Run the service: organizations, first chairs, operators.")

admin.add_command(demo)
admin.add_command(demo_accounts)

COMMANDS = (admin,)


def _carry_out(act: Callable[[datetime], Result]) -> Result:
    """Do one act and commit it. Raises ClickException with the sentence of a refusal."""
    try:
        result = act(clock.now())
    except DomainError as error:
        db.session.rollback()
        raise click.ClickException(message_of(error)) from error
    db.session.commit()
    return result


_as = click.option(
    "--as", "operator", help="The operator's address; the user of the machine is named without."
)


def _acting(operator: str | None) -> Outside:
    return service.operator(operator, getpass.getuser())


def _by_code(code: str) -> Organization:
    organization = queries.by_code(code)
    if organization is None:
        raise click.ClickException(f"There is no organization with the code {code!r}.")
    return organization


@admin.command("found-organization")
@click.argument("code")
@click.argument("name")
@click.option("--kind", type=click.Choice([k.value for k in OrganizationKind]), required=True)
@click.option("--parent", help="Code of the superior; none for a root.")
@_as
def found_organization(
    code: str, name: str, kind: str, parent: str | None, operator: str | None
) -> None:
    """Open an organization."""

    def act(now: datetime) -> Organization:
        above, by = _by_code(parent) if parent else None, _acting(operator)
        return organizations.found(above, OrganizationKind(kind), code, name, now=now, by=by)

    organization = _carry_out(act)
    page = path_of(Address("home.show"), organization.code)
    click.echo(f"Opened {organization.name} at {page}")


@admin.command("appoint-chair")
@click.argument("code")
@click.argument("email")
@click.argument("full_name")
@_as
def appoint_chair(code: str, email: str, full_name: str, operator: str | None) -> None:
    """Give an organization nobody has come into its first chair; they are invited by e-mail."""
    key = str(current_app.config["SECRET_KEY"])

    def act(now: datetime) -> Membership:
        by = _acting(operator)
        return seats.appoint_first(_by_code(code), full_name, email, by=by, mail_key=key, now=now)

    member = _carry_out(act)
    click.echo(f"{member.full_name} now chairs {code}; the invitation goes to {member.email}.")


@admin.command("create-operator")
@click.argument("email")
@click.argument("full_name")
@click.password_option(envvar="OPERATOR_PASSWORD")
def create_operator(email: str, full_name: str, password: str) -> None:
    """Make an account that runs the service; needs MIGRATION_DATABASE_URL."""

    def act(now: datetime) -> Account:
        return service.create_operator(email, full_name, password, now=now)

    try:
        account = _carry_out(act)
    except BadSetting as missing:
        raise click.ClickException(str(missing)) from None
    click.echo(f"{account.email} runs the service.")
