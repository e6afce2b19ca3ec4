"""Who is told of threads, and in which order they stand."""

from datetime import date

import pytest

from tests.cast import NOW
from tests.service.followups.threads import point_out
from webapp.accounts.permissions import Permission
from webapp.core.errors import NotVisible
from webapp.followups import lists, queries, service

TODAY = NOW.date()


def test_open_threads_are_told_to_the_member_and_the_committee_only(cast, scope_of):
    scopes = {n: scope_of(getattr(cast, n)) for n in ("lan", "hung", "mai", "binh", "khanh")}
    ids = [cast.mai.member_id, cast.hung.member_id]
    point_out(scopes["lan"], cast.mai)
    point_out(scopes["lan"], cast.hung)
    told_of = {name: sorted(queries.open_of(scope, ids)) for name, scope in scopes.items()}
    assert told_of == {
        "lan": sorted(ids),
        "hung": sorted(ids),
        "mai": [cast.mai.member_id],
        "binh": [],
        "khanh": [],
    }


def test_confirmed_threads_are_not_open(cast, scope_of):
    lan = scope_of(cast.lan)
    done, still = point_out(lan, cast.mai), point_out(lan, cast.mai)
    service.confirm(lan, done, now=NOW)
    assert [w.id for w in queries.open_for(lan, cast.mai.member_id)] == [still.id]


def test_overdue_threads_come_first_then_by_member(cast, scope_of):
    lan = scope_of(cast.lan)
    of_binh = point_out(lan, cast.binh, due_on=date(2026, 12, 1))
    of_mai = point_out(lan, cast.mai, due_on=date(2026, 11, 10))
    of_hung = point_out(lan, cast.hung, due_on=None)
    listed = lists.threads(lan, lists.Wanted(), today=TODAY)
    assert [row.id for row in listed] == [of_mai.id, of_binh.id, of_hung.id]
    assert [row.is_overdue for row in listed] == [True, False, False]


def test_a_thread_of_another_member_does_not_exist_for_members(cast, scope_of):
    lan, binh = scope_of(cast.lan), scope_of(cast.binh)
    weakness = point_out(lan, cast.mai)
    with pytest.raises(NotVisible):
        queries.get_weakness(binh, weakness.id, Permission.WEAKNESS_READ)
