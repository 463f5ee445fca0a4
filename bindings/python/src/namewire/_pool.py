"""Analysis handles that are used again, so that a warm detector allocates none."""

from __future__ import annotations

from ctypes import byref
from threading import Lock
from typing import Any, List, Optional, Tuple

from . import _handle, _library
from ._library import lib

# A handle's buffers grow with the longest text it has read, so a pool keeps many that read articles and few that
# read books.

#: The most handles a pool keeps, and the longest text (in bytes) they may have read.
MOST, LONG = 1024, 1 << 16
#: The first few may have read longer ones, up to this.
FEW, LONGEST = 16, 1 << 20


class Slot:
    """An analysis handle with the memory that a call needs beside it."""

    __slots__ = ("handle", "pointer", "error", "error_ref", "length", "json_lock")

    def __init__(self) -> None:
        self.handle = _handle.make(lib.nw_analysis_free, lib.nw_analysis_new)
        self.pointer = self.handle.pointer
        self.error = _library.Error()
        self.error_ref: Any = byref(self.error)
        #: Bytes of the longest text read.
        self.length = 0
        #: Making JSON writes to the handle; everything else that is done with a finished analysis only reads.
        self.json_lock = Lock()


class Pool:
    """The free slots of one detector, and the names behind its numbers of labels.

    A slot is in use by one analysis at a time; taking and giving back are single operations on a list, which
    need no lock.
    """

    __slots__ = ("free", "names")

    def __init__(self) -> None:
        self.free: List[Slot] = []
        #: Names of labels and of subtypes by number, once an analysis has read them.
        self.names: Optional[Tuple[List[str], List[str]]] = None

    def take(self) -> Slot:
        """A slot for one analysis."""
        try:
            return self.free.pop()
        except IndexError:
            return Slot()

    def give_back(self, slot: Slot) -> None:
        """Returns a slot that nobody reads any more."""
        kept = len(self.free)
        if kept < MOST and slot.length <= (LONGEST if kept < FEW else LONG):
            self.free.append(slot)
