"""What no browser sends by itself: values, encodings, addresses."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from tests.web.fuzz.forms import PageForm

#: By name, as they stand in a body or an address; bytes above 127 stand there as they are.
VALUES: dict[str, bytes] = {
    "nul": b"a%00b",
    "controls": b"%01%0B%1B%7F%C2%85x",
    "surrogate": b"%ED%A0%80x",
    "surrogate pair": b"%ED%A0%BD%ED%B8%80",
    "turned": b"%E2%80%AEabc%EF%BB%BF",
    "2^63": b"9223372036854775808",
    "2^63-1": b"9223372036854775807",
    "2^31": b"2147483648",
    "-2^63-1": b"-9223372036854775809",
    "-1": b"-1",
    "5000 digits": b"9" * 5000,
    "200 kB": b"x" * 200_000,
    "31/02": b"31%2F02%2F2026",
    "year 0": b"0000-01-01",
    "year 1": b"01%2F01%2F0001",
    "year 9999": b"9999-12-31",
    "year 10000": b"10000-01-01",
    "two figures": b"03%2F02%2F26",
    "month 99": b"9999-99",
    "month": b"9999-12",
    "hour": b"25%3A61",
    "latin-1": b"\xe9\xe8 \xff",
    "no UTF-8": b"%FF%FE%C0%80",
    "other digits": b"%D9%A1%D9%A2",
    "no number": b"NaN",
    "infinite": b"1e999",
    "json": b"%7B%22a%22%3A%5B1%5D%7D",
    "format": b"%7B0%7D%25s%7Bcommittee%7D",
    "empty": b"",
    "site": b"%2F%2Fexample.com%2F%5B",
}
#: The same for one part of an address.
SEGMENTS: dict[str, str] = {
    "2^63": "9223372036854775808",
    "2^63-1": "9223372036854775807",
    "2^31": "2147483648",
    "0": "0",
    "-1": "-1",
    "5000 digits": "9" * 5000,
    "other digits": "%D9%A1%D9%A2",
    "nul": "a%00b",
    "line end": "a%0Ab",
    "controls": "%1B%7F%C2%85",
    "surrogate": "%ED%A0%80",
    "no UTF-8": "%FF",
    "turned": "%E2%80%AEabc",
    "long": "a" * 5000,
    "month 99": "9999-99",
    "month": "9999-12",
    "month 0": "0000-00",
    "year 10000": "10000-01",
}

Fields = Sequence[tuple[str, bytes]]


def as_typed(form: PageForm) -> list[tuple[str, bytes]]:
    """What the form would send, encoded."""
    return [(name, quote_plus(value).encode()) for name, value in form.fields]


def body_of(fields: Fields) -> bytes:
    """The body of a form."""
    return b"&".join(quote_plus(name).encode() + b"=" + value for name, value in fields)


def with_value(fields: Fields, name: str, value: bytes) -> list[tuple[str, bytes]]:
    """The same with another value in one field."""
    return [*((n, v) for n, v in fields if n != name), (name, value)]


def reshaped(form: PageForm, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """A field that is missing, is there twice, or is a file."""
    fields = as_typed(form)
    others = [(n, v) for n, v in form.fields if n != name]
    yield "missing", {"data": body_of([(n, v) for n, v in fields if n != name])}
    yield "repeated", {"data": body_of([*fields, *((n, v) for n, v in fields if n == name)])}
    parts: dict[str, Any] = {}
    for other, value in others:
        parts.setdefault(other, []).append(value)
    parts[name] = [(BytesIO(b"PK\x03\x04\x00\xff"), "a\x00\u202e.xlsx")]
    yield "file", {"data": parts, "content_type": "multipart/form-data"}


def arguments_in_source(root: Path) -> list[str]:
    """The names that code reads from an address; forms that are sent by GET have more."""
    asked = re.compile(r'(?:args|sent)\.get\("([a-z-]+)"|_one_of\("([a-z-]+)"')
    names = {"trang", "nam", "tim"}
    for module in root.rglob("*.py"):
        for found in asked.findall(module.read_text("utf-8")):
            names |= {name for name in found if name}
    return sorted(names)
