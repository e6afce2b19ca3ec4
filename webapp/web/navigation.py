"""The menu of each role, the switch between organizations, and the number on the bell."""

from dataclasses import asdict, dataclass, replace
from functools import lru_cache

from flask import Flask, current_app, g, request, url_for
from flask_login import current_user

from webapp.accounts.permissions import Permission, allows
from webapp.accounts.scope import Scope
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.wording import words_of
from webapp.web.wording import label, sentence


@dataclass(frozen=True)
class MenuItem:
    """One entry of the menu; `short_label` stands in the bottom bar of a phone."""

    endpoint: str
    label: str
    short_label: str
    icon: str
    permission: Permission
    in_bottom_bar: bool = False
    url: str = ""
    active: bool = False


#: In the order of the screen; an entry shows where its permission holds and its page exists.
MENU = (
    MenuItem("home.show", "Việc cần làm", "Cần làm", "☑", Permission.UNIT_SEE, True),
    MenuItem("reports.mine", "Báo cáo của tôi", "Báo cáo", "✎", Permission.PLAN_SEE, True),
    MenuItem("plans.show", "Phân công báo cáo", "Phân công", "☰", Permission.PLAN_SEE),
    MenuItem("meetings.index", "Buổi sinh hoạt", "Buổi họp", "▤", Permission.MEETING_SEE, True),
    MenuItem("thematic.index", "Sinh hoạt chuyên đề", "Chuyên đề", "◇", Permission.THEMATIC_SEE),
    MenuItem("commitments.mine", "Nội dung đăng ký đầu năm", "Đăng ký", "✓", Permission.PLAN_SEE),
    MenuItem("followups.index", "Theo dõi khắc phục", "Theo dõi", "↻", Permission.PLAN_SEE),
    MenuItem("accounts.members", "Danh sách {member}", "{member}", "☺", Permission.MEMBERS_SEE),
    MenuItem("rollups.branch", "Tổng hợp", "Tổng hợp", "▦", Permission.FIGURES_SEE, True),
    MenuItem("rollups.superior", "Tổng hợp", "Tổng hợp", "▦", Permission.FIGURES_ABOVE, True),
    MenuItem("units.index", "Đơn vị cấp dưới", "Đơn vị", "▤", Permission.UNITS_SEE, True),
    MenuItem("audit.index", "Nhật ký thay đổi", "Nhật ký", "≡", Permission.LOG_SEE),
    MenuItem("organizations.settings", "Thiết lập", "Thiết lập", "⚙", Permission.SETTINGS_MANAGE),
)


#: Parts whose pages stand under the entry of another part.
_UNDER = {
    "timelines": "followups",
    "assigning": "plans",
    "exchanges": "plans",
    "imports": "accounts",
    "transfers": "accounts",
    "handover": "accounts",
}


def menu_for(scope: Scope) -> tuple[MenuItem, ...]:
    """The entries this person sees, with addresses; the part of the current page is marked."""
    part = (request.endpoint or "").split(".")[0]
    here = _UNDER.get(part, part)
    granted = tuple(
        place
        for place, item in enumerate(MENU)
        if item.endpoint in current_app.view_functions and allows(item.permission, scope)
    )
    return _written(scope.organization.code, scope.organization.kind, here, granted)


@lru_cache(maxsize=10_000)
def _written(
    code: str, kind: OrganizationKind, here: str, granted: tuple[int, ...]
) -> tuple[MenuItem, ...]:
    """The entries in the words of an organization; every page shows them again."""
    words = asdict(words_of(kind))
    return tuple(
        replace(
            item,
            label=sentence(item.label.format(**words)),
            short_label=sentence(item.short_label.format(**words)),
            url=url_for(item.endpoint, organization=code),
            active=item.endpoint.split(".")[0] == here,
        )
        for item in (MENU[place] for place in granted)
    )


def _context() -> dict[str, object]:
    scope: Scope | None = g.get("scope")
    if scope is None:
        signed_in = bool(current_user) and current_user.is_authenticated
        return {"scope": None, "menu": [], "signed_in": signed_in}
    role_label = (
        sentence(label(scope.role)) if scope.role else sentence(scope.organization.words.member)
    )
    return {
        "scope": scope,
        "role_label": role_label,
        "menu": menu_for(scope),
        "signed_in": True,
    }


def init_app(app: Flask) -> None:
    """Give every template the scope, the menu and the words."""
    app.context_processor(_context)
