"""Wrong arguments: a type is a TypeError, a value a ValueError; neither reaches the library."""

import datetime
import unittest

from support import detector, gazetteer, namewire

Detector, Gazetteer, Builder = namewire.Detector, namewire.Gazetteer, namewire.GazetteerBuilder


class Arguments(unittest.TestCase):
    def refused(self, kind, *calls):
        for number, call in enumerate(calls):
            with self.subTest(call=number), self.assertRaises(kind):
                call()

    def test_detector_types(self):
        g = gazetteer()
        self.refused(
            TypeError,
            lambda: Detector(g),
            lambda: Detector(None),
            lambda: Detector(7),
            lambda: Detector("list.csv"),
            lambda: Detector(["list.csv"]),
            lambda: Detector([g, None]),
            lambda: Detector(builtin=1),
            lambda: Detector(nested="no"),
            lambda: Detector(strict_utf8=None),
            lambda: Detector(offsets=0),
            lambda: Detector(offsets=b"chars"),
            lambda: Detector(min_score="0.5"),
            lambda: Detector(min_score=True),
            lambda: Detector(min_score=None),
            lambda: Detector(max_text=1.5),
            lambda: Detector(max_text=True),
            lambda: Detector(max_mentions="9"),
            lambda: Detector(time_limit="1s"),
            lambda: Detector(no_such_option=1),
        )

    def test_detector_values(self):
        self.refused(
            namewire.InvalidArgumentError,
            lambda: Detector(builtin=False),
            lambda: Detector(offsets="utf8"),
            lambda: Detector(min_score=-0.1),
            lambda: Detector(min_score=1.1),
            lambda: Detector(min_score=float("nan")),
            lambda: Detector(max_text=0),
            lambda: Detector(max_text=-1),
            lambda: Detector(max_text=2**32),
            lambda: Detector(max_text=2**64),
            lambda: Detector(max_mentions=0),
            lambda: Detector(time_limit=0),
            lambda: Detector(time_limit=-1.0),
            lambda: Detector(time_limit=float("inf")),
            lambda: Detector(time_limit=float("nan")),
            lambda: Detector(time_limit=datetime.timedelta(seconds=-1)),
        )
        self.assertTrue(issubclass(namewire.InvalidArgumentError, ValueError))

    def test_detect(self):
        d = detector()
        self.refused(
            TypeError,
            lambda: d.detect(),
            lambda: d.detect(None),
            lambda: d.detect(7),
            lambda: d.detect(["text"]),
            lambda: d.detect(bytearray(b"text")),
            lambda: d.detect(memoryview(b"text")),
            lambda: d.detect("text", date=20140626),
            lambda: d.detect("text", date=b"2014-06-26"),
            lambda: d.detect("text", cancel=True),
            lambda: d.detect("text", cancel=d),
        )
        self.refused(
            namewire.InvalidArgumentError,
            *(
                lambda date=date: d.detect("text", date=date)
                for date in ("", "2014", "20140626", "2014-02-30", "2014-6-26", "2014-06-26T00", "٢٠١٤-٠٦-٢٦")
            ),
        )

    def test_detect_batch(self):
        d = detector()
        self.refused(
            TypeError,
            lambda: d.detect_batch("text"),
            lambda: d.detect_batch(b"text"),
            lambda: d.detect_batch(None),
            lambda: d.detect_batch(["text", None]),
            lambda: d.detect_batch(["text"], threads="2"),
            lambda: d.detect_batch(["text"], threads=True),
            lambda: d.detect_batch(["text"], threads=None),
            lambda: d.detect_batch(["text"], dates=20140626),
            lambda: d.detect_batch(["text"], dates=[20140626]),
            lambda: d.detect_batch(["text"], cancel=1),
            lambda: d.detect_batch(["text"], errors=None),
        )
        self.refused(
            namewire.InvalidArgumentError,
            lambda: d.detect_batch(["text"], threads=-1),
            lambda: d.detect_batch(["text"], threads=2**32),
            lambda: d.detect_batch(["text"], dates=[]),
            lambda: d.detect_batch(["text"], dates=["2014-06-26"] * 2),
            lambda: d.detect_batch(["text"], dates=["yesterday"]),
            lambda: d.detect_batch(["text"], errors="ignore"),
        )

    def test_analysis(self):
        analysis = detector().detect("Jane Roe")
        self.refused(
            TypeError,
            lambda: namewire.Analysis(),
            lambda: analysis.json(id=7),
            lambda: analysis.json(id=b"7"),
            lambda: analysis.json(reasons=1),
            lambda: analysis.to_dict(id=7),
            lambda: analysis.label_name("ORG"),
            lambda: analysis.subtype_name(1.0),
        )
        self.refused(
            namewire.InvalidArgumentError,
            lambda: analysis.label_name(60_000),
            lambda: analysis.label_name(-1),
            lambda: analysis.label_name(2**16 + 1),
            lambda: analysis.subtype_name(60_000),
        )
        self.assertEqual(analysis.label_name(1), "PERSON")
        self.assertEqual(analysis.subtype_name(0), "")

    def test_gazetteer(self):
        g = gazetteer()
        self.refused(
            TypeError,
            lambda: Gazetteer(),
            lambda: Gazetteer.open(None),
            lambda: Gazetteer.open(7),
            lambda: Gazetteer.open("list.nwg", check="no"),
            lambda: Gazetteer.from_bytes("text"),
            lambda: Gazetteer.from_bytes(None),
            lambda: Gazetteer.from_list("Acme", label="ORG"),
            lambda: Gazetteer.from_list(["Acme"]),
            lambda: Gazetteer.from_list(["Acme", None], label="ORG"),
            lambda: Gazetteer.from_list([b"Acme"], label="ORG"),
            lambda: Gazetteer.from_list(["Acme"], label=None),
            lambda: Gazetteer.from_list(None, label="ORG"),
            lambda: Gazetteer.from_csv(None),
            lambda: Gazetteer.from_csv(["name"]),
            lambda: Gazetteer.from_csv("name\n", label=7),
            lambda: Gazetteer.from_csv("name\n", skip_bad_rows=None),
            lambda: Gazetteer.from_tsv(7),
            lambda: Gazetteer.from_jsonl(7),
            lambda: Gazetteer.from_spacy(7),
            lambda: Gazetteer.from_entries("text"),
            lambda: Gazetteer.from_entries({"name": "Acme"}),
            lambda: Gazetteer.from_entries(["Acme"]),
            lambda: Gazetteer.from_entries([{"name": object()}]),
            lambda: g.save(None),
        )

    def test_builder(self):
        builder = Builder()
        self.refused(
            TypeError,
            lambda: builder.read(None, "csv"),
            lambda: builder.read("name\n", 1),
            lambda: builder.read("name\n", "csv", name=7),
            lambda: builder.add_names("Acme", label="ORG"),
            lambda: builder.add_entries("Acme"),
            lambda: builder.write(None),
        )
        self.refused(
            namewire.InvalidArgumentError,
            lambda: builder.read("name\n"),
            lambda: builder.read("name\n", "xlsx"),
            lambda: builder.read("names.csv", "csv"),
        )

    def test_live(self):
        live = namewire.LiveDetector(detector())
        self.refused(
            TypeError,
            lambda: namewire.LiveDetector(),
            lambda: namewire.LiveDetector(gazetteer()),
            lambda: live.replace(None),
        )

    def test_cancel_flag(self):
        flag = namewire.CancelFlag()
        flag.close()
        self.refused(ValueError, flag.set, flag.clear, lambda: detector().detect("x", cancel=flag))


class Errors(unittest.TestCase):
    def test_one_class_a_status(self):
        from namewire import errors

        self.assertEqual(sorted(errors.BY_STATUS), list(range(1, 15)))
        for status, kind in errors.BY_STATUS.items():
            error = errors.of_status(status, "what happened", 7)
            self.assertIs(type(error), kind)
            self.assertIsInstance(error, namewire.NamewireError)
            self.assertEqual((error.status, error.position, str(error)), (status, 7, "what happened"))
            self.assertEqual(repr(error), f"<{kind.__name__} at 7: what happened>")
        self.assertIs(type(errors.of_status(99, "?")), namewire.NamewireError)
        self.assertEqual(errors.of_status(99, "?").status, 99)
        self.assertEqual(repr(namewire.Cancelled("cancelled")), "<Cancelled: cancelled>")


if __name__ == "__main__":
    unittest.main()
