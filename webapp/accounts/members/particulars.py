"""What is stored of a member as a person."""

from dataclasses import dataclass
from datetime import date

from webapp.accounts import contact_details, rules
from webapp.accounts.models import Membership


@dataclass(frozen=True)
class Particulars:
    """What is stored of a member as a person; nothing of papers, cards or files."""

    full_name: str
    email: str | None
    phone: str | None
    joined_on: date
    admitted_on: date | None = None

    def checked(self, today: date, *, known_as: str = "") -> "Particulars":
        """The same in the stored form; raises RuleBroken.

        The name `known_as`, stored already, is not checked: it may be older than the checks.
        """
        rules.refuse_joining_day(self.joined_on, today)
        if self.admitted_on is not None:
            rules.refuse_joining_day(self.admitted_on, today, field="admitted_on")
        return Particulars(
            self.full_name
            if known_as and self.full_name == known_as
            else contact_details.person_name(self.full_name),
            contact_details.email(self.email or ""),
            contact_details.phone(self.phone or ""),
            self.joined_on,
            self.admitted_on,
        )


def particulars_of(member: Membership) -> Particulars:
    """What is stored of a member now."""
    return Particulars(
        member.full_name, member.email, member.phone, member.joined_on, member.admitted_on
    )
