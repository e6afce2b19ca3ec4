"""The containers of production get the settings the service needs, and no stronger rights."""

import os
import re
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


def test_only_the_proxy_is_open_to_others(services: dict[str, Any]) -> None:
    ports = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert set(ports) == {"proxy", "mail"}
    assert [port.rpartition(":")[2] for port in ports["proxy"]] == ["80", "443"]
    assert all(port.startswith("127.0.0.1:") for port in ports["mail"])


def test_the_application_believes_the_one_proxy_before_it(services: dict[str, Any]) -> None:
    assert services["web"]["environment"]["TRUSTED_PROXIES"] == "${TRUSTED_PROXIES:-1}"
    proxy = services["proxy"]
    assert proxy["environment"]["WEB"] == "web:8000"
    assert proxy["command"] == ["sh", "/etc/proxy/start"]
    assert "./.proxy:/etc/proxy:ro" in proxy["volumes"]


def test_the_proxy_gets_what_its_start_asks_for(services: dict[str, Any]) -> None:
    start = (PROJECT / ".proxy" / "start").read_text("utf-8")
    asked = set(re.findall(r"\$\{([A-Z_]+):\?", start))
    assert asked == {"BASE_URL", "WEB", "TLS", "RUN"}
    assert set(services["proxy"]["environment"]) == asked | {"SUPPORT_PHONE"}


def test_the_web_server_keeps_connections_longer_than_the_proxy_uses_them() -> None:
    kept = re.search(r'"--keep-alive", "(\d+)"', (PROJECT / "Dockerfile").read_text("utf-8"))
    template = (PROJECT / ".proxy" / "nginx.conf.template").read_text("utf-8")
    upstream = re.search(r"upstream web \{.*?keepalive_timeout (\d+)s;", template, re.DOTALL)
    assert kept
    assert upstream
    assert int(kept[1]) > 2 * int(upstream[1])


def test_only_the_application_reads_what_a_proxy_says() -> None:
    """Gunicorn believes this machine unless it is told otherwise."""
    assert '"--forwarded-allow-ips", ""' in (PROJECT / "Dockerfile").read_text("utf-8")
    programs = (PROJECT / "webapp" / "local" / "programs.py").read_text("utf-8")
    assert '"--forwarded-allow-ips", ""' in programs


@pytest.mark.parametrize("address", ["", "http://so.example.vn", "so.example.vn", "https://"])
def test_the_proxy_does_not_start_without_a_secure_address(tmp_path: Path, address: str) -> None:
    environment = {"PATH": os.environ["PATH"], "BASE_URL": address}
    environment |= {"WEB": "web:8000", "TLS": "/nowhere", "RUN": str(tmp_path / "run")}
    command = ["sh", str(PROJECT / ".proxy" / "start")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "BASE_URL" in done.stderr
    assert not (tmp_path / "run").exists()


def test_the_client_reads_the_file(tmp_path: Path) -> None:
    client = _client()
    if client is None:
        pytest.skip("no docker compose on this machine")
    names = ("SECRET_KEY", "BASE_URL", "SMTP_HOST", "MAIL_FROM")
    names += ("APP_PASSWORD", "MIGRATION_PASSWORD", "BACKUP_PASSWORD")
    names += ("POSTGRES_PASSWORD", "REDIS_PASSWORD", "TLS_FOLDER")
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
