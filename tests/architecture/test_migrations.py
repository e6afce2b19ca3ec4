"""One head; models and migrated schema say the same; every step can be taken back."""

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Enum, create_engine, inspect

from tests.architecture.source import ROOT
from webapp.core.db import Base
from webapp.web.health import _head_of_code

#: Five older files stand before one they build on; renaming them would only hide when they came.
ORDERED_FROM = "d07b5e63c1f4"


def scripts():
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return ScriptDirectory.from_config(config)


def heads():
    return scripts().get_heads()


def out_of_order(names):
    """The names that don't stand after the one before."""
    return [name for before, name in pairwise(names) if name <= before]


def test_there_is_one_head():
    assert len(heads()) == 1


def test_the_order_of_the_files_is_the_order_of_the_chain():
    chain = scripts().iterate_revisions("heads", ORDERED_FROM, inclusive=True)
    names = [Path(one.path).name for one in chain][::-1]
    assert out_of_order(names) == []


def test_a_file_that_stands_before_what_it_builds_on_is_found():
    names = ["20261130_2051_narrow.py", "20261201_0900_notes.py", "20261130_2300_helpers.py"]
    assert out_of_order(names) == names[2:]


def test_a_process_finds_the_same_head_without_alembic():
    assert _head_of_code(ROOT / "migrations") == heads()[0]


def test_models_and_migrated_schema_are_the_same(app, databases):
    engine = create_engine(databases.migrate_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert differences == []


def lacking(columns, checks):
    """What to write into a migration for each choice that takes other values than its enum has."""
    found = []
    for column in columns:
        table, enum = column.table.name, column.type.name
        taken = set(re.findall(r"'([^']+)'::", checks.get((table, f"ck_{table}_{enum}"), "")))
        wanted = set(column.type.enums)
        about = f'op, "{table}", "{column.name}", "{enum}"'
        found += [f"allow({about}, {sorted(wanted - taken)})"] * bool(wanted - taken)
        found += [f"disallow({about}, {sorted(taken - wanted)})"] * bool(taken - wanted)
    return found


def choices():
    columns = [column for table in Base.metadata.tables.values() for column in table.columns]
    return [c for c in columns if isinstance(c.type, Enum)]


def test_a_choice_takes_what_its_enum_has(app, databases):
    engine = create_engine(databases.migrate_url)
    looked_at = inspect(engine)
    checks = {
        (table, check["name"]): check["sqltext"]
        for table in Base.metadata.tables
        for check in looked_at.get_check_constraints(table)
    }
    engine.dispose()
    assert lacking(choices(), checks) == [], "write this in a new migration (migrations/choices.py)"


def test_a_choice_that_lacks_a_value_is_found():
    kind = next(c for c in choices() if c.type.name == "meetingkind")
    named = ("meetings", "ck_meetings_meetingkind")
    less = {named: "kind = ANY ('regular'::varchar, 'gone'::varchar)"}
    missing, left = lacking([kind], less)
    assert missing.startswith('allow(op, "meetings", "kind", "meetingkind", [')
    assert left == 'disallow(op, "meetings", "kind", "meetingkind", [\'gone\'])'


def test_every_step_can_be_taken_back_and_again(servers):
    urls = servers.clone_database("backwards")
    environment = os.environ | {
        "APP_ENV": "test",
        "SECRET_KEY": "x" * 40,
        "DATABASE_URL": urls.app_url,
        "MIGRATION_DATABASE_URL": urls.migrate_url,
        "REDIS_URL": urls.redis_url,
    }
    flask = [sys.executable, "-m", "flask", "--app", "webapp", "db"]
    for step in (["downgrade", "base"], ["upgrade"]):
        done = subprocess.run(
            [*flask, *step], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    engine = create_engine(urls.migrate_url)
    tables = set(inspect(engine).get_table_names())
    engine.dispose()
    assert set(Base.metadata.tables) <= tables
