"""Whether a page or a piece is wanted, and the answers in either shape.

HX-* headers choose the shape of an answer; they never decide a permission.
"""

from urllib.parse import SplitResult, urlencode, urlsplit

from flask import current_app, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from werkzeug.exceptions import HTTPException

SIGN_IN = "/dang-nhap"


def wants_piece() -> bool:
    """True for an htmx request that swaps a piece; false for page loads and boosted links."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and not (
        headers.get("HX-Boosted") == "true" or headers.get("HX-History-Restore-Request") == "true"
    )


def show(page: str, *, piece: str, status: int = 200, **context: object) -> ResponseReturnValue:
    """Answer a read: `piece` for htmx, `page` for everyone else, from the same context."""
    return make_response(render_template(piece if wants_piece() else page, **context), status)


def refused(page: str, *, piece: str, status: int = 422, **context: object) -> ResponseReturnValue:
    """Answer an act that was not done: the form with its errors and all that was typed."""
    return show(page, piece=piece, status=status, **context)


def note_done() -> None:
    """Remember that the act of this request was carried out, so that its draft is removed."""
    g.act_is_done = True


def done(
    piece: str, *, back_to: str, notice: str | None = None, **context: object
) -> ResponseReturnValue:
    """Answer a successful act: the changed piece for htmx, a redirect for everyone else.

    The notice is one sentence that says what was done; it shows above the page either way.
    """
    note_done()
    if not wants_piece():
        if notice:
            flash(notice, "ok")
        return redirect(back_to, 303)
    body = render_template(piece, **context)
    if notice:
        body += render_template("web/_notice_swap.html", message=notice)
    return make_response(body)


def moved(back_to: str, *, notice: str | None = None) -> ResponseReturnValue:
    """Answer a successful act that leads to another page."""
    note_done()
    if notice:
        flash(notice, "ok")
    if wants_piece():
        return make_response("", 204, {"HX-Redirect": back_to})
    return redirect(back_to, 303)


def unchanged() -> ResponseReturnValue:
    """Answer a poll when nothing has changed."""
    return make_response("", 204)


def is_own_path(address: str) -> bool:
    """Whether an address is a plain path of this site, safe to redirect to."""
    parts = _parts(address)
    if parts is None or parts.scheme or parts.netloc:
        return False
    is_plain = address.isprintable() and "\\" not in address
    return is_plain and address.startswith("/") and not address.startswith("//")


def _parts(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None


def current_page() -> str:
    """The path of the page in the address bar, also when a piece of it asks."""
    if wants_piece():
        parts = _parts(request.headers.get("HX-Current-URL", ""))
        if parts is None or parts.netloc != request.host:
            return "/"
        page = parts.path + (f"?{parts.query}" if parts.query else "")
        return page if is_own_path(page) else "/"
    if request.method in ("GET", "HEAD"):
        return request.full_path.rstrip("?")
    try:
        current_app.url_map.bind("").match(request.path, method="GET")
    except HTTPException:
        # The address of this act has no page.
        code = g.get("organization_code")
        return url_for("home.show", organization=code) if code else "/"
    return request.path


def ask_to_sign_in() -> ResponseReturnValue:
    """Send a visitor to the sign-in page, and back here afterwards.

    htmx would swap the page of a redirect into the piece, so it gets a status and a header.
    """
    address = f"{SIGN_IN}?{urlencode({'next': current_page()})}"
    if wants_piece():
        return make_response("", 401, {"HX-Redirect": address})
    return redirect(address, 303)


def vary(response: Response) -> Response:
    """Keep caches from handing a piece to someone who wants the page."""
    if response.mimetype == "text/html":
        response.vary.add("HX-Request")
    return response
