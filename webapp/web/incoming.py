"""Cleans what a browser sends: no control characters, identifiers the database can hold."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, quote

import flask
from flask import Flask
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter
from werkzeug.utils import cached_property

from webapp.core.plain_text import without_controls

#: The greatest identifier of a row.
LARGEST_ID = 2**63 - 1
#: The characters of a query that are not escaped.
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


class Request(flask.Request):
    """A request whose form, files and address arguments carry no control characters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Reading bytes that are no UTF-8 as text would fail.
        self.query_string = quote(self.query_string, safe=_PRINTABLE).encode("ascii")

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """The arguments of the address."""
        sent = self.query_string.decode("ascii")
        return _cleaned(parse_qsl(sent, keep_blank_values=True, errors="replace"))

    def _load_form_data(self) -> None:
        """Read the body once, as the framework does, and clean what it holds."""
        if "form" in self.__dict__:
            return
        most, length = self.max_form_memory_size or LARGEST_ID, self.content_length or 0
        is_text = self.mimetype == "application/x-www-form-urlencoded"
        # Percent-encoding makes three bytes of one at the most.
        if is_text and length // 3 > most:
            raise RequestEntityTooLarge
        super()._load_form_data()
        pairs = list(self.form.items(multi=True))
        # The framework limits only forms with files.
        if length > most and sum(len(n.encode()) + len(v.encode()) for n, v in pairs) > most:
            # The page of this refusal reads the form too, and must find it empty.
            self.__dict__["form"] = self.__dict__["files"] = ImmutableMultiDict()
            raise RequestEntityTooLarge
        self.__dict__["form"] = _cleaned(pairs)
        self.__dict__["files"] = ImmutableMultiDict(
            [(name, _renamed(file)) for name, file in self.files.items(multi=True) if name]
        )


def _cleaned(pairs: Iterable[tuple[str | None, str]]) -> MultiDict[str, str]:
    """Names and values without control characters; a part of a form may come without a name."""
    return ImmutableMultiDict(
        [(without_controls(name), without_controls(value)) for name, value in pairs if name]
    )


def _renamed(file: FileStorage) -> FileStorage:
    if file.filename:
        file.filename = without_controls(file.filename)
    return file


class RowId(IntegerConverter):
    """A whole number in an address, up to the greatest identifier unless the rule says less."""

    regex = "[0-9]{1,19}"

    def __init__(
        self,
        map: Map,
        fixed_digits: int = 0,
        min: int | None = None,
        max: int | None = LARGEST_ID,
        signed: bool = False,
    ) -> None:
        super().__init__(map, fixed_digits, min, max, signed)


class Count(RowId):
    """The number of a version, which the database holds in four bytes."""

    def __init__(self, map: Map, max: int = 2**31 - 1) -> None:
        super().__init__(map, max=max)


class Segment(UnicodeConverter):
    """A part of an address without control characters."""

    part_isolating = True

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map, *args, **kwargs)
        self.regex = self.regex.replace("[^/]", "[^/\x00-\x1f\x7f-\x9f]")


def init_app(app: Flask) -> None:
    """Read requests this way; before any address is added."""
    app.request_class = Request
    app.url_map.converters |= {"int": RowId, "count": Count, "default": Segment, "string": Segment}
