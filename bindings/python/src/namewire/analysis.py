"""What one text says: mentions, entities, quotations, dateline and byline."""

from __future__ import annotations

import datetime
import json
import operator
from ctypes import byref, c_size_t, c_void_p, string_at
from struct import Struct
from typing import TYPE_CHECKING, Any, Callable, Dict, List, NamedTuple, Optional, Tuple

from . import _library
from ._library import MENTION_NESTED, NONE, lib
from ._pool import Pool, Slot
from .errors import InvalidArgumentError

if TYPE_CHECKING:
    from .arrays import Arrays

#: Names of the evidence bits, in bit order.
EVIDENCE = (
    "exact", "folded", "guard", "title", "short_form", "acronym", "long_form", "sentence_start", "title_case",
    "capitals", "anywhere", "undated", "ambiguous", "country",
)  # fmt: skip

class _Words(Dict[int, str]):
    """Words by number; numbers of a newer library have none."""

    def __missing__(self, number: int) -> str:
        return ""


class _Evidence(Dict[int, Tuple[str, ...]]):
    """Sets of evidence met so far, by their bits; there are few."""

    def __missing__(self, bits: int) -> Tuple[str, ...]:
        names = self[bits] = tuple(name for bit, name in enumerate(EVIDENCE) if bits >> bit & 1)
        return names


_SOURCES = _Words({1: "gazetteer", 2: "memory"})
_KINDS = _Words({1: "direct", 2: "indirect", 3: "mixed"})
_EVIDENCE = _Evidence()

# The C structs: native byte order, no padding. The fields are those of the header, in its order.
_MENTION = Struct("=4I2IIIfHHHH")
_ENTITY = Struct("=2I2IIIfHHII")
_QUOTATION = Struct("=4I2I2I4I2IIHHf")
_DATELINE = Struct("=4IIII")
_BYLINE = Struct("=4I2I")


class Entity(NamedTuple):
    """Someone or something that the text mentions. A named tuple: immutable, compared by value."""

    #: The stable id, such as ``iso3166:IR``.
    id: str
    #: The canonical name, such as ``Iran``.
    name: str
    #: ``PERSON``, ``ORG``, ``GPE``, ... or a label of your own.
    label: str
    #: A refinement such as ``country``; empty for none.
    subtype: str
    #: How many mentions name it; nested ones do not count.
    mentions: int
    #: 0 to 1: its share of the text's attention; all entities of a text sum to 1.
    salience: float
    #: Index of its first mention in :attr:`Analysis.mentions`.
    first_mention: int
    #: Position, in the detector's order, of the gazetteer it comes from.
    gazetteer: int

    def __repr__(self) -> str:
        return f"<Entity {self.id} {self.name!r} {_kind(self.label, self.subtype)} mentions={self.mentions}>"


class Mention(NamedTuple):
    """One name in the text. A named tuple: immutable, compared by value.

    ``start`` and ``end`` count in the detector's ``offsets`` (code points by default, so they slice the str
    that was given), ``byte_start`` and ``byte_end`` in bytes of its UTF-8.
    """

    #: As the text writes it, without article, title or possessive.
    text: str
    #: First unit.
    start: int
    #: One past the last unit.
    end: int
    #: First byte.
    byte_start: int
    #: One past the last byte.
    byte_end: int
    #: ``PERSON``, ``ORG``, ``GPE``, ... or a label of your own.
    label: str
    #: A refinement such as ``country``; empty for none.
    subtype: str
    #: Whom or what it names.
    entity: Optional[Entity]
    #: ``gazetteer``, or ``memory`` for what the text itself introduced (a surname after the full name).
    source: str
    #: 0 to 1, to three decimals: how sure the detector is.
    score: float
    #: Why it is there: names such as ``exact``, ``title``, ``short_form``.
    evidence: Tuple[str, ...]
    #: True for a reading inside another mention (only with the detector's ``nested``).
    nested: bool

    def __repr__(self) -> str:
        id = self.entity.id if self.entity else "-"
        nested = " nested" if self.nested else ""
        return f"<Mention {self.text!r} {self.start}:{self.end} {self.label} {id} {self.score:g}{nested}>"


