"""Hostile files are refused within five seconds, and no process grows over them."""

import resource
import time

import psutil
import pytest

from tests.service.imports.hostile import HOSTILE
from tests.service.imports.lists import xlsx
from webapp.imports import sandbox, spreadsheet_reader
from webapp.imports.rules import ImportState, Problem
from webapp.web.messages_vi import MESSAGES

MIB = 1024 * 1024
SECONDS, GROWTH = 5, 200 * MIB


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_time_and_in_little_memory(name):
    make, problem = HOSTILE[name]
    content = make()
    assert len(content) < spreadsheet_reader.MIB * 5, "this one would not even be taken in"
    before, began = psutil.Process().memory_info().rss, time.monotonic()
    with pytest.raises(sandbox.Unreadable) as refused:
        sandbox.read_cells(content)
    assert refused.value.problem == problem
    assert time.monotonic() - began < SECONDS
    assert psutil.Process().memory_info().rss - before < GROWTH


def test_the_reading_process_can_not_grow_beyond_what_a_worker_may():
    assert spreadsheet_reader.MOST_MEMORY < GROWTH
    assert sandbox.MOST_SECONDS < SECONDS
    assert spreadsheet_reader.MOST_PROCESSOR_SECONDS < SECONDS
    assert spreadsheet_reader.MOST_ANSWER < 32 * MIB


def test_the_largest_list_there_may_be_is_read_within_these_limits():
    rows = [["Nguyễn Văn An", *[""] * 57, place, place] for place in range(10_000)]
    cells = sandbox.read_cells(xlsx(rows, ["Họ và tên"] * 60))
    assert len(cells.rows) == 10_001
    assert len(cells.rows[-1]) == 60


def test_controls_in_cells_reach_nothing_that_keeps_them(lan):
    listed = [[1, "La\x00n\x07", "", "", "khong\x00phai", "\x85\x00", ""]]
    row = lan.read(lan.upload(xlsx(listed)))
    assert row.state is ImportState.PREVIEWED
    cells = sandbox.read_cells(xlsx([[1, "La\x00n\x07 😀 ế"]]))
    assert cells.rows[1] == [1.0, "Lan 😀 ế"]


def test_a_file_that_keeps_the_processor_busy_is_ended_by_the_clock(monkeypatch, tmp_path):
    busy = tmp_path / "busy.py"
    busy.write_text("while True: pass")
    monkeypatch.setattr(spreadsheet_reader, "__file__", str(busy))
    monkeypatch.setattr(sandbox, "MOST_SECONDS", 0.3)
    with pytest.raises(sandbox.Unreadable) as refused:
        sandbox.read_cells(b"")
    assert refused.value.problem == Problem.TOO_MUCH


def test_the_reading_process_gets_no_settings_and_can_write_no_long_answer(monkeypatch, tmp_path):
    nosy = tmp_path / "nosy.py"
    nosy.write_text(
        "import json, os, sys\n"
        "settings = [name for name in os.environ if name.startswith(('DATA', 'SECRET', 'REDIS'))]\n"
        "ours = [name for name in sys.modules if 'webapp' in name]\n"
        "print(json.dumps({'sheet': 'x', 'rows': [settings, ours]}))"
    )
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    monkeypatch.setattr(spreadsheet_reader, "__file__", str(nosy))
    assert sandbox.read_cells(b"").rows == [[], []]


def test_the_limits_hold_for_the_process_that_sets_them(monkeypatch):
    set_limits = {}
    monkeypatch.setattr(resource, "setrlimit", lambda kind, both: set_limits.update({kind: both}))
    spreadsheet_reader.limit_this_process()
    most = {kind: both[1] for kind, both in set_limits.items()}
    assert most[resource.RLIMIT_AS] == spreadsheet_reader.MOST_MEMORY
    assert most[resource.RLIMIT_CPU] == spreadsheet_reader.MOST_PROCESSOR_SECONDS
    assert most[resource.RLIMIT_FSIZE] == spreadsheet_reader.MOST_ANSWER


def test_a_refused_file_ends_the_import_with_its_reason_and_is_dropped(lan):
    make, problem = HOSTILE["macros"]
    before = lan.members()
    row = lan.read(lan.upload(make()))
    assert (row.state, row.problem) == (ImportState.FAILED, problem)
    assert (row.content, row.cells, lan.members()) == (None, None, before)


def test_every_problem_of_a_file_has_its_sentence():
    assert {problem.value for problem in Problem} <= set(MESSAGES)
