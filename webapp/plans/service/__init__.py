"""The acts of planning, one function each: the year, months, turns, offers, requests, absences."""

from webapp.plans.absences.service import end as end_absence
from webapp.plans.absences.service import tell as tell_absence
from webapp.plans.service.carrying import carry_year
from webapp.plans.service.month_slots import find_turn, give_slot, lock_months, next_room
from webapp.plans.service.months import (
    change_month,
    mark_held,
    set_meeting_day,
    set_topic,
    store_months,
)
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
    "give_slot",
    "lock_months",
    "store_months",
    "mark_held",
    "next_room",
    "open_months",
    "set_meeting_day",
    "set_topic",
    "take_back",
    "tell_absence",
    "volunteer",
]
