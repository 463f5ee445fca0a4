"""Paths and lists, as arguments."""

from __future__ import annotations

import os
import tempfile
from typing import Any, Union

#: A path, as ``open`` takes it.
Path = Union[str, bytes, "os.PathLike[str]", "os.PathLike[bytes]"]
#: The text of a list, or the path of its file (an ``os.PathLike``, such as ``pathlib.Path``).
ListSource = Union[str, bytes, "os.PathLike[str]"]


def encode_path(path: Path) -> bytes:
    """A path as the library takes it: the system's bytes, UTF-8 on Windows."""
    raw = os.fspath(path)  # a TypeError for what is no path
    if os.name == "nt":
        return os.fsdecode(raw).encode("utf-8")
    return os.fsencode(raw)


def replace_file(path: Path, data: Any) -> None:
    """Writes a file beside the target, then puts it in the target's place in one step."""
    target = os.fsdecode(path)
    number, temporary = tempfile.mkstemp(prefix=".namewire-", dir=os.path.dirname(target) or ".")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
