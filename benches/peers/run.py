#!/usr/bin/env python3
"""namewire and its peers on the same lists and the same text: ``python3 benches/peers/run.py``.

Builds the programs, installs the Python peers (pinned, under the target folder), makes the lists,
measures, checks that the engines find the same, and prints tables and targets. ``benches/README.md`` says
what each figure means.
"""

from __future__ import annotations

import argparse
import datetime
import json
import subprocess
import sys
from pathlib import Path
from typing import List

from harness import comparison, library, report
from harness.lists import KINDS
from harness.machine import load
from harness.places import TEXT, prepare, say

SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = 7
QUICK_SIZES, QUICK_ROUNDS, QUICK_BYTES = (10_000,), 3, 2_000_000


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--quick", action="store_true", help="the small list, 2 MB of text, few rounds: a check that all runs"
    )
    parser.add_argument(
        "--sizes",
        type=lambda s: [int(n.replace("_", "")) for n in s.split(",")],
        metavar="N,N",
        help="numbers of names (default: 10000,100000,1000000)",
    )
    parser.add_argument(
        "--text", type=Path, default=TEXT, help="a file with one article a line (default: the corpus)"
    )
    parser.add_argument(
        "--lists", choices=sorted(KINDS), default="names", help="the kind of list (default: names)"
    )
    parser.add_argument("--rounds", type=int, help=f"rounds that count (default: {ROUNDS})")
    parser.add_argument(
        "--no-build", action="store_true", help="measure the programs as the last run built them"
    )
    parser.add_argument("--record", type=Path, help="write the record of the run to this file, too")
    return parser.parse_args()


def main() -> int:
    """Runs everything; 1 when engines disagree for no known reason."""
    options = arguments()
    if not options.text.is_file():
        name = (
            "the corpus ../shared/corpora/raw/reuters21578.txt" if options.text == TEXT else str(options.text)
        )
        say(f"skipped: {name} is not here; give a text of one article a line with --text FILE")
        return 0
    sizes: List[int] = options.sizes or list(QUICK_SIZES if options.quick else SIZES)
    rounds: int = options.rounds or (QUICK_ROUNDS if options.quick else ROUNDS)
    limit = QUICK_BYTES if options.quick else None
    shop = prepare(build=not options.no_build)
    shop.kind = options.lists
    say("making the lists")
    command = [str(shop.python), "-m", "harness.lists", str(shop.folder), shop.kind, *map(str, sizes)]
    subprocess.run(command, check=True, env=shop.environment())
    busy = load()
    alone = library.measure(shop, options.text, max(sizes), options.quick)
    rows = [row for size in sizes for row in comparison.compare(shop, size, options.text, limit, rounds)]
    text_name = options.text.name if options.text != TEXT else "reuters21578.txt"
    date = datetime.date.today().isoformat()
    told = report.record(date, text_name, rounds, f"{busy}, {load()}", shop.kind, rows, alone)
    print(told)
    figures = {"library": alone, "rows": [vars(row) for row in rows]}
    (shop.folder / "figures.json").write_text(json.dumps(figures, indent=1))
    if options.record:
        path: Path = options.record
        path.write_text(told, encoding="utf-8")
        say(f"wrote {path}")
    disagreeing = [row for row in rows if not row.agrees]
    for row in disagreeing:
        say(f"failed: {row.title}, {row.size:,} names: {row.unexplained:.1%} of the reference unexplained")
    return 1 if disagreeing else 0


if __name__ == "__main__":
    sys.exit(main())
