"""Point out weaknesses and follow them until they are put right."""

from webapp.followups.service.pointing_out import Finding, faults_in, point_out, point_out_all
from webapp.followups.service.thread import (
    arrange,
    carry,
    carry_unseen,
    confirm,
    note,
    promise,
    reopen,
    report_remedy,
    standings_of,
    take_back,
)

__all__ = [
    "Finding",
    "arrange",
    "carry",
    "carry_unseen",
    "confirm",
    "faults_in",
    "note",
    "point_out",
    "point_out_all",
    "promise",
    "reopen",
    "report_remedy",
    "standings_of",
    "take_back",
]
