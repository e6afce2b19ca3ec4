"""Point out weaknesses and follow them until they are put right."""

from webapp.followups.service.due_days import accept_day, arrange, keep_day, promise
from webapp.followups.service.pointing_out import Finding, faults_in, point_out, point_out_all
from webapp.followups.service.thread import (
    carry,
    carry_unseen,
    confirm,
    end,
    note,
    reopen,
    report_remedy,
    take_back,
)
from webapp.followups.service.transition import open_steps

__all__ = [
    "Finding",
    "accept_day",
    "arrange",
    "carry",
    "carry_unseen",
    "confirm",
    "end",
    "faults_in",
    "keep_day",
    "note",
    "open_steps",
    "point_out",
    "point_out_all",
    "promise",
    "reopen",
    "report_remedy",
    "take_back",
]
