"""An analysis as NumPy arrays: views of the library's memory, nothing is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict

import numpy

from ._library import lib

if TYPE_CHECKING:
    from .analysis import Analysis

_SPAN = [("start", "u4"), ("end", "u4"), ("byte_start", "u4"), ("byte_end", "u4")]
_TEXT = [("text_offset", "u4"), ("text_len", "u4")]

#: ``nw_mention``: 44 bytes. ``entity`` is an index into the entities; ``label`` and ``subtype`` are numbers for
#: ``Analysis.label_name`` and ``subtype_name``; ``source`` is 1 for gazetteer, 2 for memory; bit 0 of ``flags``
#: says nested.
MENTION = numpy.dtype(
    [*_SPAN, *_TEXT, ("entity", "u4"), ("evidence", "u4"), ("score", "f4"), ("label", "u2"), ("subtype", "u2"),
     ("source", "u2"), ("flags", "u2")]
)  # fmt: skip
#: ``nw_entity``: 40 bytes.
ENTITY = numpy.dtype(
    [("id_offset", "u4"), ("id_len", "u4"), ("name_offset", "u4"), ("name_len", "u4"), ("mentions", "u4"),
     ("first_mention", "u4"), ("salience", "f4"), ("label", "u2"), ("subtype", "u2"), ("gazetteer", "u4"),
     ("number", "u4")]
)  # fmt: skip
#: ``nw_quotation``: 68 bytes. ``speaker`` is an index into the entities or 4294967295; ``kind`` is 1 for direct,
#: 2 for indirect, 3 for mixed.
QUOTATION = numpy.dtype(
    [*_SPAN, *_TEXT, ("cue_offset", "u4"), ("cue_len", "u4"), ("speaker_start", "u4"), ("speaker_end", "u4"),
     ("speaker_byte_start", "u4"), ("speaker_byte_end", "u4"), ("speaker_text_offset", "u4"),
     ("speaker_text_len", "u4"), ("speaker", "u4"), ("kind", "u2"), ("flags", "u2"), ("score", "f4")]
)  # fmt: skip

assert (MENTION.itemsize, ENTITY.itemsize, QUOTATION.itemsize) == (44, 40, 68)


class Arrays:
    """Structured arrays of one analysis, each of shape ``(n,)``, read-only.

    The arrays look into the analysis' own memory and keep it alive, so they stay good after the Analysis is
    dropped. ``*_offset`` and ``*_len`` fields point, in bytes, into :attr:`strings`.
    """

    __slots__ = ("_analysis",)

    def __init__(self, analysis: "Analysis") -> None:
        self._analysis = analysis

    @property
    def mentions(self) -> "numpy.ndarray[Any, Any]":
        """The mentions, dtype :data:`MENTION`."""
        return self._view(lib.nw_analysis_mentions, MENTION)

    @property
    def entities(self) -> "numpy.ndarray[Any, Any]":
        """The entities, dtype :data:`ENTITY`."""
        return self._view(lib.nw_analysis_entities, ENTITY)

    @property
    def quotations(self) -> "numpy.ndarray[Any, Any]":
        """The quotations, dtype :data:`QUOTATION`."""
        return self._view(lib.nw_analysis_quotations, QUOTATION)

    @property
    def strings(self) -> "numpy.ndarray[Any, Any]":
        """The string buffer: UTF-8, dtype ``uint8``."""
        return self._view(lib.nw_analysis_strings, numpy.dtype("u1"))

    def _view(self, function: Any, dtype: "numpy.dtype[Any]") -> "numpy.ndarray[Any, Any]":
        address, count = self._analysis._records(function)
        if not count:
            empty = numpy.empty(0, dtype)
            empty.flags.writeable = False
            return empty
        return numpy.asarray(_Memory(self._analysis, address, count, dtype))

    def __repr__(self) -> str:
        return f"<Arrays of {self._analysis!r}>"


class _Memory:
    """Says to NumPy where the records are; the array keeps this, and this keeps the analysis."""

    __slots__ = ("analysis", "__array_interface__")

    def __init__(self, analysis: "Analysis", address: int, count: int, dtype: "numpy.dtype[Any]") -> None:
        self.analysis = analysis
        self.__array_interface__: Dict[str, Any] = {
            "version": 3,
            "shape": (count,),
            "typestr": dtype.str,
            "descr": dtype.descr,
            "data": (address, True),
        }
