"""Lists are filtered by where a thread stands, whose it is and who pointed it out; and counted."""

from datetime import date

import pytest

from tests.cast import NOW
from tests.service.followups.threads import point_out
from webapp.core.errors import NotVisible
from webapp.followups import lists, service
from webapp.followups.lists import Wanted
from webapp.followups.rules import ListKind, WeaknessSource

TODAY = NOW.date()


@pytest.fixture
def threads(cast, who):
    """One thread in every state."""
    lan, mai = who.lan, who.mai
    found = {
        "late": point_out(lan, cast.mai, wording="Ít phát biểu."),
        "later": point_out(lan, cast.binh, wording="Đi muộn.", due_on=date(2026, 11, 1)),
        "ahead": point_out(lan, cast.binh, due_on=None, source=WeaknessSource.SUPERIOR),
        "reported": point_out(lan, cast.mai, due_on=None),
        "done": point_out(lan, cast.mai),
    }
    service.report_remedy(mai, found["reported"], "Đã sửa.", now=NOW)
    service.confirm(lan, found["done"], now=NOW)
    return found


#: Which threads stand in each list, in its order.
IN_ORDER = {
    ListKind.OPEN: ["later", "late", "ahead", "reported"],
    ListKind.OVERDUE: ["later", "late"],
    ListKind.WAITING: ["reported"],
    ListKind.CLOSED: ["done"],
    ListKind.ALL: ["later", "late", "ahead", "reported", "done"],
}
#: What is found by what was typed.
FOUND = {
    "it phat bieu": ["late"],
    "ĐI MUỘN": ["later"],
    "mai phat": ["late"],
    "hoang thanh binh": ["later", "ahead"],
    "khong co": [],
    "  ": IN_ORDER[ListKind.ALL],
}


def names_of(rows, threads):
    name_of = {thread.id: name for name, thread in threads.items()}
    return [name_of[row.id] for row in rows]


def test_a_list_shows_what_stands_so_the_longest_overdue_first(who, threads):
    for kind, names in IN_ORDER.items():
        rows = lists.threads(who.lan, Wanted(kind), today=TODAY)
        assert names_of(rows, threads) == names
        assert lists.count_threads(who.lan, Wanted(kind), today=TODAY) == len(names)


def test_a_list_can_be_of_one_member_and_one_source(cast, who, threads):
    lan = who.lan
    of_binh = Wanted(ListKind.ALL, member_id=cast.binh.member_id)
    from_above = Wanted(ListKind.ALL, source=WeaknessSource.SUPERIOR)
    assert lists.count_threads(lan, of_binh, today=TODAY) == 2
    rows = lists.threads(lan, from_above, today=TODAY)
    assert [row.id for row in rows] == [threads["ahead"].id]


def test_members_list_their_own_whomever_they_ask_for(cast, who, threads):
    wanted = Wanted(ListKind.ALL, member_id=cast.binh.member_id)
    assert lists.threads(who.mai, wanted, today=TODAY) == []
    assert lists.count_threads(who.khanh, Wanted(ListKind.ALL), today=TODAY) == 0


def test_a_search_finds_names_and_words_without_marks(who, threads):
    rows = lists.threads(who.lan, Wanted(ListKind.ALL), today=TODAY)
    for search, names in FOUND.items():
        assert names_of(lists.matching(rows, search), threads) == names, search


def test_a_year_is_counted_by_month_and_names_nobody(cast, who, threads):
    lan = who.lan
    point_out(lan, cast.mai, pointed_out_on=date(2025, 12, 20), due_on=None)
    year = lists.by_month(lan, 2026, TODAY)
    october, november, december = year[9:]
    assert (october.opened, october.closed, october.open_at_end) == (5, 0, 6)
    assert (november.opened, november.closed, november.open_at_end) == (0, 1, 5)
    assert december.opened is None
    assert lists.by_month(lan, 2025, TODAY)[-1].open_at_end == 1


def test_the_year_in_numbers_is_for_the_committee(cast, who):
    with pytest.raises(NotVisible):
        lists.by_month(who.mai, 2026, TODAY)
