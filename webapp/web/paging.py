"""Numbered pages of a list: `?trang=2`, with every other filter of the address kept."""

from dataclasses import dataclass

from flask import request, url_for

PARAMETER = "trang"
PAGE_SIZE = 30


@dataclass(frozen=True)
class Paging:
    """Which page of how many rows is shown."""

    total: int
    wanted: int = 1
    size: int = PAGE_SIZE

    @property
    def count(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))

    @property
    def number(self) -> int:
        """The page shown: the wanted one, or the nearest that exists."""
        return min(max(1, self.wanted), self.count)

    @property
    def offset(self) -> int:
        """How many rows stand before this page."""
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        """The number of the first row shown; 0 for an empty list."""
        return self.offset + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return min(self.offset + self.size, self.total)

    @property
    def numbers(self) -> list[int | None]:
        """The page numbers to link, with None for a gap."""
        near = {1, self.count, self.number - 1, self.number, self.number + 1}
        shown: list[int | None] = []
        for number in sorted(n for n in near if 1 <= n <= self.count):
            if shown and shown[-1] is not None and number - shown[-1] > 1:
                shown.append(None)
            shown.append(number)
        return shown

    def url(self, number: int) -> str:
        """The address of another page of the same list."""
        kept = {name: values for name, values in request.args.lists() if name != PARAMETER}
        if number > 1:
            kept[PARAMETER] = [str(number)]
        return url_for(request.endpoint or "", **(request.view_args or {}), **kept)  # type: ignore[arg-type]


def paging(total: int, size: int = PAGE_SIZE) -> Paging:
    """The page of a list of `total` rows that the address asks for."""
    wanted = request.args.get(PARAMETER, "1")
    is_number = wanted.isascii() and wanted.isdigit() and len(wanted) <= 6
    return Paging(total, int(wanted) if is_number else 1, size)
