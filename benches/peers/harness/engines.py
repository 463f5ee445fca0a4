"""The engines that are used from Python, each as its documentation says for this job."""

from __future__ import annotations

import pickle
from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple

#: First character, and one past the last.
Span = Tuple[int, int]


class Engine:
    """A dictionary matcher."""

    #: The text must be in small letters already.
    lowered = False
    #: Hits may lie inside words, so the harness checks the boundaries.
    raw = True

    def __init__(self, names: List[str]) -> None:
        raise NotImplementedError

    def scan(self, article: str) -> Iterator[Span]:
        """Every hit, leftmost-longest."""
        raise NotImplementedError

    def save(self, path: str) -> bool:
        """Writes the engine into a file, where it can be."""
        return False

    @classmethod
    def load(cls, path: str) -> "Engine":
        """Brings it back."""
        raise NotImplementedError


class PyAhoCorasick(Engine):
    """pyahocorasick: ``iter_long``."""

    lowered = True

    def __init__(self, names: List[str]) -> None:
        import ahocorasick

        self.automaton = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
        for name in names:
            self.automaton.add_word(name.lower())
        self.automaton.make_automaton()

    def scan(self, article: str) -> Iterator[Span]:
        for last, length in self.automaton.iter_long(article):
            yield last - length + 1, last + 1

    def save(self, path: str) -> bool:
        self.automaton.save(path)
        return True

    @classmethod
    def load(cls, path: str) -> "PyAhoCorasick":
        import ahocorasick

        self = cls.__new__(cls)
        self.automaton = ahocorasick.load(path, pickle.loads)
        return self


class AhoCorasickRs(Engine):
    """ahocorasick_rs: the Rust crate behind a Python interface."""

    lowered = True

    def __init__(self, names: List[str]) -> None:
        import ahocorasick_rs

        lowered = [name.lower() for name in names]
        self.automaton = ahocorasick_rs.AhoCorasick(
            lowered, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def scan(self, article: str) -> Iterator[Span]:
        for _, start, end in self.automaton.find_matches_as_indexes(article):
            yield start, end


class FlashText(Engine):
    """flashtext: whole words of its own."""

    raw = False

    def __init__(self, names: List[str]) -> None:
        from flashtext import KeywordProcessor

        self.processor = KeywordProcessor(case_sensitive=False)
        for name in names:
            self.processor.add_keyword(name)

    def scan(self, article: str) -> Iterator[Span]:
        for _, start, end in self.processor.extract_keywords(article, span_info=True):
            yield start, end


class SpacyPhraseMatcher(Engine):
    """spaCy: a blank English pipeline's tokens through PhraseMatcher on LOWER; it gives all matches, so the
    leftmost-longest are picked here."""

    raw = False

    def __init__(self, names: List[str]) -> None:
        import spacy
        from spacy.matcher import PhraseMatcher

        self.nlp = spacy.blank("en")
        tokenizer: Any = self.nlp.tokenizer
        self.matcher = PhraseMatcher(self.nlp.vocab, attr="LOWER")
        self.matcher.add("NAME", list(tokenizer.pipe(names)))

    def scan(self, article: str) -> Iterator[Span]:
        doc = self.nlp.make_doc(article)
        resume = 0
        for _, first, last in sorted(self.matcher(doc), key=lambda match: (match[1], -match[2])):
            if first >= resume:
                resume = last
                yield doc[first].idx, doc[last - 1].idx + len(doc[last - 1])


class NamewirePython(Engine):
    """namewire from Python: detection, which is the whole job (the C ABI has no bare look-up)."""

    raw = False

    def __init__(self, names: List[str]) -> None:
        import namewire

        gazetteer = namewire.Gazetteer.from_list(names, label="GPE", skip_bad_rows=True)
        self.detector = namewire.Detector([gazetteer], builtin=False)

    def scan(self, article: str) -> Iterator[Span]:
        for mention in self.detector.detect(article).mentions:
            yield mention.start, mention.end


ENGINES: Dict[str, Callable[[List[str]], Any]] = {
    "pyahocorasick": PyAhoCorasick,
    "ahocorasick_rs": AhoCorasickRs,
    "flashtext": FlashText,
    "spacy": SpacyPhraseMatcher,
    "namewire-python": NamewirePython,
}


def engine_class(name: str) -> Any:
    """The class of an engine's name."""
    found: Optional[Any] = ENGINES.get(name)
    if found is None:
        raise SystemExit(f"no engine {name!r}; there are {', '.join(ENGINES)}")
    return found
