"""The acts of planning, one function each: months, turns, offers, requests about turns."""

from webapp.plans.service.carrying import carry_year
from webapp.plans.service.months import (
    change_month,
    keep,
    mark_held,
    set_meeting_day,
    set_topic,
)
from webapp.plans.service.places import find_turn, give_place, hold_months
from webapp.plans.service.turns import assign, assign_all, drop_turn
from webapp.plans.service.volunteering import answer_offer, enter_offer, take_back, volunteer

__all__ = [
    "answer_offer",
    "assign",
    "assign_all",
    "carry_year",
    "change_month",
    "drop_turn",
    "enter_offer",
    "find_turn",
    "give_place",
    "hold_months",
    "keep",
    "mark_held",
    "set_meeting_day",
    "set_topic",
    "take_back",
    "volunteer",
]
