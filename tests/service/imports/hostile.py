"""Files that mean harm, or are broken; each with the problem that must be told."""

import random
import zipfile
from collections.abc import Callable
from io import BytesIO

from tests.service.imports.lists import xls, xlsx
from webapp.imports.rules import Problem

SHEET = "xl/worksheets/sheet1.xml"
MIB = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ROWS = [["Nguyễn Văn An"], ["Trần Thị Bình"]]


def _plain() -> bytes:
    return xlsx(_ROWS, ["Họ và tên"])


def _with(members: dict[str, str | bytes]) -> bytes:
    """A right workbook in which some members are others."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(_plain())) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, content in members.items():
            new.writestr(name, content)
    return target.getvalue()


def _sheet(cells: str, before: str = "") -> bytes:
    with zipfile.ZipFile(BytesIO(_plain())) as old:
        text = old.read(SHEET).decode()
    head, declaration = text[: text.index("<sheetData")], '<?xml version="1.0"?>'
    return _with({SHEET: f"{declaration}{before}{head[head.index('<worksheet') :]}{cells}"})


def _cell(place: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>x</t></is></c>'


def wide(rows: int) -> bytes:
    """Rows that reach from the first to the last column there is, 16,384."""
    lines = "".join(
        f'<row r="{n}">{_cell(f"A{n}")}{_cell(f"XFD{n}")}</row>' for n in range(1, rows + 1)
    )
    return _sheet(f"<sheetData>{lines}</sheetData></worksheet>")


def _far_corner() -> bytes:
    far = f'<row r="1048576">{_cell("XFD1048576")}</row>'
    return _sheet(f'<sheetData><row r="1">{_cell("A1")}</row>{far}</sheetData></worksheet>')


def _entities() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "ha">{levels}]>'
    cell = '<c r="A1" t="inlineStr"><is><t>&e9;</t></is></c>'
    return _sheet(f'<sheetData><row r="1">{cell}</row></sheetData></worksheet>', doctype)


def _bomb(unpacked: int) -> bytes:
    return _sheet(f"<sheetData>{' ' * unpacked}</sheetData></worksheet>")


def _lying_bomb() -> bytes:
    """Its directory says that the sheet is small; what it unpacks to is not."""
    made = bytearray(_bomb(80 * MIB))
    name = made.rfind(SHEET.encode())
    entry = made.rfind(b"PK\x01\x02", 0, name)
    made[entry + 24 : entry + 28] = (2_000).to_bytes(4, "little")
    return bytes(made)


def _noise(beginning: bytes) -> bytes:
    return beginning + random.Random(3).randbytes(3 * MIB)


HOSTILE: dict[str, tuple[Callable[[], bytes], Problem]] = {
    "16,384 columns in one row": (lambda: wide(1), Problem.COLUMNS),
    "16,384 columns in 5,000 rows": (lambda: wide(5_000), Problem.TOO_MUCH),
    "the far corner of the sheet": (_far_corner, Problem.TOO_MUCH),
    "more than 10,000 rows": (
        lambda: xlsx([["Nguyễn Văn An"]] * 10_050, ["Họ và tên"]),
        Problem.ROWS,
    ),
    "entities within entities": (_entities, Problem.HOSTILE),
    "a bomb of 80 MiB": (lambda: _bomb(80 * MIB), Problem.TOO_MUCH),
    "a small bomb": (lambda: _bomb(40 * MIB), Problem.HOSTILE),
    "a bomb whose directory lies": (_lying_bomb, Problem.DAMAGED),
    "fifty thousand members": (
        lambda: _with({f"xl/{number}": "" for number in range(50_000)}),
        Problem.HOSTILE,
    ),
    "a path out of the archive": (lambda: _with({"../../etc/passwd": "x"}), Problem.HOSTILE),
    "an embedded object": (lambda: _with({"xl/embeddings/a.bin": "x"}), Problem.HOSTILE),
    "macros": (lambda: _with({"xl/vbaProject.bin": b"x"}), Problem.MACROS),
    "macros named by their type": (
        lambda: _with({"[Content_Types].xml": "<Types>application/macroEnabled</Types>"}),
        Problem.MACROS,
    ),
    "a text document in a zip": (lambda: _zip({"word/document.xml": "x"}), Problem.KIND),
    "half of a workbook": (lambda: xlsx(_ROWS * 300, ["Họ và tên"])[:-2_500], Problem.DAMAGED),
    "half of an old workbook": (lambda: xls(_ROWS * 300, ["Họ và tên"])[:9_000], Problem.DAMAGED),
    "noise after the beginning of a zip": (lambda: _noise(b"PK\x03\x04"), Problem.DAMAGED),
    "noise after an old beginning": (
        lambda: _noise(_OLE + "Workbook".encode("utf-16-le")),
        Problem.DAMAGED,
    ),
    "a password": (
        lambda: _OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
        Problem.ENCRYPTED,
    ),
    "old macros": (
        lambda: xls(_ROWS, ["Họ và tên"]) + "_VBA_PROJECT".encode("utf-16-le"),
        Problem.MACROS,
    ),
    "something else altogether": (lambda: b"%PDF-1.7" + bytes(1_000), Problem.KIND),
    "nothing in it": (lambda: xlsx([], []), Problem.EMPTY),
}


def _zip(members: dict[str, str]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return target.getvalue()
