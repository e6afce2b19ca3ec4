"""A superior's acts on the units below it, one function each, and the first steps of a chair."""

from webapp.units.service.beginning import choose_meeting_day, put_aside
from webapp.units.service.changing import move, rename
from webapp.units.service.closing import close, reopen
from webapp.units.service.merging import Merging, merge, preview, settle
from webapp.units.service.opening import NewUnit, Opened, invite_again, open_unit
from webapp.units.service.seat import propose_chair, seat_from_above, withdraw_proposal
from webapp.units.service.telling import tell_of_lost_invitations

__all__ = [
    "Merging",
    "NewUnit",
    "Opened",
    "choose_meeting_day",
    "close",
    "invite_again",
    "seat_from_above",
    "merge",
    "move",
    "open_unit",
    "preview",
    "propose_chair",
    "put_aside",
    "rename",
    "reopen",
    "settle",
    "tell_of_lost_invitations",
    "withdraw_proposal",
]
