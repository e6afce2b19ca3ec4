"""Changes of turns in the demo: a replacement that was granted, a swap that waits for an answer."""

from datetime import date, timedelta

from webapp.accounts.permissions import Permission
from webapp.accounts.scope import Scope
from webapp.admin.demo.founding import Cast
from webapp.admin.demo.people import IN_TWO
from webapp.admin.demo.report_writing import at
from webapp.admin.demo.year import next_with_reports
from webapp.core import clock
from webapp.plans.models import Turn
from webapp.plans.requests import queries as request_queries
from webapp.plans.requests.rules import RequestKind
from webapp.reports import assigning
from webapp.reports import queries as reports
from webapp.reports import requests as turn_requests
from webapp.reports.requests import Wish

#: Whose turn of this month Lý Thị Ngọc Lan would like to have.
_ASKED = "Trần Văn Minh"
_REPLACED_BECAUSE = "Đi học lớp bồi dưỡng ba tháng tại tuyến trên từ đầu tháng."
_SWAP_BECAUSE = "Tháng sau trực thay cả kíp, tháng này sắp xếp được thời gian để chuẩn bị kỹ."


def change_turns(cast: Cast, month: date, today: date) -> None:
    """In the branch that visitors see first, next month's turn went to another member."""
    if not cast.is_first:
        return
    next_month = next_with_reports(cast, month)
    in_two = cast.named(IN_TWO.full_name)
    first = next(m for m in cast.members if m.account_id is None and not m.roles)
    named, replaced = at(today - timedelta(days=6), 10), at(today - timedelta(days=4), 9)
    with clock.stopped(named):
        [report] = assigning.assign(cast.chair, next_month, [first.member_id or 0], now=named)
    with clock.stopped(replaced):
        instead = Wish(RequestKind.REPLACE, _REPLACED_BECAUSE, other_member_id=in_two.member_id)
        turn = _turn(cast.chair, report.turn_id)
        turn_requests.arrange(cast.chair, turn, instead, now=replaced)
    asked = at(today - timedelta(days=1), 21)
    with clock.stopped(asked):
        mine = _turn_in(cast, in_two, next_month)
        wanted = _turn_in(cast, cast.named(_ASKED), month)
        wish = Wish(RequestKind.SWAP, _SWAP_BECAUSE, other_turn_id=wanted.id)
        turn_requests.ask(in_two, mine, wish, now=asked)


def _turn_in(cast: Cast, member: Scope, month: date) -> Turn:
    """The turn of a member in a month."""
    rows = reports.of_month(cast.chair, month)
    turn_ids = [row.turn_id for row in rows if row.member_id == member.member_id]
    return _turn(cast.chair, turn_ids[-1])


def _turn(scope: Scope, turn_id: int) -> Turn:
    return request_queries.get_turn(scope, turn_id, Permission.TURN_REQUEST)
