"""Rules that were once spelled in many places have one owner each, and stay there."""

import re

import pytest

from tests.architecture.source import MODULES, named

#: How a rule was spelled by hand, and where it stands now.
OWNERS = {
    r'NotVisible\("page\.not_found"\)': "core.errors: NotVisible, seen; permissions.permitted",
    r"if (\w+) is None:\n +raise NotVisible\n +return \1\n": "core.errors.seen",
    r"in_hanoi\(.*\)\.date\(\)": "core.clock.day_of",
    r"month \+ 2\) // 3|month - 1\) (//|%) 3": "core.clock.quarter_of, months_of_quarter",
    r"(!=|is not) WeaknessState\.CONFIRMED": "followups.models.Weakness.is_open",
    r"ReportState\.FILED, ReportState\.POSTPONED": "reports.rules.OVER",
}
#: The owners themselves.
EXCEPTIONS = ("core/clock.py", "core/errors.py", "followups/models.py")


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_a_repeated_rule_is_asked_of_its_owner(module):
    if named(module).removeprefix("webapp/").startswith(EXCEPTIONS):
        return
    text = module.read_text()
    assert not [owner for spelled, owner in OWNERS.items() if re.search(spelled, text)]
