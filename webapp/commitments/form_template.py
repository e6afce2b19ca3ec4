"""The year's form by kind of organization and category of member: data with defaults.

An organization may choose its own form for a category; it is inherited down the tree.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Protocol

from webapp.accounts.rules import REVIEWERS, MemberStatus, Role
from webapp.core.errors import RuleBroken
from webapp.organizations.rules import OrganizationKind as Kind
from webapp.organizations.settings import BranchSettings

#: The name of the setting in which organizations store their own forms.
SETTING = "commitment_forms"

MOST_SECTIONS = 8
MOST_LEAST_ITEMS = 10
LONGEST = {"title": 200, "guidance": 2_000, "item_hint": 500, "heading": 120, "hint": 300}


class MemberCategory(StrEnum):
    """Whose form it is."""

    LEADER = "leader"
    OFFICIAL = "official"
    PROBATIONARY = "probationary"


@dataclass(frozen=True)
class FormSection:
    """A heading under which items may stand, with what belongs there."""

    heading: str
    hint: str = ""


@dataclass(frozen=True)
class FormTemplate:
    """What the page of a registration says, and how many items it asks for."""

    title: str
    guidance: str
    item_hint: str
    least_items: int
    sections: tuple[FormSection, ...]

    @property
    def headings(self) -> list[str]:
        """The headings an item may stand under."""
        return [section.heading for section in self.sections]


class _Member(Protocol):
    @property
    def roles(self) -> frozenset[Role]: ...
    @property
    def status(self) -> MemberStatus | None: ...


class _Asker(Protocol):
    @property
    def kind(self) -> Kind: ...
    @property
    def settings(self) -> BranchSettings: ...


def category_of(member: _Member) -> MemberCategory:
    """Whose form a member writes: the committee's, a probationary member's, or everybody's."""
    if member.roles & REVIEWERS:
        return MemberCategory.LEADER
    if member.status is MemberStatus.PROBATIONARY:
        return MemberCategory.PROBATIONARY
    return MemberCategory.OFFICIAL


def key_of(kind: Kind, category: MemberCategory) -> str:
    """The key of a chosen form in the settings."""
    return f"{kind.value}.{category.value}"


def form_of(organization: _Asker, member: _Member) -> FormTemplate:
    """The form of one member in the settings in force in their unit."""
    return in_force(organization.kind, category_of(member), organization.settings.commitment_forms)


def in_force(kind: Kind, category: MemberCategory, chosen: Mapping[str, Any]) -> FormTemplate:
    """The form of a category: what was chosen in the tree, or the default of the kind."""
    choice = chosen.get(key_of(kind, category))
    return read(choice) if choice else default_of(kind, category)


def read(choice: Mapping[str, Any]) -> FormTemplate:
    """The form that is stored in the settings."""
    sections = tuple(FormSection(one["heading"], one["hint"]) for one in choice["sections"])
    return FormTemplate(**{**choice, "sections": sections})


def as_choice(form: FormTemplate) -> dict[str, Any]:
    """The form as the settings store it."""
    return asdict(form) | {"sections": [asdict(section) for section in form.sections]}


def refuse_form(form: FormTemplate) -> None:
    """Refuse a form that lacks words or headings, repeats a heading or is too large.

    Raises RuleBroken at the field concerned.
    """
    for name in ("title", "guidance"):
        if not getattr(form, name):
            raise RuleBroken("commitment.form_empty", field=name)
    for name in ("title", "guidance", "item_hint"):
        _refuse_long(getattr(form, name), name, name)
    if not 1 <= form.least_items <= MOST_LEAST_ITEMS:
        raise RuleBroken("commitment.form_least", field="least_items", most=MOST_LEAST_ITEMS)
    if not form.sections:
        raise RuleBroken("commitment.form_empty", field="heading-0")
    if len(form.sections) > MOST_SECTIONS:
        raise RuleBroken("commitment.form_many_sections", most=MOST_SECTIONS)
    for number, section in enumerate(form.sections):
        _refuse_section(number, section, form.headings[:number])


def _refuse_section(number: int, section: FormSection, before: list[str]) -> None:
    if not section.heading:
        raise RuleBroken("commitment.form_empty", field=f"heading-{number}")
    if section.heading in before:
        raise RuleBroken("commitment.form_same_heading", field=f"heading-{number}")
    _refuse_long(section.heading, "heading", f"heading-{number}")
    _refuse_long(section.hint, "hint", f"hint-{number}")


def _refuse_long(text: str, kind: str, field: str) -> None:
    if len(text) > LONGEST[kind]:
        raise RuleBroken("commitment.item_too_long", field=field, longest=LONGEST[kind])


