"""Who acts, and over whom, where the acts of power are played."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.cast import NOW
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Account
from webapp.accounts.scope import Scope
from webapp.core.db import db
from webapp.reports.outline import Written

DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)
FULL = Written({"commitments": "Giữ đúng giờ.", "remedies": "", "present": "Còn ngại góp ý."})
NEW_PASSWORD = "con duong xua em di"
LATER = NOW + timedelta(days=8)
FAMILY = "Mozilla/5.0 (Windows NT 10.0) Firefox/130.0"


@dataclass
class Stage:
    """Who acts, over whom."""

    cast: Any
    lan: Scope
    dung: Scope
    hung: Scope
    binh: Scope
    khanh: Scope
    nobody: Scope
    #: In which organization the message is to be found, and for which membership.
    unit_id: int = 0
    told_id: int = 0

    @property
    def member(self):
        """Bình as Lan's list has him."""
        return roster.get_member(self.lan, self.cast.binh.member_id)

    @property
    def account(self):
        """Bình's account."""
        return db.session.get_one(Account, self.cast.binh.account_id)
