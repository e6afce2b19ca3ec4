"""The acts of planning, one function each: the year, months, turns, offers and times away."""

from webapp.plans.service.absences import end as end_absence
from webapp.plans.service.absences import tell as tell_absence
from webapp.plans.service.months import change_month, mark_held, set_meeting_day
from webapp.plans.service.turns import assign, assign_all, drop_turn
from webapp.plans.service.volunteering import answer_offer, take_back, volunteer
from webapp.plans.service.year import confirm, draw_again, open_months

__all__ = [
    "answer_offer",
    "assign",
    "assign_all",
    "change_month",
    "confirm",
    "draw_again",
    "drop_turn",
    "end_absence",
    "mark_held",
    "open_months",
    "set_meeting_day",
    "take_back",
    "tell_absence",
    "volunteer",
]
