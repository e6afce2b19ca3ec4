"""Sending, choosing columns, confirming, dropping; each with its refusals."""

from datetime import timedelta

import pytest

from tests.service.imports.lists import xlsx
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.imports import claims, service
from webapp.imports.rules import LEASE, MOST_BYTES, MOST_TRIES, Column, ImportState, RowOutcome
from webapp.imports.sheet import find_headings

AN = xlsx([["Lê Văn An", "an@x.vn"]], ["Họ tên", "Email"])


def test_only_those_who_lead_send_lists(desk, cast):
    for person in (cast.hung, cast.mai, cast.binh):
        with pytest.raises(NotVisible):
            desk(person).upload(AN)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "import.file_missing"),
        ("a.xlsx", b"PK\x03\x04" + bytes(MOST_BYTES), "import.file_large"),
        ("a.xlsx", b"Ho ten;Email", "import.file_kind"),
        ("a.xlsm", AN, "import.file_kind"),
        ("a.csv", AN, "import.file_kind"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_at_once(lan, name, content, code):
    with pytest.raises(RuleBroken) as broken:
        lan.upload(content, name)
    assert (broken.value.code, broken.value.field) == (code, "file")


def test_only_so_many_lists_are_under_way_at_once(lan):
    for _ in range(5):
        lan.upload(AN)
    with pytest.raises(RuleBroken) as broken:
        lan.upload(AN)
    assert broken.value.code == "import.too_many"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\Lan\\Danh sách.xlsx", "Danh sách.xlsx"),
        ("a\u202exslx.xlsx", "danh-sach.xlsx"),
        ("x" * 300 + ".xls", "x" * 116 + ".xls"),
    ],
)
def test_the_name_of_a_file_is_kept_as_it_may_be_shown(lan, sent, kept):
    assert lan.row(lan.upload(AN, sent)).file_name == kept


def test_a_misunderstood_column_is_put_right_and_every_row_judged_anew(lan):
    row = lan.send([["Lê Văn An", "0912345678"]], ["Họ tên", "Liên lạc"])
    assert row.columns == ["full_name", "unused"]
    chosen = [Column.FULL_NAME, Column.PHONE]
    service.choose_columns(lan.scope, row, chosen, seen=row.revision, now=clock.now())
    db.session.commit()
    row = lan.read(row.id)
    (shown,) = lan.rows(row.id, RowOutcome.NEW)
    assert shown["wanted"][2] == "0912345678"
    assert (row.state, row.revision) == (ImportState.PREVIEWED, 2)
    with pytest.raises(StaleEdit):
        service.ask_to_apply(lan.scope, row, seen=1, now=clock.now())


def test_a_column_that_is_never_kept_can_not_be_chosen_back(lan):
    row = lan.send([["Lê Văn An", "079"]], ["Họ tên", "CCCD"])
    chosen = [Column.FULL_NAME, Column.PHONE]
    service.choose_columns(lan.scope, row, chosen, seen=row.revision, now=clock.now())
    assert row.columns == ["full_name", "never_kept"]


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ([Column.EMAIL, Column.EMAIL], "import.column_twice"),
        ([Column.UNUSED, Column.EMAIL], "import.name_column_missing"),
        ([Column.FULL_NAME], "import.column_count"),
    ],
)
def test_columns_that_make_no_list_are_refused(lan, chosen, code):
    row = lan.send([["Lê Văn An", "an@x.vn"]], ["Họ tên", "Email"])
    with pytest.raises(RuleBroken) as broken:
        service.choose_columns(lan.scope, row, chosen, seen=row.revision, now=clock.now())
    assert broken.value.code == code


def test_a_second_click_confirms_nothing_more(lan):
    row = lan.send([["Lê Văn An"]], ["Họ tên"])
    before = lan.members()
    assert service.ask_to_apply(lan.scope, row, seen=row.revision, now=clock.now())
    assert not service.ask_to_apply(lan.scope, row, seen=row.revision, now=clock.now())
    db.session.commit()
    lan.write(row.id)
    row = lan.write(row.id)
    assert not service.ask_to_apply(lan.scope, row, seen=row.revision, now=clock.now())
    assert lan.members() == before + 1


def test_a_list_with_nothing_right_in_it_can_not_be_confirmed(lan):
    row = lan.send([["Lê Văn An", "an@"]], ["Họ tên", "Email"])
    with pytest.raises(RuleBroken) as broken:
        service.ask_to_apply(lan.scope, row, seen=row.revision, now=clock.now())
    assert broken.value.code == "import.nothing"


def test_a_dropped_list_is_gone_and_stays_gone(lan):
    row = lan.send([["Lê Văn An", "an@"], ["Lê Bình", ""]], ["Họ tên", "Email"])
    service.discard(lan.scope, row, now=clock.now())
    db.session.commit()
    row = lan.row(row.id)
    assert (row.state, row.cells, row.faulty_rows) == (ImportState.EXPIRED, None, None)
    assert lan.rows(row.id, RowOutcome.NEW) == []
    with pytest.raises(RuleBroken):
        service.ask_to_apply(lan.scope, row, seen=row.revision, now=clock.now())


def test_a_list_without_headings_says_so(lan):
    row = lan.send([["Lê Văn An"]], ["Cột lạ"])
    assert (row.state, row.problem) == (ImportState.FAILED, "import.file_no_headings")
    assert lan.send([], ["Họ tên"]).problem == "import.file_empty"
    assert find_headings([["Cột lạ"]], lan.scope.organization.kind) is None


def test_work_that_was_begun_belongs_to_one_worker_until_its_lease_ends(lan):
    import_id, now = lan.upload(AN), clock.now()
    state = ImportState.READING
    assert claims.take(lan.scope, import_id, state, now=now) == 1
    assert claims.take(lan.scope, import_id, state, now=now) is None
    later = now + LEASE + timedelta(seconds=1)
    assert claims.take(lan.scope, import_id, state, now=later) == 2
    assert claims.lock(lan.scope, import_id, state, 1) is None
    assert claims.lock(lan.scope, import_id, state, 2) is not None


def test_a_list_that_ends_every_worker_is_given_up(lan):
    import_id, now = lan.upload(AN), clock.now()
    for _ in range(MOST_TRIES):
        assert claims.take(lan.scope, import_id, ImportState.READING, now=now)
        now += LEASE + timedelta(seconds=1)
    assert claims.take(lan.scope, import_id, ImportState.READING, now=now) is None
    row = lan.row(import_id)
    assert (row.state, row.problem) == (ImportState.FAILED, "import.given_up")


def test_old_previews_and_old_rows_are_forgotten(lan, moment):
    waiting = lan.send([["Lê Văn An", "an@"]], ["Họ tên", "Email"]).id
    done = lan.confirm(lan.send([["Lê An", ""], ["Lê Bình", "b@"]], ["Họ tên", "Email"]).id).id
    service.forget_old(lan.scope, now=clock.now() + timedelta(days=2))
    assert lan.row(waiting).state is ImportState.PREVIEWED
    service.forget_old(lan.scope, now=clock.now() + timedelta(days=4))
    assert (lan.row(waiting).state, lan.row(waiting).cells) == (ImportState.EXPIRED, None)
    assert lan.row(done).faulty_rows
    service.forget_old(lan.scope, now=clock.now() + timedelta(days=8))
    assert (lan.row(done).state, lan.row(done).faulty_rows) == (ImportState.DONE, None)
    assert lan.rows(done, RowOutcome.FAULTY) == []
