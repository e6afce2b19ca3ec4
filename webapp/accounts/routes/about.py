"""Pages for everybody: help, and what is stored of whom."""

from flask import render_template
from flask.typing import ResponseReturnValue

from webapp.accounts.routes.blueprint import bp
from webapp.web.signed_in import public


@bp.get("/tro-giup")
@public
def help_page() -> ResponseReturnValue:
    """What everybody does here in a month, by role."""
    return render_template("accounts/help.html")


@bp.get("/tro-giup/luan-phien")
@public
def rotation_help() -> ResponseReturnValue:
    """How turns to report are shared, in words to be read aloud."""
    return render_template("accounts/rotation_help.html")


@bp.get("/quyen-rieng-tu")
@public
def privacy() -> ResponseReturnValue:
    """What is stored, who reads it, and what is never asked for."""
    return render_template("accounts/privacy.html")