class Quotation(NamedTuple):
    """Who is quoted saying what. Offsets as in :class:`Mention`."""

    text: str
    start: int
    end: int
    byte_start: int
    byte_end: int
    #: ``direct``, ``indirect`` or ``mixed``.
    kind: str
    #: The word that introduces it, such as ``said``.
    cue: str
    #: Who speaks, if the speaker is a known entity.
    speaker: Optional[Entity]
    #: The speaker as the text writes it, and where.
    speaker_text: str
    speaker_start: int
    speaker_end: int
    speaker_byte_start: int
    speaker_byte_end: int
    #: 0 to 1, to three decimals: how sure the detector is.
    score: float

    def __repr__(self) -> str:
        text = self.text if len(self.text) <= 40 else self.text[:39] + "…"
        return f"<Quotation {text!r} {self.start}:{self.end} {self.kind} by {self.speaker_text!r}>"


class Dateline(NamedTuple):
    """Where and by which agency the piece was filed: ``TEHRAN (Tasnim) -``. Offsets as in :class:`Mention`."""

    start: int
    end: int
    byte_start: int
    byte_end: int
    place: Optional[Entity]
    agency: Optional[Entity]
    date: Optional[datetime.date]

    def __repr__(self) -> str:
        known = (self.place and self.place.name, self.agency and self.agency.name, self.date)
        return f"<Dateline {self.start}:{self.end} {' '.join(str(k) for k in known if k)}>"


class Byline(NamedTuple):
    """Who wrote the piece. Offsets as in :class:`Mention`."""

    start: int
    end: int
    byte_start: int
    byte_end: int
    names: Tuple[str, ...]

    def __repr__(self) -> str:
        return f"<Byline {self.start}:{self.end} {', '.join(self.names)}>"


