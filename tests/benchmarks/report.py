"""What was measured as a table for people, beside the bars it is held against.

Pages are shown and judged by their best rounds; medians, least and most stand in the JSON.
"""

from typing import Any

#: By page: processor time by that of its reference, statements, packed bytes.
BARS: dict[str, tuple[float, int, int]] = {
    "home": (1.4, 8, 15_000),
    "report": (1.4, 8, 15_000),
    "editor": (1.6, 8, 15_000),
    "meeting": (1.4, 10, 15_000),
    "superior_100": (2.4, 10, 15_000),
    "superior_top": (2.4, 10, 15_000),
    "autosave": (1.6, 4, 3_000),
    # A form that keeps what is typed in it, until it is sent.
    "draft": (1.6, 4, 3_000),
}
FIRST_LOAD = 120_000
#: Memory of a worker by that of one that has only imported the libraries.
RSS = 2.0
IMPORT = 5
#: Milliseconds of one core to plan the year of the largest branch.
ROTATION_MS = 100
_HEAD = ("page", "cpu ms", "÷ reference", "queries", "10×", "gz", "p95 ms", "p99÷p50")


def table(found: dict[str, Any]) -> str:
    """One line a page; what passes its bar is marked with an exclamation mark."""
    lines = ["{:>18} {:>8} {:>12} {:>8} {:>5} {:>7} {:>8} {:>8}".format(*_HEAD)]
    for name, page in found.get("pages", {}).items():
        lines.append(_line(name, page))
    if "worker" in found:
        worker = found["worker"]
        over = _mark(worker["vs_libraries"], RSS)
        lines.append(f"worker {worker['rss_mb']} MB, {over} × its libraries alone (bar {RSS})")
    if "first_load_gz_bytes" in found:
        first = _mark(found["first_load_gz_bytes"], FIRST_LOAD)
        lines.append(f"first load {first} bytes (bar {FIRST_LOAD})")
    if "import" in found:
        lines.append(_import_line(found["import"]))
    if "rotation" in found:
        planned = found["rotation"]
        lines.append(
            f"rotation of {planned['members']} members, {planned['years']} years back: "
            f"{_mark(planned['ms'], ROTATION_MS)} ms (bar {ROTATION_MS}), "
            f"largest distance {_mark(planned['largest_distance'], 1)} turns (bar 1)"
        )
    return "\n".join(lines) + "\n"


def _import_line(found: dict[str, Any]) -> str:
    over = _mark(found["vs_limit"]["median"], IMPORT)
    seconds, least = found["s"]["median"], found["limit_s"]["median"]
    return (
        f"import of {found['rows']} rows {seconds} s, {over} × the least, {least} s (bar {IMPORT})"
    )


def _line(name: str, page: dict[str, Any]) -> str:
    by_reference, queries, size = BARS.get(name, (1e9, 10**9, 10**9))
    return (
        f"{name:>18} {page['cpu_ms']['min']:>8} "
        f"{_mark(page['vs_reference']['best'], by_reference):>12} "
        f"{_mark(page.get('queries', 0), queries):>8} {page.get('queries_10x', ''):>5} "
        f"{_mark(page['gz_bytes'], size):>7} {page['p95_ms']:>8} {page['p99_by_p50']:>8}"
    )


def _mark(value: float, bar: float) -> str:
    return f"{value}!" if value > bar else f"{value}"
