"""The sections of a self-report by kind of organization, as template data."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from webapp.organizations.rules import OrganizationKind as Kind

#: What a paper says of an item whose day has not come.
NOT_DUE = "Chưa đến hạn."


class Section(StrEnum):
    """The sections of the outline, in their order."""

    COMMITMENTS = "commitments"
    REMEDIES = "remedies"
    PRESENT = "present"


@dataclass(frozen=True)
class SectionTemplate:
    """One section as the editor and the paper show it."""

    section: Section
    number: int
    title: str
    hint: str
    #: Questions that help to start; shown in the editor only.
    prompts: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """The title with its number."""
        return f"{self.number}. {self.title}"


_PARTY = (
    SectionTemplate(
        Section.COMMITMENTS,
        1,
        "Việc thực hiện nội dung đã đăng ký từ đầu năm",
        "Nêu việc đã làm theo từng nội dung đã đăng ký, có kết quả và số liệu cụ thể.",
        (
            "Nội dung nào đã làm xong, kết quả ra sao?",
            "Nội dung nào đang làm hoặc chưa làm, vì sao?",
            "Việc nào làm theo gương Bác trong công việc hằng ngày?",
        ),
    ),
    SectionTemplate(
        Section.REMEDIES,
        2,
        "Kết quả khắc phục hạn chế, khuyết điểm đã được chỉ ra",
        "Trả lời từng hạn chế còn đang theo dõi. Chưa xong thì ghi “chưa khắc phục vì …” "
        "và thời hạn mới.",
        ("Đã làm gì để khắc phục?", "Đến nay kết quả thế nào, còn vướng mắc gì?"),
    ),
    SectionTemplate(
        Section.PRESENT,
        3,
        "Hạn chế hiện nay và phương hướng khắc phục",
        "Tự nhìn nhận hạn chế hiện nay, nguyên nhân, việc sẽ làm và thời hạn.",
        (
            "Hiện nay còn hạn chế gì trong tư tưởng, tác phong, công việc?",
            "Nguyên nhân do đâu?",
            "Sẽ khắc phục bằng việc gì, đến khi nào?",
        ),
    ),
)


def _own_words(first: str, prompts: tuple[str, ...], second: str) -> tuple[SectionTemplate, ...]:
    """The outline of a mass organization: its own work first, and weaknesses in plainer words."""
    commitments, remedies, present = _PARTY
    return (
        replace(commitments, hint=first, prompts=prompts),
        replace(remedies, title=second),
        replace(present, prompts=("Hiện nay còn hạn chế gì?", *present.prompts[1:])),
    )


_ADVISED = "Kết quả khắc phục hạn chế đã được góp ý"

_UNION = _own_words(
    "Nêu việc đã làm tại nơi làm việc và trong hoạt động công đoàn theo nội dung đã đăng ký.",
    (
        "Đã làm được gì trong lao động, công tác và các phong trào thi đua?",
        "Đã tham gia chăm lo, giúp đỡ đồng nghiệp thế nào?",
        "Nội dung nào chưa làm, vì sao?",
    ),
    _ADVISED,
)

OUTLINES: dict[Kind, tuple[SectionTemplate, ...]] = {
    Kind.PARTY_BRANCH: _PARTY,
    Kind.COMMITTEE: _PARTY,
    Kind.UNION: _UNION,
    Kind.UNION_GROUP: _UNION,
    Kind.YOUTH: _own_words(
        "Nêu việc đã làm trong học tập, công việc và phong trào của chi đoàn theo nội dung "
        "đã đăng ký.",
        (
            "Đã làm được gì trong học tập, công việc?",
            "Đã tham gia hoạt động tình nguyện, phong trào nào của chi đoàn?",
            "Nội dung nào chưa làm, vì sao?",
        ),
        _ADVISED,
    ),
    Kind.WOMEN: _own_words(
        "Nêu việc đã làm trong gia đình, công việc và hoạt động của chi hội theo nội dung "
        "đã đăng ký.",
        (
            "Đã làm được gì trong công việc và trong gia đình?",
            "Đã tham gia hoạt động nào của chi hội?",
            "Nội dung nào chưa làm, vì sao?",
        ),
        _ADVISED,
    ),
    Kind.VETERANS: _own_words(
        "Nêu việc đã làm trong gia đình, khu dân cư và hoạt động của chi hội theo nội dung "
        "đã đăng ký.",
        (
            "Đã giữ gìn phẩm chất “Bộ đội Cụ Hồ” bằng việc làm nào?",
            "Đã giúp đỡ hội viên, giáo dục thế hệ trẻ ra sao?",
            "Nội dung nào chưa làm, vì sao?",
        ),
        _ADVISED,
    ),
    Kind.FARMERS: _own_words(
        "Nêu việc đã làm trong sản xuất, gia đình và hoạt động của chi hội theo nội dung "
        "đã đăng ký.",
        (
            "Đã làm được gì trong sản xuất, xây dựng nông thôn mới?",
            "Đã giúp đỡ hội viên khác thế nào?",
            "Nội dung nào chưa làm, vì sao?",
        ),
        _ADVISED,
    ),
}


def outline_of(kind: Kind, titles: Mapping[str, str] | None = None) -> list[SectionTemplate]:
    """The sections of one kind of organization, under its own titles where it chose some."""
    chosen = titles or {}
    return [replace(one, title=chosen.get(one.section) or one.title) for one in OUTLINES[kind]]
