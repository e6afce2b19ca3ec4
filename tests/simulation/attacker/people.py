"""Who there is: a superior, three units, the operator; attackers, and people who never act."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.cast import Person, account, found, join
from webapp.accounts.models import MembershipStatus, RoleGrant
from webapp.accounts.rules import MemberStatus, Role
from webapp.core import tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind

#: The chair of K1 was elected until this day; nobody has written down a successor.
TERM_ENDS = date(2027, 5, 31)
_LEFT_ON = date(2025, 7, 1)


@dataclass(frozen=True)
class Attacker:
    """Somebody who plays: how reports call them, and what their office lets them try."""

    key: str
    says: str
    #: The word by which the menu guides them.
    office: str


ATTACKERS = {
    one.key: one
    for one in (
        Attacker("duc", "superior's chair Đức", "above"),
        Attacker("tam", "superior's deputy Tâm", "above"),
        Attacker("van", "operator Vân", "operator"),
        Attacker("lan", "chair Lan (K1)", "leads"),
        Attacker("dung", "deputy Dũng (K1)", "leads"),
        Attacker("hung", "committee member Hùng (K1)", "committee"),
        Attacker("binh", "member Bình (K1)", "member"),
        Attacker("phuc", "Phúc, who left K1", "stranger"),
        Attacker("khanh", "chair Khánh (K2)", "leads"),
    )
}
#: They have accounts and never act.
VICTIMS = ("mai", "hoa", "thu", "kien", "son", "my", "oanh")


def settle() -> tuple[dict[str, Organization], dict[str, Person]]:
    """Write organizations and people into an empty database."""
    kinds, places = OrganizationKind, {}
    above = places["db"] = found(None, kinds.COMMITTEE, "db", "Đảng bộ Bệnh viện")
    for code, kind, name in (
        ("k1", kinds.PARTY_BRANCH, "Chi bộ Khoa Khám bệnh"),
        ("k2", kinds.PARTY_BRANCH, "Chi bộ Khoa Nội"),
        ("k3", kinds.PARTY_BRANCH, "Chi bộ Khoa Dược"),
        ("cdn", kinds.YOUTH, "Chi đoàn Bệnh viện"),
        ("db2", kinds.COMMITTEE, "Đảng bộ bộ phận Khối ngoại"),
    ):
        places[code] = found(above, kind, code, name)
    people = {}
    for key, code, full_name, *roles in (
        ("duc", "db", "Mai Hữu Đức", Role.CHAIR),
        ("tam", "db", "Hồ Minh Tâm", Role.DEPUTY),
        ("oanh", "db", "Ngô Kiều Oanh", Role.VIEWER),
        ("lan", "k1", "Nguyễn Thị Lan", Role.CHAIR),
        ("dung", "k1", "Trần Tiến Dũng", Role.DEPUTY),
        ("hung", "k1", "Lê Văn Hùng", Role.COMMITTEE),
        ("thu", "k1", "Đinh Anh Thư", Role.COMMITTEE),
        ("binh", "k1", "Hoàng Thanh Bình"),
        ("mai", "k1", "Phạm Thị Mai"),
        ("hoa", "k1", "Dương Thị Hoa"),
        ("phuc", "k1", "Lý Hồng Phúc"),
        ("khanh", "k2", "Đỗ Quốc Khánh", Role.CHAIR),
        ("kien", "k2", "Vũ Trung Kiên"),
        ("son", "cdn", "Tạ Ngọc Sơn", Role.CHAIR),
        ("my", "cdn", "Chu Hà My"),
    ):
        people[key] = _introduce(places[code], key, full_name, *roles)
    join(places["k1"], "Đặng Văn Tân", None, None)
    join(places["k3"], "Lê Thị Hạnh", None, None, Role.CHAIR)
    van = account("Cao Thị Vân", "van@example.vn", operator=True)
    people["van"] = Person("Cao Thị Vân", None, van, None, "van@example.vn")
    _date(people)
    return places, people


def _introduce(place: Organization, key: str, full_name: str, *roles: Role) -> Person:
    email = f"{key}@example.vn"
    account_id = account(full_name, email)
    member_id = join(place, full_name, email, account_id, *roles)
    return Person(full_name, place, account_id, member_id, email)


def _date(people: dict[str, Person]) -> None:
    """Lan's term has an end; Phúc was a member and left."""
    lan, phuc = people["lan"], people["phuc"]
    with tenancy.tenant(lan.organization.id):
        db.session.query(RoleGrant).filter_by(member_id=lan.member_id).update(
            {"until_on": TERM_ENDS}
        )
        db.session.query(MembershipStatus).filter_by(member_id=phuc.member_id).update(
            {"until_on": _LEFT_ON - timedelta(days=1)}
        )
        key = {"organization_id": lan.organization.id, "member_id": phuc.member_id}
        db.session.add(MembershipStatus(status=MemberStatus.LEFT, from_on=_LEFT_ON, **key))
        db.session.commit()
