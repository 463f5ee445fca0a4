#!/usr/bin/env python3
"""Says who and what is named in each text, most prominent first.

    watch.py [--list FILE] [--label LABEL] [--date YYYY-MM-DD] [FILE ...]

Without files it reads standard input. --list lays a list of your own (.csv, .tsv, .jsonl or .txt) over the
built-in gazetteer.
"""

import argparse
import sys
from pathlib import Path

import namewire


def main() -> int:
    parser = argparse.ArgumentParser(description="Says who and what is named in each text.")
    parser.add_argument("files", nargs="*", type=Path, help="texts (default: standard input)")
    parser.add_argument("--list", type=Path, help="a list of your own: .csv, .tsv, .jsonl or .txt")
    parser.add_argument("--label", default="", help="the label of rows that give none, such as ORG")
    parser.add_argument("--date", help="the day the texts were written")
    options = parser.parse_args()
    try:
        lists = []
        if options.list:
            builder = namewire.GazetteerBuilder()
            builder.read(options.list, label=options.label, skip_bad_rows=True)
            for problem in builder.problems:
                print("left out:", problem, file=sys.stderr)
            lists.append(builder.build())
        texts = [path.read_bytes() for path in options.files] or [sys.stdin.buffer.read()]
        analyses = namewire.Detector(lists).detect_batch(texts, dates=options.date)
    except (OSError, namewire.NamewireError) as error:
        print(f"watch: {error}", file=sys.stderr)
        return 1
    for path, analysis in zip(options.files or ["standard input"], analyses):
        print(path)
        for entity in sorted(analysis.entities, key=lambda e: -e.salience):
            print(f"{entity.mentions:4} {entity.label:7} {entity.name} ({entity.id})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
