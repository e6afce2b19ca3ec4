"""The stage of a browser test: one unit of its own with four people, below one superior."""

from dataclasses import dataclass
from datetime import date

from tests.cast import PASSWORD, account, found, join
from webapp.accounts.rules import Role
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind


@dataclass(frozen=True)
class Stage:
    """A unit and the addresses of its people; everybody has the password of the cast."""

    code: str
    above: str
    month: str
    chair: str
    reviewer: str
    author: str
    author_name: str
    viewer: str
    password: str = PASSWORD


NAMES = {
    "chair": ("Nguyễn Thị Lan", Role.CHAIR),
    "reviewer": ("Lê Văn Hùng", Role.COMMITTEE),
    "author": ("Phạm Thị Mai", None),
    "other": ("Hoàng Thanh Bình", None),
}


def build(kind: OrganizationKind, code: str, today: date) -> Stage:
    """Found a unit whose meeting day is today, with its people, and a superior that looks on."""
    above = found(None, OrganizationKind.COMMITTEE, f"tren-{code}", "Đảng bộ Bệnh viện")
    viewer = f"oanh@{code}.example"
    join(above, "Ngô Kiều Oanh", viewer, account("Ngô Kiều Oanh", viewer), Role.VIEWER)
    name = "Chi bộ Khoa Khám bệnh" if kind is OrganizationKind.PARTY_BRANCH else "Tổ công đoàn 1"
    unit = found(above, kind, code, name)
    addresses = {}
    for part, (full_name, role) in NAMES.items():
        email = addresses[part] = f"{part}@{code}.example"
        roles = (role,) if role else ()
        join(unit, full_name, email, account(full_name, email), *roles)
    row = db.session.get_one(Organization, unit.id)
    row.settings = {
        "meeting_day": today.day,
        "meeting_place": "Hội trường tầng 2",
        "meets_every_months": 1,
        "thematic_months": [],
    }
    db.session.commit()
    return Stage(
        code=code,
        above=above.code,
        month=f"{today:%Y-%m}",
        chair=addresses["chair"],
        reviewer=addresses["reviewer"],
        author=addresses["author"],
        author_name=NAMES["author"][0],
        viewer=viewer,
    )
