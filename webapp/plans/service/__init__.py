"""The acts of planning, one function each: the year, months, turns, offers, requests, absences."""

from webapp.plans.service.absences import end as end_absence
from webapp.plans.service.absences import tell as tell_absence
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
from webapp.plans.service.year import confirm, draw_again, open_months

__all__ = [
    "answer_offer",
    "assign",
    "assign_all",
    "carry_year",
    "change_month",
    "confirm",
    "draw_again",
    "drop_turn",
    "end_absence",
    "enter_offer",
    "find_turn",
    "give_place",
    "hold_months",
    "keep",
    "mark_held",
    "open_months",
    "set_meeting_day",
    "set_topic",
    "take_back",
    "tell_absence",
    "volunteer",
]
