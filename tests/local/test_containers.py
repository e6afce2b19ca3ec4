"""The containers of production get the settings the service needs, and no stronger rights."""

import os
import shutil
import subprocess
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from webapp.core.config import Settings

PROJECT = Path(__file__).resolve().parents[2]
KNOWN = {field.name.upper() for field in fields(Settings)}
NEEDED = {field.name.upper() for field in fields(Settings) if field.default is MISSING}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    text = (PROJECT / "docker-compose.yml").read_text("utf-8")
    services: dict[str, Any] = yaml.safe_load(text)["services"]
    return services


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_a_program_gets_settings_it_reads_and_no_address_of_a_stronger_role(
    services: dict[str, Any], name: str
) -> None:
    given = set(services[name]["environment"])
    assert given >= NEEDED
    assert given <= KNOWN - {"MIGRATION_DATABASE_URL"}


def test_only_the_migration_knows_the_superuser(services: dict[str, Any]) -> None:
    knowing = [n for n, s in services.items() if "POSTGRES_PASSWORD" in str(s["environment"])]
    assert knowing == ["postgres", "migrate"]


def test_every_program_waits_for_the_migration(services: dict[str, Any]) -> None:
    for name in ("web", "worker", "beat"):
        assert services[name]["depends_on"]["migrate"] == {
            "condition": "service_completed_successfully"
        }


def test_only_the_web_is_open_to_this_host_and_nothing_to_others(services: dict[str, Any]) -> None:
    ports = {name: service.get("ports", []) for name, service in services.items()}
    assert [n for n, open_ports in ports.items() if open_ports] == ["web", "mail"]
    assert all(
        port.startswith("127.0.0.1:") for open_ports in ports.values() for port in open_ports
    )


def test_the_client_reads_the_file(tmp_path: Path) -> None:
    client = _client()
    if client is None:
        pytest.skip("no docker compose on this machine")
    names = ("SECRET_KEY", "BASE_URL", "SMTP_HOST", "MAIL_FROM")
    names += ("APP_PASSWORD", "MIGRATION_PASSWORD", "BACKUP_PASSWORD")
    names += ("POSTGRES_PASSWORD", "REDIS_PASSWORD")
    environment = {**os.environ, **dict.fromkeys(names, "x")}
    command = [*client, "-f", str(PROJECT / "docker-compose.yml"), "config", "-q"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _client() -> list[str] | None:
    for client in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(client[0]):
            version = subprocess.run([*client, "version"], capture_output=True, check=False)
            if version.returncode == 0:
                return client
    return None
