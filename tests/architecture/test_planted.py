"""Faults planted one by one: the guard that is there for one finds it."""

import ast
from copy import deepcopy
from functools import cache

import pytest
from grimp import ImportGraph, build_graph
from importlinter import Contract
from importlinter.api import read_configuration
from importlinter.contracts.acyclic_siblings import AcyclicSiblingsContract
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.protected import ProtectedContract

from tests.architecture.contracts import Parts, ValuesOnly
from tests.architecture.owners import OWNED
from tests.architecture.source import ROOT
from tests.architecture.test_owners import STORED

READ = read_configuration(str(ROOT / "pyproject.toml"))
SETTINGS, CONTRACTS = READ["session_options"], READ["contracts_options"]
TYPES: dict[str, type[Contract]] = {
    "acyclic_siblings": AcyclicSiblingsContract,
    "forbidden": ForbiddenContract,
    "parts": Parts,
    "protected": ProtectedContract,
    "values_only": ValuesOnly,
}
#: By the first words of a contract's name, an import that must break it: from where, of what.
IMPORTS = (
    ("A part imports", "webapp.plans.queries", "webapp.reports.models"),
    ("A part imports", "webapp.web.navigation", "webapp.meetings.queries"),
    ("A part imports", "webapp.followups.routes", "webapp.meetings.queries"),
    ("Pages, forms and", "webapp.reports.queries", "webapp.reports.routes"),
    ("Pages, forms and", "webapp.meetings.queries", "webapp.meetings.forms"),
    ("The shared surface", "webapp.home.queries", "webapp.web.wording"),
    ("The web framework", "webapp.reports.service", "flask"),
    ("Rules, and", "webapp.reports.sections", "sqlalchemy"),
    ("Rules, and", "webapp.reports.sections", "webapp.reports.models"),
    ("Rules, and", "webapp.imports.vocabulary", "sqlalchemy"),
    ("Rules, and", "webapp.core.vietnamese", "sqlalchemy"),
    ("Rules, and", "webapp.plans.absences.rules", "webapp.plans.queries"),
    ("Rules, and", "webapp.meetings.rules", "flask"),
    ("The application", "webapp.notices.delivery", "tasks.notices"),
    ("Tasks only wrap", "tasks.housekeeping", "sqlalchemy"),
    ("Tasks only wrap", "tasks.housekeeping", "webapp.units.forms"),
    ("No circle", "webapp.core.name_letters", "webapp.core.plain_line"),
)


@cache
def _built() -> ImportGraph:
    return build_graph(*SETTINGS["root_packages"], include_external_packages=True, cache_dir=None)


def _is_kept(options: dict, graph: ImportGraph) -> bool:
    contract = TYPES[options["type"]](options["name"], SETTINGS, options)
    return contract.check(deepcopy(graph), verbose=False).kept


@pytest.mark.parametrize("options", CONTRACTS, ids=lambda one: one["name"])
def test_a_contract_is_broken_by_what_it_is_there_to_refuse(options):
    planted = [(who, whom) for start, who, whom in IMPORTS if options["name"].startswith(start)]
    assert planted
    assert _is_kept(options, _built())
    for who, whom in planted:
        graph = deepcopy(_built())
        assert {who, whom} <= graph.modules
        graph.add_import(importer=who, imported=whom)
        assert not _is_kept(options, graph), (who, whom)


#: By what is owned, lines that nobody but its owners may write.
LINES = {
    "the stored words of members": (
        "from webapp.texts.models import Text; words = select(Text.stored)",
        "from webapp.texts.service import Text",
        "from webapp.texts import models; words = select(models.Text)",
        "words = row.stored",
        "words = self.rows(scope)[0].stored",
        "words = getattr(row, 'stored')",
        "words = getattr(row, 'stored', '')",
        "import operator; read = operator.attrgetter('stored')",
        "words = row._mapping['stored']",
        "words = Base.metadata.tables['texts']",
        "words = query.with_only_columns(column('stored'))",
        "query = update(model).values(stored=words)",
        "salt = row.salt",
        "query = text('SELECT * FROM texts WHERE id = 7')",
    ),
    "the end of a transaction": (
        "from webapp.core.db import db; db.session.commit()",
        "from webapp.core import db as base; end = base.db.session.commit",
        "from webapp.core.db import db; getattr(db.session, 'commit')()",
    ),
    "connections of one's own": ("from webapp.core.db import db; other = db.engine.connect()",),
    "plain SQL": (
        "from sqlalchemy import text as written",
        "import sqlalchemy as sa; query = sa.text('SELECT 1')",
        "from sqlalchemy.sql.expression import literal_column",
        "connection.exec_driver_sql('SELECT 1')",
    ),
    "the clock": (
        "from datetime import UTC, datetime; now = datetime.now(UTC)",
        "import datetime as dt; today = dt.date.today()",
        "from time import time",
    ),
    "the environment": ("from os import environ", "import os; debug = os.getenv('DEBUG')"),
    "waking a worker": ("from celery import current_app", "task.delay(7)"),
    "other programs and machines": ("from smtplib import SMTP", "import urllib.request"),
    "text that is HTML already": ("from markupsafe import Markup as Html",),
    "the bound organization": ("query = f'SET LOCAL app.organization_id = {other}'",),
}
#: What looks like it and is not.
HARMLESS = (
    "from webapp.texts.models import TextKind",
    "words = texts.replace(scope, row.text_id, written.stored())",
    "from datetime import datetime; day = datetime.combine(on, at)",
    "from urllib.parse import quote",
)


@pytest.mark.parametrize("owned", OWNED, ids=lambda one: one.what)
def test_what_has_an_owner_is_found_in_another_s_module(owned):
    assert not owned.owner_of("webapp.reports.readable_report")
    for line in LINES[owned.what]:
        assert owned.found_in(ast.parse(line)), line
    for line in HARMLESS:
        assert not owned.found_in(ast.parse(line)), line


def test_stored_words_are_found_in_a_template():
    assert all(map(STORED.search, ("{{ row.stored }}", "{{ row['stored'] }}")))
    assert STORED.search('{{ row | attr("stored") }}')
