"""Vietnamese sentences for codes and labels for enum values, in the organization's words."""

from enum import StrEnum
from typing import Any, NoReturn

from flask import Flask, g
from markupsafe import Markup

from webapp.core.errors import DomainError
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.wording import Words, words_of
from webapp.web import dates
from webapp.web.labels_vi import LABELS
from webapp.web.messages_vi import MESSAGES

#: Facts that are counts and get dots between thousands, unlike years and numbers of papers.
_COUNTS = frozenset({"over", "limit", "longest", "most", "largest"})


def current_words() -> Words:
    """The words of the organization of this request; a party branch's where there is none."""
    scope = g.get("scope")
    return scope.organization.words if scope else words_of(OrganizationKind.PARTY_BRANCH)


def label(value: StrEnum | None, words: Words | None = None) -> str:
    """The Vietnamese label of an enum value; nothing for none."""
    if value is None:
        return ""
    return LABELS[type(value).__name__][value.value].format(**vars(words or current_words()))


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def message(code: str, **facts: Any) -> str:
    """The sentence of an error code with its facts put in."""
    shown = {
        name: dates.number(fact) if name in _COUNTS and isinstance(fact, int) else _shown(fact)
        for name, fact in facts.items()
    }
    return MESSAGES[code].format(**(vars(current_words()) | shown))


def message_of(error: DomainError) -> str:
    """The sentence a person reads for a refusal."""
    return message(error.code, **error.facts)


def _shown(fact: Any) -> Any:
    if isinstance(fact, StrEnum):
        return label(fact)
    if isinstance(fact, list | tuple | set | frozenset):
        return "; ".join(str(_shown(part)) for part in fact)
    return fact


def paragraphs(text: str) -> Markup:
    """Plain text with its line breaks, safely escaped."""
    blocks = [Markup.escape(block) for block in text.strip().split("\n") if block.strip()]
    return Markup("").join(Markup("<p>{}</p>").format(block) for block in blocks)


def unknown(kind: object) -> NoReturn:
    """Raise LookupError: templates call it in a last `else`, for a kind they have no words for."""
    raise LookupError(f"a template has no words for {kind}")


def init_app(app: Flask) -> None:
    """Give templates the filters and the words of the organization."""
    app.add_template_filter(label)
    app.add_template_filter(sentence)
    app.add_template_filter(paragraphs)
    app.jinja_env.globals.update(text_damaged=MESSAGES["text.damaged"], unknown=unknown)
    app.context_processor(lambda: {"words": current_words()})
