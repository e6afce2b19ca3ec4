"""Who learns of what happens to a weakness; a notice carries days and names, never its words."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from webapp.accounts.scope import Scope
from webapp.core import clock
from webapp.core.addresses import Address
from webapp.followups.models import Weakness
from webapp.notices import service as notices
from webapp.notices.rules import Announcement, NoticeKind


def pointed_out(
    scope: Scope, weaknesses: Sequence[Weakness], names: dict[int, str], now: datetime
) -> None:
    """Tell each member concerned once, however many there are, and each one who is to help."""
    of_members: dict[int, list[Weakness]] = {}
    for weakness in weaknesses:
        of_members.setdefault(weakness.member_id, []).append(weakness)
    told = [
        _about(scope, NoticeKind.WEAKNESS_POINTED_OUT, member_id, own, now)
        for member_id, own in of_members.items()
        if member_id != scope.member_id
    ]
    helping = [
        _about(scope, NoticeKind.WEAKNESS_HELPER_NAMED, w.helper_id, [w], now, names[w.member_id])
        for w in weaknesses
        if w.helper_id is not None and w.helper_id != scope.member_id
    ]
    notices.announce_all(scope, [*told, *helping], now=now)


def happened(
    scope: Scope, kind: NoticeKind, weakness: Weakness, to: Iterable[int | None], now: datetime
) -> None:
    """Tell those concerned what somebody else did with a thread."""
    others = {one for one in to if one is not None and one != scope.member_id}
    told = [_about(scope, kind, one, [weakness], now) for one in sorted(others)]
    notices.announce_all(scope, told, now=now)


def helper_named(scope: Scope, weakness: Weakness, name: str, now: datetime) -> None:
    """Tell somebody that they are to help, and whom."""
    if weakness.helper_id is not None and weakness.helper_id != scope.member_id:
        kind = NoticeKind.WEAKNESS_HELPER_NAMED
        told = _about(scope, kind, weakness.helper_id, [weakness], now, name)
        notices.announce_all(scope, [told], now=now)


def _about(
    scope: Scope,
    kind: NoticeKind,
    to: int | None,
    threads: Sequence[Weakness],
    now: datetime,
    member: str = "",
) -> Announcement:
    first, alone = threads[0], len(threads) == 1
    page = Address("followups.show", {"weakness_id": first.id})
    return Announcement(
        kind,
        to or 0,
        f"weakness:{first.id}",
        clock.day_of(now),
        page if alone else Address("followups.index"),
        facts={"by": first.due_on, "member": member} if alone else {},
    )
