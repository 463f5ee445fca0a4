"""What is known: compiled lists of entities and their names."""

from __future__ import annotations

import os
from ctypes import byref, c_char, c_size_t, c_void_p, string_at
from typing import TYPE_CHECKING, Any, Iterable, Mapping, NamedTuple, Tuple, Union

from . import _handle, _library
from ._library import lib
from ._paths import ListSource, Path, encode_path, replace_file

if TYPE_CHECKING:
    from .builder import GazetteerBuilder

_Bytes = bytes  # inside the classes below, `bytes` is a field and a method


class GazetteerInfo(NamedTuple):
    """How much a gazetteer knows."""

    #: Entities.
    entities: int
    #: Names of entities, spellings merged.
    aliases: int
    #: Names that are found inside words too.
    anywhere: int
    #: Titles and other words that are evidence beside a name.
    cues: int
    #: Size of the compiled form in bytes.
    bytes: int


class Gazetteer(_handle.Shared):
    """A compiled list. Immutable; shared by any number of threads and detectors.

    Made by the class methods: :meth:`builtin`, :meth:`open`, :meth:`from_bytes`, and from lists by
    :meth:`from_list`, :meth:`from_csv`, :meth:`from_tsv`, :meth:`from_jsonl`, :meth:`from_spacy` and
    :meth:`from_entries`, which are short for a :class:`~namewire.GazetteerBuilder` that reads one list. A
    detector keeps what it needs of its gazetteers: they may be closed in any order.

    Attributes:
        problems: Messages of the rows that were left out (only with ``skip_bad_rows``), in order.
    """

    __slots__ = ("problems", "_name")

    problems: Tuple[str, ...]
    _name: str

    def __init__(self) -> None:
        raise TypeError("use Gazetteer.open, from_bytes, builtin, or one of the from_... methods of lists")

    @classmethod
    def _of(cls, handle: _handle.Handle, name: str, problems: Tuple[str, ...] = ()) -> "Gazetteer":
        self = cls.__new__(cls)
        self._handle = handle
        self._name = name
        self.problems = problems
        return self

    @classmethod
    def builtin(cls) -> "Gazetteer":
        """The gazetteer inside the library. Cost: checked once a process, then a reference."""
        return cls._of(_handle.make(lib.nw_gazetteer_free, lib.nw_gazetteer_builtin), "built-in")

    @classmethod
    def open(cls, path: Path, check: bool = True) -> "Gazetteer":
        """Opens a compiled file, as :meth:`save` writes it.

        The file is mapped, not read: many processes share its pages, and it must not be changed in place while
        it is open (:meth:`save` replaces it instead, which is safe).

        Args:
            path: The file.
            check: Verify the checksum, which reads the file once. A file of your own making may go without.

        Raises:
            FileError: It cannot be opened.
            NotAGazetteerError, VersionError, DamagedGazetteerError: It is not a good compiled file.
        """
        raw = encode_path(path)
        if not isinstance(check, bool):
            raise TypeError(f"check must be a bool, not {type(check).__name__}")
        flags = 0 if check else _library.OPEN_UNCHECKED
        handle = _handle.make(lib.nw_gazetteer_free, lib.nw_gazetteer_open, raw, len(raw), flags)
        return cls._of(handle, os.fsdecode(path))

    @classmethod
    def from_bytes(cls, data: Union[_Bytes, bytearray, memoryview]) -> "Gazetteer":
        """Makes one of a compiled file's bytes, which are copied and checked.

        Raises:
            NotAGazetteerError, VersionError, DamagedGazetteerError: They are not those of a good file.
        """
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f"data must be bytes, not {type(data).__name__}")
        data = bytes(data)
        handle = _handle.make(lib.nw_gazetteer_free, lib.nw_gazetteer_from_bytes, data, len(data))
        return cls._of(handle, "from bytes")

    @classmethod
    def from_list(
        cls, names: Union[Iterable[str], "os.PathLike[str]"], *, label: str, skip_bad_rows: bool = False
    ) -> "Gazetteer":
        """Compiles names; each is the id of its entity too.

        Args:
            names: The names, or the path (``pathlib.Path``) of a file with one name a line.
            label: What they are: ``PERSON``, ``ORG``, ``GPE``, ... or a label of your own.
            skip_bad_rows: Leave bad names out and list them in :attr:`problems`, instead of raising.

        Raises:
            RowError: A name is bad (and ``skip_bad_rows`` is false); ``position`` is its place, from 1.
        """
        with _new_builder() as builder:
            builder.add_names(names, label=label, skip_bad_rows=skip_bad_rows)
            return builder.build()

    @classmethod
    def from_csv(cls, source: ListSource, *, label: str = "", skip_bad_rows: bool = False) -> "Gazetteer":
        """Compiles comma-separated values with a header row.

        Columns: ``name`` and, where wanted, ``id``, ``label``, ``subtype``, ``aliases`` (parted by ``|``),
        ``lang``, ``case``, ``weight``, ``prior``, ``near``, ``not_near``, ``require``, ``forbid``, ``window``,
        ``from``, ``until``, ``anywhere``, ``roles`` and ``attr.KEY``.

        Args:
            source: The list's text, or its path as an ``os.PathLike`` (a plain str is always text).
            label: The label of rows that give none.
            skip_bad_rows: Leave bad rows out and list them in :attr:`problems`, instead of raising.

        Raises:
            RowError: A row is bad (and ``skip_bad_rows`` is false); ``position`` is its line.
            FileError: The file cannot be read.
        """
        return _compile(source, "csv", label, skip_bad_rows)

    @classmethod
    def from_tsv(cls, source: ListSource, *, label: str = "", skip_bad_rows: bool = False) -> "Gazetteer":
        """Compiles tab-separated values with a header row; else like :meth:`from_csv`."""
        return _compile(source, "tsv", label, skip_bad_rows)

    @classmethod
    def from_jsonl(cls, source: ListSource, *, label: str = "", skip_bad_rows: bool = False) -> "Gazetteer":
        """Compiles JSON Lines, one entity a line (see :meth:`from_entries`); else like :meth:`from_csv`."""
        return _compile(source, "jsonl", label, skip_bad_rows)

    @classmethod
    def from_spacy(cls, source: ListSource, *, label: str = "", skip_bad_rows: bool = False) -> "Gazetteer":
        """Compiles spaCy EntityRuler patterns, one JSON object a line; else like :meth:`from_csv`."""
        return _compile(source, "spacy", label, skip_bad_rows)

    @classmethod
    def from_entries(
        cls, entries: Iterable[Mapping[str, Any]], *, label: str = "", skip_bad_rows: bool = False
    ) -> "Gazetteer":
        """Compiles dicts with the keys of the JSON Lines format; only ``name`` is needed.

        >>> from namewire import Gazetteer
        >>> Gazetteer.from_entries([
        ...     {"id": "ex:acme", "label": "ORG", "subtype": "company", "name": "Acme Corp.",
        ...      "aliases": ["Acme", {"text": "ACM", "case": "exact", "near": ["shares"], "window": 10}]},
        ... ]).info().aliases
        3

        Args:
            entries: One mapping an entity; dates may be ``datetime.date`` or ``"YYYY-MM-DD"``.
            label: The label of entries that give none.
            skip_bad_rows: Leave bad entries out and list them in :attr:`problems`, instead of raising.

        Raises:
            RowError: An entry is bad (and ``skip_bad_rows`` is false); ``position`` is its place, from 1.
        """
        with _new_builder() as builder:
            builder.add_entries(entries, label=label, skip_bad_rows=skip_bad_rows)
            return builder.build()

    def info(self) -> GazetteerInfo:
        """How much it knows."""
        handle = self._open_handle()
        info, error = _library.GazetteerInfo(), _library.Error()
        status = lib.nw_gazetteer_info(handle.pointer, byref(info), byref(error))
        if status:
            _library.fail(status, error)
        return GazetteerInfo(*(int(getattr(info, field)) for field in GazetteerInfo._fields))

    def bytes(self) -> _Bytes:
        """A copy of the compiled form, for :meth:`from_bytes`. The same lists always give the same bytes."""
        handle = self._open_handle()
        return string_at(*_compiled(handle))

    def save(self, path: Path) -> None:
        """Writes the compiled file. The file is replaced in one step: whoever has it open keeps the old one.

        Raises:
            OSError: It cannot be written.
        """
        encode_path(path)
        handle = self._open_handle()
        address, size = _compiled(handle)
        replace_file(path, (c_char * size).from_address(address))

    def __repr__(self) -> str:
        if self.closed:
            return "<Gazetteer closed>"
        info = self.info()
        return f"<Gazetteer {self._name}: {info.entities} entities, {info.aliases} aliases>"


def _new_builder() -> "GazetteerBuilder":
    """An empty builder; imported late, because the builder's module needs this one."""
    from .builder import GazetteerBuilder

    return GazetteerBuilder()


def _compile(source: ListSource, format: str, label: str, skip_bad_rows: bool) -> Gazetteer:
    with _new_builder() as builder:
        builder.read(source, format, label=label, skip_bad_rows=skip_bad_rows)
        return builder.build()


def _compiled(handle: _handle.Handle) -> Tuple[int, int]:
    """Address and size of the compiled form, good while the handle is held."""
    out, size, error = c_void_p(), c_size_t(), _library.Error()
    status = lib.nw_gazetteer_bytes(handle.pointer, byref(out), byref(size), byref(error))
    if status:
        _library.fail(status, error)
    return out.value or 0, size.value
