"""Thematic sessions of the demo: those that were held, and the one that is being prepared."""

from datetime import date, timedelta
from random import Random

from webapp.accounts.scope import Scope
from webapp.admin.demo import sample_texts
from webapp.admin.demo.founding import Cast
from webapp.admin.demo.report_writing import at
from webapp.core import clock
from webapp.plans import queries as plans
from webapp.plans.rules import Deadlines, months_ahead
from webapp.thematic import queries, service
from webapp.thematic.rules import Link

_QUESTIONS = (
    "Ở khoa mình, việc nào đang làm chưa đúng với lời Bác dạy về chủ đề này?",
    "Mỗi người chọn một việc cụ thể có thể sửa ngay trong quý này là việc gì?",
    "Ai giúp ai, và kiểm tra kết quả vào lúc nào?",
    "Cán bộ, người phụ trách cần nêu gương ở điểm nào trước?",
)
_MATERIALS = (
    Link("Tài liệu sinh hoạt chuyên đề quý", "https://tailieu.example/chuyen-de"),
    Link("Bài nói của Bác tại hội nghị cán bộ y tế", "https://tailieu.example/bai-noi"),
    Link("Bảng việc đã đăng ký đầu năm của khoa", "https://tailieu.example/dang-ky"),
)
_CONCLUSIONS = (
    "Thống nhất ba việc làm ngay trong quý; mỗi tổ cử một người theo dõi, báo kết quả cuối quý.",
    "Các ý kiến thẳng thắn, đúng chủ đề. Mỗi người ghi một việc cụ thể vào bản đăng ký của mình.",
    "Chọn quầy đón tiếp làm điểm, rút kinh nghiệm sau một tháng rồi mới làm rộng.",
)


def prepared(cast: Cast, days: Deadlines, rng: Random) -> None:
    """A past session: named at the meeting before, prepared in time."""
    month, named_at = clock.month_of(days.meeting_on), days.meeting_on - timedelta(days=26)
    _arrange(cast, month, rng.sample(cast.members, 2), rng.choice(sample_texts.TOPICS), named_at)
    _prepare(cast, month, days.draft_on, rng)


def concluded(cast: Cast, days: Deadlines, rng: Random) -> None:
    """What the session came to, written down the same evening."""
    month, moment = clock.month_of(days.meeting_on), at(days.meeting_on, 19)
    with clock.stopped(moment):
        revision = queries.session_of(cast.chair, month).revision
        text = rng.choice(_CONCLUSIONS)
        service.conclude(cast.chair, month, text, based_on=revision, now=moment)


def coming(cast: Cast, today: date, known: Scope | None, rng: Random) -> None:
    """The next session: somebody prepares it; in the first branch the questions are missing yet."""
    planned = plans.month_plans(cast.chair, months_ahead(today))
    month = next((plan.month for plan in planned.values() if plan.has_session), None)
    if month is None:
        return
    others = [m for m in cast.members if m is not known]
    preparers = [*([known] if known else []), *rng.sample(others, 1)]
    _arrange(cast, month, preparers, rng.choice(sample_texts.TOPICS), today - timedelta(days=3))
    if known is None:
        _prepare(cast, month, today - timedelta(days=1), rng)


def _arrange(cast: Cast, month: date, preparers: list[Scope], topic: str, on: date) -> None:
    moment, ids = at(on, 17), [member.member_id or 0 for member in preparers]
    with clock.stopped(moment):
        service.arrange(cast.chair, month, topic, ids, based_on=0, now=moment)


def _prepare(cast: Cast, month: date, on: date, rng: Random) -> None:
    moment = at(on, 20)
    questions, materials = rng.sample(_QUESTIONS, 3), rng.sample(_MATERIALS, 2)
    with clock.stopped(moment):
        revision = queries.session_of(cast.chair, month).revision
        service.prepare(
            cast.chair, month, "\n".join(questions), materials, based_on=revision, now=moment
        )
