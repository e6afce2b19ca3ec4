"""The list of members on paper and as a workbook."""

from flask import g, make_response, render_template
from flask.typing import ResponseReturnValue

from webapp.accounts.members import listing
from webapp.accounts.members.listing import Listed
from webapp.accounts.members.routes import list_filters
from webapp.accounts.models import RoleGrant
from webapp.accounts.permissions import Permission, require
from webapp.accounts.routes.blueprint import bp
from webapp.accounts.rules import runs_over
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, spreadsheet
from webapp.web import dates
from webapp.web.wording import label, sentence

_HERE = "/o/<organization>/thanh-vien"
#: Units have up to 150 members; the page and the workbook are made while somebody waits.
_MOST = 500
_HEAD = (
    "STT",
    "Họ và tên",
    "Trạng thái",
    "Từ ngày",
    "Chức vụ",
    "Ngày về đơn vị",
    "E-mail",
    "Điện thoại",
    "Tài khoản",
)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get(f"{_HERE}/ban-in")
def print_members() -> ResponseReturnValue:
    """The list as a sheet of paper, filtered as the address says."""
    require(Permission.MEMBERS_SEE, g.scope)
    wanted = list_filters.wanted()
    return render_template(
        "accounts/members_paper.html",
        found=_found(),
        wanted=wanted,
        today=clock.today(),
        runs_over=runs_over,
    )


@bp.post(f"{_HERE}/tai-ve")
def export_members() -> ResponseReturnValue:
    """The list as a workbook; that it was taken away is remembered."""
    require(Permission.MEMBERS_MANAGE, g.scope)
    found = _found()
    audit.record(g.scope, AuditEvent.MEMBERS_EXPORTED, rows=len(found))
    lines = [_line(number, row) for number, row in enumerate(found, 1)]
    title = f"Danh sách {g.scope.organization.words.member}"
    answer = make_response(spreadsheet.workbook(title, _HEAD, lines))
    answer.headers["Content-Type"] = _XLSX
    name = f"danh-sach-{g.scope.organization.code}-{clock.today():%Y-%m-%d}.xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _found() -> list[Listed]:
    return listing.listed(g.scope, list_filters.wanted(), now=clock.now(), size=_MOST)


def _office(grant: RoleGrant) -> str:
    acting = " (quyền)" if runs_over(grant.until_on, clock.today()) else ""
    return sentence(label(grant.role)) + acting


def _line(number: int, row: Listed) -> list[str]:
    member, status = row.member, row.status
    return [
        str(number),
        member.full_name,
        sentence(label(status.status)) if status else "",
        dates.day(status.from_on) if status else "",
        "; ".join(_office(grant) for grant in row.grants),
        dates.day(member.joined_on),
        member.email or "",
        member.phone or "",
        "đã có" if member.account_id else "chưa có",
    ]
