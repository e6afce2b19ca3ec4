"""What browsers send about settings; an empty box leaves the value to the superior."""

from typing import Any

from wtforms import HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional

from webapp.organizations.settings import ANSWERS, CHOSEN, NUMBERS, WORDS, Origin
from webapp.web.forms import Form


def _number(name: str, label: str) -> IntegerField:
    least, greatest = NUMBERS[name]
    return IntegerField(label, [Optional(), NumberRange(least, greatest)])


def _words(name: str, label: str) -> StringField:
    return StringField(label, [Optional(), Length(max=WORDS[name])])


class SettingsForm(Form):
    """Every setting an organization may choose for itself."""

    based_on = HiddenField()
    meeting_day = _number("meeting_day", "Ngày họp thường lệ trong tháng")
    meeting_hour = _number("meeting_hour", "Giờ bắt đầu")
    meeting_place = _words("meeting_place", "Nơi họp")
    meets_every_months = _number("meets_every_months", "Mấy tháng họp một lần")
    turns_a_month = _number("turns_a_month", "Số người báo cáo mỗi tháng")
    leaders_first = SelectField("Người giữ chức vụ báo cáo trước, khi số lượt ngang nhau")
    draft_due_days = _number("draft_due_days", "Gửi dự thảo trước buổi họp (ngày)")
    committee_days = _number("committee_days", "Tập thể lãnh đạo cho ý kiến trước buổi họp (ngày)")
    supplement_days = _number("supplement_days", "Bổ sung xong trước buổi họp (ngày)")
    release_days = _number("release_days", "Phát tài liệu trước buổi họp (ngày)")
    final_days = _number("final_days", "Nộp bản hoàn thiện sau buổi họp (ngày)")
    reminders_a_month = _number("reminders_a_month", "Số lần nhắc một người nhiều nhất mỗi tháng")
    address_word = _words("address_word", "Từ xưng hô trong lời chào và thư")
    campaign = _words("campaign", "Tên cuộc vận động")

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        for name in ANSWERS:
            self[name].choices = [("", "Theo giá trị chung"), ("co", "Có"), ("khong", "Không")]

    def wanted(self) -> dict[str, Any]:
        """The value of each setting; None where the box was left empty."""
        typed = {name: self[name].data for name in CHOSEN if name not in ANSWERS}
        answers = {name: {"co": True, "khong": False}.get(self[name].data) for name in ANSWERS}
        return answers | {
            name: value if value not in ("", None) and str(value).strip() else None
            for name, value in typed.items()
        }

    def show(self, origins: dict[str, Origin]) -> None:
        """Put the organization's own values into the boxes."""
        for name, origin in origins.items():
            own = origin.own
            if name in ANSWERS:
                own = "" if own is None else ("co" if own else "khong")
            self[name].data = own
