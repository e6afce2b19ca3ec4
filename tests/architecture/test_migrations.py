"""One head; models and migrated schema say the same; every step can be taken back."""

import os
import subprocess
import sys

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from tests.architecture.source import ROOT
from webapp.core.db import Base
from webapp.web.health import _head_of_code


def heads():
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return ScriptDirectory.from_config(config).get_heads()


def test_there_is_one_head():
    assert len(heads()) == 1


def test_a_process_finds_the_same_head_without_alembic():
    assert _head_of_code(ROOT / "migrations") == heads()[0]


def test_models_and_migrated_schema_are_the_same(app, databases):
    engine = create_engine(databases.migrate_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert differences == []


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
