"""The whole matrix or a part of it: which forms meet which scenario, some at once."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Error

from tests.browser.losing import scenarios, scriptless
from tests.browser.losing.long_forms import LongForm
from tests.browser.losing.stage import Stage
from tests.browser.losing.verdict import Verdict

WITHOUT = "no scripts: "
#: Scenarios in which most of the time is spent waiting take more forms at once.
_PATIENT = {"server hung": 16, "offline": 16, "lost answer": 16, "database restarted": 16}
_AT_ONCE = 8


def run(
    stage: Stage,
    wanted: Callable[[str], bool] = lambda _scenario: True,
    forms: list[LongForm] | None = None,
    *,
    hung_for: float = 24,
    say: Callable[[str], None] = lambda _line: None,
) -> Verdict:
    """Play the wanted scenarios for some forms, all if none are named."""
    verdict, chosen = Verdict(), stage.forms if forms is None else forms
    for scenario in scenarios.all_of_them(hung_for):
        if wanted(scenario.name):
            size = _PATIENT.get(scenario.name, _AT_ONCE)
            for first in range(0, len(chosen), size):
                for form, faults in _played(stage, scenario, chosen[first : first + size]):
                    verdict.note(form, scenario.name, faults)
            _tell(verdict, scenario.name, say)
    for name in scriptless.SCENARIOS:
        if wanted(WITHOUT + name):
            for form in chosen:
                verdict.note(form.name, WITHOUT + name, _played_without(stage, name, form))
            _tell(verdict, WITHOUT + name, say)
    return verdict


def _tell(verdict: Verdict, scenario: str, say: Callable[[str], None]) -> None:
    found = [fault for fault in verdict.faults if f" | {scenario} | " in fault]
    for line in [*found, f"{scenario}: {len(found)} faults"]:
        say(line)


def _played(
    stage: Stage, scenario: scenarios.Scenario, forms: list[LongForm]
) -> Iterator[tuple[str, set[str]]]:
    try:
        for desk in scenarios.play(stage, scenario, forms):
            yield desk.form.name, desk.faults
    except (Error, OSError, AssertionError) as problem:
        stage.put_right()
        if len(forms) == 1:
            yield forms[0].name, {f"BROKEN ({str(problem).splitlines()[0]})"}
            return
        # One that can't be played takes no other with it.
        for form in forms:
            yield from _played(stage, scenario, [form])


def _played_without(stage: Stage, name: str, form: LongForm) -> set[str]:
    try:
        return scriptless.play(stage, name, form).faults
    except (Error, OSError, AssertionError) as problem:
        return {f"BROKEN ({str(problem).splitlines()[0]})"}
