"""What the log says in brackets behind the sentence of an act."""

import pytest
from flask import Flask

from webapp.accounts.rules import MemberStatus, Role
from webapp.audit.models import AuditEntry
from webapp.audit.queries import Head
from webapp.audit.routes import FACTS, facts_of
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.wording import words_of
from webapp.web.wording import label

BRANCH = words_of(OrganizationKind.PARTY_BRANCH)


def said(**facts):
    return facts_of(AuditEntry(facts=facts))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("month", "2026-11-01", "tháng 11/2026"),
        ("from_on", "2026-11-16", "từ 16/11/2026"),
        ("until_on", "2027-06-30", "đến 30/06/2027"),
        ("closed_on", "2026-12-31", "từ 31/12/2026"),
        ("unit", "Chi bộ Khoa Nội", "Chi bộ Khoa Nội"),
        ("was", "Chi bộ Cũ", "tên cũ: Chi bộ Cũ"),
        ("name", "Chi bộ Mới", "tên mới: Chi bộ Mới"),
        ("above", "Đảng ủy viên", "Đảng ủy viên"),
        ("under", "Đảng bộ Sở", "trực thuộc Đảng bộ Sở"),
        ("into", "Chi bộ Khoa Nội", "vào Chi bộ Khoa Nội"),
        ("slip_by", "Nguyễn Thị Lan", "bằng phiếu do Nguyễn Thị Lan lập"),
        ("mail_by", "Nguyễn Thị Lan", "bằng thư, do Nguyễn Thị Lan khởi đầu"),
        ("device", "Firefox trên Windows", "từ Firefox trên Windows"),
        (
            "after_slip_by",
            "Nguyễn Thị Lan",
            "trong 24 giờ sau khi mở tài khoản bằng phiếu do Nguyễn Thị Lan lập",
        ),
    ],
)
def test_a_fact_is_written_as_its_reader_would_say_it(name, value, expected):
    assert said(**{name: value}) == expected


@pytest.mark.parametrize("value", ["", None, {}, []])
def test_empty_facts_are_left_out(value):
    assert said(**{name: value for name, _written in FACTS}) == ""


def test_several_facts_stand_in_the_order_of_the_table_and_not_of_the_entry():
    assert said(until_on="2027-06-30", from_on="2026-11-16", unit="K2") == (
        "từ 16/11/2026, đến 30/06/2027, K2"
    )


def test_a_fact_that_no_reader_understands_is_not_shown():
    assert said(version=3, after_slip=True, nonce="a secret", month="2026-11-01") == "tháng 11/2026"


@pytest.mark.parametrize(
    ("name", "value"),
    [("role", "treasurer"), ("status", "asleep"), ("from_on", "soon"), ("month", 11)],
)
def test_a_name_that_another_part_uses_for_something_else_hides_nothing_but_itself(name, value):
    assert said(**{name: value, "unit": "K2"}) == "K2"


def test_a_setting_shows_what_it_was_and_what_it_is():
    changed = {"reminders_a_month": [8, 4], "quiet_from_hour": [None, 20]}
    shown = said(changed=changed)
    assert " 8 → 4; " in shown
    assert shown.endswith("giá trị chung → 20")
    assert "reminders_a_month" not in shown


def test_a_setting_without_a_name_of_its_own_is_shown_as_it_is_called_inside():
    assert said(changed={"forgotten": [1, 2]}) == "forgotten: 1 → 2"


def test_older_entries_that_only_list_settings_are_shown_without_them():
    assert said(changed=["email", "phone"]) == ""


@pytest.mark.parametrize("value", [*Role, *MemberStatus])
def test_every_office_and_status_has_words(value):
    name = "role" if isinstance(value, Role) else "status"
    with Flask("no request").app_context():
        shown = said(**{name: value.value})
    assert shown == label(value, BRANCH) != value.value


def test_the_head_of_a_trail_is_short_enough_to_be_copied_from_paper():
    head = Head(7, bytes.fromhex("00ff10203040506070809" + "a" * 43))
    assert head.groups == "00ff 1020 3040 5060"
