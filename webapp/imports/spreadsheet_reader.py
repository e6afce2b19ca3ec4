"""Read a spreadsheet apart from everything else: this file runs as a process of its own.

It is started by its path with an empty environment and the folder of its one package, and imports
nothing of the application: no secret and no connection is at hand when a hostile file is unpacked.
The file comes on standard input, the answer goes to standard output as JSON: the cells of the first
sheet, or the name of a problem. Memory, processor time and the length of the answer have hard
limits, so that what the checks below do not see ends with this process.
"""

import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from typing import Any, BinaryIO

MIB = 1024 * 1024
#: Hard limits of the process; the process that starts it watches the clock.
MOST_MEMORY = 192 * MIB
MOST_PROCESSOR_SECONDS = 4
MOST_ANSWER = 24 * MIB

MOST_ROWS = 10_000
MOST_COLUMNS = 60
LONGEST_CELL = 500
#: A heading may stand below a letterhead of some rows.
ROOM_ABOVE = 30

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_MEMBERS = 300
_MOST_UNPACKED = 60 * MIB
#: Text packs well, but never like this; small members may.
_MOST_RATIO = 200
_SMALL = MIB
_CHUNK = MIB
_AT_A_TIME = 500
#: Programs and foreign files; none of them belongs into a list of people.
_MACROS = ("vbaproject", "xl/macrosheets/", "xl/dialogsheets/")
_FOREIGN = ("xl/activex/", "xl/embeddings/", "../", "..\\", ":")
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
#: Names of streams in older files, as these write them.
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_MACRO_STREAM = "_VBA_PROJECT".encode("utf-16-le")
_SHEET_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))


class Refused(Exception):
    """The file is not read; the argument is the name of a `rules.Problem`."""


def check(content: bytes) -> None:
    """Look at the container before anything of it is unpacked.

    Raises Refused.
    """
    if content.startswith(_ZIP):
        _check_zip(content)
    elif content.startswith(_OLE):
        _check_ole(content)
    else:
        raise Refused("KIND")


def _check_ole(content: bytes) -> None:
    if _ENCRYPTED_STREAM in content:
        raise Refused("ENCRYPTED")
    if _MACRO_STREAM in content:
        raise Refused("MACROS")
    if not any(name in content for name in _SHEET_STREAMS):
        raise Refused("DAMAGED")


def _check_zip(content: bytes) -> None:
    # The directory is counted before it is taken apart: a million names are a bomb too.
    if content.count(b"PK\x01\x02") > _MOST_MEMBERS:
        raise Refused("HOSTILE")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            _check_names([member.filename for member in members])
            if sum(member.file_size for member in members) > _MOST_UNPACKED:
                raise Refused("TOO_MUCH")
            if any(m.file_size > max(_SMALL, m.compress_size * _MOST_RATIO) for m in members):
                raise Refused("HOSTILE")
            for member in members:
                _check_member(archive, member)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError) as reason:
        raise Refused("DAMAGED") from reason
    except RuntimeError as reason:
        # An unknown way of packing, or a member behind a password.
        raise Refused("ENCRYPTED") from reason


def _check_names(names: list[str]) -> None:
    lowered = [name.lower() for name in names]
    if any(mark in name for name in lowered for mark in _MACROS):
        raise Refused("MACROS")
    if any(name.startswith("/") or mark in name for name in lowered for mark in _FOREIGN):
        raise Refused("HOSTILE")
    if len(set(lowered)) != len(lowered):
        raise Refused("HOSTILE")
    if "xl/workbook.xml" not in lowered or "[content_types].xml" not in lowered:
        raise Refused("KIND")


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack a member piece by piece: it is as long as it says, and declares no entities."""
    tail, is_content_types = b"", member.filename.lower() == "[content_types].xml"
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            seen = tail + piece
            if any(mark in seen for mark in _DECLARATIONS):
                raise Refused("HOSTILE")
            if is_content_types and b"macroEnabled" in seen:
                raise Refused("MACROS")
            tail = seen[-16:]


def sheet_of(content: bytes) -> tuple[str, Any]:
    """The first visible sheet that has any cells, with its name.

    Raises Refused.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        for about in book.sheets_metadata:
            if str(about.visible).endswith("Visible"):
                sheet = book.get_sheet_by_name(about.name)
                if sheet.end is not None:
                    return about.name[:120], _fitting(sheet)
    except PasswordError as reason:
        raise Refused("ENCRYPTED") from reason
    except (CalamineError, ValueError, OSError) as reason:
        raise Refused("DAMAGED") from reason
    raise Refused("EMPTY")


def _fitting(sheet: Any) -> Any:
    last_row, last_column = sheet.end
    if last_column >= MOST_COLUMNS:
        raise Refused("COLUMNS")
    if last_row >= MOST_ROWS + ROOM_ABOVE:
        raise Refused("ROWS")
    return sheet


def rows_of(sheet: Any) -> Iterator[list[Any]]:
    """The rows from the first one of the sheet on, also where it begins with empty ones."""
    before = [""] * sheet.start[1]
    for row in sheet.iter_rows():
        whole = [*before, *row] if before else row
        cells = [c.strip()[:LONGEST_CELL] if type(c) is str else _cell(c) for c in whole]
        while cells and cells[-1] == "":
            cells.pop()
        yield cells


def _cell(cell: Any) -> Any:
    """Text and numbers as they are; days as a list of one text, so that they stay days."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        # JSON knows neither infinity nor not-a-number.
        return cell if abs(cell) < 1e15 else str(cell)
    if isinstance(cell, datetime):
        return [cell.date().isoformat()]
    if isinstance(cell, date):
        return [cell.isoformat()]
    return str(cell) if isinstance(cell, time | timedelta) else ""


def answer(content: bytes) -> Iterator[str]:
    """What is told about a file, piece by piece: its cells, or why it is not read."""
    try:
        check(content)
        name, sheet = sheet_of(content)
    except Refused as reason:
        yield json.dumps({"problem": reason.args[0]})
        return
    yield f'{{"sheet": {json.dumps(name)}, "rows": ['
    rows, separator = rows_of(sheet), ""
    while some := list(islice(rows, _AT_A_TIME)):
        yield separator + json.dumps(some)[1:-1]
        separator = ","
    yield "]}"


def limit_this_process() -> None:
    """Limit memory, processor time and the length of the answer from here on."""
    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_ANSWER),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def main(source: BinaryIO, target: BinaryIO) -> None:
    """Read the file of standard input under limits and answer on standard output."""
    limit_this_process()
    for piece in answer(source.read()):
        target.write(piece.encode())


if __name__ == "__main__":
    sys.path.append(sys.argv[1])
    main(sys.stdin.buffer, sys.stdout.buffer)
