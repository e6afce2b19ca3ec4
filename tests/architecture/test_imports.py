"""Imports point downwards, pages are leaves, and rules meet no framework."""

from pathlib import Path

import pytest

from tests.architecture.source import MODULES, WEBAPP, imported, named
from webapp import PARTS as PARTS_IN_ORDER

#: Lowest first. A domain module may import its own part and the parts before it.
ORDER = tuple(part for part in PARTS_IN_ORDER if part != "local")
#: Pages, forms and commands: nobody imports them but the application factory and each other.
SURFACE = {"routes", "forms", "cli"}
#: What a surface module may use besides its own part and the parts below it.
SHARED = {"web", "accounts", "organizations", "duties"}
#: Decisions without a framework.
PURE = {
    "rules",
    "rotation",
    "request_rules",
    "availability",
    "fairness",
    "capacity",
    "absence_rules",
    "year_rules",
    "tree",
    "outline",
    "comparison",
    "agenda",
    "minutes",
    "measures",
    "wording",
    "settings",
    "events",
    "facts",
    "sheet",
    "meeting_days",
    "month_rules",
}
FRAMEWORKS = {"flask", "sqlalchemy", "celery", "flask_login", "flask_wtf", "wtforms", "redis"}

PARTS = [m for m in MODULES if m.parent != WEBAPP and m.is_relative_to(WEBAPP)]
DOMAIN = [m for m in PARTS if m.relative_to(WEBAPP).parts[0] in ORDER]


def part_of(module: Path) -> str:
    return module.relative_to(WEBAPP).parts[0]


def is_surface(module: Path) -> bool:
    return bool(SURFACE & {module.stem, *module.relative_to(WEBAPP).parts[:-1]})


def parts_used(module: Path) -> set[str]:
    names = [name.split(".") for name in imported(module)]
    return {n[1] for n in names if n[0] == "webapp" and len(n) > 1}


@pytest.mark.parametrize("module", DOMAIN, ids=named)
def test_imports_point_downwards(module):
    allowed = set(ORDER[: ORDER.index(part_of(module)) + 1])
    if is_surface(module):
        allowed |= SHARED
    assert parts_used(module) <= allowed


@pytest.mark.parametrize("module", [m for m in PARTS if part_of(m) == "web"], ids=named)
def test_the_shared_surface_knows_no_feature(module):
    assert parts_used(module) <= {"core", "audit", "organizations", "unsent", "accounts", "web"}


@pytest.mark.parametrize("module", [m for m in DOMAIN if not is_surface(m)], ids=named)
def test_domain_modules_never_meet_the_web_framework(module):
    allowed = {"flask"} if part_of(module) == "core" else set()
    frameworks = {"flask", "flask_login", "flask_wtf", "wtforms", "werkzeug"}
    assert {name.split(".")[0] for name in imported(module)} & frameworks <= allowed


@pytest.mark.parametrize("module", DOMAIN, ids=named)
def test_pages_forms_and_commands_are_imported_by_nobody_below(module):
    if is_surface(module):
        return
    used = {part for name in imported(module) for part in name.split(".")[2:3]}
    assert not used & SURFACE


@pytest.mark.parametrize("module", [m for m in DOMAIN if m.stem in PURE], ids=named)
def test_pure_modules_know_values_only(module):
    if is_surface(module):
        return
    assert not {name.split(".")[0] for name in imported(module)} & FRAMEWORKS


@pytest.mark.parametrize("module", [m for m in MODULES if m.is_relative_to(WEBAPP)], ids=named)
def test_the_application_never_imports_tasks(module):
    assert not {name.split(".")[0] for name in imported(module)} & {"tasks", "tests"}


def test_every_part_has_its_place_in_the_order():
    parts = {p.name for p in WEBAPP.iterdir() if (p / "__init__.py").exists()}
    assert parts - {"web", "local"} == set(ORDER)
