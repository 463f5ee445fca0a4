"""Offsets: whatever surrounds the names, every mention slices its text, in every unit."""

import random
import unittest

from support import detector, namewire

NAMES = ["Jane Roe", "Acme Widgets", "Bank of Freedonia", "Freedonia", "東京", "Москва", "Roe", "Acme"]
RANGES = [(0x20, 0x7E), (0xA0, 0x2FF), (0x300, 0x36F), (0x400, 0x4FF), (0x5D0, 0x6FF), (0xE00, 0xE7F)]
RANGES += [(0x2000, 0x206F), (0x3040, 0x30FF), (0x4E00, 0x9FFF), (0xFE00, 0xFE0F), (0xFF00, 0xFFEF)]
ASTRAL = [(0x1D400, 0x1D7FF), (0x1F1E6, 0x1F1FF), (0x1F600, 0x1F64F), (0x20000, 0x2A6DF), (0xE0100, 0xE01EF)]
SURROGATES = [(0xD800, 0xDFFF)]


def text(rng, ranges):
    parts = []
    for _ in range(rng.randrange(1, 30)):
        if rng.random() < 0.4:
            parts.append(rng.choice(["", " ", ". ", "\n", "\r\n", "\u00a0"]) + rng.choice(NAMES))
            parts.append(rng.choice(["", " ", "'s ", "’s ", ". ", "\n\n"]))
        else:
            chars = (chr(rng.randint(*rng.choice(ranges))) for _ in range(rng.randrange(1, 12)))
            parts.append("".join(chars))
    return "".join(parts)


def cut(whole, unit, start, end):
    """The slice of a str that offsets in a unit mean."""
    if unit == "chars":
        return whole[start:end]
    if unit == "utf16":
        return whole.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le")
    return whole.encode("utf-8", "surrogatepass")[start:end].decode()


class Slicing(unittest.TestCase):
    def check(self, ranges, seed, rounds=300):
        rng = random.Random(seed)
        detectors = {unit: detector(offsets=unit, nested=True) for unit in ("chars", "bytes", "utf16")}
        seen = 0
        for _ in range(rounds):
            whole = text(rng, ranges)
            raw = whole.encode("utf-8", "surrogatepass")
            bad = sum(0xD800 <= ord(c) <= 0xDFFF for c in whole)
            for unit, d in detectors.items():
                analysis = d.detect(whole)
                self.assertEqual(analysis.repaired, bad)
                for mention in analysis.mentions:
                    self.assertEqual(cut(whole, unit, mention.start, mention.end), mention.text)
                    self.assertEqual(raw[mention.byte_start : mention.byte_end].decode(), mention.text)
                    seen += 1
        self.assertGreater(seen, rounds)

    def test_plane_zero(self):
        self.check(RANGES, 1)

    def test_astral(self):
        self.check(RANGES + ASTRAL * 3, 2)

    def test_lone_surrogates(self):
        self.check(RANGES + ASTRAL + SURROGATES * 5, 3)

    def test_long_text(self):
        # Longer than what the library counts at one go.
        whole = "😀é東a " * 2000 + "Jane Roe. " + "\ud83d " * 3000 + "Acme Widgets " + "😀" * 500
        for unit in ("chars", "bytes", "utf16"):
            mentions = detector(offsets=unit).detect(whole).mentions
            texts = [m.text for m in mentions]
            self.assertIn("Jane Roe", texts)
            self.assertIn("Acme Widgets", texts)
            for mention in mentions:
                self.assertEqual(cut(whole, unit, mention.start, mention.end), mention.text)

    def test_bytes_of_any_kind(self):
        rng = random.Random(4)
        d = detector(nested=True)
        seen = 0
        for _ in range(500):
            raw = bytearray(text(rng, RANGES + ASTRAL).encode())
            for _ in range(rng.randrange(6)):
                raw[rng.randrange(len(raw))] = rng.randrange(256)
            raw = bytes(raw)
            lossy = raw.decode("utf-8", "replace")
            for mention in d.detect(raw).mentions:
                self.assertEqual(raw[mention.byte_start : mention.byte_end].decode(), mention.text)
                self.assertEqual(lossy[mention.start : mention.end], mention.text)
                seen += 1
        self.assertGreater(seen, 500)

    def test_quotations_with_the_builtin_gazetteer(self):
        whole = "😀 “We agree,” John Kerry said. “No 😀,” said U.S. Secretary of State John Kerry in Tehran."
        for unit in ("chars", "bytes", "utf16"):
            for quotation in namewire.Detector(offsets=unit).detect(whole).quotations:
                self.assertEqual(cut(whole, unit, quotation.start, quotation.end), quotation.text)
                self.assertEqual(
                    cut(whole, unit, quotation.speaker_start, quotation.speaker_end), quotation.speaker_text
                )


if __name__ == "__main__":
    unittest.main()
