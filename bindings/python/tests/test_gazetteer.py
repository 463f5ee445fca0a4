"""Gazetteers: every source, compiled files, damage."""

import datetime
import os
import tempfile
import unittest
from pathlib import Path

from support import LIST, gazetteer, namewire

Gazetteer, GazetteerBuilder = namewire.Gazetteer, namewire.GazetteerBuilder


def found(listed, text):
    return [
        (m.text, m.label, m.entity.id)
        for m in namewire.Detector([listed], builtin=False).detect(text).mentions
    ]


class Sources(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def test_list(self):
        want = [("Acme Widgets", "ORG", "Acme Widgets")]
        text = "We met Acme Widgets today."
        self.assertEqual(found(Gazetteer.from_list(["Acme Widgets", "Initech"], label="ORG"), text), want)
        self.assertEqual(found(Gazetteer.from_list((n for n in ["Acme Widgets"]), label="ORG"), text), want)
        path = self.file("names.txt", "Acme Widgets\n\nInitech\n")
        self.assertEqual(found(Gazetteer.from_list(path, label="ORG"), text), want)

    def test_names_are_taken_as_they_are(self):
        listed = Gazetteer.from_list(['Bob "Two, Tons" Smith', "東京"], label="PERSON")
        self.assertEqual(found(listed, 'Then Bob "Two, Tons" Smith left 東京.')[-1][0], "東京")
        self.assertEqual(listed.info().entities, 2)

    def test_csv(self):
        want = [("Acme", "ORG", "ex:acme")]
        for source in (LIST, LIST.encode(), self.file("list.csv", LIST)):
            self.assertEqual(found(Gazetteer.from_csv(source), "We met Acme."), want)

    def test_tsv(self):
        text = "id\tname\nex:1\tAcme Widgets\n"
        for source in (text, self.file("list.tsv", text)):
            listed = Gazetteer.from_tsv(source, label="ORG")
            self.assertEqual(found(listed, "We met Acme Widgets."), [("Acme Widgets", "ORG", "ex:1")])

    def test_jsonl(self):
        text = '{"id": "ex:1", "name": "Acme Widgets", "aliases": ["Acme"]}\n'
        for source in (text, self.file("list.jsonl", text)):
            listed = Gazetteer.from_jsonl(source, label="ORG")
            self.assertEqual(found(listed, "We met Acme."), [("Acme", "ORG", "ex:1")])

    def test_spacy(self):
        text = (
            '{"label": "ORG", "pattern": "Acme Widgets", "id": "acme"}\n'
            '{"label": "GPE", "pattern": [{"LOWER": "san"}, {"LOWER": "marco"}]}\n'
        )
        for source in (text, self.file("list.jsonl", text)):
            listed = Gazetteer.from_spacy(source)
            self.assertEqual(
                found(listed, "Acme Widgets left San Marco."),
                [("Acme Widgets", "ORG", "acme"), ("San Marco", "GPE", "san marco")],
            )

    def test_entries(self):
        entries = [
            {
                "id": "ex:1",
                "label": "PERSON",
                "name": "Jane Roe",
                "aliases": ("J. Roe", {"text": "Janie", "from": datetime.date(2001, 1, 1)}),
                "roles": [{"title": "chair", "from": datetime.date(2013, 2, 1), "until": None}],
                "attributes": {"country": "iso3166:US"},
            }
        ]
        self.assertEqual(found(Gazetteer.from_entries(entries), "I saw Janie."), [("Janie", "PERSON", "ex:1")])
        self.assertEqual(found(Gazetteer.from_entries(iter(entries)), "J. Roe left."), [("J. Roe", "PERSON", "ex:1")])

    def test_bad_row_stops(self):
        bad = "name,label\nAcme Widgets,ORG\n,ORG\nInitech,ORG\n"
        with self.assertRaises(namewire.RowError) as caught:
            Gazetteer.from_csv(bad)
        self.assertEqual((caught.exception.position, caught.exception.status), (3, 6))
        self.assertIn("csv:3:", str(caught.exception))
        path = self.file("bad.csv", bad)
        with self.assertRaises(namewire.RowError) as caught:
            Gazetteer.from_csv(path)
        self.assertIn("bad.csv:3:", str(caught.exception))
        with self.assertRaises(namewire.RowError) as caught:
            Gazetteer.from_list(["Acme", "..."], label="ORG")
        self.assertEqual(caught.exception.position, 2)
        for entry in ({"nmae": "Acme"}, {"name": "Acme", "prior": float("nan")}, {"name": "a\ud800"}, {}):
            with self.assertRaises(namewire.RowError):
                Gazetteer.from_entries([entry], label="ORG")

    def test_bad_row_is_skipped(self):
        listed = Gazetteer.from_csv("name,label\n,ORG\nAcme Widgets,ORG\n,ORG\n", skip_bad_rows=True)
        self.assertEqual(len(listed.problems), 2)
        self.assertTrue(listed.problems[0].startswith("csv:2: "), listed.problems)
        self.assertEqual(listed.info().entities, 1)
        self.assertEqual(len(Gazetteer.from_list(["Acme", "..."], label="ORG", skip_bad_rows=True).problems), 1)
        self.assertEqual(gazetteer().problems, ())

    def test_text_that_is_not_utf8(self):
        for source in (b"name\nJos\xe9\n", "name\nJos\udce9\n"):
            with self.assertRaises(namewire.RowError) as caught:
                Gazetteer.from_csv(source, label="PERSON")
            self.assertEqual(caught.exception.position, 2)
            self.assertIn("UTF-8", str(caught.exception))

    def test_missing_file(self):
        with self.assertRaises(namewire.FileError) as caught:
            Gazetteer.from_csv(self.folder / "none.csv")
        self.assertIsInstance(caught.exception, OSError)
        self.assertIn("none.csv", str(caught.exception))

    def test_a_name_of_a_file_is_not_a_list(self):
        with self.assertRaisesRegex(ValueError, "pathlib"):
            Gazetteer.from_csv("people.csv")


class Builders(unittest.TestCase):
    def test_several_lists(self):
        with tempfile.TemporaryDirectory() as folder, GazetteerBuilder() as builder:
            path = Path(folder) / "more.tsv"
            path.write_text("name\nInitech\n", encoding="utf-8")
            builder.read(path, label="ORG")
            report = builder.read("name\nFreedonia\n,\n", "csv", label="GPE", name="places", skip_bad_rows=True)
            self.assertEqual((report.rows, len(report.problems)), (2, 1))
            self.assertEqual(builder.problems, list(report.problems))
            self.assertTrue(builder.problems[0].startswith("places:3"), builder.problems)
            builder.add_entries([{"id": "ex:1", "name": "Jane Roe", "label": "PERSON"}])
            builder.add_names(["Acme"], label="ORG")
            listed = builder.build()
            self.assertEqual(listed.info().entities, 4)
            self.assertEqual(len(listed.problems), 1)
            self.assertEqual(builder.problems, [])
            builder.add_names(["Acme"], label="ORG")  # and once more
            file = Path(folder) / "list.nwg"
            builder.write(file)
            self.assertEqual(Gazetteer.open(file).info().entities, 1)
            with self.assertRaises(namewire.FileError):
                builder.write(Path(folder) / "none" / "list.nwg")
            self.assertEqual(repr(builder), "<GazetteerBuilder 0 problems>")
        self.assertEqual(repr(builder), "<GazetteerBuilder closed>")
        with self.assertRaises(ValueError):
            builder.build()

    def test_a_refused_list_leaves_nothing(self):
        builder = GazetteerBuilder()
        with self.assertRaises(namewire.RowError):
            builder.read("name\nAcme\n,\n", "csv", label="ORG")
        self.assertEqual(builder.build().info().entities, 0)


class Compiled(unittest.TestCase):
    def test_round_trips(self):
        listed = gazetteer()
        raw = listed.bytes()
        self.assertEqual(listed.info().bytes, len(raw))
        for data in (raw, bytearray(raw), memoryview(raw)):
            self.assertEqual(found(Gazetteer.from_bytes(data), "We met Acme."), [("Acme", "ORG", "ex:acme")])
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "list ü.nwg")
            listed.save(path)
            for where in (path, Path(path), os.fsencode(path)):
                for check in (True, False):
                    with Gazetteer.open(where, check=check) as opened:
                        self.assertEqual(opened.info(), listed.info())
                        self.assertEqual(opened.bytes(), raw)
            opened = Gazetteer.open(path)
            Gazetteer.from_list(["Initech"], label="ORG").save(path)  # the open one keeps the old file
            self.assertEqual(opened.info(), listed.info())
            self.assertEqual(Gazetteer.open(path).info().entities, 1)
            self.assertEqual(os.listdir(folder), ["list ü.nwg"])
            with self.assertRaises(OSError):
                listed.save(os.path.join(folder, "none", "list.nwg"))

    def test_builtin(self):
        info = Gazetteer.builtin().info()
        self.assertGreater(info.entities, 100)
        self.assertGreater(info.aliases, info.entities)

    def test_damage(self):
        raw = gazetteer().bytes()
        for data, kind in (
            (b"", namewire.NotAGazetteerError),
            (b"PK\x03\x04 not a gazetteer" * 20, namewire.NotAGazetteerError),
            (raw[: len(raw) // 2], namewire.DamagedGazetteerError),
            (raw[:-9] + bytes([raw[-9] ^ 1]) + raw[-8:], namewire.DamagedGazetteerError),
        ):
            with self.assertRaises(kind):
                Gazetteer.from_bytes(data)
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "bad.nwg")
                Path(path).write_bytes(data)
                with self.assertRaises(kind):
                    Gazetteer.open(path)
        with self.assertRaises(namewire.FileError):
            Gazetteer.open("/nowhere/at all.nwg")

    def test_closing_and_repr(self):
        listed = gazetteer()
        self.assertRegex(repr(listed), r"^<Gazetteer from lists: 6 entities, 7 aliases>$")
        self.assertRegex(repr(Gazetteer.builtin()), r"^<Gazetteer built-in: \d+ entities, \d+ aliases>$")
        with listed:
            pass
        self.assertEqual(repr(listed), "<Gazetteer closed>")
        for call in (listed.info, listed.bytes, lambda: listed.save("x"), lambda: namewire.Detector([listed])):
            with self.assertRaises(ValueError):
                call()


if __name__ == "__main__":
    unittest.main()
