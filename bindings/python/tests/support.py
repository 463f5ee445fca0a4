"""What all tests share: the package under test, and a small list of names."""

import os
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent
ROOT = PACKAGE.parent.parent
SOURCE = PACKAGE / "src"

# The source tree is tested; NAMEWIRE_TEST_INSTALLED=1 tests the package that is installed instead.
INSTALLED = bool(os.environ.get("NAMEWIRE_TEST_INSTALLED"))
if not INSTALLED:
    sys.path.insert(0, str(SOURCE))

import namewire  # noqa: E402

try:
    import numpy
except ImportError:
    numpy = None

needs_numpy = unittest.skipIf(numpy is None, "NumPy is not installed")

LIST = """\
id,label,subtype,name,aliases
ex:acme,ORG,company,Acme Widgets,Acme
ex:roe,PERSON,,Jane Roe,
ex:bank,ORG,,Bank of Freedonia,
ex:freedonia,GPE,country,Freedonia,
ex:tokyo,GPE,city,東京,
ex:moscow,GPE,city,Москва,
"""

TEXT = "Jane Roe of Acme said no. Bank of Freedonia agreed. Roe left for 東京 and Москва."


def gazetteer() -> "namewire.Gazetteer":
    return namewire.Gazetteer.from_csv(LIST)


def detector(**options) -> "namewire.Detector":
    return namewire.Detector([gazetteer()], builtin=False, **options)


def python(code: str, **environment: str) -> "tuple[int, str, str]":
    """Runs code in another interpreter; gives exit code, output and errors."""
    import subprocess

    variables = {**os.environ, **environment}
    if not INSTALLED:
        variables["PYTHONPATH"] = str(SOURCE)
    done = subprocess.run(
        [sys.executable, "-c", code], env=variables, capture_output=True, text=True, timeout=120
    )
    return done.returncode, done.stdout, done.stderr
