"""Making a gazetteer of several lists."""

from __future__ import annotations

import datetime
import json
import os
import threading
from ctypes import byref, c_size_t, c_void_p, sizeof, string_at
from typing import Any, Iterable, List, Mapping, NamedTuple, Optional, Tuple, Union

from . import _handle, _library
from ._library import lib
from ._paths import ListSource, Path, encode_path
from .errors import InvalidArgumentError
from .gazetteer import Gazetteer


class ReadReport(NamedTuple):
    """What became of a list."""

    #: Rows that were read, those left out among them.
    rows: int
    #: Messages of the rows that were left out, each with list, line and reason.
    problems: Tuple[str, ...]


class GazetteerBuilder(_handle.Shared):
    """Collects lists, then compiles them into one :class:`~namewire.Gazetteer`.

    Rows with the id of an earlier one add aliases to it. A list with a bad row raises
    :class:`~namewire.RowError` and nothing of that list is kept, unless ``skip_bad_rows`` is true.

    Memory: about 200 bytes an alias while building; a million are read and compiled in 4 to 5.5 s. Calls
    from several threads wait for one another.

    >>> from namewire import GazetteerBuilder
    >>> builder = GazetteerBuilder()
    >>> builder.add_names(["Acme Widgets", "Initech"], label="ORG")
    ReadReport(rows=2, problems=())
    >>> builder.read("name,aliases\\nJane Roe,J. Roe|Roe\\n", "csv", label="PERSON").rows
    1
    >>> builder.build().info().entities
    3

    Attributes:
        problems: Messages of all rows left out since the last :meth:`build` or :meth:`write`.
    """

    __slots__ = ("problems", "_lock")

    def __init__(self) -> None:
        self._handle = None
        self._lock = threading.Lock()
        self.problems: List[str] = []
        self._handle = _handle.make(lib.nw_builder_free, lib.nw_builder_new)

    def read(
        self,
        source: ListSource,
        format: Optional[str] = None,
        *,
        label: str = "",
        name: Optional[str] = None,
        skip_bad_rows: bool = False,
    ) -> ReadReport:
        """Reads one list.

        Args:
            source: The list's text (str, or bytes of UTF-8), or the path of its file as an ``os.PathLike``
                such as ``pathlib.Path``. A plain str is always text.
            format: ``csv``, ``tsv``, ``jsonl``, ``list`` (one name a line) or ``spacy``. For a file it may be
                left out: the ending tells.
            label: The label of rows that give none.
            name: What messages call a list that is given as text; files are called by their path.
            skip_bad_rows: Leave bad rows out and report them, instead of raising.

        Raises:
            RowError: A row is bad and ``skip_bad_rows`` is false, or the list is not UTF-8; ``position`` is the
                line.
            FileError: The file cannot be read.
            InvalidArgumentError: ``format`` is unknown, missing, or not told by the file's ending.
        """
        if not isinstance(source, (str, bytes, os.PathLike)):
            raise TypeError(f"a list must be str, bytes or os.PathLike, not {type(source).__name__}")
        _check_options(label, name, skip_bad_rows)
        if format is not None and not isinstance(format, str):
            raise TypeError(f"format must be a str, not {type(format).__name__}")
        if format is not None and format not in _library.FORMATS:
            raise InvalidArgumentError(f"format {format!r} is not one of {', '.join(_library.FORMATS)}")
        if isinstance(source, os.PathLike):
            return self._read(lib.nw_builder_read_file, encode_path(source), format, label, name, skip_bad_rows)
        if format is None:
            raise InvalidArgumentError("a list that is given as text needs a format")
        if isinstance(source, str):
            if "\n" not in source and source.lower().endswith((".csv", ".tsv", ".jsonl", ".ndjson", ".txt")):
                raise InvalidArgumentError(
                    f"{source!r} looks like a file's name: give files as pathlib.Path({source!r})"
                )
            source = source.encode("utf-8", "surrogatepass")  # a lone surrogate is a RowError
        return self._read(lib.nw_builder_read, source, format, label, name or format, skip_bad_rows)

    def add_names(
        self, names: Union[Iterable[str], "os.PathLike[str]"], *, label: str, skip_bad_rows: bool = False
    ) -> ReadReport:
        """Adds names; each is the id of its entity too. See :meth:`Gazetteer.from_list`."""
        if isinstance(names, os.PathLike):
            return self.read(names, "list", label=label, skip_bad_rows=skip_bad_rows)
        if isinstance(names, (str, bytes)):
            raise TypeError("names must be an iterable of str, not one str (a file's path is a pathlib.Path)")
        _check_options(label, None, skip_bad_rows)
        lines = []
        for name in names:
            if not isinstance(name, str):
                raise TypeError(f"a name must be a str, not {type(name).__name__}")
            lines.append(json.dumps({"name": name}))
        return self._read_lines(lines, label, "names", skip_bad_rows)

    def add_entries(
        self, entries: Iterable[Mapping[str, Any]], *, label: str = "", skip_bad_rows: bool = False
    ) -> ReadReport:
        """Adds entities given as dicts. See :meth:`Gazetteer.from_entries`."""
        if isinstance(entries, (str, bytes, Mapping)):
            raise TypeError(f"entries must be an iterable of dicts, not {type(entries).__name__}")
        _check_options(label, None, skip_bad_rows)
        lines = []
        for entry in entries:
            if not isinstance(entry, Mapping):
                raise TypeError(f"an entry must be a dict, not {type(entry).__name__}")
            lines.append(json.dumps(dict(entry), default=_plain))
        return self._read_lines(lines, label, "entries", skip_bad_rows)

    def build(self) -> Gazetteer:
        """Compiles what was read. The builder is empty afterwards and may be used again.

        Raises:
            TooLargeError: It is more than a compiled gazetteer can hold.
        """
        handle = self._open_handle()
        with self._lock:
            made = _handle.make(lib.nw_gazetteer_free, lib.nw_builder_build, handle.pointer)
            problems, self.problems = tuple(self.problems), []
        return Gazetteer._of(made, "from lists", problems)

    def write(self, path: Path) -> None:
        """Compiles what was read into a file for :meth:`Gazetteer.open`. The builder is empty afterwards.

        Raises:
            FileError: The file cannot be written.
            TooLargeError: It is more than a compiled gazetteer can hold.
        """
        raw = encode_path(path)
        handle = self._open_handle()
        with self._lock:
            error = _library.Error()
            status = lib.nw_builder_write(handle.pointer, raw, len(raw), byref(error))
            if status:
                _library.fail(status, error)
            self.problems = []

    #: The same as :meth:`write`.
    save = write

    def _read_lines(self, lines: List[str], label: str, name: str, skip: bool) -> ReadReport:
        return self._read(lib.nw_builder_read, "\n".join(lines).encode(), "jsonl", label, name, skip)

    def _read(
        self, function: Any, data: bytes, format: Optional[str], label: str, name: Optional[str], skip: bool
    ) -> ReadReport:
        handle = self._open_handle()
        raw_label, raw_name = label.encode("utf-8", "replace"), (name or "").encode("utf-8", "replace")
        options = _library.ReadOptions(
            size=sizeof(_library.ReadOptions),
            format=_library.FORMATS[format] if format else 0,
            flags=_library.READ_SKIP_BAD_ROWS if skip else 0,
            label=raw_label,
            label_len=len(raw_label),
            name=raw_name,
            name_len=len(raw_name),
        )
        report, error = _library.ReadReport(), _library.Error()
        with self._lock:
            status = function(handle.pointer, data, len(data), byref(options), byref(report), byref(error))
            if status:
                _library.fail(status, error)
            problems = tuple(_problem(handle, index) for index in range(report.problems))
            self.problems.extend(problems)
        return ReadReport(int(report.rows), problems)

    def __repr__(self) -> str:
        state = "closed" if self.closed else f"{len(self.problems)} problems"
        return f"<GazetteerBuilder {state}>"


def _problem(handle: _handle.Handle, index: int) -> str:
    out, size, error = c_void_p(), c_size_t(), _library.Error()
    status = lib.nw_builder_problem(handle.pointer, index, byref(out), byref(size), byref(error))
    if status:
        _library.fail(status, error)
    return string_at(out.value or 0, size.value).decode("utf-8", "replace")


def _check_options(label: object, name: object, skip_bad_rows: object) -> None:
    if not isinstance(label, str):
        raise TypeError(f"label must be a str, not {type(label).__name__}")
    if name is not None and not isinstance(name, str):
        raise TypeError(f"name must be a str, not {type(name).__name__}")
    if not isinstance(skip_bad_rows, bool):
        raise TypeError(f"skip_bad_rows must be a bool, not {type(skip_bad_rows).__name__}")


def _plain(value: object) -> Any:
    """JSON forms of what entries may hold beside JSON's own types."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"an entry may not hold {type(value).__name__}")
