"""The fixed outline of a self-report: sections as template data, and what a version holds."""

import json
from dataclasses import dataclass, field
from enum import StrEnum


class Section(StrEnum):
    """The sections of the outline, in their order."""

    COMMITMENTS = "commitments"
    REMEDIES = "remedies"
    PRESENT = "present"


@dataclass(frozen=True)
class Written:
    """What one version of a report says: a text for each section, an answer for each weakness."""

    sections: dict[str, str] = field(default_factory=dict)
    #: By identifier of the weakness, as text because it comes from a form and goes into JSON.
    answers: dict[str, str] = field(default_factory=dict)

    def stored(self) -> str:
        """The form in which a version is kept as one text."""
        return json.dumps(
            {"sections": self.sections, "answers": self.answers}, ensure_ascii=False, sort_keys=True
        )

    @classmethod
    def read(cls, stored: str) -> "Written":
        """What a kept version says."""
        kept = json.loads(stored)
        return cls(kept["sections"], kept["answers"])
