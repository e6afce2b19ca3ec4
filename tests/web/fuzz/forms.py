"""The forms of a page as a browser would send them, read from its HTML."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

#: Inputs that send nothing by themselves.
_BUTTONS = {"submit", "image", "reset", "button"}


@dataclass(frozen=True)
class PageForm:
    """One form with what it would send; a button of its own may name another address."""

    method: str
    action: str
    fields: tuple[tuple[str, str], ...]
    #: Every name it has a field for, also where nothing would be sent.
    names: tuple[str, ...]


@dataclass
class _Open:
    """A form whose end was not read yet."""

    method: str
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    names: dict[str, None] = field(default_factory=dict)
    buttons: list[tuple[str | None, str, str | None]] = field(default_factory=list)

    def finished(self) -> Iterator[PageForm]:
        """The form without a button, and once for every button that says something."""
        plain = PageForm(self.method, self.action, tuple(self.fields), tuple(self.names))
        yield plain
        for name, value, action in self.buttons:
            if name or action:
                sent = (*plain.fields, (name, value)) if name else plain.fields
                yield replace(plain, action=action or self.action, fields=sent)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.found: list[PageForm] = []
        self._form: _Open | None = None
        self._text: str | None = None
        self._select: str | None = None
        self._chosen: list[str] = []
        self._options: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a form or one of its fields."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = given.get("action") or self.address
            self._form = _Open(given.get("method", "get").lower(), action)
        elif self._form is not None:
            self._begin(tag, given)

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        assert self._form is not None
        name = given.get("name", "")
        if tag == "button" or (tag == "input" and given.get("type") in _BUTTONS):
            button = (name or None, given.get("value", ""), given.get("formaction"))
            self._form.buttons.append(button)
        elif tag == "option" and self._select is not None:
            self._options.append(given.get("value", ""))
            if "selected" in given:
                self._chosen.append(given.get("value", ""))
        elif name and tag in ("input", "textarea", "select"):
            self._form.names[name] = None
            self._field(tag, name, given)

    def _field(self, tag: str, name: str, given: dict[str, str]) -> None:
        assert self._form is not None
        if tag == "textarea":
            self._text = ""
            self._form.fields.append((name, ""))
        elif tag == "select":
            self._select, self._options, self._chosen = name, [], []
        elif given.get("type") not in ("checkbox", "radio") or "checked" in given:
            self._form.fields.append((name, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        """Take the text of a text area."""
        if self._text is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        """End a field or the form."""
        if self._form is None:
            return
        if tag == "textarea" and self._text is not None:
            name, _empty = self._form.fields[-1]
            self._form.fields[-1] = (name, self._text.removeprefix("\n"))
            self._text = None
        elif tag == "select" and self._select is not None:
            chosen = self._chosen or self._options[:1]
            self._form.fields += [(self._select, value) for value in chosen]
            self._select = None
        elif tag == "form":
            self.found += self._form.finished()
            self._form = None


def forms_of(address: str, html: str) -> list[PageForm]:
    """The forms of a page that was read from an address."""
    reader = _Reader(address)
    reader.feed(html)
    return reader.found
