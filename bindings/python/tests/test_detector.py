"""Detector: options, texts, batches."""

import copy
import datetime
import pickle
import unittest

from support import TEXT, detector, gazetteer, namewire

Detector = namewire.Detector


class Options(unittest.TestCase):
    def test_defaults_use_the_builtin_gazetteer(self):
        with Detector() as d:
            self.assertEqual(d.offsets, "chars")
            ids = [m.entity.id for m in d.detect("Iran said no.").mentions]
        self.assertEqual(ids, ["iso3166:IR"])

    def test_own_lists_lie_over_the_builtin_one_and_the_first_decides(self):
        first = namewire.Gazetteer.from_entries([{"id": "ex:1", "label": "ORG", "name": "Iran"}])
        second = namewire.Gazetteer.from_entries([{"id": "ex:2", "label": "ORG", "name": "Iran"}])
        for layers, want in (([first, second], "ex:1"), ([second, first], "ex:2"), ([], "iso3166:IR")):
            mention = Detector(layers).detect("Iran said no.").mentions[0]
            self.assertEqual(mention.entity.id, want)

    def test_without_builtin(self):
        self.assertEqual(detector().detect("Iran said no.").mentions, ())

    def test_any_iterable_of_gazetteers(self):
        d = Detector((g for g in (gazetteer(),)), builtin=False)
        self.assertEqual(len(d.detect("Jane Roe").mentions), 1)

    def test_offsets(self):
        text = "😀 Jane Roe"
        for unit, span in (("chars", (2, 10)), ("utf16", (3, 11)), ("bytes", (5, 13))):
            mention = detector(offsets=unit).detect(text).mentions[0]
            self.assertEqual((mention.start, mention.end), span, unit)
            self.assertEqual((mention.byte_start, mention.byte_end), (5, 13), unit)

    def test_nested(self):
        text = "Bank of Freedonia agreed."
        self.assertEqual([m.text for m in detector().detect(text).mentions], ["Bank of Freedonia"])
        mentions = detector(nested=True).detect(text).mentions
        self.assertEqual(
            [(m.text, m.nested) for m in mentions], [("Bank of Freedonia", False), ("Freedonia", True)]
        )

    def test_min_score(self):
        self.assertEqual(
            [m for m in detector(min_score=1).detect(TEXT).mentions if m.score < 1], []
        )
        every = detector(min_score=0).detect(TEXT).mentions
        self.assertGreaterEqual(len(every), len(detector().detect(TEXT).mentions))

    def test_max_text(self):
        d = detector(max_text=10)
        d.detect("0123456789")
        with self.assertRaises(namewire.TextTooLongError) as caught:
            d.detect("01234567890")
        self.assertEqual(caught.exception.status, 11)
        self.assertIn("11 bytes", str(caught.exception))

    def test_max_mentions(self):
        analysis = detector(max_mentions=1).detect(TEXT)
        self.assertEqual(len(analysis.mentions), 1)
        self.assertTrue(analysis.truncated)
        self.assertFalse(detector().detect(TEXT).truncated)

    def test_time_limit(self):
        d = detector(time_limit=1e-6)
        with self.assertRaises(namewire.TimedOut):
            d.detect("Jane Roe of Acme said no. " * 200_000)
        for limit in (10, 0.5, datetime.timedelta(seconds=3)):
            self.assertEqual(len(detector(time_limit=limit).detect("Jane Roe").mentions), 1)