_PARTY = FormTemplate(
    "Bản đăng ký học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
    "Căn cứ nhiệm vụ được giao và hạn chế đã được chỉ ra, chọn việc cụ thể, làm được trong năm. "
    "Mỗi nội dung nêu rõ việc làm, kết quả cần đạt và thời hạn.",
    "Một việc cụ thể, tự kiểm tra được; tránh ghi chung chung.",
    1,
    (
        FormSection("Tư tưởng chính trị", "Học tập, nắm vững và chấp hành đường lối, chủ trương."),
        FormSection("Đạo đức, lối sống", "Cần, kiệm, liêm, chính; gương mẫu ở gia đình."),
        FormSection("Tác phong, lề lối làm việc", "Dân chủ, khoa học, nói đi đôi với làm."),
        FormSection("Thực hiện chức trách, nhiệm vụ", "Kết quả công việc được giao trong năm."),
        FormSection("Khắc phục hạn chế", "Việc làm để khắc phục hạn chế đã được chỉ ra."),
    ),
)
_LEADS = FormSection(
    "Trách nhiệm nêu gương và lãnh đạo", "Việc làm của người giữ chức vụ, để người khác noi theo."
)


def _organization(title: str, work: FormSection, unit: FormSection) -> FormTemplate:
    """The form of a mass organization: its own work first, in plainer words."""
    return FormTemplate(
        title,
        "Chọn việc cụ thể, vừa sức, làm được trong năm. Mỗi nội dung nêu rõ việc làm, kết quả cần "
        "đạt và thời hạn.",
        _PARTY.item_hint,
        1,
        (work, unit, FormSection("Học tập, rèn luyện", "Việc tự học, tự rèn trong năm.")),
    )


_UNION = _organization(
    "Bản đăng ký của đoàn viên công đoàn học tập và làm theo Bác",
    FormSection("Lao động, công tác", "Năng suất, chất lượng, sáng kiến tại nơi làm việc."),
    FormSection("Hoạt động công đoàn", "Chăm lo, giúp đỡ đồng nghiệp, phong trào thi đua."),
)

_BY_KIND: dict[Kind, FormTemplate] = {
    Kind.PARTY_BRANCH: _PARTY,
    Kind.COMMITTEE: _PARTY,
    Kind.UNION: _UNION,
    Kind.UNION_GROUP: _UNION,
    Kind.YOUTH: _organization(
        "Bản đăng ký của đoàn viên học tập và làm theo lời Bác",
        FormSection("Học tập, công việc", "Việc học, việc làm cụ thể trong năm."),
        FormSection("Phong trào của chi đoàn", "Hoạt động tình nguyện, xung kích."),
    ),
    Kind.WOMEN: _organization(
        "Bản đăng ký của hội viên phụ nữ học tập và làm theo Bác",
        FormSection("Gia đình, công việc", "Việc làm trong gia đình và công việc hằng ngày."),
        FormSection("Hoạt động của chi hội", "Giúp đỡ hội viên, phong trào của chi hội."),
    ),
    Kind.VETERANS: _organization(
        "Bản đăng ký của hội viên cựu chiến binh học tập và làm theo Bác",
        FormSection("Giữ gìn phẩm chất “Bộ đội Cụ Hồ”", "Việc làm ở gia đình, khu dân cư."),
        FormSection("Hoạt động của chi hội", "Giúp đỡ hội viên, giáo dục thế hệ trẻ."),
    ),
    Kind.FARMERS: _organization(
        "Bản đăng ký của hội viên nông dân học tập và làm theo Bác",
        FormSection("Sản xuất, gia đình", "Sản xuất giỏi, xây dựng nông thôn mới."),
        FormSection("Hoạt động của chi hội", "Giúp đỡ hội viên khác, phong trào của chi hội."),
    ),
}

_PROBATION = FormSection(
    "Phấn đấu trong thời gian dự bị", "Việc học tập, rèn luyện để được công nhận chính thức."
)
#: Headings that a category has besides those of its kind; only the Party knows probation.
_ADDED: Mapping[tuple[Kind, MemberCategory], tuple[FormSection, ...]] = {
    (kind, MemberCategory.LEADER): (_LEADS,) for kind in Kind
} | {(Kind.PARTY_BRANCH, MemberCategory.PROBATIONARY): (_PROBATION,)}


def default_of(kind: Kind, category: MemberCategory) -> FormTemplate:
    """The form of a category where nobody chose another one."""
    form = _BY_KIND[kind]
    return replace(form, sections=(*form.sections, *_ADDED.get((kind, category), ())))
