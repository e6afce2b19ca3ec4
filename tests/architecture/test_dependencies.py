"""What pyproject.toml names is pinned in requirements/, and nothing is named in two places."""

import re
import tomllib

import pytest

from tests.architecture.source import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
GROUPS = PROJECT["dependency-groups"] | {"base": PROJECT["project"]["dependencies"]}


def _normal(requirement):
    """The name of a distribution as the locks write it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


def _named(group):
    return [_normal(each) for each in GROUPS[group] if isinstance(each, str)]


def _pinned(group):
    lock = (ROOT / "requirements" / f"{group}.txt").read_text("utf-8")
    return set(re.findall(r"^([\w.-]+)(?:\[.*\])?==", lock, re.MULTILINE))


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_what_a_group_names_is_pinned_in_its_lock(group):
    assert sorted(set(_named(group)) - _pinned(group)) == [], "run make lock"


def test_each_group_has_a_lock_and_each_lock_a_group():
    assert {path.stem for path in (ROOT / "requirements").glob("*.txt")} == set(GROUPS)


def test_a_dependency_is_named_once():
    named = [name for group in GROUPS for name in _named(group)]
    assert sorted(name for name in set(named) if named.count(name) > 1) == []
