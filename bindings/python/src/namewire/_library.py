"""Finding and loading the shared library, and the C API as ctypes sees it (``include/namewire.h``)."""

from __future__ import annotations

import ctypes
import os
import sys
from ctypes import POINTER, Structure, c_char, c_char_p, c_float, c_int32, c_size_t, c_uint16, c_uint32
from ctypes import c_uint64, c_void_p
from pathlib import Path
from typing import Any, Iterator, List, NoReturn, Optional, Tuple

from . import errors

#: The version of the C ABI that this package was written for.
ABI_VERSION = 1

#: Passed as ``position`` when there is none.
NO_POSITION = 2**64 - 1
#: "None" for fields that hold an index.
NONE = 2**32 - 1

OFFSETS = {"chars": 0, "bytes": 1, "utf16": 2}
FORMATS = {"csv": 1, "tsv": 2, "jsonl": 3, "list": 4, "spacy": 5}
DETECT_NESTED, DETECT_STRICT_UTF8 = 1, 2
OPEN_UNCHECKED = 1
READ_SKIP_BAD_ROWS = 1
JSON_REASONS = 1
MENTION_NESTED = 1


class Error(Structure):
    """``nw_error``, filled by a call that fails."""

    _fields_ = [
        ("status", c_int32),
        ("reserved", c_uint32),
        ("position", c_uint64),
        ("message", c_char * 496),
    ]


class GazetteerInfo(Structure):
    """``nw_info``"""

    _fields_ = [(name, c_uint64) for name in ("entities", "aliases", "anywhere", "cues", "bytes")]


class ReadOptions(Structure):
    """``nw_read_options``"""

    _fields_ = [
        ("size", c_size_t),
        ("format", c_uint32),
        ("flags", c_uint32),
        ("label", c_char_p),
        ("label_len", c_size_t),
        ("name", c_char_p),
        ("name_len", c_size_t),
        ("reserved", c_uint64),
    ]


class ReadReport(Structure):
    """``nw_read_report``"""

    _fields_ = [("rows", c_uint64), ("problems", c_uint64)]


class DetectorOptions(Structure):
    """``nw_detector_options``"""

    _fields_ = [
        ("size", c_size_t),
        ("offsets", c_uint32),
        ("flags", c_uint32),
        ("min_score", c_float),
        ("reserved", c_uint32),
        ("max_text", c_uint64),
        ("max_mentions", c_uint64),
        ("time_limit_us", c_uint64),
    ]


class Document(Structure):
    """``nw_document``"""

    _fields_ = [
        ("size", c_size_t),
        ("text", c_char_p),
        ("text_len", c_size_t),
        ("date", c_uint32),
        ("reserved", c_uint32),
        ("cancel", c_void_p),
    ]


class State(Structure):
    """``nw_state``"""

    _fields_ = [("repaired", c_uint64), ("truncated", c_uint32), ("reserved", c_uint32)]


_ERROR = POINTER(Error)
_OUT = POINTER(c_void_p)
_LEN = POINTER(c_size_t)

#: Name, result and parameters of every function used. Handles and borrowed arrays are addresses.
_FUNCTIONS: List[Tuple[str, Any, List[Any]]] = [
    ("nw_version", c_char_p, []),
    ("nw_status_name", c_char_p, [c_int32]),
    ("nw_gazetteer_builtin", c_int32, [_OUT, _ERROR]),
    ("nw_gazetteer_open", c_int32, [c_char_p, c_size_t, c_uint32, _OUT, _ERROR]),
    ("nw_gazetteer_from_bytes", c_int32, [c_char_p, c_size_t, _OUT, _ERROR]),
    ("nw_gazetteer_info", c_int32, [c_void_p, POINTER(GazetteerInfo), _ERROR]),
    ("nw_gazetteer_bytes", c_int32, [c_void_p, _OUT, _LEN, _ERROR]),
    ("nw_gazetteer_free", None, [c_void_p]),
    ("nw_builder_new", c_int32, [_OUT, _ERROR]),
    (
        "nw_builder_read",
        c_int32,
        [c_void_p, c_char_p, c_size_t, POINTER(ReadOptions), POINTER(ReadReport), _ERROR],
    ),
    (
        "nw_builder_read_file",
        c_int32,
        [c_void_p, c_char_p, c_size_t, POINTER(ReadOptions), POINTER(ReadReport), _ERROR],
    ),
    ("nw_builder_problem", c_int32, [c_void_p, c_size_t, _OUT, _LEN, _ERROR]),
    ("nw_builder_build", c_int32, [c_void_p, _OUT, _ERROR]),
    ("nw_builder_write", c_int32, [c_void_p, c_char_p, c_size_t, _ERROR]),
    ("nw_builder_free", None, [c_void_p]),
    ("nw_detector_new", c_int32, [POINTER(c_void_p), c_size_t, POINTER(DetectorOptions), _OUT, _ERROR]),
    ("nw_detector_free", None, [c_void_p]),
    ("nw_cancel_new", c_int32, [_OUT, _ERROR]),
    ("nw_cancel_raise", None, [c_void_p]),
    ("nw_cancel_reset", None, [c_void_p]),
    ("nw_cancel_free", None, [c_void_p]),
    ("nw_analysis_new", c_int32, [_OUT, _ERROR]),
    ("nw_analysis_free", None, [c_void_p]),
    ("nw_detect", c_int32, [c_void_p, c_char_p, c_size_t, c_void_p, _ERROR]),
    ("nw_detect_document", c_int32, [c_void_p, POINTER(Document), c_void_p, _ERROR]),
    (
        "nw_detect_batch",
        c_int32,
        [c_void_p, POINTER(Document), c_size_t, c_uint32, POINTER(c_void_p), POINTER(c_int32), _ERROR],
    ),
    ("nw_analysis_mentions", c_int32, [c_void_p, _OUT, _LEN, _ERROR]),
    ("nw_analysis_entities", c_int32, [c_void_p, _OUT, _LEN, _ERROR]),
    ("nw_analysis_quotations", c_int32, [c_void_p, _OUT, _LEN, _ERROR]),
    ("nw_analysis_strings", c_int32, [c_void_p, _OUT, _LEN, _ERROR]),
    ("nw_analysis_dateline", c_int32, [c_void_p, _OUT, _ERROR]),
    ("nw_analysis_byline", c_int32, [c_void_p, _OUT, _ERROR]),
    ("nw_analysis_label", c_int32, [c_void_p, c_uint16, _OUT, _LEN, _ERROR]),
    ("nw_analysis_subtype", c_int32, [c_void_p, c_uint16, _OUT, _LEN, _ERROR]),
    ("nw_analysis_state", c_int32, [c_void_p, POINTER(State), _ERROR]),
    ("nw_analysis_json", c_int32, [c_void_p, c_char_p, c_size_t, c_uint32, _OUT, _LEN, _ERROR]),
]

