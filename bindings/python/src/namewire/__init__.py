"""namewire finds the named people, organisations, places, groups, events and products in a news text and ties
each to a stable entity id. It is driven by dictionaries and needs no file and no network at run time.

>>> import namewire
>>> detector = namewire.Detector()
>>> analysis = detector.detect("Iran said no.")
>>> analysis.mentions
(<Mention 'Iran' 0:4 GPE iso3166:IR ...>,)

* :class:`Gazetteer`: what is known. The built-in one, a compiled file, or made of your own lists
  (:class:`GazetteerBuilder` for several at once).
* :class:`Detector`: gazetteers in order of priority, and options. :class:`LiveDetector` replaces one while
  others scan; :class:`CancelFlag` stops one.
* :class:`Analysis`: the result: :class:`Mention`, :class:`Entity`, :class:`Quotation`, :class:`Dateline` and
  :class:`Byline` values, NumPy arrays, JSON.
* :class:`NamewireError` and its subclasses: what can go wrong.

The package calls the shared library through ctypes; it has no compiled part of its own.
"""

from __future__ import annotations

from ._library import library_version
from .analysis import Analysis, Byline, Dateline, Entity, Mention, Quotation
from .builder import GazetteerBuilder, ReadReport
from .cancel import CancelFlag
from .detector import Detector
from .errors import (
    Cancelled,
    DamagedGazetteerError,
    FileError,
    InternalError,
    InvalidArgumentError,
    InvalidUtf8Error,
    LibraryNotFoundError,
    NamewireError,
    NotAGazetteerError,
    OptionsTooNewError,
    PanicError,
    RowError,
    TextTooLongError,
    TimedOut,
    TooLargeError,
    VersionError,
)
from .gazetteer import Gazetteer, GazetteerInfo
from .live import LiveDetector

#: The version of the library, which is the package's too.
__version__: str = library_version()

__all__ = [
    "Analysis",
    "Byline",
    "CancelFlag",
    "Cancelled",
    "DamagedGazetteerError",
    "Dateline",
    "Detector",
    "Entity",
    "FileError",
    "Gazetteer",
    "GazetteerBuilder",
    "GazetteerInfo",
    "InternalError",
    "InvalidArgumentError",
    "InvalidUtf8Error",
    "LibraryNotFoundError",
    "LiveDetector",
    "Mention",
    "NamewireError",
    "NotAGazetteerError",
    "OptionsTooNewError",
    "PanicError",
    "Quotation",
    "ReadReport",
    "RowError",
    "TextTooLongError",
    "TimedOut",
    "TooLargeError",
    "VersionError",
    "library_version",
]