class Analysis:
    """The result of reading one text; made by :class:`~namewire.Detector`.

    Everything is read from the library when first asked for, then kept: detecting costs nothing for what is
    never looked at. It holds one analysis handle, which goes back to the detector's pool when the Analysis is
    collected; mentions and entities are plain values and outlive it. Any number of threads may read it.
    """

    __slots__ = (
        "_slot", "_pool", "_surrogates", "_strings", "_mentions", "_entities", "_quotations", "_dateline",
        "_byline", "_state", "__weakref__",
    )  # fmt: skip

    def __init__(self, slot: Slot, pool: Pool, surrogates: int = 0) -> None:
        # Not for callers. From here on the slot is this object's, until __del__.
        self._slot = slot
        self._pool = pool
        self._surrogates = surrogates
        self._strings: Optional[Callable[[int, int], str]] = None
        self._mentions: Optional[Tuple[Mention, ...]] = None
        self._entities: Optional[Tuple[Entity, ...]] = None
        self._state: Optional[Tuple[int, bool]] = None

    def __del__(self) -> None:
        try:
            slot, pool = self._slot, self._pool
        except AttributeError:  # construction failed
            return
        pool.give_back(slot)

    @property
    def mentions(self) -> Tuple[Mention, ...]:
        """The mentions in text order; without nested readings they do not overlap. About a microsecond each."""
        if self._mentions is None:
            self._mentions = self._read_mentions()
        return self._mentions

    @property
    def entities(self) -> Tuple[Entity, ...]:
        """The entities in order of first mention."""
        if self._entities is None:
            self._entities = self._read_entities()
        return self._entities

    @property
    def quotations(self) -> Tuple[Quotation, ...]:
        """The quotations in text order."""
        try:
            return self._quotations
        except AttributeError:
            self._quotations: Tuple[Quotation, ...] = self._read_quotations()
            return self._quotations

    @property
    def dateline(self) -> Optional[Dateline]:
        """The dateline, or None."""
        try:
            return self._dateline
        except AttributeError:
            self._dateline: Optional[Dateline] = self._read_dateline()
            return self._dateline

    @property
    def byline(self) -> Optional[Byline]:
        """The byline, or None."""
        try:
            return self._byline
        except AttributeError:
            self._byline: Optional[Byline] = self._read_byline()
            return self._byline

    @property
    def truncated(self) -> bool:
        """True when the detector's ``max_mentions`` was reached; the rest of the text was left unread."""
        return self._read_state()[1]

    @property
    def repaired(self) -> int:
        """How many bad UTF-8 sequences (of bytes) or lone surrogates (of a str) were read as separators."""
        return self._read_state()[0]

    @property
    def arrays(self) -> "Arrays":
        """The records as NumPy arrays, without a copy.

        Raises:
            ImportError: NumPy is not installed.
        """
        from .arrays import Arrays

        return Arrays(self)

    def json(self, id: Optional[str] = None, reasons: bool = False) -> str:
        """The JSON form: one object on one line, the same in every language.

        Args:
            id: The document's id, put into the object; None for null.
            reasons: Add the evidence of each mention.
        """
        if id is not None and not isinstance(id, str):
            raise TypeError(f"id must be a str, not {type(id).__name__}")
        if not isinstance(reasons, bool):
            raise TypeError(f"reasons must be a bool, not {type(reasons).__name__}")
        raw = None if id is None else id.encode("utf-8", "replace")
        slot = self._slot
        out, size = c_void_p(), c_size_t()
        with slot.json_lock:
            status = lib.nw_analysis_json(
                slot.pointer,
                raw,
                len(raw or b""),
                _library.JSON_REASONS if reasons else 0,
                byref(out),
                byref(size),
                slot.error_ref,
            )
            if status:
                _library.fail(status, slot.error)
            return string_at(out.value or 0, size.value).decode("utf-8")

    def to_dict(self, id: Optional[str] = None, reasons: bool = False) -> Dict[str, Any]:
        """The JSON form as a dict: entities are given by index, offsets in the detector's unit."""
        parsed: Dict[str, Any] = json.loads(self.json(id, reasons))
        return parsed

    def label_name(self, number: int) -> str:
        """The label behind a number in :attr:`arrays`.

        Raises:
            InvalidArgumentError: No label has this number.
        """
        return self._name(lib.nw_analysis_label, number)

    def subtype_name(self, number: int) -> str:
        """The subtype behind a number in :attr:`arrays`; empty for 0.

        Raises:
            InvalidArgumentError: No subtype has this number.
        """
        return self._name(lib.nw_analysis_subtype, number)

    def __repr__(self) -> str:
        counts = (
            f"{_count(self, lib.nw_analysis_mentions)} mentions, "
            f"{_count(self, lib.nw_analysis_entities)} entities, "
            f"{_count(self, lib.nw_analysis_quotations)} quotations"
        )
        return f"<Analysis {counts}{', truncated' if self.truncated else ''}>"

    def __reduce__(self) -> Any:
        raise TypeError("an Analysis cannot be pickled or copied; its mentions can, and so can to_dict()")

    # Reading the library's records.

    def _records(self, function: Any) -> Tuple[int, int]:
        """Address and count of an array, good as long as this object."""
        out, count = c_void_p(), c_size_t()
        status = function(self._slot.pointer, byref(out), byref(count), None)
        if status:
            _library.fail(status)
        return out.value or 0, count.value

    def _string_reader(self) -> Callable[[int, int], str]:
        """A function from offset and length to the string there."""
        if self._strings is None:
            address, size = self._records(lib.nw_analysis_strings)
            raw = string_at(address, size)
            if raw.isascii():
                ascii = raw.decode("ascii")
                self._strings = lambda offset, length: ascii[offset : offset + length]
            else:
                self._strings = lambda offset, length: raw[offset : offset + length].decode("utf-8")
        return self._strings

    def _name(self, function: Any, number: int) -> str:
        number = operator.index(number)  # takes NumPy's integers too
        if not 0 <= number < 2**16:
            raise InvalidArgumentError(f"number {number} is out of range")
        out, size, error = c_void_p(), c_size_t(), _library.Error()
        status = function(self._slot.pointer, number, byref(out), byref(size), byref(error))
        if status:
            _library.fail(status, error)
        return string_at(out.value or 0, size.value).decode("utf-8")

    def _names(self) -> Tuple[List[str], List[str]]:
        """Labels and subtypes by number; the same for all analyses of a detector."""
        names = self._pool.names
        if names is None:
            names = self._pool.names = (
                self._read_names(lib.nw_analysis_label),
                self._read_names(lib.nw_analysis_subtype),
            )
        return names

    def _read_names(self, function: Any) -> List[str]:
        names: List[str] = []
        out, size = c_void_p(), c_size_t()
        # The first number without a name is refused.
        while len(names) < 2**16 and not function(
            self._slot.pointer, len(names), byref(out), byref(size), None
        ):
            names.append(string_at(out.value or 0, size.value).decode("utf-8"))
        return names

    def _read_entities(self) -> Tuple[Entity, ...]:
        address, count = self._records(lib.nw_analysis_entities)
        if not count:
            return ()
        string = self._string_reader()
        labels, subtypes = self._names()
        made: List[Entity] = []
        new = tuple.__new__  # what Entity(...) comes to, at half the cost
        for id_at, id_len, name_at, name_len, mentions, first, salience, label, subtype, gazetteer, _ in (
            _ENTITY.iter_unpack(string_at(address, count * _ENTITY.size))
        ):
            fields = (
                string(id_at, id_len),
                string(name_at, name_len),
                labels[label],
                subtypes[subtype],
                mentions,
                round(salience, 3),
                first,
                gazetteer,
            )
            made.append(new(Entity, fields))
        return tuple(made)

    def _read_mentions(self) -> Tuple[Mention, ...]:
        address, count = self._records(lib.nw_analysis_mentions)
        if not count:
            return ()
        entities, string = self.entities, self._string_reader()
        labels, subtypes = self._names()
        sources, reasons = _SOURCES, _EVIDENCE
        scores: Dict[float, float] = {}  # there are few
        made: List[Mention] = []
        new = tuple.__new__  # what Mention(...) comes to, at half the cost
        for (
            start, end, byte_start, byte_end, at, length, entity, evidence, score, label, subtype, source, flags
        ) in _MENTION.iter_unpack(string_at(address, count * _MENTION.size)):  # fmt: skip
            if score not in scores:
                scores[score] = round(score, 3)
            fields = (
                string(at, length),
                start,
                end,
                byte_start,
                byte_end,
                labels[label],
                subtypes[subtype],
                None if entity == NONE else entities[entity],
                sources[source],
                scores[score],
                reasons[evidence],
                flags & MENTION_NESTED != 0,
            )
            made.append(new(Mention, fields))
        return tuple(made)

    def _read_quotations(self) -> Tuple[Quotation, ...]:
        address, count = self._records(lib.nw_analysis_quotations)
        if not count:
            return ()
        string = self._string_reader()
        made = []
        for record in _QUOTATION.iter_unpack(string_at(address, count * _QUOTATION.size)):
            (start, end, byte_start, byte_end, text_at, text_len, cue_at, cue_len) = record[:8]
            (by_start, by_end, by_byte_start, by_byte_end, by_at, by_len, by, kind, _, score) = record[8:]
            made.append(
                Quotation(
                    text=string(text_at, text_len),
                    start=start,
                    end=end,
                    byte_start=byte_start,
                    byte_end=byte_end,
                    kind=_KINDS[kind],
                    cue=string(cue_at, cue_len),
                    speaker=self._entity(by),
                    speaker_text=string(by_at, by_len),
                    speaker_start=by_start,
                    speaker_end=by_end,
                    speaker_byte_start=by_byte_start,
                    speaker_byte_end=by_byte_end,
                    score=round(score, 3),
                )
            )
        return tuple(made)

    def _entity(self, number: int) -> Optional[Entity]:
        return None if number == NONE else self.entities[number]

    def _record(self, function: Any, form: Struct) -> Optional[Tuple[Any, ...]]:
        """The fields of an optional record."""
        out = c_void_p()
        status = function(self._slot.pointer, byref(out), None)
        if status:
            _library.fail(status)
        return form.unpack(string_at(out.value, form.size)) if out.value else None

    def _read_dateline(self) -> Optional[Dateline]:
        record = self._record(lib.nw_analysis_dateline, _DATELINE)
        if record is None:
            return None
        start, end, byte_start, byte_end, place, agency, number = record
        date = datetime.date(number // 10_000, number // 100 % 100, number % 100) if number else None
        return Dateline(start, end, byte_start, byte_end, self._entity(place), self._entity(agency), date)

    def _read_byline(self) -> Optional[Byline]:
        record = self._record(lib.nw_analysis_byline, _BYLINE)
        if record is None:
            return None
        start, end, byte_start, byte_end, at, length = record
        return Byline(start, end, byte_start, byte_end, tuple(self._string_reader()(at, length).split("\n")))

    def _read_state(self) -> Tuple[int, bool]:
        if self._state is None:
            state = _library.State()
            status = lib.nw_analysis_state(self._slot.pointer, byref(state), None)
            if status:
                _library.fail(status)
            self._state = (int(state.repaired) + self._surrogates, bool(state.truncated))
        return self._state


def _count(analysis: Analysis, function: Any) -> int:
    return analysis._records(function)[1]


def _kind(label: str, subtype: str) -> str:
    return f"{label}.{subtype}" if subtype else label
