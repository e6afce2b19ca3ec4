"""What the texts of versions say; of a damaged one that it is, so that all else can be shown."""

from collections.abc import Mapping

from webapp.accounts.scope import Scope
from webapp.reports.outline import Written
from webapp.texts import service as texts


def written_in(words: Mapping[int, str], text_id: int) -> Written:
    """What one of some texts says."""
    written = Written.read(words.get(text_id, ""))
    if written.is_damaged:
        texts.note_damage(text_id)
    return written


def written_of(scope: Scope, text_id: int | None) -> Written | None:
    """What a text says; none where there is no text."""
    return written_in(texts.read(scope, [text_id]), text_id) if text_id else None
