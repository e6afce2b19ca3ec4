"""The acts of planning, one function each: months, turns and offers."""

from webapp.plans.service.carrying import carry_year
from webapp.plans.service.months import (
    change_month,
    keep,
    mark_held,
    set_meeting_day,
    set_topic,
)
from webapp.plans.service.turns import assign, assign_all, drop_turn
from webapp.plans.service.volunteering import answer_offer, take_back, volunteer

__all__ = [
    "answer_offer",
    "assign",
    "assign_all",
    "carry_year",
    "change_month",
    "drop_turn",
    "keep",
    "mark_held",
    "set_meeting_day",
    "set_topic",
    "take_back",
    "volunteer",
]
