"""What each kind of organization calls its unit, its members, its committee and its head."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from webapp.organizations.rules import OrganizationKind as Kind


@dataclass(frozen=True)
class Words:
    """The words of one kind of organization, in lower case as they stand inside a sentence."""

    unit: str
    member: str
    committee: str
    committee_member: str
    head: str
    deputy: str
    superior: str
    short_address: str = "Đ/c"
    #: What the day is called on which somebody became a member at all.
    admission: str = "ngày vào Hội"


WORDS: dict[Kind, Words] = {
    Kind.PARTY_BRANCH: Words(
        "chi bộ",
        "đảng viên",
        "chi ủy",
        "chi ủy viên",
        "bí thư",
        "phó bí thư",
        "đảng ủy",
        admission="ngày vào Đảng",
    ),
    Kind.UNION: Words(
        "công đoàn bộ phận",
        "đoàn viên công đoàn",
        "ban chấp hành",
        "ủy viên ban chấp hành",
        "chủ tịch",
        "phó chủ tịch",
        "công đoàn cấp trên",
        admission="ngày vào Công đoàn",
    ),
    Kind.UNION_GROUP: Words(
        "tổ công đoàn",
        "đoàn viên công đoàn",
        "tổ trưởng, tổ phó",
        "người giúp tổ trưởng",
        "tổ trưởng",
        "tổ phó",
        "công đoàn cấp trên",
        admission="ngày vào Công đoàn",
    ),
    Kind.YOUTH: Words(
        "chi đoàn",
        "đoàn viên",
        "ban chấp hành chi đoàn",
        "ủy viên ban chấp hành",
        "bí thư",
        "phó bí thư",
        "đoàn cấp trên",
        admission="ngày vào Đoàn",
    ),
    Kind.WOMEN: Words(
        "chi hội phụ nữ",
        "hội viên",
        "ban chấp hành chi hội",
        "ủy viên ban chấp hành",
        "chi hội trưởng",
        "chi hội phó",
        "hội cấp trên",
    ),
    Kind.VETERANS: Words(
        "chi hội cựu chiến binh",
        "hội viên",
        "ban chấp hành chi hội",
        "ủy viên ban chấp hành",
        "chi hội trưởng",
        "chi hội phó",
        "hội cấp trên",
    ),
    Kind.FARMERS: Words(
        "chi hội nông dân",
        "hội viên",
        "ban chấp hành chi hội",
        "ủy viên ban chấp hành",
        "chi hội trưởng",
        "chi hội phó",
        "hội cấp trên",
    ),
    Kind.COMMITTEE: Words(
        "đảng bộ",
        "cấp ủy viên",
        "ban thường vụ",
        "ủy viên",
        "bí thư",
        "phó bí thư",
        "cấp trên",
        admission="ngày vào Đảng",
    ),
}


def first_complete(sentences: Iterable[str], known: Mapping[str, str]) -> str | None:
    """The first sentence whose facts are all known, with them put in; none where there is none."""
    for sentence in sentences:
        try:
            return sentence.format(**known)
        except KeyError:
            continue
    return None


def words_of(kind: Kind) -> Words:
    """The words used on the screens of one kind of organization."""
    return WORDS[kind]
