"""The other end of a worker: a process that serves one engine."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, List, Optional

from .places import Workshop, say


@dataclass(frozen=True)
class EngineSpec:
    """An engine of the comparison."""

    #: As the table names it.
    title: str
    #: As the worker names it.
    name: str
    python: bool = False
    #: Only the first so many bytes of the text, for slow engines.
    text_limit: Optional[int] = None
    #: Larger lists take minutes or many gigabytes.
    largest_list: Optional[int] = None
    #: Held against the reference; detection is not, as it weighs names instead of listing them.
    compared: bool = True
    #: How much of the reference may differ for no known reason.
    tolerance: float = 0.01
    #: The engine is a compiled file that is opened.
    mapped: bool = False
    #: How often the list is built.
    builds: int = 1


class WorkerFailed(Exception):
    """A worker process ended."""


@dataclass
class Remote:
    """A running worker and what it told."""

    spec: EngineSpec
    process: "subprocess.Popen[str]"
    bytes: int = 0
    builds: List[float] = field(default_factory=list)
    loads: List[float] = field(default_factory=list)
    rounds: List[float] = field(default_factory=list)
    peak_mb: float = 0.0
    private_mb: float = 0.0
    file_mb: float = 0.0
    hits: int = 0
    comparison: Dict[str, Any] = field(default_factory=dict)

    @classmethod
    def start(
        cls, shop: Workshop, spec: EngineSpec, names: Path, text: Path, limit: Optional[int]
    ) -> "Remote":
        """Starts a worker; it has read list and text when this returns."""
        bounds = [b for b in (limit, spec.text_limit) if b is not None]
        program = [str(shop.python), "-m", "harness.worker"] if spec.python else [str(shop.rust), "worker"]
        command = [*program, spec.name, str(names), str(text), *([str(min(bounds))] if bounds else [])]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        process = subprocess.Popen(command, env=shop.environment(), **pipes)  # type: ignore[call-overload]
        self = cls(spec, process)
        self.bytes = int(self._answer()["bytes"])
        return self

    def build(self) -> None:
        """Builds from the list."""
        told = self.ask("build")
        if not self.builds:
            self.peak_mb = told["peak_mb"]
        self.builds.append(told["seconds"])

    def save(self, path: Path) -> bool:
        """Writes the engine into a file; false where it cannot be."""
        return bool(self.ask("save", path)["saved"])

    def load(self, path: Path) -> None:
        """Replaces the engine by that of a file, several times."""
        told = self.ask("load", path)
        self.loads = told["seconds"]
        if self.spec.mapped:
            self.peak_mb = told["peak_mb"]

    def round(self) -> None:
        """One pass over the text."""
        told = self.ask("round")
        if self.rounds and told["hits"] != self.hits:
            raise WorkerFailed(f"{self.spec.title}: {self.hits} hits, then {told['hits']}")
        self.hits = told["hits"]
        self.rounds.append(told["seconds"])

    def measure_memory(self) -> None:
        """What the engine takes now."""
        told = self.ask("memory")
        self.private_mb, self.file_mb = told["private_mb"], told["file_mb"]

    def ask(self, command: str, argument: object = "") -> Dict[str, Any]:
        """Sends a command and waits for its answer."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{command} {argument}".rstrip() + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> Dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise WorkerFailed(f"{self.spec.title}: its process ended with code {self.process.wait()}")
        told: Dict[str, Any] = json.loads(line)
        return told

    def stop(self) -> None:
        """Ends the worker."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            say(f"{self.spec.title}: ended by force")
            self.process.kill()
            self.process.wait()
