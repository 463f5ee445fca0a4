"""What can go wrong, as exceptions.

Every failure of the library becomes a :class:`NamewireError` of the class that its status stands for, with the
library's own message, which names the row, byte or limit at fault. A wrong Python type is a :class:`TypeError`
and never reaches the library; a value out of range is an :class:`InvalidArgumentError`, which is a
:class:`ValueError` too.
"""

from __future__ import annotations

from typing import ClassVar, Dict, Optional, Type


class NamewireError(Exception):
    """Base of all errors of this package.

    Attributes:
        status: The number of the C API (``NW_STATUS_*``); 0 for errors that the library had no part in.
        position: A byte offset or a line, whichever the message says, or None.
        index: In a batch, the position of the text that failed; None otherwise.
    """

    #: The status this class stands for, 0 for none.
    STATUS: ClassVar[int] = 0

    def __init__(
        self,
        message: str = "",
        *,
        status: Optional[int] = None,
        position: Optional[int] = None,
        index: Optional[int] = None,
    ) -> None:
        super().__init__(message)
        self.status: int = self.STATUS if status is None else status
        self.position: Optional[int] = position
        self.index: Optional[int] = index

    def __repr__(self) -> str:
        at = "" if self.position is None else f" at {self.position}"
        return f"<{type(self).__name__}{at}: {self}>"


class LibraryNotFoundError(NamewireError, ImportError):
    """The shared library was not found, or is not one that this package can use."""


class InternalError(NamewireError):
    """The library says that this package called it wrongly: a defect of this package."""

    STATUS = 1


class InvalidArgumentError(NamewireError, ValueError):
    """An option or argument is out of its range."""

    STATUS = 2


class OptionsTooNewError(NamewireError):
    """This package asks for options that the (older) library does not know."""

    STATUS = 3


class FileError(NamewireError, OSError):
    """A file could not be opened, read or written; the message names it."""

    STATUS = 4


class InvalidUtf8Error(NamewireError, ValueError):
    """A text is not UTF-8, and the detector is strict; ``position`` is the first bad byte."""

    STATUS = 5


class RowError(NamewireError, ValueError):
    """A row of a list cannot be read; ``position`` is its line, from 1."""

    STATUS = 6


class NotAGazetteerError(NamewireError, ValueError):
    """The data is not a compiled gazetteer at all."""

    STATUS = 7


class VersionError(NamewireError):
    """The compiled gazetteer is of a version that this library does not read: compile the list again."""

    STATUS = 8


class DamagedGazetteerError(NamewireError, ValueError):
    """The compiled gazetteer is truncated or altered; ``position`` is the byte where that shows."""

    STATUS = 9


class TooLargeError(NamewireError):
    """The list is larger than a compiled gazetteer can be."""

    STATUS = 10


class TextTooLongError(NamewireError, ValueError):
    """The text is longer than the detector's ``max_text``."""

    STATUS = 11


class Cancelled(NamewireError):
    """The :class:`~namewire.CancelFlag` was set."""

    STATUS = 12


class TimedOut(NamewireError):
    """The detector's ``time_limit`` ran out."""

    STATUS = 13


class PanicError(NamewireError):
    """The library met a defect of its own and stopped the call; other handles are not affected."""

    STATUS = 14


BY_STATUS: Dict[int, Type[NamewireError]] = {
    kind.STATUS: kind
    for kind in (
        InternalError,
        InvalidArgumentError,
        OptionsTooNewError,
        FileError,
        InvalidUtf8Error,
        RowError,
        NotAGazetteerError,
        VersionError,
        DamagedGazetteerError,
        TooLargeError,
        TextTooLongError,
        Cancelled,
        TimedOut,
        PanicError,
    )
}


def of_status(
    status: int, message: str, position: Optional[int] = None, index: Optional[int] = None
) -> NamewireError:
    """The exception for a status of the library (a newer one's unknown status is a plain NamewireError)."""
    kind = BY_STATUS.get(status, NamewireError)
    return kind(message, status=status, position=position, index=index)
