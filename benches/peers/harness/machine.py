"""What a reader must know of the machine and the versions; nothing that names a host or a folder."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import time
from pathlib import Path
from typing import Dict, List, Tuple

from .places import PACKAGES, ROOT


def machine() -> Dict[str, str]:
    """The class of machine."""
    info = Path("/proc/cpuinfo").read_text()

    def field(name: str) -> str:
        found = re.search(rf"^{name}\s*:\s*(.*)$", info, re.MULTILINE)
        return found.group(1).strip() if found else "unknown"

    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    vectors = [name for name in ("avx2", "avx512bw") if name in field("flags").split()]
    family = f"family {field('cpu family')} model {field('model')}"
    kernel = platform.release().split("-")[0]
    return {
        "CPU": f"{field('model name')}, {family} ({', '.join(vectors)})",
        "cores": f"{os.cpu_count()}, virtual",
        "memory": f"{int(memory.group(1)) / 1e6:.0f} GB" if memory else "unknown",
        "system": f"Linux {kernel}, {platform.machine()}, {' '.join(platform.libc_ver())}",
    }


def load() -> str:
    """How busy the machine is: processes that want to run, the mean of the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


class Others:
    """How much of the machine's processors others take meanwhile: processes or the host."""

    def __init__(self) -> None:
        self._begin = self._now()

    @staticmethod
    def _now() -> Tuple[float, float, float]:
        ticks = [int(n) for n in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
        own = os.times()
        idle = ticks[3] + ticks[4]
        second = os.sysconf("SC_CLK_TCK")
        mine = own.user + own.system + own.children_user + own.children_system
        return sum(ticks) / second, (sum(ticks) - idle) / second, mine

    def share(self) -> float:
        """Their share of all processors since this was made; of child processes that have ended, too."""
        total, busy, mine = (after - before for after, before in zip(self._now(), self._begin))
        return max(0.0, busy - mine) / total if total else 0.0


def await_quiet(patience: float) -> None:
    """Waits some seconds at most until others leave nine tenths of the machine alone."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        others = Others()
        time.sleep(1)
        if others.share() < 0.1:
            return


def versions() -> Dict[str, str]:
    """The versions of everything that was measured."""
    told = {
        "Rust": _first_line(["rustc", "--version"]),
        "C compiler": _first_line(["cc", "--version"]),
        "Python": platform.python_version(),
    }
    lock = (ROOT / "Cargo.lock").read_text() if (ROOT / "Cargo.lock").is_file() else ""
    for crate in ("namewire", "aho-corasick", "daachorse"):
        found = re.search(rf'name = "{crate}"\nversion = "([^"]+)"', lock)
        told[crate] = found.group(1) if found else "unknown"
    told["namewire"] += f" ({_first_line(['git', '-C', str(ROOT), 'describe', '--always', '--dirty'])})"
    told.update(PACKAGES)
    return told


def _first_line(command: List[str]) -> str:
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.splitlines()[0].strip()
