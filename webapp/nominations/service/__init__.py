"""Acts on the empty seat of a chair: proposing, answering, and what time brings."""

from webapp.nominations.service.answering import confirm, object_to, withdraw
from webapp.nominations.service.proposing import Outsider, propose, propose_from_outside
from webapp.nominations.service.settling import settle_due

__all__ = [
    "Outsider",
    "confirm",
    "object_to",
    "propose",
    "propose_from_outside",
    "settle_due",
    "withdraw",
]
