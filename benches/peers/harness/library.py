"""What namewire alone is measured for: the compiled file, one article, threads, process start."""

from __future__ import annotations

import ctypes
import json
import mmap
import os
import re
import subprocess
import time
from pathlib import Path
from statistics import median
from typing import Any, Dict, List, Optional

from .lists import list_path
from .machine import Others, await_quiet
from .places import Workshop, answer_of, say

#: The length of the article that is read again and again, in bytes.
ARTICLE = (2_900, 3_100)


def measure(shop: Workshop, text: Path, size: int, quick: bool) -> Dict[str, Any]:
    """Everything, as one dictionary; what cannot be measured here is left out."""
    article = _article(shop, text)
    found: Dict[str, Any] = {"size": size, "article_bytes": article.stat().st_size}
    compiled = shop.folder / f"compiled-{size}.nwg"
    say(f"namewire: compiling {size:,} names")
    compile_ = [shop.rust, "compile", list_path(shop.folder, shop.kind, size), compiled]
    found["compile"] = _over([answer_of(compile_) for _ in range(2 if quick else 7)])
    say("namewire: opening the compiled file, cold and warm")
    for check in ("checked", "unchecked"):
        for state in ("warm", "cold"):
            found[f"open {check} {state}"] = _open(shop, compiled, check, state == "cold", 5 if quick else 15)
    say("namewire: two processes with one file")
    found["shared"] = _sharing(shop, compiled, text)
    say("namewire: one thread and two")
    rounds = 2 if quick else 7
    found["threads"] = {"Rust `detect_batch`": _threads([shop.rust, "threads", text, rounds], quick)}
    if shop.programs is not None:
        found["threads"]["C threads"] = _threads([shop.programs / "threads", text, rounds], quick)
        say("namewire: one article through C, process start")
        calls = 2_000 if quick else 20_000
        found["c"] = _best([answer_of([shop.programs / "article", article, calls]) for _ in range(3)])
        found["start"] = _starts(shop, 10 if quick else 50)
    if shop.has_python:
        say("namewire: one article from Python")
        command = [shop.python, "-m", "harness.article", article, 5 if quick else 30]
        found["python"] = answer_of(command, shop.environment())
    return found


def _threads(command: List[object], quick: bool) -> Dict[str, Any]:
    """One thread against two, and what share of the machine others took meanwhile."""
    await_quiet(1 if quick else 60)
    others = Others()
    told: Dict[str, Any] = answer_of(command)
    return dict(told, others=others.share())


def _article(shop: Workshop, text: Path) -> Path:
    """The first article of the text of some 3 kB."""
    least, most = ARTICLE
    path = shop.folder / "article.txt"
    with text.open("rb") as lines:
        fitting = (line for line in lines if least <= len(line) <= most)
        path.write_bytes(
            next(fitting, text.read_bytes()[:3_000].decode(errors="ignore").encode()).rstrip(b"\n")
        )
    return path


def _over(answers: List[Dict[str, Any]]) -> Dict[str, Any]:
    """Minimum and median over runs of the figures that vary."""
    told: Dict[str, Any] = dict(answers[0])
    for key in ("seconds", "read_seconds", "processor_seconds", "peak_mb"):
        values = [answer[key] for answer in answers]
        told[key] = {"min": min(values), "median": median(values)}
    told["runs"] = len(answers)
    return told


def _best(answers: List[Dict[str, Any]]) -> Dict[str, Any]:
    """The process with the median of medians, and the most allocations of any."""
    ordered = sorted(answers, key=lambda answer: answer["median"])
    told = dict(ordered[len(ordered) // 2], min=min(a["min"] for a in answers))
    told["allocations"] = max(a["allocations"] for a in answers)
    return told


def _open(shop: Workshop, path: Path, check: str, cold: bool, runs: int) -> Optional[Dict[str, Any]]:
    """Seconds to open and to the first names found, in a new process each time."""
    opened, first = [], []
    for _ in range(runs):
        if cold and not _evict(path):
            say("the file cannot be evicted from the page cache here: no cold figures")
            return None
        told = answer_of([shop.rust, "open", path, check])
        opened.append(told["open"])
        first.append(told["first"])
    return {
        name: {"min": min(values), "median": median(values)}
        for name, values in (("open", opened), ("first", first))
    }


def _evict(path: Path) -> bool:
    """Drops a file from the page cache; tells whether it went."""
    for _ in range(5):
        if _evict_once(path):
            return True
        time.sleep(0.2)
    return False


def _evict_once(path: Path) -> bool:
    with path.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        size = path.stat().st_size
        with mmap.mmap(file.fileno(), size, flags=mmap.MAP_PRIVATE) as view:
            pages = (size + mmap.PAGESIZE - 1) // mmap.PAGESIZE
            state = (ctypes.c_ubyte * pages)()
            address = ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(view)))
            outcome = ctypes.CDLL(None).mincore(address, ctypes.c_size_t(size), state)
            del address
            return outcome == 0 and sum(page & 1 for page in state) < pages // 100 + 1


def _sharing(shop: Workshop, path: Path, text: Path) -> Dict[str, Any]:
    """Two processes map the file and scan the text; what the kernel says of their pages of it."""
    command = [str(shop.rust), "hold", str(path), str(text)]
    pipes: Dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    holders = [subprocess.Popen(command, **pipes) for _ in range(2)]
    try:
        for holder in holders:
            assert holder.stdout is not None
            json.loads(holder.stdout.readline())
        return {
            "file_mb": path.stat().st_size / 1e6,
            "processes": [_pages(holder.pid, path) for holder in holders],
        }
    finally:
        for holder in holders:
            holder.communicate()


def _pages(pid: int, path: Path) -> Dict[str, float]:
    """Megabytes of a process's pages of a file."""
    totals = {
        "Rss": 0,
        "Pss": 0,
        "Shared_Clean": 0,
        "Shared_Dirty": 0,
        "Private_Clean": 0,
        "Private_Dirty": 0,
    }
    inside = False
    for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
        if re.match(r"[0-9a-f]+-[0-9a-f]+ ", line):
            inside = line.endswith(str(path))
        elif inside and line.split(":")[0] in totals:
            totals[line.split(":")[0]] += int(line.split()[1]) * 1024
    return {
        "resident_mb": totals["Rss"] / 1e6,
        "shared_mb": (totals["Shared_Clean"] + totals["Shared_Dirty"]) / 1e6,
        "private_mb": (totals["Private_Clean"] + totals["Private_Dirty"]) / 1e6,
    }


def _starts(shop: Workshop, runs: int) -> Dict[str, Any]:
    """From just before a process is started to its first result."""
    assert shop.programs is not None
    names = ("nothing", "hello")
    command = [str(shop.programs / "launch"), str(runs), *(str(shop.programs / name) for name in names)]
    lines = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    told: Dict[str, Any] = {"runs": runs}
    for name, line in zip(names, lines):
        seconds = [float(value) for value in line.split()]
        told[name] = {"min": min(seconds), "median": median(seconds), "max": max(seconds)}
    return told
