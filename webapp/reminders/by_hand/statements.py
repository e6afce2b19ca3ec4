"""How often and when somebody was reminded by hand, as a part of other statements."""

from typing import Any

from sqlalchemy import Select, func, select

from webapp.core import tenancy
from webapp.core.tenancy import TenantScope
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, DeliveryState, NoticeKind

#: Stands between what a reminder is about and its number: the ledger knows no second one like it.
NUMBERED = "#"
#: What a reminder is about.
ABOUT = func.split_part(Notice.subject, NUMBERED, 1)


def reminded(scope: TenantScope) -> Select[Any]:
    """Of each matter somebody was reminded of: how often, when last, and with those taken back."""
    stands = Notice.state == DeliveryState.SHOWN
    return (
        select(
            ABOUT.label("key"),
            func.count(Notice.subject.distinct()).filter(stands).label("times"),
            func.max(Notice.created_at).filter(stands).label("last_at"),
            func.count(Notice.subject.distinct()).label("written"),
        )
        .where(
            tenancy.within(scope, Notice),
            Notice.kind == NoticeKind.REMINDED,
            Notice.channel == Channel.APP,
        )
        .group_by(ABOUT)
    )


def reminded_as_list(scope: TenantScope) -> Any:
    """The same in one value, for a statement that asks for other things too."""
    rows = reminded(scope).subquery()
    one = func.json_build_array(rows.c.key, rows.c.times, rows.c.last_at)
    return select(func.json_agg(one)).where(rows.c.times > 0).scalar_subquery()
