"""The contracts of import-linter that read the code itself; pyproject.toml lists all contracts."""

import re
from functools import cache
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.contracts.layers import LayersContract

from tests.architecture.source import WEBAPP
from webapp import PARTS

_ROW = re.compile(r"^\| `(\w+)\.py`.*\| ([\w ]+) \|$", re.MULTILINE)


@cache
def words() -> dict[str, str]:
    """The file names that say the same in every part, and what such a file knows.

    The table of webapp/README.md is their only source.
    """
    return dict(_ROW.findall((WEBAPP / "README.md").read_text()))


def known_by(module: str) -> str:
    """What a module knows by its name or its folder's; empty if neither is a word of the table.

    A subject may stand before the word: `plans.absences.rules` are rules.
    """
    table = words()
    names = [n for part in module.split(".")[2:] for n in (part, part.rpartition("_")[2])]
    return next((table[name] for name in names if name in table), "")


class Parts(LayersContract):
    """The parts as layers in the order of `webapp.PARTS`, with the shared surface among them."""

    web_above = fields.StringField()

    def __init__(
        self, name: str, session_options: dict[str, Any], contract_options: dict[str, Any]
    ) -> None:
        layers = list(PARTS)
        layers.insert(layers.index(contract_options["web_above"]) + 1, "web")
        super().__init__(name, session_options, contract_options | {"layers": layers[::-1]})


class ValuesOnly(Contract):
    """Decisions import no framework and nothing that does.

    Nobody lists these modules. They are those the table of webapp/README.md says it of, those a
    unit test imports, and all whose imports lead to no module that knows rows or the web.
    """

    frameworks = fields.SetField(subfield=fields.StringField())
    although = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        frameworks = self.frameworks & graph.modules
        users = {m for f in frameworks for m in graph.find_modules_that_directly_import(f)}
        domain = {m for m in graph.modules if _part_of(m) in {*PARTS} - {"local"}}
        rows = {m for m in domain if known_by(m) in ("rows", "the web")}
        rows |= {m for m in users if _part_of(m) == "core"}
        reaching = rows.union(*(graph.find_downstream_modules(m) for m in rows))

        tested = {
            module
            for test in graph.find_descendants("tests.unit")
            for module in graph.find_modules_directly_imported_by(test)
            if module in domain - rows and _part_of(module) != "core"
        }
        promised = tested | {m for m in domain - rows if known_by(m) == "values"}
        users_above = users.union(*(graph.find_downstream_modules(m) for m in users))
        untrue = promised & (reaching | users_above)
        broken = untrue - self.although | (domain - reaching) & users
        ways = {m: _way(graph, m, rows | frameworks) for m in sorted(broken)}
        ways |= {m: (m, "needs no exception any more") for m in self.although - untrue}
        return ContractCheck(kept=not ways, metadata=ways)

    def render_broken_contract(self, check: ContractCheck) -> None:
        for way in check.metadata.values():
            output.print_error(f"- {' -> '.join(way)}", bold=False)


def _part_of(module: str) -> str:
    names = module.split(".")
    return names[1] if names[0] == "webapp" and len(names) > 1 else ""


def _way(graph: ImportGraph, module: str, targets: set[str]) -> tuple[str, ...]:
    """The shortest chain of imports from a module to one that it may not reach."""
    chains = (graph.find_shortest_chain(importer=module, imported=target) for target in targets)
    return min((chain for chain in chains if chain), key=len)
