"""flask audit …: the check of the trails for the operator; no words are shown."""

import sys
from collections.abc import Iterator

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from webapp.accounts.queries import task_scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.organizations import queries as organizations
from webapp.organizations.models import Organization
from webapp.proofs import queries, signed_checkpoint
from webapp.proofs.queries import Check
from webapp.proofs.wording import in_english

group = AppGroup("audit", help="The trails of acts: whether they are whole, and their key.")

COMMANDS = (group,)


@group.command("verify")
@click.option("--organization", "code", help="Code of one organization; without it all of them.")
def verify(code: str | None) -> None:
    """Compute hashes and digests again and say what doesn't fit; exit code 1 if anything."""
    broken = 0
    for organization_id, name in list(_asked(code)):
        with tenancy.tenant(organization_id):
            scope = task_scope(organization_id)
            if scope is not None:
                check = queries.verify(scope)
                _say(name, check)
                broken += not check.is_whole
    sys.exit(1 if broken else 0)


@group.command("public-key")
def public_key() -> None:
    """Print what the signatures of checkpoints are checked with, to be published elsewhere."""
    key = signed_checkpoint.key_of(current_app.config.get("CHECKPOINT_KEY") or "")
    if key is None:
        raise click.ClickException("CHECKPOINT_KEY is not set: no checkpoints are made.")
    click.echo(signed_checkpoint.public_key(key))


def _asked(code: str | None) -> Iterator[tuple[int, str]]:
    if code is None:
        query = select(Organization.id, Organization.code).order_by(Organization.id)
        yield from [(row.id, row.code) for row in db.session.execute(query)]
        return
    organization = organizations.by_code(code)
    if organization is None:
        raise click.ClickException(f"There is no organization with the code {code!r}.")
    yield organization.id, organization.code


def _say(name: str, check: Check) -> None:
    head = check.head.hex()[:16] if check.head else "none"
    if check.is_whole:
        waits = " Words of before digests were kept wait for theirs." if check.awaits_seal else ""
        click.echo(f"{name}: whole, {check.entries} entries, head {head}.{waits}")
        return
    click.echo(f"{name}: BROKEN, {check.entries} entries, head {head}.")
    for fault in check.faults:
        click.echo(f"  {in_english(fault)}")
    if check.count > len(check.faults):
        click.echo(f"  and {check.count - len(check.faults)} more")
