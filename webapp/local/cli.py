"""Commands of the operator for the database itself."""

import os

import click
from flask.cli import AppGroup

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


#: What the application factory adds to `flask`.
COMMANDS = (database_cli,)
