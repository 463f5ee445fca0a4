"""Replays tests/suites/*.toml, the cases that every language shares."""

import unittest

from support import ROOT, namewire

try:
    import tomllib
except ImportError:
    tomllib = None

SUITES = ROOT / "tests" / "suites"
CASE_KEYS = {
    "name", "text", "file", "list", "format", "label", "builtin", "date", "offsets", "nested", "min_score",
    "mentions",
}  # fmt: skip
MENTION_KEYS = {"text", "label", "entity", "start", "end", "nested", "source"}


@unittest.skipIf(tomllib is None, "the suites need tomllib, which came with Python 3.11")
class Suites(unittest.TestCase):
    def test_every_case(self):
        files = sorted(SUITES.glob("*.toml"))
        if not files:
            self.skipTest("no suites beside this package")
        for path in files:
            suite = tomllib.loads(path.read_text(encoding="utf-8"))
            self.assertEqual(set(suite), {"case"}, f"{path.name}: unknown keys")
            names = [case.get("name") for case in suite["case"]]
            self.assertEqual(len(set(names)), len(names), f"{path.name}: names are not unique")
            for case in suite["case"]:
                with self.subTest(suite=path.stem, case=case.get("name")):
                    self.replay(case)

    def replay(self, case):
        self.assertEqual(set(case) - CASE_KEYS, set(), "unknown keys")
        self.assertTrue({"name", "mentions"} <= set(case), "name or mentions missing")
        self.assertNotEqual("text" in case, "file" in case, "give either text or file")
        text = case["text"] if "text" in case else (ROOT / case["file"]).read_bytes().decode("utf-8")
        lists = []
        if "list" in case:
            builder = namewire.GazetteerBuilder()
            builder.read(case["list"], case.get("format", "jsonl"), label=case.get("label", ""))
            lists.append(builder.build())
        options = {key: case[key] for key in ("offsets", "nested", "min_score") if key in case}
        detector = namewire.Detector(lists, builtin=case.get("builtin", "list" not in case), **options)
        found = detector.detect(text, date=case.get("date")).mentions
        got, want = [], []
        for expected in case["mentions"]:
            self.assertEqual(set(expected) - MENTION_KEYS, set(), "unknown keys")
            want.append({key: expected[key] for key in sorted(expected)})
        for number, mention in enumerate(found):
            values = {
                "text": mention.text,
                "label": mention.label,
                "entity": mention.entity.id if mention.entity else None,
                "start": mention.start,
                "end": mention.end,
                "nested": mention.nested,
                "source": mention.source,
            }
            given = want[number] if number < len(want) else {"text", "label", "entity"}
            got.append({key: values[key] for key in sorted(given)})
        self.assertEqual(got, want)


if __name__ == "__main__":
    unittest.main()
