"""The invented units of the demo and the people in them."""

from dataclasses import dataclass
from random import Random

from webapp.accounts.rules import Role
from webapp.organizations.rules import OrganizationKind as Kind

DOMAIN = "demo.example"
PASSWORD = "nen mong thu nghiem"  # noqa: S105 - documented, and refused on production databases


@dataclass(frozen=True)
class Known:
    """Somebody with a fixed address, so that visitors can sign in as them."""

    address: str
    full_name: str
    unit: str
    roles: tuple[Role, ...]
    shown_as: str

    @property
    def email(self) -> str:
        """What is typed to sign in."""
        return f"{self.address}@{DOMAIN}"


@dataclass(frozen=True)
class Unit:
    """One organization of the demo and how many people it has."""

    code: str
    name: str
    kind: Kind
    size: int
    committee: int
    #: Everyone has this many turns a month.
    turns: int = 2


SUPERIOR = ("dang-bo", "Đảng bộ Bệnh viện Đa khoa Hòa Bình")

#: The branch that visitors see first.
FIRST_BRANCH = "kham-benh"
UNITS = (
    Unit(FIRST_BRANCH, "Chi bộ Khoa Khám bệnh", Kind.PARTY_BRANCH, 16, 1),
    Unit("noi", "Chi bộ Khoa Nội tổng hợp", Kind.PARTY_BRANCH, 34, 3),
    Unit("ngoai", "Chi bộ Khoa Ngoại – Gây mê", Kind.PARTY_BRANCH, 18, 1),
    Unit("duoc", "Chi bộ Khoa Dược – Vật tư", Kind.PARTY_BRANCH, 7, 0, turns=1),
    Unit("cong-doan", "Tổ công đoàn Khối hành chính", Kind.UNION_GROUP, 15, 1),
    Unit("chi-doan", "Chi đoàn Bệnh viện", Kind.YOUTH, 22, 1),
)

#: The first one of each unit chairs it, the second is the deputy.
KNOWN = (
    Known("bithu", "Phạm Văn Lâm", "kham-benh", (Role.CHAIR,), "bí thư chi bộ"),
    Known("phobithu", "Nguyễn Thị Hạnh", "kham-benh", (Role.DEPUTY,), "phó bí thư chi bộ"),
    Known("chiuy", "Lê Quốc Tuấn", "kham-benh", (Role.COMMITTEE,), "chi ủy viên"),
    Known("dangvien1", "Trần Văn Minh", "kham-benh", (), "đảng viên, đang viết báo cáo"),
    Known("dangvien2", "Vũ Thị Thu Hà", "kham-benh", (), "đảng viên, đã gửi chi ủy"),
    Known("dangvien3", "Đặng Ngọc Anh", "kham-benh", (), "đảng viên"),
    Known("chutich", "Hoàng Thị Mai", "cong-doan", (Role.CHAIR,), "tổ trưởng công đoàn"),
    Known("bithudoan", "Bùi Đức Thắng", "chi-doan", (Role.CHAIR,), "bí thư chi đoàn"),
    Known("capuy", "Đỗ Thanh Bình", SUPERIOR[0], (Role.VIEWER,), "cán bộ đảng ủy theo dõi"),
    Known("bithudanguy", "Ngô Xuân Trường", SUPERIOR[0], (Role.CHAIR,), "bí thư đảng ủy"),
)
#: A member of a branch who also belongs to the union unit.
IN_TWO = Known("haitochuc", "Lý Thị Ngọc Lan", "kham-benh", (), "đảng viên và đoàn viên công đoàn")
#: Came in the day before and takes the first steps of a unit that was just opened.
NEW_CHAIR = Known(
    "bithumoi", "Tạ Thị Xuân", "ve-tinh", (Role.CHAIR,), "bí thư chi bộ vừa mở, đang bắt đầu"
)
OPERATOR = Known("vanhanh", "Cao Minh Vận", "", (), "vận hành (không thấy nội dung)")

# fmt: off
_FAMILY = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ",
    "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý",
]
_WOMEN = ["Thị Thu", "Thị Ngọc", "Thị Thanh", "Thị Kim", "Thị Bích", "Thùy", "Thị Minh"]
_MEN = ["Văn", "Đức", "Quang", "Minh", "Hữu", "Xuân", "Công", "Tiến"]
_HER = [
    "Hương", "Lan", "Hoa", "Nga", "Thảo", "Trang", "Yến", "Oanh", "Phương",
    "Dung", "Hằng", "Nhung", "Liên", "Tuyết", "Ánh", "Huệ",
]
_HIS = [
    "Hùng", "Dũng", "Cường", "Sơn", "Nam", "Long", "Hải", "Khánh", "Phúc",
    "Toàn", "Việt", "Thành", "Đạt", "Hiếu", "Nghĩa", "Ước",
]
# fmt: on


def invent_names(count: int, rng: Random, taken: set[str]) -> list[str]:
    """Different full names that nobody has yet."""
    names: list[str] = []
    while len(names) < count:
        woman = rng.random() < 0.55
        middle, given = (_WOMEN, _HER) if woman else (_MEN, _HIS)
        name = f"{rng.choice(_FAMILY)} {rng.choice(middle)} {rng.choice(given)}"
        if name not in taken:
            taken.add(name)
            names.append(name)
    return names
