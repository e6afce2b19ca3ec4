"""The type check knows what each model is made of: what passes here by mistake is stored so."""

import ast

from mypy import api

from tests.architecture.source import MODULES, ROOT, named, tree_of

SNIPPET = """
from webapp.accounts.models import Account
from webapp.core import clock
from webapp.meetings.models import Opinion

Opinion(report_id="seven", nonsense=1)
Opinion(organization_id=1, meeting_id=1, report_id=1, speaker_id=1, recorded_by=1, text_id=1)
Account(full_name="Lan", created_at=clock.now(), id=1)
Account(full_name="Lan", created_at=clock.now(), email=None)
"""


def test_a_wrong_name_a_wrong_type_and_a_missing_value_fail_the_type_check(tmp_path, monkeypatch):
    snippet = tmp_path / "snippet.py"
    snippet.write_text(SNIPPET)
    monkeypatch.chdir(ROOT)
    found, trouble, _ = api.run(["--hide-error-context", "--no-error-summary", str(snippet)])
    assert not trouble
    errors = [line.partition("snippet.py:")[2] for line in found.splitlines() if "error:" in line]
    [name, type_, missing, identity] = errors
    assert name.startswith('6: error: Unexpected keyword argument "nonsense" for "Opinion"')
    assert type_.startswith('6: error: Argument "report_id" to "Opinion" has incompatible type')
    assert missing.startswith('7: error: Missing named argument "at" for "Opinion"')
    assert identity.startswith('8: error: Unexpected keyword argument "id" for "Account"')


def test_a_constructor_is_given_names_and_no_table_of_them():
    """Of `**values` the type check asks too little: neither names nor what is missing."""
    nodes = [(path, node) for path in MODULES for node in ast.walk(tree_of(path))]
    models = {
        node.name
        for _, node in nodes
        if isinstance(node, ast.ClassDef)
        and {"Base", "TenantOwned"} & {ast.unparse(base) for base in node.bases}
    }
    assert len(models) > 50
    tables = [
        f"{named(path)}:{node.lineno}"
        for path, node in nodes
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in models
        and not all(keyword.arg for keyword in node.keywords)
    ]
    assert not tables
