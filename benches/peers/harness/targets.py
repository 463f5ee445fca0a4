"""The targets, each with what was measured and whether it was met."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Any, Dict, Iterator, List

from .comparison import Row

MILLION = 1_000_000


@dataclass(frozen=True)
class Target:
    """A promise and its figure."""

    name: str
    wanted: str
    measured: str
    met: bool


def targets(rows: List[Row], library: Dict[str, Any]) -> Iterator[Target]:
    """Those for which this run has figures; medians decide."""
    for row in rows:
        if row.title == "namewire `find`" and row.ratios:
            ratio = median(row.ratios)
            measured = f"{ratio:.1f} x (rounds {min(row.ratios):.1f} to {max(row.ratios):.1f})"
            yield Target(f"look-up, {row.size:,} names", "≥ 8 x aho-corasick", measured, ratio >= 8)
    if library["size"] == MILLION:
        yield from _file_targets(library)
    yield from _article_targets(library)
    for name, told in library["threads"].items():
        ratio = speed_up(told)
        best = min(told["one"]) / min(told["two"])
        free = 2 * median(told["one_processor"]) / median(told["two_processor"])
        measured = f"{ratio:.2f} x (best against best {best:.2f}; by processor time, {free:.2f}; "
        measured += f"others took {told['others']:.0%} of the machine)"
        yield Target(f"two threads against one, {name}", "≥ 1.8 x", measured, ratio >= 1.8)
    if "start" in library:
        hello = library["start"]["hello"]
        nothing = library["start"]["nothing"]
        measured = (
            f"{milli(hello['median'])} (min {milli(hello['min'])}); "
            f"a program that does nothing: {milli(nothing['median'])}"
        )
        yield Target("first result from process start", "≤ 5 ms", measured, hello["median"] <= 5e-3)


def _file_targets(library: Dict[str, Any]) -> Iterator[Target]:
    told = library["compile"]
    seconds, peak = told["seconds"], told["peak_mb"]
    measured = f"{seconds['median']:.2f} s (min {seconds['min']:.2f})"
    yield Target("build of 1,000,000 names", "≤ 1.5 s", measured, seconds["median"] <= 1.5)
    yield Target("its memory, whole process", "≤ 400 MB", f"{peak['median']:.0f} MB", peak["median"] <= 400)
    for check in ("checked", "unchecked"):
        for state in ("warm", "cold"):
            opened = library[f"open {check} {state}"]
            if opened is not None:
                took = opened["open"]
                measured = f"{milli(took['median'])} (min {milli(took['min'])})"
                yield Target(f"opening its file, {check}, {state}", "< 5 ms", measured, took["median"] < 5e-3)
    pages = library["shared"]["processes"]
    private = max(p["private_mb"] for p in pages)
    measured = f"{pages[0]['shared_mb']:.1f} MB shared, {private:.1f} MB private"
    yield Target("the file's pages in two processes", "shared", measured, private < 1)


def _article_targets(library: Dict[str, Any]) -> Iterator[Target]:
    if "c" in library:
        told = library["c"]
        measured = f"{micro(told['median'])} (min {micro(told['min'])})"
        yield Target("an article of 3 kB through C", "< 100 µs", measured, told["median"] < 100e-6)
        made = told["allocations"]
        yield Target("its allocations, warm", "none", f"{made} in {told['calls']:,} calls", made == 0)
    if "python" in library:
        told = library["python"]
        for name, what in (("detect", "`detect`"), ("mentions", "`detect` and every mention as an object")):
            took = told[name]
            measured = f"{micro(took['median'])} (min {micro(took['min'])})"
            yield Target(f"the same from Python, {what}", "< 200 µs", measured, took["median"] < 200e-6)


def speed_up(told: Dict[str, Any]) -> float:
    """The median, over rounds, of one thread's time against two."""
    return float(median(one / two for one, two in zip(told["one"], told["two"])))


def milli(seconds: float) -> str:
    """In milliseconds."""
    return f"{seconds * 1e3:.2f} ms"


def micro(seconds: float) -> str:
    """In microseconds."""
    return f"{seconds * 1e6:.1f} µs"
