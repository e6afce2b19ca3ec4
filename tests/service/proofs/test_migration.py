"""What the migration makes of a database that has trails already."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg

_BEFORE = "e1d5a0c7b342"
_ROOT = Path(__file__).parents[3]


def _migrate(urls, *step):
    environment = os.environ | {
        "APP_ENV": "test",
        "SECRET_KEY": "x" * 40,
        "DATABASE_URL": urls.app_url,
        "MIGRATION_DATABASE_URL": urls.migrate_url,
        "REDIS_URL": urls.redis_url,
    }
    command = [sys.executable, "-m", "flask", "--app", "webapp", "db", *step]
    done = subprocess.run(
        command, env=environment, cwd=_ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_trail_gets_its_head_and_waits_for_the_digests_of_before(servers):
    urls = servers.clone_database("trails_before")
    _migrate(urls, "downgrade", _BEFORE)
    with psycopg.connect(urls.superuser_url.replace("+psycopg", "")) as before:
        before.execute(
            "INSERT INTO organizations (kind, code, name, path, opened_on)"
            " SELECT 'party_branch', 'k' || n, 'K' || n, n || '/', '2020-01-01'"
            " FROM generate_series(1, 3) AS n"
        )
        before.execute(
            "INSERT INTO audit_entries (organization_id, at, event) SELECT o.id, now(), 'signed_in'"
            " FROM organizations o, generate_series(1, 4) WHERE o.code <> 'k3'"
        )
    _migrate(urls, "upgrade")
    with psycopg.connect(urls.superuser_url.replace("+psycopg", "")) as after:
        heads = after.execute(
            "SELECT o.code, h.position, h.hash = a.hash, h.awaits_seal FROM trail_heads h"
            " JOIN organizations o ON o.id = h.organization_id JOIN audit_entries a"
            " ON a.organization_id = o.id AND a.position = h.position ORDER BY o.code"
        ).fetchall()
        assert heads == [("k1", 4, True, True), ("k2", 4, True, True)]
        # From now on the head goes along, and a unit that begins now waits for nothing.
        after.execute(
            "INSERT INTO audit_entries (organization_id, at, event) SELECT id, now(), 'signed_in'"
            " FROM organizations WHERE code <> 'k2'"
        )
        now = after.execute(
            "SELECT o.code, h.position, h.awaits_seal FROM trail_heads h"
            " JOIN organizations o ON o.id = h.organization_id ORDER BY o.code"
        ).fetchall()
        assert now == [("k1", 5, True), ("k2", 4, True), ("k3", 1, False)]
