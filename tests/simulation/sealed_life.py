"""What branch K1 does, through the real acts, until every kind of final words is there."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tests.cast import MONTH, NOW, Cast
from tests.clean_database import Laid, Slate
from tests.service.commitments.year import in_force
from tests.service.meetings.room import Room
from webapp.commitments import queries as commitments
from webapp.commitments import service as registering
from webapp.commitments.service import Wanted
from webapp.core import clock
from webapp.core.db import db
from webapp.followups import service as followups
from webapp.followups.models import Weakness
from webapp.meetings import service as leading
from webapp.meetings.rules import MeetingKind
from webapp.meetings.service import Arrangement, NewWeakness, calling
from webapp.reports import queries as reports
from webapp.reports import service as reporting
from webapp.reports.outline import Written
from webapp.reports.service import NewRemark
from webapp.thematic import service as thematic

_JANUARY = date(2027, 1, 1)


def live(cast: Cast, scope_of: Any, travel: Any) -> None:
    """A report from draft to filed, its meeting, a registration and a thematic session."""
    _register(scope_of(cast.binh), scope_of(cast.lan))
    _write(cast, scope_of(cast.mai), scope_of(cast.hung))
    _meet(cast, scope_of, travel)
    _look_back(scope_of(cast.mai), scope_of(cast.lan))
    _hold_thematic(scope_of(cast.lan), travel)
    db.session.commit()


def live_once(
    kept: list[tuple[Laid, datetime]], slate: Slate, cast: Cast, scope_of: Any, travel: Any
) -> None:
    """The same for a test: the first of a worker lives, for the others its rows are laid out."""
    if not kept:
        live(cast, scope_of, travel)
        kept.append((slate.keep(cast.__dict__["report_id"]), clock.now()))
        return
    laid, then = kept[0]
    db.session.rollback()
    slate.wipe()
    cast.__dict__["report_id"] = slate.lay(laid)
    travel(then)


def _register(binh: Any, lan: Any) -> None:
    row = in_force(binh, lan, "Đúng giờ", "Đọc sách")
    item = commitments.items_of(binh, binh.member_id, NOW.year)[0]
    registering.note(binh, row, item.id, "Đã làm được một nửa.", NOW.date(), now=NOW)
    for words, decide in (
        ("Đọc hai cuốn sách", registering.confirm_amendment),
        ("Đọc ba cuốn sách", registering.take_back_amendment),
    ):
        version = registering.propose(
            binh, row, [Wanted(words)], "Đổi việc.", based_on=row.revision, now=NOW
        )
        decide(lan if decide is registering.confirm_amendment else binh, version, now=NOW)
    version = registering.propose(
        binh, row, [Wanted("Thôi đọc sách")], "Bận.", based_on=row.revision, now=NOW
    )
    registering.give_back_amendment(lan, version, "Chưa nên.", now=NOW)
    db.session.commit()


def _written(text: str) -> Written:
    return Written({"commitments": text, "remedies": "", "present": f"Còn hạn chế. {text}"})


def _write(cast: Cast, mai: Any, hung: Any) -> None:
    report = _report(mai, cast)
    token = reports.latest_version(mai, report.id).token
    reporting.submit(mai, report, _written("Bản đầu."), token, now=NOW)
    said = [NewRemark(None, "Cần nói rõ hơn.", asks_supplement=True)]
    number = reports.latest_version(hung, report.id).number
    reporting.return_(hung, report, said, version=number, now=NOW)
    token = reports.latest_version(mai, report.id).token
    reporting.submit(mai, report, _written("Bản hai."), token, now=NOW)
    number = reports.latest_version(hung, report.id).number
    reporting.accept(hung, report, [NewRemark(None, "Nhất trí.")], version=number, now=NOW)
    db.session.commit()


def _report(scope: Any, cast: Cast) -> Any:
    rows = reports.of_month(scope, MONTH)
    assert [row.member_id for row in rows] == [cast.people["mai"].member_id]
    return reports.get_report(scope, rows[0].id, reports.Permission.REPORT_SEE)


def _meet(cast: Cast, scope_of: Any, travel: Any) -> None:
    cast.__dict__["report_id"] = _report(scope_of(cast.lan), cast).id
    room = Room(cast, scope_of, travel).call().open().present()
    kept, aside, restored = (room.say(text) for text in ("Tốt.", "Không đúng.", "Còn chậm."))
    for opinion in (aside, restored):
        leading.set_aside(room.lan, room.meeting, opinion.id, "Không xây dựng.", now=clock.now())
    leading.restore(room.lan, room.meeting, restored.id)
    room.conclude(
        "Báo cáo nghiêm túc.",
        commendations=["Giúp người mới."],
        weaknesses=[NewWeakness("Ít phát biểu.", date(2026, 12, 31))],
    ).close()
    assert kept.id
    db.session.commit()
    mai = room.scopes["mai"]
    token = reports.latest_version(mai, room.report_id).token
    report = reports.get_report(mai, room.report_id, reports.Permission.REPORT_SEE)
    later = clock.now() + timedelta(days=1)
    reporting.file(mai, report, _written("Bản cuối."), token, now=later)
    db.session.commit()


def _look_back(mai: Any, lan: Any) -> None:
    weakness = db.session.scalars(select(Weakness)).one()
    followups.promise(mai, weakness, "Sẽ phát biểu.", now=clock.now())
    followups.note(mai, weakness, "Đã phát biểu.", now=clock.now())
    followups.report_remedy(mai, weakness, "Đã sửa.", now=clock.now())
    followups.confirm(lan, weakness, "Đã thấy.", now=clock.now())
    db.session.commit()


def _hold_thematic(lan: Any, travel: Any) -> None:
    starts_at = clock.from_hanoi(date(2027, 1, 27), 15)
    wanted = Arrangement(MeetingKind.THEMATIC, starts_at, "Hội trường", "Nêu gương", lan.member_id)
    meeting = calling.call(lan, _JANUARY, wanted, now=NOW)
    travel(starts_at)
    leading.open_meeting(lan, meeting, now=starts_at)
    leading.mark_rest_present(lan, meeting, now=starts_at)
    leading.close(lan, meeting, now=starts_at + timedelta(hours=1))
    for based_on, words in enumerate(("Làm gương trước.", "Làm gương và giữ lời.")):
        thematic.conclude(lan, _JANUARY, words, based_on=based_on, now=starts_at)
