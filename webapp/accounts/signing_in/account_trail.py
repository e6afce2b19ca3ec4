"""Record what happens to an account itself, in the first organization it may enter.

Accounts belong to no organization, but notices do: acts on the account are told in one
organization of its person, in a closed one if there is no other.
"""

from dataclasses import replace
from datetime import datetime

from webapp.accounts import queries
from webapp.accounts.models import Account
from webapp.accounts.signing_in import own_organizations
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy


def remember(account: Account, event: AuditEvent, *, device: str, now: datetime) -> None:
    """Write an act of the account into the trail of its first organization, if it has one.

    The device is told to the person and stored nowhere.
    """
    own = own_organizations.organizations_of_account(account.id, clock.day_of(now), closed_too=True)
    if not own:
        return
    first = own[0]
    with tenancy.elsewhere(first.organization_id):
        scope = queries.task_scope(first.organization_id)
        if scope is not None:
            mine = replace(scope, member_id=first.member_id, full_name=account.full_name)
            aside = {"device": device}
            audit.record(mine, event, member_id=first.member_id, aside=aside)
