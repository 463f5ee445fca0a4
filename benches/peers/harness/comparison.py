"""The same list and the same text through every engine, in interleaved rounds, and the check that they find
the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Dict, List, Optional

from .lists import list_path
from .places import Workshop, answer_of, say
from .remote import EngineSpec, Remote

#: The engine that ratios refer to.
BASE = "aho-corasick"

MB = 1_000_000
ENGINES = (
    EngineSpec("namewire `find`", "namewire", builds=3),
    EngineSpec("namewire `find`, compiled file", "namewire", mapped=True),
    EngineSpec("namewire `detect`", "namewire-detect", compared=False),
    EngineSpec("aho-corasick", "aho-corasick", builds=3),
    EngineSpec("daachorse", "daachorse", builds=3),
    EngineSpec(
        "namewire from Python, `detect`", "namewire-python", python=True, text_limit=4 * MB, compared=False
    ),
    EngineSpec("ahocorasick_rs", "ahocorasick_rs", python=True, text_limit=4 * MB),
    EngineSpec("pyahocorasick", "pyahocorasick", python=True, text_limit=4 * MB),
    EngineSpec("flashtext", "flashtext", python=True, text_limit=4 * MB),
    EngineSpec(
        "spaCy PhraseMatcher", "spacy", python=True, text_limit=MB, largest_list=100_000, tolerance=0.03
    ),
)


@dataclass
class Row:
    """An engine on a list."""

    title: str
    size: int
    #: Why there are no figures.
    skipped: str = ""
    bytes: int = 0
    #: Only a part of the text was given.
    sliced: bool = False
    #: MB/s of each round, in order.
    speeds: List[float] = field(default_factory=list)
    #: Speed against the base, round by round.
    ratios: List[float] = field(default_factory=list)
    build: Optional[float] = None
    #: Loading what was saved; None where an engine must be built anew at each start.
    load: Optional[float] = None
    peak_mb: float = 0.0
    private_mb: float = 0.0
    file_mb: float = 0.0
    hits: int = 0
    capital: int = 0
    reference: int = 0
    #: Why hits are more (+) or fewer (-) than the reference: counts and the most frequent names.
    reasons: Dict[str, Dict[str, Any]] = field(default_factory=dict)
    compared: bool = True
    #: How much of the reference may differ for no known reason.
    tolerance: float = 0.0

    @property
    def share(self) -> float:
        """Hits with a capital, against the reference."""
        return self.capital / self.reference if self.reference else 0.0

    @property
    def unexplained(self) -> float:
        """Share of the reference that differs for no known reason."""
        count = sum(told["count"] for reason, told in self.reasons.items() if reason.endswith("unexplained"))
        return count / self.reference if self.reference else 0.0

    @property
    def agrees(self) -> bool:
        """Whether the engine may be compared."""
        return bool(self.skipped) or not self.compared or self.unexplained <= self.tolerance


def compare(shop: Workshop, size: int, text: Path, limit: Optional[int], rounds: int) -> List[Row]:
    """Measures every engine on the list of a size."""
    rows: Dict[str, Row] = {}
    workers: List[Remote] = []
    names = list_path(shop.folder, shop.kind, size)
    try:
        for spec in ENGINES:
            row = rows[spec.title] = Row(spec.title, size, compared=spec.compared, tolerance=spec.tolerance)
            row.skipped = _reason_to_skip(shop, spec, size)
            if row.skipped:
                say(f"{size:,} names: {spec.title}: skipped, {row.skipped}")
                continue
            say(f"{size:,} names: building {spec.title}")
            worker = Remote.start(shop, spec, names, text, limit)
            workers.append(worker)
            if spec.mapped:
                worker.load(shop.folder / f"namewire-{size}.saved")
                continue
            worker.build()
            if spec.name == "namewire":
                worker.save(shop.folder / f"namewire-{size}.saved")
        for number in range(1, max(spec.builds for spec in ENGINES)):
            for worker in workers:
                if worker.spec.builds > number and not worker.spec.mapped:
                    worker.build()
        for number in range(rounds + 1):
            say(f"{size:,} names: round {number} of {rounds}")
            # Everyone goes first once in a while; round 0 warms up.
            turn = number % len(workers)
            for worker in workers[turn:] + workers[:turn]:
                worker.round()
        for worker in workers:
            worker.measure_memory()
        _hold_against_reference(shop, workers, names, text)
        for worker in workers:
            _measure_load(shop, worker, size)
            _fill(rows[worker.spec.title], worker)
    finally:
        for worker in workers:
            worker.stop()
    _relate(list(rows.values()))
    return list(rows.values())


def _reason_to_skip(shop: Workshop, spec: EngineSpec, size: int) -> str:
    if spec.largest_list is not None and size > spec.largest_list:
        return "takes minutes and gigabytes to build"
    if spec.name == "namewire-python" and not shop.has_python:
        return "no Python package or no shared library here"
    return ""


def _measure_load(shop: Workshop, worker: Remote, size: int) -> None:
    """Start-up from a file, for engines that can be saved; the last thing asked of a worker."""
    if not worker.spec.mapped and worker.spec.compared:
        path = shop.folder / f"{worker.spec.name}-{size}.saved"
        if worker.save(path):
            worker.load(path)
        if worker.spec.name != "namewire":
            path.unlink(missing_ok=True)


def _hold_against_reference(shop: Workshop, workers: List[Remote], names: Path, text: Path) -> None:
    by_bytes: Dict[int, List[Remote]] = {}
    for worker in workers:
        by_bytes.setdefault(worker.bytes, []).append(worker)
    for bytes_, group in by_bytes.items():
        say(f"holding {len(group)} engines against the reference on {bytes_ / MB:.1f} MB")
        paths = [shop.folder / f"{number}.spans" for number in range(len(group))]
        for worker, path in zip(group, paths):
            worker.ask("spans", path)
        told: Dict[str, Any] = answer_of([shop.rust, "compare", names, text, bytes_, *paths])
        for worker, path in zip(group, paths):
            worker.comparison = dict(told[str(path)], reference=told["reference"])
            path.unlink()


def _fill(row: Row, worker: Remote) -> None:
    row.bytes = worker.bytes
    row.sliced = worker.spec.text_limit is not None
    # Round 0 only warms up.
    row.speeds = [worker.bytes / MB / seconds for seconds in worker.rounds[1:]]
    row.build = median(worker.builds) if worker.builds else None
    row.load = median(worker.loads) if worker.loads else None
    row.peak_mb, row.private_mb, row.file_mb = worker.peak_mb, worker.private_mb, worker.file_mb
    told = worker.comparison
    row.hits, row.capital, row.reference = told["hits"], told["capital"], told["reference"]
    row.reasons = told["reasons"]


def _relate(rows: List[Row]) -> None:
    base = next(row for row in rows if row.title == BASE)
    for row in rows:
        row.ratios = [speed / other for speed, other in zip(row.speeds, base.speeds)]
