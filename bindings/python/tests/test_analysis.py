"""Analysis: what its values say, and that they agree with the JSON form."""

import ctypes
import datetime
import gc
import json
import pickle
import unittest
from unittest import mock

from support import TEXT, detector, namewire

from namewire import _library
from namewire import analysis as module


class Values(unittest.TestCase):
    def setUp(self):
        self.analysis = detector(nested=True).detect(TEXT)

    def test_mention(self):
        mention = self.analysis.mentions[0]
        self.assertEqual(mention.text, "Jane Roe")
        self.assertEqual((mention.start, mention.end, mention.byte_start, mention.byte_end), (0, 8, 0, 8))
        self.assertEqual((mention.label, mention.subtype, mention.source), ("PERSON", "", "gazetteer"))
        self.assertEqual(mention.entity.id, "ex:roe")
        self.assertIn("exact", mention.evidence)
        self.assertFalse(mention.nested)
        self.assertTrue(0.5 <= mention.score <= 1)

    def test_memory(self):
        mention = [m for m in self.analysis.mentions if m.text == "Roe"][0]
        self.assertEqual((mention.source, mention.entity.id), ("memory", "ex:roe"))
        self.assertIn("short_form", mention.evidence)

    def test_subtypes(self):
        kinds = {m.entity.id: (m.label, m.subtype) for m in self.analysis.mentions}
        self.assertEqual(kinds["ex:acme"], ("ORG", "company"))
        self.assertEqual(kinds["ex:tokyo"], ("GPE", "city"))

    def test_own_labels(self):
        g = namewire.Gazetteer.from_list(["Old Faithful"], label="GEYSER")
        mention = namewire.Detector([g]).detect("We saw Old Faithful.").mentions[0]
        self.assertEqual((mention.label, mention.entity.label), ("GEYSER", "GEYSER"))

    def test_entities(self):
        entities = self.analysis.entities
        self.assertEqual([e.id for e in entities][:2], ["ex:roe", "ex:acme"])
        self.assertEqual(entities[0].mentions, 2)
        self.assertAlmostEqual(sum(e.salience for e in entities), 1, delta=0.01)
        for entity in entities:
            self.assertEqual(self.analysis.mentions[entity.first_mention].entity, entity)

    def test_read_only(self):
        mention, entity = self.analysis.mentions[0], self.analysis.entities[0]
        for thing, field in ((mention, "text"), (entity, "id"), (self.analysis, "mentions")):
            with self.assertRaises(AttributeError):
                setattr(thing, field, None)
        self.assertIsInstance(self.analysis.mentions, tuple)

    def test_values_are_kept(self):
        self.assertIs(self.analysis.mentions, self.analysis.mentions)
        self.assertIs(self.analysis.entities, self.analysis.entities)
        self.assertIs(self.analysis.mentions[0].entity, self.analysis.entities[0])

    def test_values_outlive_the_analysis(self):
        mentions = self.analysis.mentions
        again = pickle.loads(pickle.dumps(mentions))
        del self.analysis
        gc.collect()
        self.assertEqual(mentions[0].text, "Jane Roe")
        self.assertEqual(again, mentions)

    def test_repr(self):
        mention = self.analysis.mentions[0]
        self.assertEqual(repr(mention), f"<Mention 'Jane Roe' 0:8 PERSON ex:roe {mention.score:g}>")
        nested = [m for m in self.analysis.mentions if m.nested][0]
        self.assertTrue(repr(nested).endswith(" nested>"))
        self.assertEqual(repr(self.analysis.entities[1]), "<Entity ex:acme 'Acme Widgets' ORG.company mentions=1>")
        count = len(self.analysis.mentions)
        self.assertEqual(
            repr(self.analysis),
            f"<Analysis {count} mentions, {len(self.analysis.entities)} entities, "
            f"{len(self.analysis.quotations)} quotations>",
        )


