"""An engine that is told over standard input what to do: the Python twin of ``src/worker.rs``, which
documents the commands. ``python -m harness.worker ENGINE LIST TEXT [BYTES]`` (in the virtual environment)."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import struct
import sys
import time
from pathlib import Path
from typing import Any, Dict, List, Optional

from .engines import Engine, engine_class

LOADS = 3


def usage() -> Dict[str, int]:
    """Bytes this process takes: at its peak, private, of mapped files."""
    fields = dict(
        line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":" in line
    )
    kilobytes = {
        name: int(fields[key].split()[0])
        for name, key in (("peak", "VmHWM"), ("private", "RssAnon"), ("file", "RssFile"))
    }
    return {name: value * 1024 for name, value in kilobytes.items()}


def reset_peak() -> None:
    """Lets the peak begin anew; without the right to, it stays what it was."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def lower(text: str) -> str:
    """Small letters; those whose small form has another length stay, so offsets do too."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def is_whole(text: str, start: int, end: int) -> bool:
    """No letter or digit directly before or after."""
    return not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum()


class Worker:
    """One engine, one list, one text."""

    def __init__(self, engine: str, names: Path, text: Path, limit: Optional[int]) -> None:
        self.kind = engine_class(engine)
        raw = text.read_bytes()
        if limit is not None and limit < len(raw):
            raw = raw[: raw.rindex(b"\n", 0, limit) + 1]
        self.size = len(raw)
        self.originals: List[str] = raw.decode().removesuffix("\n").split("\n")
        self.articles = [lower(a) for a in self.originals] if self.kind.lowered else self.originals
        del raw
        self.names = names.read_text(encoding="utf-8").splitlines()
        self.engine: Optional[Engine] = None
        gc.collect()
        reset_peak()
        self.before = usage()

    def build(self, _: str) -> Dict[str, Any]:
        self.engine = None
        reset_peak()
        clock = time.perf_counter()
        self.engine = self.kind(self.names)
        return {"seconds": time.perf_counter() - clock, "peak_mb": self._peak()}

    def save(self, path: str) -> Dict[str, Any]:
        return {"saved": self._ready().save(path)}

    def load(self, path: str) -> Dict[str, Any]:
        seconds = []
        reset_peak()
        for _ in range(LOADS):
            self.engine = None
            clock = time.perf_counter()
            self.engine = self.kind.load(path)
            seconds.append(time.perf_counter() - clock)
        return {"seconds": seconds, "peak_mb": self._peak()}

    def round(self, _: str) -> Dict[str, Any]:
        scan, raw, hits = self._ready().scan, self.kind.raw, 0
        clock = time.process_time()
        for article in self.articles:
            if raw:
                for start, end in scan(article):
                    hits += is_whole(article, start, end)
            else:
                for _span in scan(article):
                    hits += 1
        return {"seconds": time.process_time() - clock, "hits": hits}

    def memory(self, _: str) -> Dict[str, Any]:
        gc.collect()
        # What Python freed is given back first, so that only what the engine needs is counted.
        ctypes.CDLL(None).malloc_trim(0)
        now = usage()
        return {f"{kind}_mb": max(0, now[kind] - self.before[kind]) / 1e6 for kind in ("private", "file")}

    def spans(self, path: str) -> Dict[str, Any]:
        scan = self._ready().scan
        with open(path, "wb") as out:
            for number, (article, original) in enumerate(zip(self.articles, self.originals)):
                offsets = None if original.isascii() else byte_offsets(original)
                for start, end in scan(article):
                    whole = not self.kind.raw or is_whole(article, start, end)
                    if offsets is not None:
                        start, end = offsets[start], offsets[end]
                    out.write(struct.pack("<4I", number, start, end, whole))
        return {}

    def _ready(self) -> Engine:
        if self.engine is None:
            raise SystemExit("nothing built yet")
        return self.engine

    def _peak(self) -> float:
        return max(0, usage()["peak"] - self.before["private"] - self.before["file"]) / 1e6


def byte_offsets(text: str) -> List[int]:
    """The byte at which each character begins, and the end."""
    offsets = [0]
    for c in text:
        offsets.append(offsets[-1] + len(c.encode()))
    return offsets


def main() -> None:
    engine, names, text, *limit = sys.argv[1:]
    worker = Worker(engine, Path(names), Path(text), int(limit[0]) if limit else None)
    print(json.dumps({"bytes": worker.size, "names": len(worker.names)}), flush=True)
    for line in sys.stdin:
        command, _, argument = line.rstrip("\n").partition(" ")
        if command not in ("build", "save", "load", "round", "memory", "spans"):
            raise SystemExit(f"no command {command!r}")
        print(json.dumps(getattr(worker, command)(argument)), flush=True)


if __name__ == "__main__":
    main()
