"""Figures as Markdown."""

from __future__ import annotations

from statistics import median
from typing import Any, Dict, Iterable, Iterator, List, Optional, Sequence

from .comparison import BASE, Row
from .machine import machine, versions
from .targets import micro, milli, speed_up, targets


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def comparison_table(rows: List[Row]) -> Iterator[str]:
    """The one table: every engine on every list."""
    head = (
        "engine",
        "names",
        "MB/s, median (best)",
        f"x {BASE}, median (min-max)",
        "build",
        "start-up",
        "memory: peak of the build",
        "resident",
        "hits",
        "share of reference",
    )
    yield from table(head, (_cells(row) for row in rows))


def _cells(row: Row) -> List[str]:
    if row.skipped:
        return [row.title, f"{row.size:,}", f"left out: {row.skipped}", *[""] * 7]
    ratios = row.ratios
    start = row.load if row.load is not None else row.build
    how = "" if row.load is not None else " (build)"
    resident = f"{row.private_mb + row.file_mb:.0f} MB"
    if row.file_mb > 2 and row.private_mb < row.file_mb:
        resident += f", {row.file_mb:.0f} of it shared"
    peak = f"{row.peak_mb:.0f} MB" if row.build is not None else "-"
    text = f" on {row.bytes / 1e6:.0f} MB" if row.sliced else ""
    return [
        row.title,
        f"{row.size:,}",
        f"{median(row.speeds):.1f} ({max(row.speeds):.1f}){text}",
        f"{median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})",
        seconds(row.build),
        seconds(start) + how,
        peak,
        resident,
        f"{row.hits:,}",
        f"{row.share:.1%}" + ("" if row.compared else " (weighed)"),
    ]


def differences(rows: List[Row]) -> Iterator[str]:
    """Why an engine's hits are not those of the reference."""
    head = ("engine", "names", "reference", "hits with a capital", "more", "fewer", "unexplained")
    told = [row for row in rows if not row.skipped]
    yield from table(
        head,
        (
            [
                row.title,
                f"{row.size:,}",
                f"{row.reference:,}",
                f"{row.capital:,}",
                _reasons(row, "+"),
                _reasons(row, "-"),
                f"{row.unexplained:.2%}" if row.compared else "not judged",
            ]
            for row in told
        ),
    )
    for row in told:
        if not row.agrees:
            yield ""
            excess = f"{row.unexplained:.1%} unexplained, over {row.tolerance:.0%}"
            yield f"**{row.title}, {row.size:,} names: {excess}**"


def _reasons(row: Row, sign: str) -> str:
    told = [
        (told["count"], reason[2:], told["samples"])
        for reason, told in row.reasons.items()
        if reason[0] == sign
    ]
    parts = (
        f"{reason} {count:,} ({', '.join(samples)})" for count, reason, samples in sorted(told, reverse=True)
    )
    return "; ".join(parts) or "-"


def seconds(value: Optional[float]) -> str:
    """A duration in the unit that suits it."""
    if value is None:
        return "-"
    if value < 1e-3:
        return micro(value)
    return milli(value) if value < 1 else f"{value:.2f} s"


def library_section(library: Dict[str, Any]) -> Iterator[str]:
    """The figures of namewire alone."""
    told = library["compile"]
    yield from table(("what", "median", "min", "remarks"), _library_rows(library))
    yield ""
    yield (
        f"The compiled file of {library['size']:,} names has {told['bytes'] / 1e6:.1f} MB; "
        f"{told['rows']:,} rows were read, {told['left_out']} left out."
    )


