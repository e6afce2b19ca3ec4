"""The acts of planning, one function each: months, turns and offers."""

from webapp.plans.service.months import change_month, mark_held, set_meeting_day
from webapp.plans.service.turns import assign, assign_all, drop_turn
from webapp.plans.service.volunteering import answer_offer, take_back, volunteer

__all__ = [
    "answer_offer",
    "assign",
    "assign_all",
    "change_month",
    "drop_turn",
    "mark_held",
    "set_meeting_day",
    "take_back",
    "volunteer",
]