class Json(unittest.TestCase):
    def test_agrees_with_the_values(self):
        news = (
            "TEHRAN (Tasnim) - Secretary of State John Kerry said the U.S. agreed. "
            "“We agree,” Kerry said. The Bank of England, 東京, Iran’s minister.\n\nBy Press TV"
        )
        for d in (detector(nested=True), namewire.Detector(nested=True, offsets="utf16")):
            analysis = d.detect(news + TEXT)
            plain = analysis.to_dict(id="a “b”", reasons=True)
            self.assertEqual(plain["id"], "a “b”")
            entities = analysis.entities

            def index(entity):
                return None if entity is None else entities.index(entity)

            self.assertEqual(
                plain["mentions"],
                [
                    {
                        "start": m.start,
                        "end": m.end,
                        "text": m.text,
                        "label": m.label,
                        "subtype": m.subtype,
                        "entity": index(m.entity),
                        "source": m.source,
                        "score": m.score,
                        **({"nested": True} if m.nested else {}),
                        "evidence": list(m.evidence),
                    }
                    for m in analysis.mentions
                ],
            )
            self.assertEqual(
                plain["entities"],
                [
                    {
                        "id": e.id,
                        "name": e.name,
                        "label": e.label,
                        "subtype": e.subtype,
                        "mentions": e.mentions,
                        "salience": e.salience,
                    }
                    for e in entities
                ],
            )
            self.assertEqual(
                plain["quotations"],
                [
                    {
                        "start": q.start,
                        "end": q.end,
                        "text": q.text,
                        "kind": q.kind,
                        "cue": q.cue,
                        "speaker": index(q.speaker),
                        "speaker_text": q.speaker_text,
                        "speaker_start": q.speaker_start,
                        "speaker_end": q.speaker_end,
                    }
                    for q in analysis.quotations
                ],
            )
            dateline, byline = analysis.dateline, analysis.byline
            self.assertEqual(
                plain["dateline"],
                dateline
                and {
                    "start": dateline.start,
                    "end": dateline.end,
                    "place": index(dateline.place),
                    "agency": index(dateline.agency),
                    "date": dateline.date and dateline.date.isoformat(),
                },
            )
            self.assertEqual(
                plain["byline"],
                byline and {"start": byline.start, "end": byline.end, "names": list(byline.names)},
            )

    def test_id_and_reasons(self):
        analysis = detector().detect(TEXT)
        self.assertIsNone(analysis.to_dict()["id"])
        self.assertEqual(analysis.to_dict(id="")["id"], "")
        self.assertNotIn("evidence", analysis.to_dict()["mentions"][0])
        self.assertNotIn("\n", analysis.json())
        self.assertEqual(json.loads(analysis.json(id="7", reasons=True))["id"], "7")
        first = analysis.mentions
        analysis.json()
        self.assertEqual(analysis.mentions, first)


class Records(unittest.TestCase):
    """Records made here byte by byte, whatever the library finds in news today."""

    def test_sizes_are_those_of_the_c_structs(self):
        forms = (module._MENTION, module._ENTITY, module._QUOTATION, module._DATELINE, module._BYLINE)
        self.assertEqual([form.size for form in forms], [44, 40, 68, 28, 24])

    def test_quotations_dateline_and_byline(self):
        strings = "“Né,”saidJane RoeAnn Ex\nBob Why".encode()

        def at(text):
            return strings.index(text.encode()), len(text.encode())

        quotation = module._QUOTATION.pack(
            18, 23, 18, 28, *at("“Né,”"), *at("said"), 29, 37, 34, 42, *at("Jane Roe"), 0, 3, 0, 0.75
        )
        unknown = module._QUOTATION.pack(
            18, 23, 18, 28, *at("“Né,”"), *at("said"), 29, 37, 34, 42, *at("Jane Roe"), module.NONE, 2, 0, 0.5
        )
        fake = FakeLibrary(
            nw_analysis_strings=strings,
            nw_analysis_quotations=quotation + unknown,
            nw_analysis_dateline=module._DATELINE.pack(0, 17, 0, 19, 1, module.NONE, 20140626),
            nw_analysis_byline=module._BYLINE.pack(50, 60, 55, 65, *at("Ann Ex\nBob Why")),
        )
        analysis = detector().detect("Jane Roe of Acme said no.")
        roe, acme = analysis.entities
        analysis._strings = None
        with mock.patch.object(module, "lib", fake):
            first, second = analysis.quotations
            dateline, byline = analysis.dateline, analysis.byline
        self.assertEqual(
            first, ("“Né,”", 18, 23, 18, 28, "mixed", "said", roe, "Jane Roe", 29, 37, 34, 42, 0.75)
        )
        self.assertEqual((second.kind, second.speaker, second.score), ("indirect", None, 0.5))
        self.assertEqual(dateline, (0, 17, 0, 19, acme, None, datetime.date(2014, 6, 26)))
        self.assertEqual(byline, (50, 60, 55, 65, ("Ann Ex", "Bob Why")))
        self.assertEqual(repr(first), "<Quotation '“Né,”' 18:23 mixed by 'Jane Roe'>")
        self.assertEqual(repr(dateline), "<Dateline 0:17 Acme Widgets 2014-06-26>")
        self.assertEqual(repr(byline), "<Byline 50:60 Ann Ex, Bob Why>")
        self.assertIs(analysis.quotations[0], first)


class FakeLibrary:
    """Gives bytes of the test's for the functions named, and the library's own for all others."""

    SIZES = {"nw_analysis_strings": 1, "nw_analysis_quotations": 68}

    def __init__(self, **records):
        self.records = {name: ctypes.create_string_buffer(raw, len(raw)) for name, raw in records.items()}

    def __getattr__(self, name):
        if name not in self.records:
            return getattr(_library.lib, name)
        raw = self.records[name]

        def function(_, out, *rest):
            out._obj.value = ctypes.addressof(raw)
            if name in self.SIZES:
                rest[0]._obj.value = len(raw) // self.SIZES[name]
            return 0

        return function


if __name__ == "__main__":
    unittest.main()
