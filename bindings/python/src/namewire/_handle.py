"""Owning a handle of the library: freed exactly once, whoever lets go last."""

from __future__ import annotations

from ctypes import byref, c_void_p
from typing import Any, Callable, Optional, TypeVar

from ._library import Error, fail

_Self = TypeVar("_Self", bound="Shared")


class Handle:
    """A handle, freed when the last reference to this object goes.

    A call keeps a reference to the Handle it uses for as long as it runs, so that closing the Python object in
    another thread never frees a handle under a running call. Finalisers may run in any order, and at
    interpreter exit: the library's handles keep what they need alive themselves, and the freeing function is
    held here rather than looked up.
    """

    __slots__ = ("pointer", "_free")

    def __init__(self, pointer: int, free: Callable[[int], None]) -> None:
        self.pointer = pointer
        self._free = free

    def __del__(self) -> None:
        self._free(self.pointer)

    def __reduce__(self) -> Any:
        raise TypeError("handles of the namewire library cannot be pickled")


def make(free: Callable[[int], None], function: Callable[..., int], *arguments: Any) -> Handle:
    """Calls a function that gives a new handle."""
    out, error = c_void_p(), Error()
    status = function(*arguments, byref(out), byref(error))
    if status:
        fail(status, error)
    assert out.value is not None
    return Handle(out.value, free)


class Shared:
    """Base of objects with one handle: closing, ``with``, no pickling.

    Closing forgets the handle; it is freed as soon as no running call uses it. Using a closed object is a
    ValueError. Closing is never needed: a collected object frees its handle too.
    """

    __slots__ = ("_handle", "__weakref__")

    _handle: Optional[Handle]

    def close(self) -> None:
        """Lets go of the handle. May be called more than once."""
        self._handle = None

    @property
    def closed(self) -> bool:
        """True after :meth:`close`."""
        return self._handle is None

    def _open_handle(self) -> Handle:
        handle = self._handle
        if handle is None:
            raise ValueError(f"{type(self).__name__} is closed")
        return handle

    def __enter__(self: _Self) -> _Self:
        self._open_handle()
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __reduce__(self) -> Any:
        raise TypeError(f"{type(self).__name__} cannot be pickled or copied")
