"""Checks a form and carries out its act, or answers with its page again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar, TypeVarTuple

from flask import abort, make_response
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from webapp.core.db import db
from webapp.core.errors import DomainError, NotVisible, TooManyTries
from webapp.web.fields import blame

AnyForm = TypeVar("AnyForm", bound=FlaskForm)
Shown = TypeVarTuple("Shown")


@contextmanager
def carrying_out(
    refused: Callable[[DomainError], ResponseReturnValue], *, only_fields: bool = False
) -> Iterator[None]:
    """Run the act in the block; where a rule refuses it, the view answers with `refused`.

    The act is rolled back first, so that the page shows what is stored. NotVisible passes through;
    with `only_fields` every refusal that names no field does.
    """
    try:
        yield
    except DomainError as refusal:
        if isinstance(refusal, NotVisible) or (only_fields and refusal.field is None):
            raise
        db.session.rollback()
        answer = make_response(refused(refusal))
        if isinstance(refusal, TooManyTries):
            answer.headers["Retry-After"] = str(refusal.facts["seconds"])
        abort(answer)


@contextmanager
def submitting(
    form: AnyForm,
    page: Callable[[*Shown, AnyForm, int], ResponseReturnValue],
    *shown: *Shown,
    only_fields: bool = False,
    as_typed: bool = False,
) -> Iterator[None]:
    """Validate a form and run its act in the block, or answer with `page` and what was typed.

    `page` takes `shown`, the form and the status; a refusal stands beside the field it names, or
    above the form. With `as_typed` the act validates the form itself.
    """
    if not as_typed and not form.validate():
        abort(make_response(page(*shown, form, 422)))

    def refused(refusal: DomainError) -> ResponseReturnValue:
        blame(form, refusal)
        return page(*shown, form, refusal.status)

    with carrying_out(refused, only_fields=only_fields):
        yield
