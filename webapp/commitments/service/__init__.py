"""The acts on a year's registration: writing, deciding, amending, following, carrying over."""

from webapp.commitments.service.amending import (
    confirm_amendment,
    give_back_amendment,
    propose,
    take_back_amendment,
)
from webapp.commitments.service.carrying import take_over
from webapp.commitments.service.deciding import confirm, give_back
from webapp.commitments.service.following import Judged, assess, note, open_assessment
from webapp.commitments.service.reminding import remind
from webapp.commitments.service.transition import capacities_of
from webapp.commitments.service.writing import save, submit, take_back
from webapp.commitments.versions import Wanted

__all__ = [
    "Judged",
    "Wanted",
    "assess",
    "capacities_of",
    "confirm",
    "confirm_amendment",
    "give_back",
    "give_back_amendment",
    "note",
    "open_assessment",
    "propose",
    "remind",
    "save",
    "submit",
    "take_back",
    "take_back_amendment",
    "take_over",
]
