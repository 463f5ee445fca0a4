"""Finding names in texts."""

from __future__ import annotations

import datetime
import math
import re
from ctypes import byref, c_int32, c_void_p, sizeof
from typing import Any, Iterable, List, Optional, Sequence, Tuple, Union

from . import _handle, _library
from ._library import lib
from ._pool import Pool, Slot
from .analysis import Analysis
from .cancel import CancelFlag
from .errors import InvalidArgumentError, NamewireError
from .gazetteer import Gazetteer

#: A text: str, or bytes of UTF-8.
Text = Union[str, bytes]
#: A day: a date, ``"YYYY-MM-DD"``, or None when unknown.
Date = Union[datetime.date, str, None]

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Detector(_handle.Shared):
    """Finds names in texts. Immutable; shared by any number of threads.

    >>> from namewire import Detector
    >>> detector = Detector()
    >>> [(m.text, m.label, m.entity.id) for m in detector.detect("Iran said no.").mentions]
    [('Iran', 'GPE', 'iso3166:IR')]

    Args:
        gazetteers: Lists of your own in order of priority, laid over the built-in one: where two know the same
            words, the earlier one decides.
        builtin: Whether the built-in gazetteer lies below them.
        offsets: The unit of ``start`` and ``end``: ``chars`` (code points: they slice a str), ``bytes`` or
            ``utf16``.
        nested: Give readings inside other mentions too (``England`` in ``Bank of England``).
        min_score: 0 to 1; mentions below it are left out.
        strict_utf8: Refuse bytes that are not UTF-8 (and a str with lone surrogates) instead of reading past
            what is bad.
        max_text: The longest text, in bytes of UTF-8; None for the library's default (256 MiB).
        max_mentions: The most mentions a text; the rest is left unread and ``Analysis.truncated`` is true. None
            for no limit.
        time_limit: The longest time a text may take: seconds or a ``timedelta``; None for no limit.

    Raises:
        InvalidArgumentError: An option is out of its range, or there is no gazetteer at all.

    Cost: some microseconds, and a look-up of an id for each entity of your lists. Keep it: the handles it needs
    are pooled, so a warm detector allocates none.
    """

    __slots__ = ("_pool", "_strict", "_count", "_offsets")

    def __init__(
        self,
        gazetteers: Iterable[Gazetteer] = (),
        builtin: bool = True,
        offsets: str = "chars",
        nested: bool = False,
        min_score: float = 0.5,
        strict_utf8: bool = False,
        max_text: Optional[int] = None,
        max_mentions: Optional[int] = None,
        time_limit: Union[float, datetime.timedelta, None] = None,
    ) -> None:
        self._handle = None
        if isinstance(gazetteers, (str, bytes, Gazetteer)) or not isinstance(gazetteers, Iterable):
            raise TypeError(
                f"gazetteers must be a sequence of Gazetteer objects, not {type(gazetteers).__name__}"
            )
        layers = list(gazetteers)
        for layer in layers:
            if not isinstance(layer, Gazetteer):
                raise TypeError(f"a gazetteer must be a Gazetteer, not {type(layer).__name__}")
        for name, flag in (("builtin", builtin), ("nested", nested), ("strict_utf8", strict_utf8)):
            if not isinstance(flag, bool):
                raise TypeError(f"{name} must be a bool, not {type(flag).__name__}")
        if not isinstance(offsets, str):
            raise TypeError(f"offsets must be a str, not {type(offsets).__name__}")
        if offsets not in _library.OFFSETS:
            raise InvalidArgumentError(f"offsets {offsets!r} is not one of {', '.join(_library.OFFSETS)}")
        if isinstance(min_score, bool) or not isinstance(min_score, (int, float)):
            raise TypeError(f"min_score must be a float, not {type(min_score).__name__}")
        if not 0 <= min_score <= 1:
            raise InvalidArgumentError(f"min_score {min_score} is not between 0 and 1")
        options = _library.DetectorOptions(
            size=sizeof(_library.DetectorOptions),
            offsets=_library.OFFSETS[offsets],
            flags=(_library.DETECT_NESTED if nested else 0)
            | (_library.DETECT_STRICT_UTF8 if strict_utf8 else 0),
            min_score=min_score,
            max_text=_limit("max_text", max_text),
            max_mentions=_limit("max_mentions", max_mentions),
            time_limit_us=_microseconds(time_limit),
        )
        if builtin:
            layers.append(Gazetteer.builtin())
        held = [layer._open_handle() for layer in layers]
        pointers = (c_void_p * max(len(held), 1))(*(handle.pointer for handle in held))
        self._handle = _handle.make(
            lib.nw_detector_free, lib.nw_detector_new, pointers, len(held), byref(options)
        )
        self._pool = Pool()
        self._strict = strict_utf8
        self._count = len(held)
        self._offsets = offsets

    @property
    def offsets(self) -> str:
        """The unit of ``start`` and ``end``: ``chars``, ``bytes`` or ``utf16``."""
        return self._offsets

    def detect(self, text: Text, date: Date = None, cancel: Optional[CancelFlag] = None) -> Analysis:
        """Reads a text.

        Args:
            text: str, or bytes that ought to be UTF-8. Bad sequences in bytes are read as separators; byte
                offsets are those of the bytes given, other offsets those of
                ``text.decode("utf-8", "replace")``. Offsets in a str are those of that str in the unit asked
                for; a lone surrogate is one separator.
            date: The day the text was written: names that hold between dates are checked against it. Without
                it they hold.
            cancel: Reading stops with :class:`~namewire.Cancelled` soon after this flag is set.

        Raises:
            TextTooLongError, InvalidUtf8Error (only when strict), Cancelled, TimedOut.

        Cost: linear in the text, some ten microseconds a kilobyte. Other Python threads run meanwhile.
        """
        handle = self._handle
        if handle is None:
            raise ValueError("Detector is closed")
        data, surrogates = self._encode(text)
        if date is None and cancel is None:
            slot = self._pool.take()
            status = lib.nw_detect(handle.pointer, data, len(data), slot.pointer, slot.error_ref)
        else:
            number, flag = _date_number(date), _cancel_handle(cancel)
            document = _library.Document(
                sizeof(_library.Document), data, len(data), number, 0, flag.pointer if flag else None
            )
            slot = self._pool.take()
            status = lib.nw_detect_document(handle.pointer, byref(document), slot.pointer, slot.error_ref)
        if status:
            error = _library.failure(status, slot.error)
            self._pool.give_back(slot)
            raise error
        if len(data) > slot.length:
            slot.length = len(data)
        return Analysis(slot, self._pool, surrogates)

    def detect_batch(
        self,
        texts: Iterable[Text],
        threads: int = 0,
        dates: Union[Date, Sequence[Date]] = None,
        cancel: Optional[CancelFlag] = None,
        errors: str = "raise",
    ) -> List[Any]:
        """Reads many texts in one call into the library, on several threads of its own.

        Args:
            texts: The texts, each as in :meth:`detect`.
            threads: How many threads read; 0 for one a processor.
            dates: One date for all texts, or a sequence with one for each.
            cancel: Stops the whole batch.
            errors: What becomes of texts that cannot be read. ``raise``: all are read, then the first failure
                (in the order of the texts) is raised, with its ``index``. ``return``: the result holds the
                exception in the place of the text.

        Returns:
            A list of Analysis objects in the order of the texts. Each holds a handle, so a batch of a million
            texts takes the memory of as many: feed long streams a few thousand texts at a time.

        Raises:
            InvalidArgumentError: ``dates`` has another length than ``texts``, or ``threads`` is negative.
            TextTooLongError, InvalidUtf8Error, Cancelled, TimedOut: With ``errors="raise"``.
        """
        handle = self._open_handle()
        if isinstance(texts, (str, bytes)):
            raise TypeError(f"texts must be an iterable of texts, not {type(texts).__name__}")
        if isinstance(threads, bool) or not isinstance(threads, int):
            raise TypeError(f"threads must be an int, not {type(threads).__name__}")
        if not 0 <= threads < 2**32:
            raise InvalidArgumentError(f"threads {threads} is out of range")
        if not isinstance(errors, str):
            raise TypeError(f"errors must be a str, not {type(errors).__name__}")
        if errors not in ("raise", "return"):
            raise InvalidArgumentError(f"errors {errors!r} is not one of raise, return")
        flag = _cancel_handle(cancel)
        encoded = [self._encode(text) for text in texts]
        count = len(encoded)
        days = _date_numbers(dates, count)
        if not count:
            return []
        size, stop = sizeof(_library.Document), flag.pointer if flag else None
        documents = (_library.Document * count)()
        for document, (data, _), day in zip(documents, encoded, days):
            document.size, document.text, document.text_len = size, data, len(data)
            document.date, document.cancel = day, stop
        slots = [self._pool.take() for _ in range(count)]
        pointers = (c_void_p * count)(*(slot.pointer for slot in slots))
        statuses, error = (c_int32 * count)(), _library.Error()
        status = lib.nw_detect_batch(
            handle.pointer, documents, count, threads, pointers, statuses, byref(error)
        )
        return self._finish(slots, encoded, statuses, status, error, errors == "raise")

    def _finish(
        self,
        slots: List[Slot],
        encoded: List[Tuple[bytes, int]],
        statuses: Any,
        status: int,
        error: _library.Error,
        raising: bool,
    ) -> List[Any]:
        """Makes results of a batch; only the first failure has the library's message."""
        results: List[Any] = []
        first: Optional[NamewireError] = None
        for index, (slot, (data, surrogates), outcome) in enumerate(zip(slots, encoded, statuses)):
            slot.length = max(slot.length, len(data))
            if outcome == 0:
                results.append(Analysis(slot, self._pool, surrogates))
                continue
            self._pool.give_back(slot)
            failure = _library.failure(outcome, error if first is None else None, index)
            first = first or failure
            results.append(failure)
        if status and first is None:  # the call itself was refused
            first, raising = _library.failure(status, error), True
        if raising and first is not None:
            raise first
        return results

    def _encode(self, text: Text) -> Tuple[bytes, int]:
        """The text's UTF-8, and how many lone surrogates were in it."""
        if isinstance(text, str):
            try:
                return text.encode(), 0
            except UnicodeEncodeError:
                if self._strict:  # the library says which byte
                    return text.encode("utf-8", "surrogatepass"), 0
                # U+FFFD is part of no name, and as long as a surrogate in every unit.
                text, surrogates = _SURROGATE.subn("\ufffd", text)
                return text.encode(), surrogates
        if isinstance(text, bytes):
            return text, 0
        raise TypeError(f"a text must be str or bytes, not {type(text).__name__}")

    def __repr__(self) -> str:
        if self.closed:
            return "<Detector closed>"
        return f"<Detector of {self._count} gazetteer{'s' * (self._count != 1)}, offsets in {self._offsets}>"


