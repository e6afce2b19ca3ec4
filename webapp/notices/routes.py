"""The inbox of a member, and the number on the bell of every page."""

from typing import Any

from flask import Blueprint, current_app, g, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.local import LocalProxy

from webapp.accounts.permissions import Permission, require
from webapp.core import clock
from webapp.notices import marking_read, queries, wording
from webapp.notices.link_address import path_to
from webapp.web import htmx
from webapp.web.paging import paging

bp = Blueprint("notices", __name__, url_prefix="/o/<organization>/thong-bao")

BLUEPRINTS = (bp,)


def _unread() -> int:
    """The number on the bell: a page was told it with the visitor, an act may have changed it."""
    if request.method == "GET":
        return int(current_user.identity.counted["unread"])
    if "unread_count" not in g:
        g.unread_count = queries.count_unread(g.scope)
    return int(g.unread_count)


@bp.app_context_processor
def bell() -> dict[str, Any]:
    """What the bell in the top bar needs."""
    if g.get("scope") is None or g.scope.member_id is None:
        return {}
    return {"notices_url": url_for("notices.inbox"), "unread_count": LocalProxy(_unread)}


def _chat(row: queries.InboxRow) -> str:
    """A ready text for the group chat."""
    organization, base = g.scope.organization, str(current_app.config["BASE_URL"]).rstrip("/")
    address = base + path_to(row.link, organization.code)
    return wording.chat_message(row.chat_sentence or row.sentence, address, organization.name)


@bp.get("")
def inbox() -> ResponseReturnValue:
    """The member's notices; for those who lead also whose e-mails do not arrive."""
    require(Permission.UNIT_SEE, g.scope)
    pages = paging(queries.count_inbox(g.scope))
    return htmx.show(
        "notices/inbox.html",
        piece="notices/_inbox.html",
        rows=queries.inbox(g.scope, offset=pages.offset, limit=pages.size),
        paging=pages,
        failed=queries.failed_mails(g.scope, clock.now()) if g.scope.leads else [],
        chat=_chat,
    )


@bp.post("/<int:notice_id>/mo")
def open_notice(notice_id: int) -> ResponseReturnValue:
    """The member opens what a notice is about; it counts as read."""
    notice = queries.get_notice(g.scope, notice_id)
    marking_read.mark_read(g.scope, notice, now=clock.now())
    return htmx.moved(path_to(notice.leads_to, g.scope.organization.code))


@bp.post("/<int:notice_id>/da-doc")
def mark_read(notice_id: int) -> ResponseReturnValue:
    """The member has read one notice without opening it."""
    notice = queries.get_notice(g.scope, notice_id)
    marking_read.mark_read(g.scope, notice, now=clock.now())
    row = queries.row_of(g.scope, notice)
    return htmx.done("notices/_marked.html", back_to=url_for(".inbox"), row=row, chat=_chat)


@bp.post("/da-doc")
def mark_all_read() -> ResponseReturnValue:
    """The member has read everything."""
    require(Permission.UNIT_SEE, g.scope)
    marked = marking_read.mark_all_read(g.scope, now=clock.now())
    said = f"Đã đánh dấu đã đọc {marked} thông báo." if marked else "Không còn thông báo mới."
    return htmx.moved(url_for(".inbox"), notice=said)
