"""Stopping a running detection from another thread."""

from __future__ import annotations

from . import _handle
from ._library import lib


class CancelFlag(_handle.Shared):
    """A flag that stops every detection it was given to, named after :class:`threading.Event`'s methods.

    Any thread may set it, also while a detection runs; that detection soon raises
    :class:`~namewire.Cancelled`. It stays set until cleared.

    >>> from namewire import CancelFlag, Cancelled, Detector
    >>> stop = CancelFlag()
    >>> stop.set()
    >>> try:
    ...     Detector().detect("Iran said no.", cancel=stop)
    ... except Cancelled:
    ...     print("stopped")
    stopped
    """

    __slots__ = ("_set",)

    def __init__(self) -> None:
        self._handle = None
        self._set = False
        self._handle = _handle.make(lib.nw_cancel_free, lib.nw_cancel_new)

    def set(self) -> None:
        """Stops the detections that have this flag, and those begun before :meth:`clear`."""
        handle = self._open_handle()
        self._set = True
        lib.nw_cancel_raise(handle.pointer)

    def clear(self) -> None:
        """Lets detections run again."""
        handle = self._open_handle()
        self._set = False
        lib.nw_cancel_reset(handle.pointer)

    def is_set(self) -> bool:
        """True between :meth:`set` and :meth:`clear`."""
        return self._set

    def __repr__(self) -> str:
        return f"<CancelFlag {'closed' if self.closed else 'set' if self._set else 'clear'}>"
