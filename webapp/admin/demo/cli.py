"""`flask admin demo` and `flask admin demo-accounts`."""

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from webapp.admin.demo.people import IN_TWO, KNOWN, NEW_CHAIR, OPERATOR, PASSWORD
from webapp.admin.demo.story import tell
from webapp.core import clock
from webapp.core.config import Environment
from webapp.core.db import db
from webapp.core.walls import GuardedCommand
from webapp.organizations.models import Organization


@click.command("demo", cls=GuardedCommand)
@with_appcontext
def demo() -> None:
    """Load the invented hospital; refuses in production and where organizations exist."""
    if current_app.config["APP_ENV"] == Environment.PRODUCTION:
        raise click.ClickException("The demo is never loaded into a production database.")
    if db.session.scalar(select(Organization.id).limit(1)) is not None:
        raise click.ClickException("There are organizations already; the demo needs an empty one.")
    db.session.rollback()
    tell(clock.today(), mail_key=str(current_app.config["SECRET_KEY"]))
    click.echo("The demo is loaded.")


@click.command("demo-accounts")
def demo_accounts() -> None:
    """Print the accounts of the demo and their one password."""
    for person in (*KNOWN, IN_TWO, NEW_CHAIR, OPERATOR):
        click.echo(f"  {person.email:<28} {person.shown_as}")
    click.echo(f"  password of all: {PASSWORD}")