def _library_rows(library: Dict[str, Any]) -> Iterator[List[str]]:
    told = library["compile"]
    size = f"{library['size']:,} names"
    took, read, used = told["seconds"], told["read_seconds"], told["processor_seconds"]
    yield [
        f"list of {size} to compiled file",
        seconds(took["median"]),
        seconds(took["min"]),
        f"of it reading the list {seconds(read['median'])}; processor time {seconds(used['median'])}",
    ]
    peak = told["peak_mb"]
    yield [
        "its peak memory, whole process",
        f"{peak['median']:.0f} MB",
        f"{peak['min']:.0f} MB",
        "the list's text included",
    ]
    for check in ("checked", "unchecked"):
        for state in ("warm", "cold"):
            opened = library[f"open {check} {state}"]
            if opened is None:
                yield [
                    f"open, {check}, {state}",
                    "-",
                    "-",
                    "the file cannot be evicted from the page cache here",
                ]
                continue
            first = opened["first"]
            yield [
                f"open, {check}, {state}",
                seconds(opened["open"]["median"]),
                seconds(opened["open"]["min"]),
                f"with the first names found {seconds(first['median'])}",
            ]
    for number, pages in enumerate(library["shared"]["processes"], 1):
        yield [
            f"process {number} of two with the file: its pages",
            f"{pages['resident_mb']:.1f} MB",
            "-",
            f"shared {pages['shared_mb']:.1f} MB, private {pages['private_mb']:.1f} MB",
        ]
    if "c" in library:
        c = library["c"]
        yield [
            f"article of {c['bytes']:,} bytes through C, {c['mentions']} mentions",
            seconds(c["median"]),
            seconds(c["min"]),
            f"99th percentile {seconds(c['p99'])}; first call {seconds(c['first'])}; "
            f"{c['allocations']} allocations in {c['calls']:,} calls",
        ]
    if "python" in library:
        p = library["python"]
        yield [
            "the same from Python, `detect`",
            seconds(p["detect"]["median"]),
            seconds(p["detect"]["min"]),
            "",
        ]
        yield [
            "and every mention as an object",
            seconds(p["mentions"]["median"]),
            seconds(p["mentions"]["min"]),
            f"import, detector and first analysis {seconds(p['first'])}",
        ]
    if "start" in library:
        for name in ("hello", "nothing"):
            start = library["start"][name]
            what = {"hello": "process start to first result, C", "nothing": "a program that does nothing"}[
                name
            ]
            yield [what, seconds(start["median"]), seconds(start["min"]), f"max {seconds(start['max'])}"]
    for name, passes in library["threads"].items():
        speeds = [passes["bytes"] / 1e6 / value for value in passes["one"]]
        yield [
            f"detection over the text, one thread, {name}",
            f"{median(speeds):.0f} MB/s",
            "-",
            f"best {max(speeds):.0f} MB/s; two threads {speed_up(passes):.2f} x",
        ]


def targets_table(rows: List[Row], library: Dict[str, Any]) -> Iterator[str]:
    """Each target, met or missed."""
    yield from table(
        ("target", "wanted", "measured", "outcome"),
        ([t.name, t.wanted, t.measured, "met" if t.met else "**missed**"] for t in targets(rows, library)),
    )


def record(
    date: str, text_name: str, rounds: int, loads: str, kind: str, rows: List[Row], library: Dict[str, Any]
) -> str:
    """The whole record of a run."""
    lines: List[str] = [f"# Measured on {date}", ""]
    lines += [
        f"Made by `python3 benches/peers/run.py`; how to read it: `benches/README.md`. Text: `{text_name}`, "
        f"article by article; {rounds} rounds of all engines by turns, one thread, processor time. Other "
        "times are the clock's.",
        "",
    ]
    facts = {**machine(), "load at the start and at the end": loads, **versions()}
    lines += [*table(("", ""), ([name, value] for name, value in facts.items())), ""]
    lines += ["Targets are judged on medians, by what this run measured, noise included.", ""]
    lines += ["## Targets", "", *targets_table(rows, library), ""]
    lines += [f"## The same list and the same text: {kind}", "", *comparison_table(rows), ""]
    lines += ["## Do they find the same?", "", *differences(rows), ""]
    lines += ["## namewire alone", "", *library_section(library), ""]
    return "\n".join(lines)
