"""Enter in a field never hands anything over: a guard over every form of every page."""

import re

import pytest
from werkzeug.datastructures import MultiDict

from tests.forms_of import posts_of
from tests.walk.furnished import furnish
from tests.walk.walking import Walk, walk

#: What these say goes to other people or can't be taken back.
HANDS_OVER = re.compile(
    r"Gửi|Nộp|Nhất trí|Đề nghị bổ sung|Về giá trị chung|Dùng lại|Hoàn thiện|Xác nhận|Kết thúc"
    r"|Sáp nhập|Bàn giao|Giao |Ghi thôi giữ|Ghi chuyển|Chuyển$|Tiếp nhận|Không tiếp nhận|Hoãn|Rút"
    r"|Bỏ|Hủy|Phân công|Lên lịch|Lưu kết luận|Thông qua|Chấp thuận|Trả lời|Mở lại|Mở đơn vị"
    r"|Mở tổ chức|Lập và in|Ghi nhận"
)
#: What these say is done for good, and no page of its own asks before.
ASKS = re.compile(
    r"Nhất trí cả bản|Hoàn thiện và nộp lưu|Về giá trị chung|Dùng lại mẫu chung|Kết thúc|Sáp nhập"
    r"|Bàn giao|Ghi chuyển|Chuyển$|Tiếp nhận|Không tiếp nhận|Bỏ |Hủy|Thông qua|Bốc thăm lại"
    r"|Gửi tài liệu|Đăng xuất mọi nơi|Tạm ngừng|Lập phiếu đặt lại"
)
#: Rows of a form that is not kept yet.
ROWS = re.compile(r"Bỏ mục \d|Bỏ dòng")
#: In the room an item of the agenda is put back as easily as it was taken out.
PUT_BACK = {"meetings.remove_item"}


@pytest.fixture(scope="module")
def walked() -> list[Walk]:
    """The pages as they were found first; empty until then."""
    return []


@pytest.fixture
def found(app, cast, walked) -> Walk:
    """Every form of every page."""
    if not walked:
        walked.append(walk(app, cast, furnish(cast)))
    return walked[0]


def wrong_with(form):
    """Why Enter in this form is not safe, or nothing."""
    first = form.default
    if first is None:
        return "no button"
    acts = {button.act for button in form.seen}
    answering = [button for button in form.seen if button.act == first.act]
    if first.is_on_enter and first.is_idle:
        return ""
    if not first.is_on_enter and len(acts) > 1:
        return "several buttons and nothing says which one Enter presses"
    if not answering:
        return "Enter does what no button says"
    if any(HANDS_OVER.match(button.label) for button in answering):
        return f"Enter presses “{answering[0].label}”"
    return ""


def test_enter_does_what_the_main_button_says_and_nothing_else(found, record_property):
    entered = [seen for seen in found.posts if seen.form.entered]
    wrong = {str(seen): why for seen in entered if (why := wrong_with(seen.form))}
    record_property(
        "forms on every page",
        f"{found.opened} pages, {len(found.posts)} forms that write, {len(found.distinct)} kinds;"
        f" Enter asks to send {len(entered)}, of {len({seen.kind for seen in entered})} kinds",
    )
    assert found.broken == []
    assert wrong == {}
    assert found.opened > 300
    assert len({seen.kind for seen in entered}) > 40


def test_what_cannot_be_taken_back_asks_once(found):
    asked, silent = set(), set()
    for seen in found.posts:
        for button in seen.form.seen:
            if seen.endpoint in PUT_BACK or ROWS.match(button.label):
                continue
            if ASKS.match(button.label):
                asks = button.confirm or seen.form.confirm
                (asked if asks else silent).add(f"{seen.endpoint}: {button.label}")
    assert silent == set()
    assert len(asked) > 10


def test_enter_among_the_members_of_a_month_takes_the_choice(cast, as_):
    chair = as_(cast.lan)
    (form,) = _plans(chair.get("/o/k1/ke-hoach/2026/de-xuat").text)
    assert form.default.is_idle
    change = next(one for one in form.seen if one.label.startswith("Đổi người"))
    (opened,) = _plans(chair.post(form.action, data=MultiDict(form.sent(change))).text)
    assert "checkbox" in {one.type for one in opened.entered}
    assert opened.default.act == ("act", "keep", "", "")


def _plans(html):
    return [form for form in posts_of(html) if form.action.endswith("/ke-hoach/2026/de-xuat")]