class Texts(unittest.TestCase):
    def setUp(self):
        self.detector = detector()

    def test_str_and_bytes(self):
        one, two = self.detector.detect(TEXT), self.detector.detect(TEXT.encode())
        self.assertEqual(one.mentions, two.mentions)
        self.assertGreater(len(one.mentions), 5)

    def test_empty(self):
        for text in ("", b""):
            analysis = self.detector.detect(text)
            self.assertEqual((analysis.mentions, analysis.entities, analysis.quotations), ((), (), ()))
            self.assertIsNone(analysis.dateline)
            self.assertIsNone(analysis.byline)

    def test_nul_is_a_character_like_others(self):
        mention = self.detector.detect("\0\0 Jane Roe \0").mentions[0]
        self.assertEqual((mention.start, mention.end), (3, 11))

    def test_bad_bytes_are_separators(self):
        raw = b"\xff\xe2\x82 Jane Roe"
        analysis = self.detector.detect(raw)
        mention = analysis.mentions[0]
        self.assertEqual(analysis.repaired, 2)
        self.assertEqual(raw[mention.byte_start : mention.byte_end], b"Jane Roe")
        self.assertEqual(raw.decode("utf-8", "replace")[mention.start : mention.end], "Jane Roe")

    def test_strict_utf8(self):
        strict = detector(strict_utf8=True)
        for text in (b"Jane\xff", "Jane\udc80"):
            with self.assertRaises(namewire.InvalidUtf8Error) as caught:
                strict.detect(text)
            self.assertEqual(caught.exception.position, 4)
        self.assertEqual(len(strict.detect("Jane Roe 😀").mentions), 1)

    def test_lone_surrogates_do_not_shift_offsets(self):
        analysis = self.detector.detect("\ud800\udfff😀\udc80 Jane Roe")
        mention = analysis.mentions[0]
        self.assertEqual((mention.start, mention.end), (5, 13))
        self.assertEqual(analysis.repaired, 3)

    def test_dates(self):
        listed = namewire.Gazetteer.from_entries(
            [
                {
                    "id": "ex:1",
                    "label": "ORG",
                    "name": "Initech Holdings",
                    "aliases": [
                        {
                            "text": "Initrode",
                            "from": datetime.date(2001, 1, 1),
                            "until": "2009-12-31",
                        }
                    ],
                }
            ]
        )
        d = Detector([listed], builtin=False)
        text = "Shares of Initrode fell."
        for date, want in (
            ("2005-06-01", 1),
            (datetime.date(2005, 6, 1), 1),
            (datetime.datetime(2005, 6, 1, 12), 1),
            ("2010-01-01", 0),
            (None, 1),
        ):
            self.assertEqual(len(d.detect(text, date=date).mentions), want, date)
        batch = d.detect_batch([text, text, text], dates=["2005-06-01", "2010-01-01", None])
        self.assertEqual([len(a.mentions) for a in batch], [1, 0, 1])
        batch = d.detect_batch([text, text], dates="2010-01-01")
        self.assertEqual([len(a.mentions) for a in batch], [0, 0])

    def test_cancel(self):
        flag = namewire.CancelFlag()
        self.assertEqual(len(self.detector.detect("Jane Roe", cancel=flag).mentions), 1)
        flag.set()
        self.assertTrue(flag.is_set())
        with self.assertRaises(namewire.Cancelled):
            self.detector.detect("Jane Roe", cancel=flag)
        with self.assertRaises(namewire.Cancelled):
            self.detector.detect_batch(["Jane Roe"], cancel=flag)
        flag.clear()
        self.assertEqual(len(self.detector.detect("Jane Roe", cancel=flag).mentions), 1)


class Batches(unittest.TestCase):
    def setUp(self):
        self.detector = detector(strict_utf8=True)

    def test_equals_one_by_one(self):
        texts = [TEXT, "", "Acme", TEXT.encode(), "😀 Jane Roe"] * 40
        for threads in (0, 1, 2, 7):
            batch = self.detector.detect_batch(texts, threads=threads)
            self.assertEqual(
                [a.mentions for a in batch], [self.detector.detect(t).mentions for t in texts]
            )

    def test_empty_and_generators(self):
        self.assertEqual(self.detector.detect_batch([]), [])
        self.assertEqual(len(self.detector.detect_batch(t for t in (TEXT, TEXT))), 2)

    def test_first_failure_is_raised_with_its_index(self):
        with self.assertRaises(namewire.InvalidUtf8Error) as caught:
            self.detector.detect_batch([TEXT, b"ab\xff", b"\xff"])
        self.assertEqual((caught.exception.index, caught.exception.position), (1, 2))

    def test_failures_are_returned_in_place(self):
        results = self.detector.detect_batch([b"ab\xff", "Jane Roe", b"\xff"], errors="return")
        self.assertIsInstance(results[0], namewire.InvalidUtf8Error)
        self.assertEqual(results[0].position, 2)
        self.assertEqual(len(results[1].mentions), 1)
        self.assertIsInstance(results[2], namewire.InvalidUtf8Error)
        self.assertEqual(results[2].index, 2)


class Objects(unittest.TestCase):
    def test_closing(self):
        d = detector()
        analysis = d.detect(TEXT)
        d.close()
        d.close()
        self.assertTrue(d.closed)
        self.assertEqual(repr(d), "<Detector closed>")
        for call in (lambda: d.detect("x"), lambda: d.detect_batch(["x"]), lambda: d.__enter__()):
            with self.assertRaises(ValueError):
                call()
        self.assertGreater(len(analysis.mentions), 5)  # an analysis needs its detector no more

    def test_gazetteers_may_go_first(self):
        g = gazetteer()
        d = Detector([g], builtin=False)
        g.close()
        del g
        self.assertEqual(len(d.detect("Jane Roe").mentions), 1)

    def test_no_pickle_no_copy(self):
        d = detector()
        for thing in (d, d.detect(TEXT), gazetteer(), namewire.CancelFlag(), namewire.GazetteerBuilder()):
            for spoil in (pickle.dumps, copy.copy, copy.deepcopy):
                with self.assertRaises(TypeError):
                    spoil(thing)

    def test_repr(self):
        self.assertEqual(repr(Detector([gazetteer()])), "<Detector of 2 gazetteers, offsets in chars>")
        self.assertEqual(repr(detector()), "<Detector of 1 gazetteer, offsets in chars>")
        flag = namewire.CancelFlag()
        self.assertEqual(repr(flag), "<CancelFlag clear>")
        live = namewire.LiveDetector(detector())
        self.assertEqual(repr(live), "<LiveDetector <Detector of 1 gazetteer, offsets in chars>>")


if __name__ == "__main__":
    unittest.main()
