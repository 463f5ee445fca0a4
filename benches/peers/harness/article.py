"""One article from Python: ``python -m harness.article FILE REPEATS`` (in the virtual environment)."""

from __future__ import annotations

import json
import sys
import timeit
from pathlib import Path
from statistics import median
from typing import Any, Dict

#: Calls that are timed together.
CALLS = 100


def main() -> None:
    clock = timeit.default_timer()
    import namewire

    detector = namewire.Detector()
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    analysis = detector.detect(text)
    first = timeit.default_timer() - clock
    told: Dict[str, Any] = {"bytes": len(text.encode()), "mentions": len(analysis.mentions), "first": first}
    jobs = {"detect": lambda: detector.detect(text), "mentions": lambda: detector.detect(text).mentions}
    for name, job in jobs.items():
        timeit.timeit(job, number=CALLS)
        seconds = [s / CALLS for s in timeit.repeat(job, number=CALLS, repeat=int(sys.argv[2]))]
        told[name] = {"min": min(seconds), "median": median(seconds)}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
