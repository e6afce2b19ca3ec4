"""Whether the trail and the final words are whole, and what others need to tell for themselves."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, allows, require
from webapp.core import clock
from webapp.proofs import checkpoint_address, queries, signed_checkpoint, trail_export, wording
from webapp.proofs.forms import AddressForm
from webapp.web import htmx
from webapp.web.submitting import submitting

bp = Blueprint("proofs", __name__, url_prefix="/o/<organization>/nhat-ky")

BLUEPRINTS = (bp,)

_SCRIPT = Path(__file__).parent / "offline" / "verify_checkpoint.py"
#: A trail longer than this many bytes waits in a file, not in memory, until it is sent.
_IN_MEMORY = 512 * 1024
_AT_A_TIME = 64 * 1024


@bp.get("/kiem-tra")
def verify() -> ResponseReturnValue:
    """Compute hashes and digests again, and name what doesn't fit."""
    require(Permission.LOG_SEE, g.scope)
    check = queries.verify(g.scope)
    return htmx.show(
        "proofs/verify.html",
        piece="proofs/_check.html",
        check=check,
        entries=queries.entries_named(g.scope, check.faults),
        sentence=wording.in_vietnamese,
        checked_at=clock.now(),
        key=_public_key(),
    )


@bp.get("/moc-kiem-tra")
def checkpoints() -> ResponseReturnValue:
    """The checkpoints of late, where they go, and the files for the check at home."""
    require(Permission.LOG_SEE, g.scope)
    address = checkpoint_address.address_of(g.scope)
    return _page(AddressForm(formdata=None, email=address, based_on=address), 200)


@bp.post("/moc-kiem-tra")
def choose_address() -> ResponseReturnValue:
    """Have the checkpoints sent to an address, or to nobody; the committee is told."""
    require(Permission.SETTINGS_MANAGE, g.scope)
    form = AddressForm()
    with submitting(form, _page):
        typed, based_on = form.email.data or "", form.based_on.data or ""
        changed = checkpoint_address.choose(g.scope, typed, based_on=based_on, now=clock.now())
    if changed:
        committee = g.scope.organization.words.committee
        flash(f"Đã lưu nơi nhận mốc kiểm tra và báo cho {committee}.", "ok")
    return redirect(url_for(".checkpoints"), 303)


@bp.get("/nhat-ky.jsonl")
def export() -> ResponseReturnValue:
    """The whole trail as a file: what was hashed, with digests in place of words."""
    require(Permission.LOG_SEE, g.scope)
    file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed once it is sent
    with queries.one_moment() as connection:
        for line in trail_export.lines(connection, g.scope):
            file.write(line.encode())
    name = f"nhat-ky-{g.scope.organization.code}-{clock.today().isoformat()}.jsonl"
    return _download(_pieces(file), "application/jsonl", name)


def _pieces(file: SpooledTemporaryFile[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(_AT_A_TIME):
            yield piece


def _download(body: Iterable[bytes], kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, mimetype=kind, headers=headers)


@bp.get("/verify_checkpoint.py")
def script() -> ResponseReturnValue:
    """The program that checks a checkpoint against the file of the trail, without this service."""
    require(Permission.LOG_SEE, g.scope)
    return _download([_SCRIPT.read_bytes()], "text/x-python", _SCRIPT.name)


def _page(form: AddressForm, status: int) -> ResponseReturnValue:
    page = render_template(
        "proofs/checkpoints.html",
        form=form,
        address=checkpoint_address.address_of(g.scope),
        may_choose=allows(Permission.SETTINGS_MANAGE, g.scope),
        found=queries.checkpoints(g.scope),
        key=_public_key(),
    )
    return page, status


def _public_key() -> str:
    """What signatures are checked with; empty where the service has no key to sign with."""
    key = signed_checkpoint.key_of(current_app.config.get("CHECKPOINT_KEY") or "")
    return signed_checkpoint.public_key(key) if key else ""
