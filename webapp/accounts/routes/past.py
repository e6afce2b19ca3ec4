"""To whom not everything opens who came later, and opening it to them."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import opening
from webapp.accounts.forms import OpenPastForm
from webapp.accounts.routes.addresses import bp
from webapp.core import clock
from webapp.core.errors import RuleBroken
from webapp.web.fields import blame

_HERE = "/o/<organization>/noi-dung-cu"


@bp.get(_HERE)
def past() -> ResponseReturnValue:
    """Those about whom the asking member may speak."""
    return _page(OpenPastForm(formdata=None), None, 200)


@bp.post(f"{_HERE}/<int:member_id>")
def open_past(member_id: int) -> ResponseReturnValue:
    """Open what is older to one of them."""
    form = OpenPastForm()
    if not form.validate():
        return _page(form, member_id, 422)
    try:
        opened = opening.open_past(g.scope, member_id, form.from_on.data, now=clock.now())
    except RuleBroken as error:
        blame(form, error)
        return _page(form, member_id, error.status)
    said = "Đã mở nội dung cũ." if opened else "Đã ghi ý kiến. Cần thêm một người nữa đồng ý."
    flash(said, "ok")
    return redirect(url_for(".past"), 303)


def _page(form: OpenPastForm, sent_for: int | None, status: int) -> ResponseReturnValue:
    found = opening.newcomers(g.scope, today=clock.today())
    page = render_template("accounts/past.html", found=found, form=form, sent_for=sent_for)
    return page, status
