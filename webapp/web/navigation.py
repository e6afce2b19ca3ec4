"""The menu of each role."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from flask import Flask, current_app, g, request, url_for
from flask_login import current_user
from markupsafe import Markup

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


#: In the order of the screen; an entry is shown to those with its permission.
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
#: Parts whose pages belong to the entry of another part.
_UNDER = {
    "timelines": "followups",
    "assigning": "plans",
    "exchanges": "plans",
    "imports": "accounts",
    "transfers": "accounts",
    "handover": "accounts",
}


class Menu(NamedTuple):
    """The three pieces of a drawn menu."""

    side: Markup
    #: The bar at the foot of a phone, with room for four entries.
    bottom: Markup
    #: On a phone, what has no room in the bar; empty where everything has.
    rest: Markup

    def of(self, code: str) -> "Menu":
        """The menu of one organization."""
        # Codes are letters, digits and dashes, so there is nothing to escape.
        return Menu(*(Markup(str.replace(piece, _ANY, code)) for piece in self))  # noqa: S704


#: Stands for the code of the organization in a cached menu; no code has underscores.
_ANY = "__any__"


def drawn(entries: Sequence[Any]) -> Menu:
    """The pieces of a menu; entries look like `MenuItem`."""
    macros = current_app.jinja_env.get_template("web/macros/menu.html").module
    main = [item for item in entries if item.in_bottom_bar][:4]
    rest = [item for item in entries if not item.in_bottom_bar]
    pieces = ((macros.side, entries), (macros.bottom, main), (macros.rest, rest))  # type: ignore[attr-defined]
    return Menu(*(draw(some) if some else Markup() for draw, some in pieces))


def menu_for(scope: Scope) -> Menu:
    """The menu this person sees, with the part of the current page marked."""
    part = (request.endpoint or "").split(".")[0]
    here = _UNDER.get(part, part)
    granted = tuple(
        position
        for position, item in enumerate(MENU)
        if item.endpoint in current_app.view_functions and allows(item.permission, scope)
    )
    return _cached(scope.organization.kind, here, granted).of(scope.organization.code)


@lru_cache(maxsize=1_000)
def _cached(kind: OrganizationKind, here: str, granted: tuple[int, ...]) -> Menu:
    """The menu in the words of a kind of organization, with `_ANY` as the code.

    Drawing it for each page costs the first screen 6 % and a meeting's page 4 %: decisions/0022.
    """
    words = asdict(words_of(kind))
    return drawn(
        [
            replace(
                item,
                label=sentence(item.label.format(**words)),
                short_label=sentence(item.short_label.format(**words)),
                url=url_for(item.endpoint, organization=_ANY),
                active=item.endpoint.split(".")[0] == here,
            )
            for item in (MENU[position] for position in granted)
        ]
    )


def _context() -> dict[str, object]:
    scope: Scope | None = g.get("scope")
    if scope is None:
        signed_in = bool(current_user) and current_user.is_authenticated
        return {"scope": None, "menu": None, "signed_in": signed_in}
    role = sentence(label(scope.role) or scope.organization.words.member)
    return {"scope": scope, "role_label": role, "menu": menu_for(scope), "signed_in": True}


def init_app(app: Flask) -> None:
    """Give every template the scope and the menu."""
    app.context_processor(_context)
