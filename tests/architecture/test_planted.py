"""Faults planted one by one: the guard that is there for one finds it."""

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
from tests.architecture.source import ROOT

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
    ("Rules, and", "webapp.plans.absence_rules", "webapp.plans.queries"),
    ("Rules, and", "webapp.meetings.rules", "flask"),
    ("The application", "webapp.notices.delivery", "tasks.notices"),
    ("Tasks only wrap", "tasks.housekeeping", "sqlalchemy"),
    ("Tasks only wrap", "tasks.housekeeping", "webapp.units.forms"),
    ("No circle", "webapp.core.letters", "webapp.core.plain_line"),
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
