"""The year's form of each category: what is in force, where it comes from, and choosing another."""

from collections.abc import Mapping
from typing import Any

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.commitments import form_template
from webapp.commitments.form_template import FormSection, FormTemplate, MemberCategory
from webapp.commitments.routes.blueprint import bp
from webapp.core.errors import DomainError, NotVisible
from webapp.core.plain_text import plain, plain_lines
from webapp.organizations import queries as organizations
from webapp.organizations import service as settings
from webapp.organizations.rules import OrganizationKind
from webapp.web import htmx
from webapp.web.forms import number_in
from webapp.web.interrupted_forms import keeps_text
from webapp.web.submitting import carrying_out
from webapp.web.unsent_forms import typed_here
from webapp.web.wording import message_of


@bp.get("/mau")
def year_forms() -> ResponseReturnValue:
    """The forms this organization may choose, with where each comes from."""
    require(Permission.SETTINGS_MANAGE, g.scope)
    pairs = [(kind, category) for kind in _kinds() for category in MemberCategory]
    rows = [(*pair, *_found(*pair)) for pair in pairs]
    return render_template("commitments/forms.html", rows=rows)


@bp.get("/mau/<kind>/<category>")
def year_form(kind: str, category: str) -> ResponseReturnValue:
    """One form to be changed."""
    require(Permission.SETTINGS_MANAGE, g.scope)
    typed = typed_here()
    return _page(*_named(kind, category), _typed(typed) if typed else None)


@bp.post("/mau/<kind>/<category>")
@keeps_text("commitments.year_form", "Mẫu bản đăng ký")
def choose_form(kind: str, category: str) -> ResponseReturnValue:
    """Store a form of its own for one category, or let it be inherited again."""
    require(Permission.SETTINGS_MANAGE, g.scope)
    of_kind, of_category = _named(kind, category)
    inherits, typed = request.form.get("act") == "inherit", _typed(request.form)
    with carrying_out(lambda refusal: _page(of_kind, of_category, typed, refusal)):
        if not inherits:
            form_template.refuse_form(typed)
        settings.choose(
            g.scope,
            form_template.SETTING,
            form_template.key_of(of_kind, of_category),
            None if inherits else form_template.as_choice(typed),
            based_on=request.form.get("based_on", ""),
        )
    return htmx.moved(url_for(".year_forms"), notice="Đã lưu mẫu bản đăng ký.")


def _kinds() -> list[OrganizationKind]:
    """A unit chooses for itself, a superior for every kind of unit below it."""
    kind = g.scope.organization.kind
    return [kind] if kind.meets else [one for one in OrganizationKind if one.meets]


def _named(kind: str, category: str) -> tuple[OrganizationKind, MemberCategory]:
    kinds = {one.value: one for one in _kinds()}
    categories = {one.value: one for one in MemberCategory}
    if kind not in kinds or category not in categories:
        raise NotVisible
    return kinds[kind], categories[category]


def _found(kind: OrganizationKind, category: MemberCategory) -> tuple[FormTemplate, str | None]:
    """The form in force, and the organization that chose it; none for the default."""
    key = form_template.key_of(kind, category)
    chosen = g.scope.settings.commitment_forms
    form = form_template.in_force(kind, category, chosen)
    if key not in chosen:
        return form, None
    levels = _levels()
    by = [one.name for one in levels if key in one.choices.get(form_template.SETTING, {})]
    return form, by[-1] if by else None


def _levels() -> Any:
    """The organizations from the root down to this one, read once for a page."""
    if "commitment_levels" not in g:
        g.commitment_levels = organizations.levels_of(g.scope.organization.path)
    return g.commitment_levels


def _typed(sent: Mapping[str, str]) -> FormTemplate:
    """The form that was typed, without empty rows."""
    rows = [
        (_line(sent, f"heading-{n}"), _line(sent, f"hint-{n}"))
        for n in range(form_template.MOST_SECTIONS + 1)
    ]
    return FormTemplate(
        title=_line(sent, "title"),
        guidance=plain_lines(sent.get("guidance", "")).strip(),
        item_hint=_line(sent, "item_hint"),
        least_items=number_in(sent.get("least_items")),
        sections=tuple(FormSection(*row) for row in rows if any(row)),
    )


def _line(sent: Mapping[str, str], name: str) -> str:
    return " ".join(plain(sent.get(name, "")).split())


def _page(
    kind: OrganizationKind,
    category: MemberCategory,
    typed: FormTemplate | None = None,
    refusal: DomainError | None = None,
) -> ResponseReturnValue:
    form, given_by = _found(kind, category)
    chosen = _levels()[-1].choices.get(form_template.SETTING, {})
    own = chosen.get(form_template.key_of(kind, category)) or {}
    errors = {refusal.field or "": message_of(refusal)} if refusal else {}
    shown = typed or form
    rows = min(len(shown.sections) + 2, form_template.MOST_SECTIONS)
    return render_template(
        "commitments/year_form.html",
        kind=kind,
        category=category,
        shown=shown,
        rows=rows,
        given_by=given_by,
        is_own=bool(own),
        based_on=settings.fingerprint(own),
        errors=errors,
        form={"errors": errors},
    ), refusal.status if refusal else 200
