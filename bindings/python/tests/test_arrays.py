"""NumPy views: the library's own memory, read-only, alive as long as they are."""

import gc
import unittest

from support import TEXT, detector, needs_numpy, numpy, python


@needs_numpy
class Views(unittest.TestCase):
    def setUp(self):
        self.detector = detector(nested=True)
        self.analysis = self.detector.detect(TEXT)

    def test_same_as_the_values(self):
        arrays, mentions = self.analysis.arrays, self.analysis.mentions
        view = arrays.mentions
        self.assertEqual(view.shape, (len(mentions),))
        self.assertEqual(view.dtype.itemsize, 44)
        strings = arrays.strings.tobytes()
        for record, mention in zip(view, mentions):
            self.assertEqual(
                (record["start"], record["end"], record["byte_start"], record["byte_end"]),
                (mention.start, mention.end, mention.byte_start, mention.byte_end),
            )
            at = record["text_offset"]
            self.assertEqual(strings[at : at + record["text_len"]].decode(), mention.text)
            self.assertEqual(self.analysis.label_name(record["label"]), mention.label)
            self.assertEqual(self.analysis.subtype_name(record["subtype"]), mention.subtype)
            self.assertAlmostEqual(float(record["score"]), mention.score, places=3)
            self.assertEqual(bool(record["flags"] & 1), mention.nested)
            self.assertEqual(arrays.entities[record["entity"]]["mentions"], mention.entity.mentions)
        entities = arrays.entities
        self.assertEqual(entities.dtype.itemsize, 40)
        self.assertAlmostEqual(float(entities["salience"].sum()), 1, places=4)
        at = entities[0]["id_offset"]
        self.assertEqual(strings[at : at + entities[0]["id_len"]].decode(), "ex:roe")
        self.assertEqual(arrays.quotations.dtype.itemsize, 68)
        self.assertEqual(len(arrays.quotations), len(self.analysis.quotations))

    def test_nothing_is_copied(self):
        from namewire._library import lib

        address, count = self.analysis._records(lib.nw_analysis_mentions)
        one, two = self.analysis.arrays.mentions, self.analysis.arrays.mentions
        self.assertEqual(one.__array_interface__["data"], (address, True))
        self.assertTrue(numpy.shares_memory(one, two))
        self.assertTrue(numpy.shares_memory(one["score"], one))
        self.assertEqual(len(one), count)

    def test_read_only(self):
        view = self.analysis.arrays.mentions
        with self.assertRaises(ValueError):
            view["score"] = 0
        with self.assertRaises(ValueError):
            view.flags.writeable = True

    def test_views_keep_the_analysis(self):
        starts = self.analysis.arrays.mentions["start"]
        pointer = self.analysis._slot.pointer
        want = starts.tolist()
        del self.analysis
        gc.collect()
        self.assertNotIn(pointer, [slot.pointer for slot in self.detector._pool.free])
        for _ in range(10):
            self.detector.detect("Acme " * 50)
        self.assertEqual(starts.tolist(), want)
        del starts
        gc.collect()
        self.assertIn(pointer, [slot.pointer for slot in self.detector._pool.free])

    def test_empty(self):
        arrays = self.detector.detect("").arrays
        for view, size in ((arrays.mentions, 44), (arrays.entities, 40), (arrays.quotations, 68)):
            self.assertEqual((view.shape, view.dtype.itemsize, view.flags.writeable), ((0,), size, False))
        self.assertTrue(repr(arrays).startswith("<Arrays of <Analysis 0 mentions"))


class WithoutNumPy(unittest.TestCase):
    def test_everything_else_works(self):
        code, out, err = python(
            "import sys; sys.modules['numpy'] = None\n"
            "import namewire\n"
            "a = namewire.Detector().detect('Iran said no.')\n"
            "print(a.mentions[0].text)\n"
            "try: a.arrays\n"
            "except ImportError as e: print('ImportError')\n"
        )
        self.assertEqual((code, out.split(), err), (0, ["Iran", "ImportError"], ""))


if __name__ == "__main__":
    unittest.main()
