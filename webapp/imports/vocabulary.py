"""What headings, statuses and offices are called in the lists that units keep.

Everything here is compared without marks, capitals and signs, as `plain` gives it.
"""

import re
from functools import lru_cache

from webapp.accounts.rules import MemberStatus, Role
from webapp.core.vietnamese import without_marks
from webapp.imports.rules import Column
from webapp.organizations.rules import OrganizationKind as Kind


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Words alone: “Ngày vào Đảng (dự bị):” → “ngay vao dang du bi”."""
    return " ".join(re.findall(r"[a-z0-9]+", without_marks(text)))


#: Numbers of papers and files: a column with one of these in its heading is never stored.
_NEVER = (
    "cccd",
    "cmnd",
    "cmt",
    "can cuoc",
    "chung minh",
    "ho chieu",
    "dinh danh",
    "so the",
    "the dang",
    "the doan",
    "the hoi",
    "ly lich",
    "ho so",
    "ky luat",
    "bhxh",
    "bao hiem",
    "so tai khoan",
)
#: Other headings that would match the words below.
_OTHER = (
    "ngay sinh hien",
    "chinh thuc ngay",
    "ngay chinh thuc",
    "vao dang chinh thuc",
    "chinh quyen",
    "chuyen mon",
    "hon nhan",
    "suc khoe",
    "nguoi gioi thieu",
    "chuyen di",
    "nguoi than",
    "cha me",
    "nguoi nhap",
)
_EXACT = {
    "ten": Column.GIVEN_NAME,
    "ten rieng": Column.GIVEN_NAME,
    "ho": Column.FAMILY_NAMES,
    "ho dem": Column.FAMILY_NAMES,
    "ho lot": Column.FAMILY_NAMES,
    "ho va dem": Column.FAMILY_NAMES,
    "ho va lot": Column.FAMILY_NAMES,
    "ho chu dem": Column.FAMILY_NAMES,
    "ho chu lot": Column.FAMILY_NAMES,
    "ho va chu dem": Column.FAMILY_NAMES,
    "ho va chu lot": Column.FAMILY_NAMES,
    "ho va ten dem": Column.FAMILY_NAMES,
    "ho ten dem": Column.FAMILY_NAMES,
    "ho va ten lot": Column.FAMILY_NAMES,
    "dt": Column.PHONE,
    "tel": Column.PHONE,
    "mail": Column.EMAIL,
    "ngay ve": Column.JOINED_ON,
    "ngay den": Column.JOINED_ON,
    "loai dang vien": Column.STATUS,
    "chinh thuc du bi": Column.STATUS,
    "dang vien chinh thuc du bi": Column.STATUS,
}
#: Read in this order; the first word that stands in the heading decides.
_CONTAINED = (
    (Column.FULL_NAME, ("ho va ten", "ho ten", "ten day du", "full name", "ten dang vien")),
    (Column.FULL_NAME, ("ten doan vien", "ten hoi vien")),
    (Column.EMAIL, ("email", "e mail", "thu dien tu", "hop thu")),
    (Column.PHONE, ("dien thoai", "sdt", "so dt", "di dong", "phone", "mobile", "zalo")),
    (Column.JOINED_ON, ("ngay ve", "chuyen den", "ngay den", "tham gia sinh hoat")),
    (Column.JOINED_ON, ("ve don vi", "ve chi bo", "ve chi doan", "ve chi hoi", "sinh hoat tu")),
    (Column.ADMITTED_ON, ("gia nhap", "ket nap")),
    (Column.STATUS, ("tinh trang", "trang thai")),
    (Column.ROLE, ("chuc vu", "chuc danh dang", "chuc trach")),
)
_ADMITTED_TO = re.compile(r"\b(?:vao|gia nhap|ket nap) (cong doan|doan|dang|hoi)\b")
_OF_KIND = {
    Kind.PARTY_BRANCH: "dang",
    Kind.COMMITTEE: "dang",
    Kind.UNION: "cong doan",
    Kind.UNION_GROUP: "cong doan",
    Kind.YOUTH: "doan",
}


def column_named(heading: str, kind: Kind) -> Column:
    """What a heading means in an organization of a kind."""
    said = plain(heading)
    padded = f" {said} "
    if any(f" {word} " in padded for word in _NEVER):
        return Column.NEVER_KEPT
    if said in _EXACT:
        return _EXACT[said]
    if any(word in said for word in _OTHER):
        return Column.UNUSED
    admitted = _ADMITTED_TO.search(said)
    if admitted:
        own = admitted[1] == _OF_KIND.get(kind, "hoi")
        return Column.ADMITTED_ON if own else Column.UNUSED
    found = (column for column, words in _CONTAINED if any(word in said for word in words))
    return next(found, Column.UNUSED)


_STATUSES = {
    MemberStatus.OFFICIAL: (
        "chinh thuc",
        "dang vien chinh thuc",
        "dang sinh hoat",
        "dang vien",
        "doan vien",
        "hoi vien",
        "dvct",
        "ct",
    ),
    MemberStatus.PROBATIONARY: ("du bi", "dang vien du bi", "dvdb", "db"),
    MemberStatus.EXEMPT: (
        "mien sinh hoat",
        "duoc mien sinh hoat",
        "mien cong tac va sinh hoat",
        "mien cong tac va sinh hoat dang",
        "mien sinh hoat dang",
    ),
    MemberStatus.SUSPENDED: ("tam dinh chi sinh hoat", "dinh chi sinh hoat", "tam dinh chi"),
    MemberStatus.TEMPORARILY_HERE: (
        "sinh hoat tam thoi",
        "sinh hoat tam thoi tai day",
        "tam thoi tai day",
        "tam thoi den",
    ),
    MemberStatus.TEMPORARILY_ELSEWHERE: (
        "sinh hoat tam thoi noi khac",
        "tam thoi noi khac",
        "tam thoi di",
    ),
    MemberStatus.LEFT: ("da chuyen di", "chuyen di", "da chuyen", "chuyen sinh hoat di"),
}
STATUS_WORDS = {word: status for status, words in _STATUSES.items() for word in words}

_ROLES = {
    Role.CHAIR: ("bi thu", "chu tich", "chi hoi truong", "to truong", "truong ban"),
    Role.DEPUTY: ("pho bi thu", "pho chu tich", "chi hoi pho", "to pho", "pho ban", "pbt"),
    Role.COMMITTEE: (
        "chi uy vien",
        "chi uy",
        "uy vien",
        "uy vien bch",
        "uy vien ban chap hanh",
        "uy vien ban thuong vu",
        "dang uy vien",
        "cap uy vien",
        "uvbch",
    ),
    Role.VIEWER: ("can bo theo doi", "theo doi"),
}
ROLE_WORDS = {word: role for role, words in _ROLES.items() for word in words}
#: Words for having no office.
NO_ROLE = frozenset(
    {"", "khong", "khong co", "dang vien", "doan vien", "hoi vien", "doan vien cong doan"}
)
_BODIES = re.compile(r" (?:chi bo|dang bo|dang uy|chi doan|cong doan|to cong doan|chi hoi|doan)$")


def role_named(text: str) -> Role | None:
    """The office a word stands for, “Bí thư chi bộ” included.

    Raises KeyError for a word that is no office.
    """
    said = _BODIES.sub("", plain(text))
    return None if said in NO_ROLE else ROLE_WORDS[said]