def _limit(name: str, value: object) -> int:
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{name} must be an int or None, not {type(value).__name__}")
    if not 0 < value < 2**64:
        raise InvalidArgumentError(f"{name} {value} is out of range (None for no limit of yours)")
    return value


def _microseconds(limit: object) -> int:
    if limit is None:
        return 0
    if isinstance(limit, datetime.timedelta):
        limit = limit.total_seconds()
    if isinstance(limit, bool) or not isinstance(limit, (int, float)):
        raise TypeError(f"time_limit must be seconds, a timedelta or None, not {type(limit).__name__}")
    if not 0 < limit < 2**40:
        raise InvalidArgumentError(f"time_limit {limit} is out of range (None for no limit)")
    return math.ceil(limit * 1_000_000)


def _date_number(date: object) -> int:
    """A day as the number yyyymmdd, 0 for None."""
    if date is None:
        return 0
    if isinstance(date, str):
        parts = _DATE.fullmatch(date)
        try:
            date = datetime.date(*map(int, parts.groups())) if parts else None
        except ValueError:
            date = None
        if date is None:
            raise InvalidArgumentError("a date is not of the form YYYY-MM-DD or names no day")
    if not isinstance(date, datetime.date):
        raise TypeError(f"a date must be a date, a str or None, not {type(date).__name__}")
    return date.year * 10_000 + date.month * 100 + date.day


def _date_numbers(dates: object, count: int) -> Sequence[int]:
    if dates is None or isinstance(dates, (str, datetime.date)):
        return [_date_number(dates)] * count
    if not isinstance(dates, Iterable):
        raise TypeError(f"dates must be a date or a sequence of dates, not {type(dates).__name__}")
    numbers = [_date_number(date) for date in dates]
    if len(numbers) != count:
        raise InvalidArgumentError(f"{len(numbers)} dates for {count} texts")
    return numbers


def _cancel_handle(cancel: object) -> Optional[_handle.Handle]:
    if cancel is None:
        return None
    if not isinstance(cancel, CancelFlag):
        raise TypeError(f"cancel must be a CancelFlag, not {type(cancel).__name__}")
    return cancel._open_handle()
