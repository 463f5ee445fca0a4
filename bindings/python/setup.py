"""Builds the Rust library and puts it into the wheel; everything else is said in pyproject.toml.

The library is the file that the environment variable NAMEWIRE_LIBRARY names, or what
`cargo build --release --package namewire-c` makes in the source tree this folder is part of.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py
from setuptools.dist import Distribution

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LIBRARY_NAME = {"darwin": "libnamewire.dylib", "win32": "namewire.dll"}.get(sys.platform, "libnamewire.so")


def built_library() -> Path:
    """The library to carry, built first when it is not given."""
    given = os.environ.get("NAMEWIRE_LIBRARY")
    if given:
        path = Path(given)
        if not path.is_file():
            raise SystemExit(f"NAMEWIRE_LIBRARY names {given}, which is not a file")
        return path
    if not (ROOT / "bindings" / "c" / "Cargo.toml").is_file():
        raise SystemExit(
            "the Rust sources are not beside this folder: build from bindings/python of a checkout of namewire, "
            "or name a built library with NAMEWIRE_LIBRARY"
        )
    command = [
        os.environ.get("CARGO", "cargo"), "build", "--release", "--package", "namewire-c",
        "--message-format", "json-render-diagnostics",
    ]  # fmt: skip
    try:
        # Cargo tells on its output which files it made, wherever its target folder is.
        made = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    except FileNotFoundError:
        raise SystemExit("cargo was not found: namewire needs a Rust toolchain to be built") from None
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"cargo build failed with exit code {error.returncode}") from None
    for line in made.stdout.splitlines():
        message = json.loads(line)
        for name in message.get("filenames", ()):
            if Path(name).name == LIBRARY_NAME:
                return Path(name)
    raise SystemExit(f"cargo build made no {LIBRARY_NAME}")


class BuildWithLibrary(build_py):
    """Copies the library and the licences beside the modules."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return  # the modules of a source tree find the library in its target folder
        package = Path(self.build_lib) / "namewire"
        package.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(built_library(), package / LIBRARY_NAME)
        for licence in sorted(ROOT.glob("LICENSE-*")):
            shutil.copyfile(licence, package / licence.name)


class PlatformWheel(bdist_wheel):
    """Any Python 3, no Python ABI, one platform."""

    def get_tag(self) -> "tuple[str, str, str]":
        return ("py3", "none", super().get_tag()[2])


class BinaryDistribution(Distribution):
    """Not pure, although no module is compiled: the library is of one platform."""

    def has_ext_modules(self) -> bool:
        return True


setup(distclass=BinaryDistribution, cmdclass={"build_py": BuildWithLibrary, "bdist_wheel": PlatformWheel})
