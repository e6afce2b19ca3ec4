"""What a run of the matrix found: a table of forms by scenarios, and the counts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

#: The sign of each fault in the table.
SIGNS = {"LOST": "L", "SHOWN": "S", "FALSE SAVED": "F", "TOLD LATE": "T", "STUCK": "K"}


@dataclass
class Verdict:
    """Faults by form and scenario; an empty set is a cell in which nothing went wrong."""

    cells: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def note(self, form: str, scenario: str, faults: Iterable[str]) -> None:
        """Put a cell into the table."""
        self.cells.setdefault((form, scenario), set()).update(faults)

    @property
    def faults(self) -> list[str]:
        """Every fault in a line of its own."""
        return [
            f"{form} | {scenario} | {fault}"
            for (form, scenario), found in self.cells.items()
            for fault in sorted(found)
        ]

    @property
    def counts(self) -> Counter[str]:
        """How often each kind of fault was found."""
        return Counter(
            next((sign for sign in SIGNS if fault.startswith(sign)), "BROKEN")
            for found in self.cells.values()
            for fault in found
        )

    def __str__(self) -> str:
        scenarios = list(dict.fromkeys(scenario for _form, scenario in self.cells))
        forms = sorted({form for form, _scenario in self.cells})
        legend = [f"{place:>2} {name}" for place, name in enumerate(scenarios, 1)]
        width = max(map(len, forms), default=0)
        head = " " * width + "".join(f"{place:>4}" for place in range(1, len(scenarios) + 1))
        rows = [
            f"{form:<{width}}" + "".join(f"{self._sign(form, one):>4}" for one in scenarios)
            for form in forms
        ]
        counts = self.counts
        told = (
            f"{len(self.cells)} cells of {len(forms)} forms: {counts['LOST']} lost,"
            f" {counts['SHOWN']} shown to another, {counts['FALSE SAVED']} false saved,"
            f" {counts['TOLD LATE']} told late, {counts['STUCK']} stuck, {counts['BROKEN']} broken"
        )
        return "\n".join([*legend, "", head, *rows, "", *self.faults, told])

    def _sign(self, form: str, scenario: str) -> str:
        if (form, scenario) not in self.cells:
            return " "
        found = self.cells[form, scenario]
        signs = {SIGNS.get(fault.split(" (")[0], "B") for fault in found}
        return "".join(sorted(signs)) or "·"
