"""The README's examples, the docstrings' examples, and the program in examples/."""

import doctest
import importlib
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from support import INSTALLED, PACKAGE, SOURCE, namewire

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def load_tests(loader, tests, pattern):
    for path in sorted(Path(namewire.__file__).parent.glob("*.py")):
        if path.stem != "arrays":  # needs NumPy, and has no examples
            name = "namewire" if path.stem == "__init__" else f"namewire.{path.stem}"
            tests.addTests(doctest.DocTestSuite(importlib.import_module(name), optionflags=FLAGS))
    tests.addTests(
        doctest.DocFileSuite(str(PACKAGE / "README.md"), module_relative=False, optionflags=FLAGS)
    )
    return tests


class Watch(unittest.TestCase):
    def run_watch(self, *arguments, **options):
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        if not INSTALLED:
            environment["PYTHONPATH"] = str(SOURCE)
        command = [sys.executable, str(PACKAGE / "examples" / "watch.py"), *map(str, arguments)]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120, **options
        )

    def test_files_and_standard_input(self):
        with tempfile.TemporaryDirectory() as folder:
            names, story = Path(folder) / "names.txt", Path(folder) / "story.txt"
            names.write_text("Acme Widgets\n", encoding="utf-8")
            story.write_text("Iran met Acme Widgets.\nAcme Widgets said no.\n", encoding="utf-8")
            done = self.run_watch("--list", names, "--label", "ORG", story)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            lines = done.stdout.splitlines()
            self.assertEqual(lines[0], str(story))
            self.assertEqual(lines[1].split(), ["2", "ORG", "Acme", "Widgets", "(Acme", "Widgets)"])
            self.assertIn("iso3166:IR", done.stdout)
        done = self.run_watch(input="Iran said no.")
        self.assertIn("iso3166:IR", done.stdout)

    def test_missing_files(self):
        done = self.run_watch("/nowhere/story.txt")
        self.assertEqual(done.returncode, 1)
        self.assertIn("story.txt", done.stderr)
        self.assertNotIn("Traceback", done.stderr)
        done = self.run_watch("--list", "/nowhere/names.csv")
        self.assertEqual(done.returncode, 1)
        self.assertNotIn("Traceback", done.stderr)


if __name__ == "__main__":
    unittest.main()
