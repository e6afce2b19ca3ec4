"""Commands of the operator for the database itself."""

import os

import click
from flask.cli import AppGroup

from webapp.core import walls
from webapp.local.repair import repair as repair_rights
from webapp.local.roles import database_in, passwords_in, prepare_database

database_cli = AppGroup("database", help="Roles and rights of the database.")

#: Which role signs in by which setting.
_ADDRESSES = {
    "app_rw": "DATABASE_URL",
    "app_migrate": "MIGRATION_DATABASE_URL",
    "app_backup": "BACKUP_DATABASE_URL",
}


@database_cli.command("prepare")
def prepare() -> None:
    """Create the roles and the database, or set their rights anew.

    Reads ADMIN_DATABASE_URL (a superuser) and the addresses of the roles, whose passwords
    it gives to them; BACKUP_DATABASE_URL may be missing.
    """
    admin = os.environ.get("ADMIN_DATABASE_URL")
    urls = {role: os.environ[name] for role, name in _ADDRESSES.items() if os.environ.get(name)}
    if not admin or not {"app_rw", "app_migrate"} <= urls.keys():
        raise click.UsageError(
            "set ADMIN_DATABASE_URL, DATABASE_URL and MIGRATION_DATABASE_URL first"
        )
    try:
        passwords = passwords_in(urls)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    database = database_in(urls["app_rw"])
    prepare_database(admin, database, passwords)
    click.echo(f"database {database} is ready for its roles")


@database_cli.command("check")
def check() -> None:
    """Print how the database differs from what the migrations made; fails where it does.

    Reads DATABASE_URL. Lines with SQL say owners and rights, lines with dashes everything else.
    """
    _tell(walls.differences())
    click.echo(f"the walls stand: {len(walls.made())} lines are as the migrations made them")


@database_cli.command("repair")
def repair() -> None:
    """Set owners and rights anew as the migrations made them; fails where more is wrong.

    Reads ADMIN_DATABASE_URL (a superuser) and DATABASE_URL. What was written meanwhile stays.
    """
    admin, url = os.environ.get("ADMIN_DATABASE_URL"), os.environ.get("DATABASE_URL")
    if not admin or not url:
        raise click.UsageError("set ADMIN_DATABASE_URL and DATABASE_URL first")
    _tell(repair_rights(admin, database_in(url)))
    click.echo("owners and rights are as the migrations made them")


def _tell(found: walls.Differences) -> None:
    if found:
        raise click.ClickException("\n".join(["the database differs:", *found.told()]))


#: What the application factory adds to `flask`.
COMMANDS = (database_cli,)
