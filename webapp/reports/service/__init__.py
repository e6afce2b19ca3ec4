"""The acts on a self-report, one function each; writing, reviewing and directing in turn."""

from webapp.reports.service.directing import conclude, move_on, postpone, present, release, withdraw
from webapp.reports.service.drafts import Saved, save
from webapp.reports.service.filed_for import agree, elapse, reject, unfile
from webapp.reports.service.handing_in import file, submit, take_back, threads_to_answer
from webapp.reports.service.reviewing import (
    NewRemark,
    accept,
    remark,
    remark_field,
    return_,
    skip_review,
)
from webapp.reports.service.transition import capacities_of, steps_of

__all__ = [
    "NewRemark",
    "Saved",
    "accept",
    "agree",
    "capacities_of",
    "conclude",
    "elapse",
    "file",
    "move_on",
    "postpone",
    "present",
    "reject",
    "release",
    "remark",
    "remark_field",
    "return_",
    "save",
    "skip_review",
    "steps_of",
    "submit",
    "take_back",
    "threads_to_answer",
    "unfile",
    "withdraw",
]
