"""flask admin …: what an operator does from the command line."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import click
from flask import current_app

from webapp.accounts.models import Account
from webapp.admin import service
from webapp.admin.demo.cli import demo, demo_accounts
from webapp.core import clock
from webapp.core.config import BadSetting
from webapp.core.db import db
from webapp.core.errors import DomainError
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
    """Do one act and keep it; a refusal is said in the words the pages use."""
    try:
        result = act(clock.now())
    except DomainError as error:
        db.session.rollback()
        raise click.ClickException(message_of(error)) from error
    db.session.commit()
    return result


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
def found_organization(code: str, name: str, kind: str, parent: str | None) -> None:
    """Open an organization."""

    def act(now: datetime) -> Organization:
        above = _by_code(parent) if parent else None
        return organizations.found(above, OrganizationKind(kind), code, name, now=now)

    organization = _carry_out(act)
    click.echo(f"Opened {organization.name} at /o/{organization.code}/")


@admin.command("appoint-chair")
@click.argument("code")
@click.argument("email")
@click.argument("full_name")
def appoint_chair(code: str, email: str, full_name: str) -> None:
    """Give an organization without a chair its chair, and print the link for them."""
    appointed = _carry_out(
        lambda now: service.appoint_chair(_by_code(code), full_name, email, now=now)
    )
    click.echo(f"{appointed.member.full_name} now chairs {code}.")
    if appointed.token:
        base = current_app.config["BASE_URL"].rstrip("/")
        click.echo(
            f"Hand over this link, it works once within 72 hours:\n{base}/moi/{appointed.token}"
        )


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
