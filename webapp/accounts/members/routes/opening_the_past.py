"""Members who came later and don't see everything, and opening older content to them."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.forms import OpenPastForm
from webapp.accounts.members import opening_the_past
from webapp.accounts.routes.blueprint import bp
from webapp.core import clock
from webapp.web.submitting import submitting

_HERE = "/o/<organization>/noi-dung-cu"


@bp.get(_HERE)
def past() -> ResponseReturnValue:
    """Those about whom the asking member may speak."""
    return _page(None, OpenPastForm(formdata=None), 200)


@bp.post(f"{_HERE}/<int:member_id>")
def open_past(member_id: int) -> ResponseReturnValue:
    """Open what is older to one of them."""
    form = OpenPastForm()
    with submitting(form, _page, member_id):
        opened = opening_the_past.open_past(g.scope, member_id, form.from_on.data, now=clock.now())
    said = "Đã mở nội dung cũ." if opened else "Đã ghi ý kiến. Cần thêm một người nữa đồng ý."
    flash(said, "ok")
    return redirect(url_for(".past"), 303)


def _page(sent_for: int | None, form: OpenPastForm, status: int) -> ResponseReturnValue:
    found = opening_the_past.newcomers(g.scope, today=clock.today())
    page = render_template("accounts/past.html", found=found, form=form, sent_for=sent_for)
    return page, status
