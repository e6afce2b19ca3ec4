"""The type check knows what each model is made of: what passes here by mistake is stored so."""

from mypy import api

from tests.architecture.source import ROOT

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
    assert errors == [
        '6: error: Unexpected keyword argument "nonsense" for "Opinion"  [call-arg]',
        '6: error: Argument "report_id" to "Opinion" has incompatible type "str"; '
        'expected "SQLCoreOperations[int] | int"  [arg-type]',
        '7: error: Missing named argument "at" for "Opinion"  [call-arg]',
        '8: error: Unexpected keyword argument "id" for "Account"  [call-arg]',
    ]
