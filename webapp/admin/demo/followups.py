"""The yearly review of the unit visitors see first, and threads in every state since."""

from datetime import date, timedelta

from webapp.accounts.scope import Scope
from webapp.admin.demo.founding import Cast
from webapp.admin.demo.report_writing import at
from webapp.core import clock
from webapp.followups import service
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessSource
from webapp.followups.service import Finding

_OVERDUE = "Bàn giao ca còn sơ sài, có lần bỏ sót thuốc chờ đổi"
_WAITING = "Tham gia góp ý trong sinh hoạt còn ít"
_CLOSED = "Chưa chủ động phổ biến quy trình mới cho điều dưỡng"
_REOPENED = "Ghi hồ sơ bệnh án còn chậm"
_FROM_ABOVE = "Chưa nộp đủ bài thu hoạch đợt học tập nghị quyết"
_OWN = "Còn ngại học phần mềm khám bệnh mới"


def review(cast: Cast, today: date) -> None:
    """Enter what the review three weeks ago found, and let some days pass; elsewhere nothing."""
    if not cast.is_first:
        return
    anh, minh = cast.named("Đặng Ngọc Anh"), cast.named("Trần Văn Minh")
    ha, tuan, other = cast.named("Vũ Thị Thu Hà"), cast.named("Lê Quốc Tuấn"), cast.members[-1]
    findings = [
        Finding(anh.member_id or 0, _OVERDUE, today - timedelta(days=3), minh.member_id),
        Finding(ha.member_id or 0, _WAITING, today + timedelta(days=20), tuan.member_id),
        Finding(tuan.member_id or 0, _CLOSED, today + timedelta(days=10)),
        Finding(other.member_id or 0, _REOPENED, today + timedelta(days=15), ha.member_id),
    ]
    reviewed_on = today - timedelta(days=20)
    written = at(reviewed_on, 16)
    with clock.stopped(written):
        opened = service.point_out_all(cast.chair, findings, reviewed_on=reviewed_on, now=written)
    _helped(cast.chair, anh, minh, opened[0], today)
    _reported(ha, tuan, opened[1], today)
    _put_right(cast.chair, tuan, opened[2], today)
    _not_yet(cast.chair, other, opened[3], today)
    _others(cast, minh, other, today)


def _helped(chair: Scope, member: Scope, helper: Scope, thread: Weakness, today: date) -> None:
    """Promised, helped with, noted by both, and overdue since three days."""
    words = "Ghi sổ bàn giao theo mẫu, cùng người nhận ca kiểm tủ thuốc."
    with clock.stopped(at(today - timedelta(days=18), 20)):
        service.promise(member, thread, words, now=clock.now())
    for days, who, seen in (
        (12, helper, "Đã cùng kiểm tủ thuốc hai ca liền, sổ bàn giao ghi đủ."),
        (8, member, "Tuần này bàn giao theo mẫu cả ba ca."),
        (5, chair, "Ca đêm thứ Bảy chưa ghi thuốc chờ đổi; đã trao đổi để làm tiếp."),
    ):
        day = today - timedelta(days=days)
        with clock.stopped(at(day, 19)):
            service.note(who, thread, seen, seen_on=day, now=clock.now())


def _reported(member: Scope, helper: Scope, thread: Weakness, today: date) -> None:
    """Put right in the member's eyes; the committee has yet to look."""
    with clock.stopped(at(today - timedelta(days=10), 19)):
        words = "Đã cùng chuẩn bị ý kiến cho buổi sinh hoạt tới."
        service.note(helper, thread, words, now=clock.now())
    with clock.stopped(at(today - timedelta(days=4), 20)):
        words = "Đã góp ý hai lần trong buổi họp khoa và buổi sinh hoạt."
        service.report_remedy(member, thread, words, now=clock.now())


def _put_right(chair: Scope, member: Scope, thread: Weakness, today: date) -> None:
    with clock.stopped(at(today - timedelta(days=9), 20)):
        words = "Đã phổ biến quy trình trong hai buổi giao ban, có danh sách ký."
        service.report_remedy(member, thread, words, now=clock.now())
    with clock.stopped(at(today - timedelta(days=6), 9)):
        service.confirm(chair, thread, "Đã xem danh sách ký, thống nhất.", now=clock.now())


def _not_yet(chair: Scope, member: Scope, thread: Weakness, today: date) -> None:
    with clock.stopped(at(today - timedelta(days=10), 20)):
        service.report_remedy(member, thread, "Đã ghi xong hồ sơ tồn.", now=clock.now())
    with clock.stopped(at(today - timedelta(days=7), 9)):
        words = "Còn bốn hồ sơ tuần trước ghi sau 24 giờ; theo dõi thêm một tháng."
        due_on = today + timedelta(days=23)
        service.reopen(chair, thread, words, due_on=due_on, now=clock.now())


def _others(cast: Cast, own: Scope, told: Scope, today: date) -> None:
    """One that came from above, and one somebody named of themselves."""
    day = today - timedelta(days=15)
    for who, about, source, wording in (
        (cast.chair, told, WeaknessSource.SUPERIOR, _FROM_ABOVE),
        (own, own, WeaknessSource.SELF, _OWN),
    ):
        with clock.stopped(at(day, 17)):
            service.point_out(
                who,
                about.member_id or 0,
                source=source,
                wording=wording,
                pointed_out_on=day,
                due_on=today + timedelta(days=30),
                now=clock.now(),
            )
