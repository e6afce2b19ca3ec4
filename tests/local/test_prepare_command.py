"""`flask database prepare`, with which production makes its roles and its database."""

from collections.abc import Iterator

import psycopg
import pytest
from click.testing import Result
from flask import Flask

from tests.servers import Servers


@pytest.fixture
def database(servers: Servers, worker_id: str) -> Iterator[str]:
    name = f"prepared_{worker_id}"
    yield name
    with psycopg.connect(servers.admin_dsn, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def environment(servers: Servers, database: str) -> dict[str, str]:
    urls = servers.urls(database)
    return {
        "ADMIN_DATABASE_URL": servers.admin_dsn,
        "DATABASE_URL": urls["app_rw"],
        "MIGRATION_DATABASE_URL": urls["app_migrate"],
        "BACKUP_DATABASE_URL": urls["app_backup"],
    }


def prepare(app: Flask, environment: dict[str, str]) -> Result:
    return app.test_cli_runner().invoke(args=["database", "prepare"], env=environment)


def test_it_makes_the_database_and_may_run_again(
    app: Flask, environment: dict[str, str], database: str
) -> None:
    for _ in range(2):
        result = prepare(app, environment)
        assert result.output == f"database {database} is ready for its roles\n"
    url = environment["DATABASE_URL"].replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT current_user, current_database()").fetchone()
    assert row == ("app_rw", database)


@pytest.mark.parametrize("name", ["ADMIN_DATABASE_URL", "MIGRATION_DATABASE_URL"])
def test_a_missing_address_is_named(app: Flask, environment: dict[str, str], name: str) -> None:
    result = prepare(app, environment | {name: ""})
    assert result.exit_code == 2
    assert name in result.output


def test_an_address_of_another_role_is_refused(app: Flask, environment: dict[str, str]) -> None:
    wrong = environment["DATABASE_URL"].replace("//app_rw", "//postgres")
    result = prepare(app, environment | {"DATABASE_URL": wrong})
    assert result.exit_code == 2
    assert "app_rw" in result.output
