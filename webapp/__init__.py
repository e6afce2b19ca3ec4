"""The application factory: extensions, parts, error pages; nothing else."""

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import ScriptInfo
from flask_wtf import CSRFProtect
from jinja2 import FileSystemLoader

from webapp.core import (  # noqa: F401
    config,
    heartbeat,
    idempotency,
    logs,
    queue,
    stale_months,
    transactions,
    walls,
)
from webapp.core.db import db
from webapp.web import (
    appearance,
    assets,
    dates,
    error_pages,
    health,
    incoming,
    limits,
    navigation,
    page_owner,
    proxies,
    request_gate,
    request_log,
    security,
    signed_in,
    tenancy,
    unread_body,
    unsent_forms,
    wording,
)

#: Parts with tables or pages, lowest first; see webapp/README.md.
PARTS = (
    "core",
    "audit",
    "organizations",
    "texts",
    "accounts",
    "unsent",
    "notices",
    "nominations",
    "plans",
    "followups",
    "commitments",
    "reports",
    "meetings",
    "timelines",
    "thematic",
    "proofs",
    "duties",
    "rollups",
    "transfers",
    "handover",
    "imports",
    "units",
    "reminders",
    "home",
    "admin",
    "local",
)

_HERE = Path(__file__).parent

csrf = CSRFProtect()


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """The application, with the settings of the environment and the given ones over them."""
    app = Flask(__name__, static_folder=None)
    app.jinja_loader = FileSystemLoader([_HERE / part / "templates" for part in ("web", *PARTS)])
    if overrides is None or "SQLALCHEMY_DATABASE_URI" not in overrides:
        settings = config.read()
        app.config.from_mapping(settings.for_flask())
        logs.write_json(settings.log_level)
    app.config.from_mapping(overrides or {})
    request_log.init_app(app)
    incoming.init_app(app)
    # Their checks of a request run in this order: other sites are refused first.
    for part in (transactions, queue, security, csrf, wording, tenancy, signed_in, request_gate):
        part.init_app(app)
    for part in (assets, dates, appearance, navigation, error_pages, health, unread_body, proxies):
        part.init_app(app)
    for part in (page_owner, unsent_forms):
        part.init_app(app)
    for name in PARTS:
        _add_part(app, name)
    limits.init_app(app)
    _prepare_for_command(app)
    return app


def _prepare_for_command(app: Flask) -> None:
    """Let `flask db` migrate, and `flask run` compare the walls as `wsgi` does.

    Web servers and workers do without flask_migrate, which takes eleven megabytes.
    """
    command = click.get_current_context(silent=True)
    if command is None or command.find_object(ScriptInfo) is None:
        return
    from flask_migrate import Migrate

    Migrate(app, db, directory="migrations")
    if command.info_name == "run":
        with app.app_context():
            walls.refuse_breached()


def _add_part(app: Flask, name: str) -> None:
    """Register the pages and the commands of a part, and make its tables known."""
    package = import_module(f"webapp.{name}")
    for surface in ("models", "powers", "told_to_all", "routes", "cli"):
        if find_spec(f"{package.__name__}.{surface}") is None:
            continue
        module = import_module(f"{package.__name__}.{surface}")
        for blueprint in getattr(module, "BLUEPRINTS", ()):
            app.register_blueprint(blueprint)
        for group in getattr(module, "COMMANDS", ()):
            app.cli.add_command(group)
