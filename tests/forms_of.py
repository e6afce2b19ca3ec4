"""The forms of a page as a browser builds them: where they lead, their fields, their buttons.

`forms_of(html)` gives every form in the order of the page; hidden fields are fields too, so that
`form.sent()` is what a browser would send untouched.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

#: Fields in which Enter adds a line or opens something; in all others it asks to send the form.
_KEEPS_ENTER = frozenset({"hidden", "textarea", "file", "color"})
#: Types of an input that are buttons.
_PRESSED = frozenset({"submit", "image"})
_NO_FIELDS = frozenset({"button", "reset"})


@dataclass
class Field:
    """One control that carries a value; each box and each radio is a field of its own."""

    name: str
    type: str
    value: str = ""
    id: str = ""
    options: list[str] = field(default_factory=list)
    is_checked: bool = False
    is_disabled: bool = False
    is_readonly: bool = False
    is_day: bool = False

    @property
    def sends_on_enter(self) -> bool:
        """Whether Enter in it asks the browser to send the form."""
        return self.type not in _KEEPS_ENTER and not self.is_disabled

    @property
    def is_sent(self) -> bool:
        """Whether its value goes along when nobody touches the form."""
        ticked = self.is_checked or self.type not in ("checkbox", "radio")
        return bool(self.name) and ticked and not self.is_disabled and self.type != "file"


@dataclass
class Button:
    """One control that sends its form."""

    label: str = ""
    name: str = ""
    value: str = ""
    formaction: str = ""
    formmethod: str = ""
    confirm: str = ""
    is_on_enter: bool = False
    is_disabled: bool = False

    @property
    def is_idle(self) -> bool:
        """Whether pressing it leads nowhere."""
        return self.formmethod == "dialog"

    @property
    def act(self) -> tuple[str, str, str, str]:
        """What pressing it asks for, apart from the form's own address."""
        return self.name, self.value if self.name else "", self.formaction, self.formmethod


@dataclass
class Form:
    """One form of a page."""

    action: str
    method: str
    id: str = ""
    confirm: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)

    @property
    def default(self) -> Button | None:
        """The button a browser presses on Enter: the first one."""
        return self.buttons[0] if self.buttons else None

    @property
    def entered(self) -> list[Field]:
        """The fields in which Enter sends it."""
        return [one for one in self.fields if one.sends_on_enter]

    @property
    def seen(self) -> list[Button]:
        """The buttons people see."""
        return [button for button in self.buttons if not button.is_on_enter]

    def leads_to(self, button: Button) -> str:
        """The address a button asks for."""
        return button.formaction or self.action

    def sent(self, button: Button | None = None) -> list[tuple[str, str]]:
        """What a browser sends when this button is pressed and nothing was touched."""
        pairs = [(one.name, one.value) for one in self.fields if one.is_sent]
        return [*pairs, (button.name, button.value)] if button and button.name else pairs


class _Reader(HTMLParser):
    """Collects the forms of one page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._open: dict[str, Any] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what begins here."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = _form(given)
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(self._form, tag, given)

    def handle_endtag(self, tag: str) -> None:
        """Close what ends here."""
        if tag == "form":
            self._form = None
        self._open.pop(tag, None)

    def handle_data(self, data: str) -> None:
        """Words of a button or of a text area."""
        if button := self._open.get("button"):
            button.label = " ".join(f"{button.label} {data}".split())
        if area := self._open.get("textarea"):
            # A browser drops the line break that begins a text area.
            area.value += data if area.value else data.removeprefix("\n")

    def _control(self, form: Form, tag: str, given: Mapping[str, str]) -> None:
        kind = given.get("type", "").lower()
        if tag == "button" and kind in ("", "submit"):
            self._open[tag] = _button(given)
            form.buttons.append(self._open[tag])
        elif tag == "input" and kind in _PRESSED:
            form.buttons.append(_button(given, label=given.get("value", "")))
        elif tag == "input" and kind not in _NO_FIELDS:
            form.fields.append(_field(kind or "text", given))
        elif tag in ("textarea", "select"):
            self._open[tag] = _field(tag, given)
            form.fields.append(self._open[tag])
        elif tag == "option" and (select := self._open.get("select")):
            _add_option(select, given)


def _form(given: Mapping[str, str]) -> Form:
    return Form(
        action=given.get("action", ""),
        method=given.get("method", "get").lower(),
        id=given.get("id", ""),
        confirm=given.get("data-confirm", ""),
        attributes=dict(given),
    )


def _button(given: Mapping[str, str], label: str = "") -> Button:
    return Button(
        label=label,
        name=given.get("name", ""),
        value=given.get("value", ""),
        formaction=given.get("formaction", ""),
        formmethod=given.get("formmethod", "").lower(),
        confirm=given.get("data-confirm", ""),
        is_on_enter="data-on-enter" in given,
        is_disabled="disabled" in given,
    )


def _field(kind: str, given: Mapping[str, str]) -> Field:
    return Field(
        name=given.get("name", ""),
        type=kind,
        value=given.get("value", "on" if kind in ("checkbox", "radio") else ""),
        id=given.get("id", ""),
        is_checked="checked" in given,
        is_disabled="disabled" in given,
        is_readonly="readonly" in given,
        is_day="data-day" in given,
    )


def _add_option(select: Field, given: Mapping[str, str]) -> None:
    """The first option counts until one is marked."""
    value = given.get("value", "")
    if not select.options or "selected" in given:
        select.value = value
    select.options.append(value)


def forms_of(html: str) -> list[Form]:
    """Every form of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.forms


def posts_of(html: str) -> Iterator[Form]:
    """The forms of a page that change something."""
    return (form for form in forms_of(html) if form.method == "post")
