"""Finding the library, refusing a wrong one, and agreeing with the header."""

import ctypes
import re
import shutil
import tempfile
import unittest
from pathlib import Path

from support import INSTALLED, PACKAGE, ROOT, SOURCE, namewire, python

from namewire import _library, analysis, errors

HEADER = ROOT / "include" / "namewire.h"


class Loading(unittest.TestCase):
    def test_versions(self):
        self.assertRegex(namewire.library_version(), r"^\d+\.\d+\.\d+")
        self.assertEqual(namewire.__version__, namewire.library_version())
        if not INSTALLED:
            project = (PACKAGE / "pyproject.toml").read_text(encoding="utf-8")
            self.assertIn(f'\nversion = "{namewire.__version__}"\n', project)

    def test_named_by_the_environment(self):
        code, out, err = python("import namewire._library as l; print(l.PATH)", NAMEWIRE_LIBRARY=_library.PATH)
        self.assertEqual((code, out.strip()), (0, _library.PATH), err)

    def test_named_wrongly(self):
        for name, reason in (("/nowhere/libnamewire.so", "NAMEWIRE_LIBRARY"), ("libc.so.6", "not the namewire")):
            code, _, err = python("import namewire", NAMEWIRE_LIBRARY=name)
            self.assertEqual(code, 1)
            self.assertIn("LibraryNotFoundError", err)
            if name.startswith("/") or "cannot open" not in err:
                self.assertIn(reason, err)

    @unittest.skipIf(INSTALLED, "an installed package is not in a source tree")
    def test_beside_the_package_then_in_the_source_tree(self):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder).resolve() / "bindings" / "python" / "src"
            shutil.copytree(SOURCE / "namewire", source / "namewire")
            places = [
                source.parents[2] / "target" / "debug",
                source.parents[2] / "target" / "release",
                source / "namewire",
            ]
            code = (
                f"import sys; sys.path.insert(0, {str(source)!r})\n"
                "import namewire._library as l; print(l.PATH)\n"
            )
            for place in places:  # the later ones come first
                place.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(_library.PATH, place / _library._NAME)
                status, out, err = python(code, NAMEWIRE_LIBRARY="")
                self.assertEqual((status, out.strip()), (0, str(place / _library._NAME)), err)

    def test_wrong_abi(self):
        class Fake:
            def __init__(self, newest, oldest):
                self.nw_abi_version = lambda: newest
                self.nw_abi_version_minimum = lambda: oldest

        mine = _library.ABI_VERSION
        for newest, oldest, advice in (
            (mine - 1, mine - 1, "upgrade the library"),
            (mine + 2, mine + 1, "upgrade the Python package"),
        ):
            with self.assertRaisesRegex(namewire.LibraryNotFoundError, advice) as caught:
                _library._checked(Fake(newest, oldest), "libfake.so")
            self.assertIsInstance(caught.exception, ImportError)


@unittest.skipUnless(HEADER.is_file(), "no header beside this package")
class Header(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.header = HEADER.read_text(encoding="utf-8")
        pattern = r"^#define\s+(NW_\w+)\s+(?:\(?\(\w+\)\s*)?\(?(\d+|UINT32_MAX|UINT64_MAX)[uUlL]*\)?"
        cls.constants = dict(re.findall(pattern, cls.header, re.M))

    def number(self, name):
        self.assertIn(name, self.constants)
        return int(self.constants[name])

    def test_abi_version(self):
        self.assertEqual(self.number("NW_ABI_VERSION"), _library.ABI_VERSION)

    def test_statuses(self):
        listed = {int(v) for k, v in self.constants.items() if k.startswith("NW_STATUS_") and v.isdigit()}
        self.assertEqual(listed - {0}, set(errors.BY_STATUS))

    def test_choices(self):
        for table, prefix in ((_library.OFFSETS, "NW_OFFSETS_"), (_library.FORMATS, "NW_FORMAT_")):
            for name, value in table.items():
                self.assertEqual(self.number(prefix + name.upper()), value)
        for name in ("DETECT_NESTED", "DETECT_STRICT_UTF8", "OPEN_UNCHECKED", "READ_SKIP_BAD_ROWS",
                     "JSON_REASONS", "MENTION_NESTED"):  # fmt: skip
            self.assertEqual(self.number("NW_" + name), getattr(_library, name))

    def test_evidence(self):
        bits = {k[12:].lower(): v for k, v in self.constants.items() if k.startswith("NW_EVIDENCE_")}
        self.assertEqual({n: 1 << b for b, n in enumerate(analysis.EVIDENCE)}, {n: int(v) for n, v in bits.items()})

    def test_functions_are_declared(self):
        declared = set(re.findall(r"\b(nw_\w+)\s*\(", self.header))
        self.assertEqual({name for name, _, _ in _library._FUNCTIONS} - declared, set())

    def test_struct_sizes(self):
        word = ctypes.sizeof(ctypes.c_size_t)
        self.assertEqual(ctypes.sizeof(_library.Error), 512)
        if word == 8:
            sizes = [
                ctypes.sizeof(struct)
                for struct in (_library.ReadOptions, _library.DetectorOptions, _library.Document, _library.State)
            ]
            self.assertEqual(sizes, [56, 48, 40, 16])


if __name__ == "__main__":
    unittest.main()
