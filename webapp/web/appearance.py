"""Text size, contrast and light or dark: kept in a cookie, signed in or not, without scripts."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from webapp.web import htmx

COOKIE = "giao-dien"
_YEAR = 365 * 24 * 3600
#: Per cent of the browser's own size, with the sign and the name of each button.
SIZES = {"112": ("A−", "Cỡ chữ vừa"), "131": ("A", "Cỡ chữ lớn"), "150": ("A+", "Cỡ chữ rất lớn")}
CONTRASTS = {"normal": "Tương phản thường", "high": "Tương phản cao"}
THEMES = {"auto": "Theo thiết bị", "light": "Nền sáng", "dark": "Nền tối"}
_CHOICES = (("size", SIZES), ("contrast", CONTRASTS), ("theme", THEMES))


@dataclass(frozen=True)
class Appearance:
    """How one browser wants its pages."""

    size: str = "112"
    contrast: str = "normal"
    theme: str = "auto"

    def changed(self, wishes: dict[str, str]) -> "Appearance":
        """The same with every wish that exists; anything else is ignored."""
        known = {name: wishes[name] for name, of in _CHOICES if wishes.get(name) in of}
        return replace(self, **known)

    @property
    def other_contrast(self) -> str:
        """What the contrast button switches to."""
        return "normal" if self.contrast == "high" else "high"

    @property
    def as_cookie(self) -> str:
        """The text the browser keeps."""
        return f"{self.size}.{self.contrast}.{self.theme}"


def of_cookie(text: str) -> Appearance:
    """What a browser chose before; the usual appearance for anything unknown."""
    parts = dict(zip((name for name, _ in _CHOICES), text.split("."), strict=False))
    return Appearance().changed(parts)


def current() -> Appearance:
    """The appearance this request asks for."""
    return of_cookie(request.cookies.get(COOKIE, ""))


def show() -> ResponseReturnValue:
    """The page with all choices and a sample of text."""
    return render_template("web/appearance.html")


def save() -> ResponseReturnValue:
    """Keep what was chosen and go back to where it was chosen."""
    chosen = current().changed(request.form.to_dict())
    back_to = request.form.get("next", "/")
    response = redirect(back_to if htmx.is_own_path(back_to) else "/", 303)
    response.set_cookie(
        COOKIE,
        chosen.as_cookie,
        max_age=_YEAR,
        secure=bool(current_app.config.get("SECURE_COOKIES")),
        httponly=True,
        samesite="Lax",
    )
    return response


def _context() -> dict[str, Any]:
    here = htmx.current_page()
    return {"appearance": current(), "appearance_next": here, "sizes": SIZES}


def init_app(app: Flask) -> None:
    """Add the address of the controls, and what the base template reads."""
    app.config.setdefault("SECURE_COOKIES", False)
    for view in (show, save):
        view.is_public = True  # type: ignore[attr-defined]
    app.add_url_rule("/giao-dien", "appearance.show", show)
    app.add_url_rule("/giao-dien", "appearance.save", save, methods=["POST"])
    if "csrf" in app.extensions:
        # It changes a cookie of looks only, and must work on a page left open for days.
        app.extensions["csrf"].exempt(save)
    app.context_processor(_context)
    app.jinja_env.globals.update(contrasts=CONTRASTS, themes=THEMES)
