"""Lists of members as units send them: right rows, ten kinds of faulty ones, both formats."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from typing import Any

HEADINGS = ["STT", "Họ và tên", "Ngày vào Đảng", "Ngày về chi bộ", "Email", "SĐT", "Tình trạng"]
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi")
MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Ngọc", "Thanh", "Quốc", "Hữu")
GIVEN = ("An", "Bình", "Châu", "Dũng", "Giang", "Hạnh", "Khánh", "Lan", "Mai", "Nghĩa")
#: What is wrong with a row, in the place of which cell, and what is said of it.
FAULTS: tuple[tuple[int, Any, str], ...] = (
    (2, "31/02/1999", "không phải ngày hợp lệ"),
    (2, 1999, "chỉ có năm"),
    (3, "01/01/2030", "sau hôm nay hoặc trước"),
    (4, "khong phai dia chi", "chưa đúng dạng địa chỉ e-mail"),
    (5, "12345", "không phải số điện thoại"),
    (1, "", "chưa có họ tên"),
    (1, "Nguyễn Văn\u200b An", "có ký tự ẩn"),
    (6, "đang đi học", "không phải trạng thái"),
    (6, "đã chuyển đi", "cần ghi kèm lý do"),
    (-1, None, "trùng với dòng"),
)


@dataclass
class MemberList:
    """Rows of a sheet below its headings, and what was put into them on purpose."""

    rows: list[list[Any]] = field(default_factory=list)
    #: By the number of the row in the sheet, what must be said of it.
    faulty: dict[int, str] = field(default_factory=dict)

    @property
    def right(self) -> list[list[Any]]:
        """The rows nothing is wrong with."""
        return [row for number, row in enumerate(self.rows, 2) if number not in self.faulty]


def person(number: int, chance: random.Random) -> list[Any]:
    """One right row; nobody else of a list has its address and number."""
    name = f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"
    admitted = date(1985, 1, 1) + timedelta(days=chance.randrange(12_000))
    joined = admitted + timedelta(days=chance.randrange(1_000))
    # Half of the numbers lost their 0, some days are written out: as lists are.
    phone: Any = 900_000_000 + number if number % 2 else f"0{900_000_000 + number}"
    day: Any = admitted if number % 3 else admitted.strftime("%d/%m/%Y")
    email = f"nguoi{number}@coquan.vn"
    status = "Dự bị" if number % 10 == 0 else "Chính thức"
    return [number, name.upper() if number % 7 == 0 else name, day, joined, email, phone, status]


def member_list(size: int, faults: int, seed: int = 5) -> MemberList:
    """A list of so many rows, of which some are faulty, by all kinds in turn."""
    chance = random.Random(seed)
    made = MemberList([person(number, chance) for number in range(1, size + 1)])
    places = sorted(chance.sample(range(1, size), faults))
    for turn, place in enumerate(places):
        column, cell, said = FAULTS[turn % len(FAULTS)]
        if column < 0:
            made.rows[place] = list(_right_before(made, place))
        else:
            made.rows[place][column] = cell
        made.faulty[place + 2] = said
    return made


def _right_before(made: MemberList, place: int) -> list[Any]:
    return next(
        made.rows[before] for before in range(place - 1, -1, -1) if before + 2 not in made.faulty
    )


def xlsx(rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS) -> bytes:
    """The rows as a workbook of today."""
    import xlsxwriter

    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        as_day = book.add_format({"num_format": "dd/mm/yyyy"})
        for place, row in enumerate([headings, *rows]):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(place, column, cell, as_day)
                elif cell is not None and cell != "":
                    sheet.write(place, column, cell)
    return target.getvalue()


def xls(rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS) -> bytes:
    """The rows as a workbook of old."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Danh sách")
    as_day = xlwt.XFStyle()
    as_day.num_format_str = "dd/mm/yyyy"
    for place, row in enumerate([headings, *rows]):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write(place, column, cell, as_day)
            elif cell is not None and cell != "":
                sheet.write(place, column, cell)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


WRITERS = {"xlsx": xlsx, "xls": xls}
