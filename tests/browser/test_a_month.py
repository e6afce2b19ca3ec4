"""A whole month of one report, as people live it: in a chi bộ and in a công đoàn unit,
on a phone and on an office PC, with and without scripts, with a real worker behind it."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.axe import findings
from tests.browser.stage import Stage, build
from tests.browser.visitor import Visitor
from tests.conftest import settings_for_tests
from webapp import create_app
from webapp.core import clock
from webapp.core.db import db
from webapp.organizations.rules import OrganizationKind

pytestmark = [pytest.mark.browser, pytest.mark.real_time]

KINDS = {"chi-bo": OrganizationKind.PARTY_BRANCH, "cong-doan": OrganizationKind.UNION}
COMMITTEES = {"chi-bo": "chi ủy", "cong-doan": "ban chấp hành"}

PLAYS = [
    pytest.param(kind, width, script, id=f"{kind}-{width}-{'js' if script else 'nojs'}")
    for kind in KINDS
    for width in (390, 1366)
    for script in (True, False)
]


@pytest.fixture(scope="module")
def seeding(service):
    """An application on the running service's database, to found units in it."""
    app = create_app(settings_for_tests(service.databases.app_url, service.databases.redis_url))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


class Play:
    """The month on one stage; each act leaves a picture."""

    def __init__(
        self, stage: Stage, committee: str, visit: Callable[[], Visitor], folder: Path
    ) -> None:
        self.stage, self.committee, self.folder = stage, committee, folder
        self.chair = visit().sign_in(stage.chair, stage.password)
        self.author = visit().sign_in(stage.author, stage.password)
        self.reviewer = visit().sign_in(stage.reviewer, stage.password)
        self.viewer = visit().sign_in(stage.viewer, stage.password)
        self._number = 0

    def picture(self, who: Visitor, name: str) -> None:
        self._number += 1
        who.settle()
        who.picture(self.folder, f"{self.stage.code}-{self._number:02d}-{name}")
        if who.script:
            assert findings(who.page) == [], name

    def home(self, who: Visitor) -> Visitor:
        return who.go(f"/o/{self.stage.code}/")

    def turn(self) -> None:
        self.home(self.chair)
        self.picture(self.chair, "viec-can-lam")
        self.chair.go(f"/o/{self.stage.code}/phan-cong/{self.stage.month}")
        suggested = self.chair.page.locator("[name=member_ids]:checked")
        while suggested.count():
            suggested.first.uncheck()
        self.chair.page.get_by_label(self.stage.author_name, exact=True).check()
        self.picture(self.chair, "phan-cong")
        self.chair.click("Phân công", inside="main form", nth=-1).sees("Đã phân công")

    def draft(self) -> None:
        self.home(self.author).click("Viết tiếp")
        self.author.write("section-commitments", "Đã giữ đúng giờ khám trong cả quý.")
        self.author.click("Lưu nháp").sees("Đã lưu")
        self.author.write("section-present", "Còn ngại góp ý thẳng; sẽ nói ngay trong buổi họp.")
        self.picture(self.author, "soan-bao-cao")
        self.author.click(f"Gửi {self.committee}").sees("Đã gửi")

    def review(self) -> None:
        self.home(self.reviewer).click("Cho ý kiến")
        self.reviewer.write("remark-commitments", "Nêu thêm số liệu cụ thể.")
        self.reviewer.tick("asks-commitments")
        self.picture(self.reviewer, "cho-y-kien")
        self.reviewer.click("Đề nghị bổ sung").sees("bổ sung")

    def supplement(self) -> None:
        self.home(self.author).click("Bổ sung")
        self.author.sees("Nêu thêm số liệu cụ thể.")
        text = "Đã giữ đúng giờ khám; thời gian chờ giảm từ 41 còn 27 phút."
        self.author.write("section-commitments", text)
        self.picture(self.author, "bo-sung")
        self.author.click(f"Gửi lại {self.committee}").sees("Đã gửi")
        self.home(self.reviewer).click("Cho ý kiến")
        self.reviewer.click("Nhất trí").agree().sees("Sẵn sàng trình bày")

    def prepare(self) -> None:
        self.chair.go(f"/o/{self.stage.code}/buoi-hop/moi?thang={self.stage.month}")
        self.picture(self.chair, "len-lich")
        self.chair.click("Lên lịch", inside="main form", nth=-1).sees(self.stage.author_name)
        self.chair.click("Gửi tài liệu").agree()
        self.picture(self.chair, "chuong-trinh")
        self.home(self.author).click("Đọc tài liệu").sees("Hội trường tầng 2")

    def meet(self) -> None:
        self.home(self.chair).click("Điều hành")
        self.chair.click("Bắt đầu buổi sinh hoạt").sees("Chưa điểm danh")
        self.chair.click("Tất cả có mặt").sees("xác nhận")
        self.chair.click("Mời trình bày")
        self.chair.page.locator("[name=speaker_id]").first.select_option(label="Hoàng Thanh Bình")
        self.chair.write("text", "Việc giảm thời gian chờ là có thật, cần giữ đều.")
        self.chair.click("Ghi ý kiến", inside="#opinion-form")
        self.chair.sees("cần giữ đều")
        self.picture(self.chair, "dieu-hanh")
        self.chair.click("Ghi kết luận")
        self.chair.write("text", "Nhất trí với báo cáo; cần mạnh dạn góp ý hơn.")
        self.chair.write("commendations-0", "Sắp lại bàn đón tiếp, người bệnh đỡ chờ.")
        self.chair.write("weaknesses-0-wording", "Ít phát biểu trong sinh hoạt.")
        self.picture(self.chair, "ket-luan")
        self.chair.click("Lưu kết luận")
        self.chair.sees("đã trình bày, đã có kết luận")
        self.chair.click("Kết thúc buổi sinh hoạt").sees("Đã kết thúc")
        self.picture(self.chair, "da-ket-thuc")

    def file(self) -> None:
        self.home(self.author).click("Hoàn thiện")
        self.author.write("section-present", "Sẽ phát biểu ít nhất một lần mỗi buổi.")
        self.author.click("Hoàn thiện và nộp lưu").agree().sees("Đã lưu")
        self.picture(self.author, "da-nop-luu")
        self.chair.go(f"/o/{self.stage.code}/theo-doi").sees("Ít phát biểu trong sinh hoạt.")
        self.picture(self.chair, "theo-doi")

    def figures(self) -> None:
        """The worker has counted the month; from above there is a number and no word."""
        until = time.monotonic() + 40
        page = f"/o/{self.stage.above}/tong-hop/cap-duoi"
        while "1/1" not in self.viewer.go(page).page.locator("main").inner_text():
            assert time.monotonic() < until, "the worker never counted the month"
            time.sleep(0.5)
        assert "phát biểu" not in self.viewer.page.content()
        self.picture(self.viewer, "cap-tren-tong-hop")


@pytest.mark.parametrize(("kind", "width", "script"), PLAYS)
def test_a_month_of_one_report(kind, width, script, service, seeding, browser, screenshots):
    code = f"{kind}-{width}-{'js' if script else 'nojs'}"
    stage = build(KINDS[kind], code, clock.today())
    visitors: list[Visitor] = []

    def visit() -> Visitor:
        visitors.append(Visitor(browser, service.url, width=width, script=script))
        return visitors[-1]

    play = Play(stage, COMMITTEES[kind], visit, screenshots)
    for act in (
        play.turn,
        play.draft,
        play.review,
        play.supplement,
        play.prepare,
        play.meet,
        play.file,
        play.figures,
    ):
        act()
    for visitor in visitors:
        visitor.leave()
