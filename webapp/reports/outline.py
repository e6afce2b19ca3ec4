"""The fixed outline of a self-report: sections as template data, and what a version holds."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from webapp.organizations.rules import OrganizationKind as Kind

#: No version may be larger than this, in bytes; far above what the limits of sections allow.
LARGEST = 200_000


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
    #: Questions that help to start; shown only to whoever writes.
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

OUTLINES: dict[Kind, tuple[SectionTemplate, ...]] = {
    Kind.PARTY_BRANCH: _PARTY,
    Kind.COMMITTEE: _PARTY,
    Kind.UNION: _own_words(
        "Nêu việc đã làm tại nơi làm việc và trong hoạt động công đoàn theo nội dung đã đăng ký.",
        (
            "Đã làm được gì trong lao động, công tác và các phong trào thi đua?",
            "Đã tham gia chăm lo, giúp đỡ đồng nghiệp thế nào?",
            "Nội dung nào chưa làm, vì sao?",
        ),
        _ADVISED,
    ),
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


@dataclass(frozen=True)
class Written:
    """What one version of a report says: a text for each section, an answer for each weakness."""

    sections: Mapping[str, str] = field(default_factory=dict)
    #: By identifier of the weakness, as text because it comes from a form and goes into JSON.
    answers: Mapping[str, str] = field(default_factory=dict)
    #: The wording of each weakness as it was answered, so that the paper stands for itself.
    asked: Mapping[str, str] = field(default_factory=dict)

    def stored(self) -> str:
        """The form in which a version is kept as one text."""
        kept = {"sections": self.sections, "answers": self.answers, "asked": self.asked}
        return json.dumps(
            {name: dict(of) for name, of in kept.items()}, ensure_ascii=False, sort_keys=True
        )

    @classmethod
    def read(cls, stored: str) -> "Written":
        """What a kept version says."""
        kept = json.loads(stored)
        return cls(kept["sections"], kept["answers"], kept.get("asked", {}))

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is written."""
        return not any(text.strip() for text in (*self.sections.values(), *self.answers.values()))

    def answering(self, wordings: Mapping[str, str]) -> "Written":
        """The same with the weaknesses it answers, and without answers to anything else."""
        answers = {key: self.answers.get(key, "") for key in wordings}
        return replace(self, answers=answers, asked=dict(wordings))

    def as_text(self, section: str) -> str:
        """One section as continuous text: each weakness with its answer, then what is added."""
        text = self.sections.get(section, "")
        if section != Section.REMEDIES:
            return text
        threads = [f"{self.asked[key]}\n→ {self.answers.get(key, '')}" for key in self.asked]
        return "\n".join([*threads, text] if text else threads)


@dataclass(frozen=True)
class Fault:
    """Something that has to be put right in one field, as a code and facts."""

    field: str
    code: str
    facts: Mapping[str, object] | None = None


def section_field(section: str) -> str:
    """The name a section has in a form."""
    return f"section-{section}"


def answer_field(key: str) -> str:
    """The name the answer to one weakness has in a form."""
    return f"answer-{key}"


def missing_sections(written: Written) -> list[Section]:
    """Sections that must have a text and have none.

    The remedies section is complete once every open weakness is answered.
    """
    asked = (Section.COMMITMENTS, Section.PRESENT)
    return [section for section in asked if not written.sections.get(section, "").strip()]


def unanswered(written: Written, weaknesses: Iterable[str]) -> list[str]:
    """The open weaknesses without an answer; “chưa khắc phục vì …” is one."""
    return [key for key in weaknesses if not written.answers.get(key, "").strip()]


def gaps(written: Written, weaknesses: Iterable[str]) -> list[Fault]:
    """Everything that keeps a report from being handed in, in the order of the page."""
    missing = missing_sections(written)
    faults = [Fault(section_field(s), "report.section_missing") for s in missing]
    answers = [
        Fault(answer_field(key), "report.answer_missing") for key in unanswered(written, weaknesses)
    ]
    before = 1 if Section.COMMITMENTS in missing else 0
    return [*faults[:before], *answers, *faults[before:]]


def overlong(written: Written, limit: int) -> list[Fault]:
    """The fields with more characters than the organization's settings allow."""
    lengths = {section_field(s): len(text) for s, text in written.sections.items()}
    lengths |= {answer_field(key): len(text) for key, text in written.answers.items()}
    return [
        Fault(name, "report.section_too_long", {"limit": limit, "over": length - limit})
        for name, length in lengths.items()
        if length > limit
    ]


def is_too_large(written: Written) -> bool:
    """Whether a version would not fit into what may be kept."""
    return len(written.stored().encode()) > LARGEST
