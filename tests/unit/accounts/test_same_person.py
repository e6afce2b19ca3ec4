"""Whether two entries may be one person's."""

from datetime import date
from types import SimpleNamespace

import pytest

from webapp.accounts import contact_details
from webapp.accounts.members.same_person import may_be_same

DAY, OTHER_DAY = date(2020, 1, 1), date(2021, 2, 2)


def entry(name, phone=None, day=DAY):
    facts = {"email": None, "phone": phone, "joined_on": day, "admitted_on": None}
    return SimpleNamespace(full_name=name, **facts)


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        (entry("Đặng Thị Hòa"), entry("Đặng Thị Hoà", "0912345678", OTHER_DAY), True),
        (entry("Nguyen Van Duc"), entry("Nguyễn Văn Đức"), True),
        # The number and a day, whatever the spelling; or the number and the given name.
        (entry("Hoa Đặng", "0912345678"), entry("Đặng Thị Hoà", "0912345678"), True),
        (entry("Thị Hoà", "0912345678"), entry("Đặng Hòa", "0912345678", OTHER_DAY), True),
        # Couples share a number.
        (entry("Trần Minh", "0912345678"), entry("Đặng Hòa", "0912345678", OTHER_DAY), False),
        (entry("Đặng Thị Hoa"), entry("Đặng Thị Hòa"), False),
        (entry("Trần Minh"), entry("Đặng Hòa"), False),
    ],
)
def test_somebody_is_asked_where_it_may_be_one_person(one, other, may_be):
    assert may_be_same(one, other) is may_be
    assert may_be_same(other, one) is may_be


@pytest.mark.parametrize(
    "typed",
    ["0912 345 678", "+84 912345678", "84912345678", "0084912345678", "0912\u00a0345\u00a0678"],
)
def test_one_number_is_stored_in_one_way(typed):
    assert contact_details.phone(typed) == "0912345678"