if sys.platform == "darwin":
    _NAME, _SYSTEM_NAMES = "libnamewire.dylib", ("libnamewire.0.dylib", "libnamewire.dylib")
elif sys.platform == "win32":
    _NAME, _SYSTEM_NAMES = "namewire.dll", ("namewire.dll",)
else:
    _NAME, _SYSTEM_NAMES = "libnamewire.so", ("libnamewire.so.0", "libnamewire.so")


def _candidates() -> Iterator[str]:
    """Where the library may be, best first."""
    here = Path(__file__).resolve()
    yield str(here.with_name(_NAME))
    if len(here.parents) > 4 and here.parts[-5:-2] == ("bindings", "python", "src"):
        for profile in ("release", "debug"):
            yield str(here.parents[4] / "target" / profile / _NAME)


def _load() -> Tuple[ctypes.CDLL, str]:
    """Loads the library and says from where.

    In this order: the file named by the environment variable NAMEWIRE_LIBRARY, and nothing else when it is set;
    the file beside this module (a wheel); target/release and target/debug of the source tree that this module
    is part of; the system's loader.
    """
    given = os.environ.get("NAMEWIRE_LIBRARY")
    if given:
        try:
            return _checked(ctypes.CDLL(given), given)
        except OSError as error:
            raise errors.LibraryNotFoundError(f"NAMEWIRE_LIBRARY={given}: {error}") from None
    tried = []
    for path in _candidates():
        if os.path.isfile(path):
            try:
                return _checked(ctypes.CDLL(path), path)
            except OSError as error:
                raise errors.LibraryNotFoundError(f"{path}: {error}") from None
        tried.append(path)
    for name in _SYSTEM_NAMES:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            tried.append(name)
            continue
        return _checked(library, name)
    raise errors.LibraryNotFoundError(
        "the namewire shared library was not found (tried " + ", ".join(tried) + "); build it with "
        "`cargo build --release --package namewire-c`, or name it with the environment variable NAMEWIRE_LIBRARY"
    )


def _checked(library: ctypes.CDLL, path: str) -> Tuple[ctypes.CDLL, str]:
    """Refuses a library whose ABI this package does not speak, then declares the functions."""
    try:
        for name in ("nw_abi_version", "nw_abi_version_minimum"):
            getattr(library, name).restype = c_uint32
            getattr(library, name).argtypes = []
        newest, oldest = library.nw_abi_version(), library.nw_abi_version_minimum()
    except AttributeError:
        raise errors.LibraryNotFoundError(f"{path} is not the namewire library") from None
    if not oldest <= ABI_VERSION <= newest:
        raise errors.LibraryNotFoundError(
            f"{path} speaks versions {oldest} to {newest} of namewire's C ABI, this package needs version "
            f"{ABI_VERSION}: {'upgrade the library' if newest < ABI_VERSION else 'upgrade the Python package'}"
        )
    for name, result, parameters in _FUNCTIONS:
        function = getattr(library, name)
        function.restype = result
        function.argtypes = parameters
    return library, path


#: The library, with every function declared, and the path it was loaded from.
lib, PATH = _load()


def library_version() -> str:
    """The version of the shared library, such as ``0.1.0``."""
    return str(lib.nw_version().decode())


def fail(status: int, error: Optional[Error] = None, index: Optional[int] = None) -> NoReturn:
    """Raises the exception for a status that is not OK."""
    raise failure(status, error, index)


def failure(status: int, error: Optional[Error] = None, index: Optional[int] = None) -> errors.NamewireError:
    """The exception for a status that is not OK, with the library's message when there is one."""
    if error is not None and error.status == status:
        position = None if error.position == NO_POSITION else int(error.position)
        return errors.of_status(status, error.message.decode("utf-8", "replace"), position, index)
    name = lib.nw_status_name(status)
    return errors.of_status(status, name.decode() if name else f"status {status}", None, index)
