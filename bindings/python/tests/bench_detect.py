"""Times one article of 3 kB: `python3 bench_detect.py`. The best of many runs, so that a busy machine shows
little; not a test."""

import timeit

from support import namewire

ARTICLE = """\
TEHRAN (Tasnim) - Secretary of State John Kerry said on Thursday that the United States had agreed to another round of
talks with Iran, to be held in Vienna before the end of the month, and that the remaining differences were narrower than
they had been a year ago.

“We will be there, and we will stay as long as it takes,” Kerry told reporters on the plane. He declined to say who else
would be in the room, or whether the agenda that was handed out in spring still held.

Officials who had seen the draft, and who asked not to be named because the text is not public, described it as short on
detail and long on good will. One of them said the hardest part, how and by whom the sites would be inspected, had been
left to an annex that nobody had begun to write. Another said that this was always going to be so: first the principle,
then the price.

Russia and China welcomed the announcement. The European Union, which has chaired the meetings so far, said in a statement
that it was encouraged. In Berlin, Chancellor Angela Merkel called it a first step and warned against raising hopes that
could not be met. The Islamic State in Iraq and the Levant (ISIL), whose advance in the north has brought old rivals to
the same table, was not mentioned, although two diplomats said that it had been the subject of every dinner.

Markets hardly moved. Oil fell by less than a dollar in London and then came back, as traders weighed the chance of more
supply next year against a cold winter now. “Nobody here believes a date until it has passed,” said one of them, who has
been buying and selling the same barrels for twenty years and has stopped reading the communiqués.

At the Pentagon a spokesman said that nothing had changed for the ships in the Persian Gulf. In Washington, members of the
Senate from both parties said they would want to see every page before they lifted anything, and some of them said that
they would not lift anything at all. President Barack Obama is expected to speak on Friday.

Kerry left the door open. “If it is not finished, it is not finished,” he said, and then the plane began to descend and the
microphones were put away.
"""


def main() -> None:
    text = (ARTICLE * 2)[:3000]
    detector = namewire.Detector()
    analysis = detector.detect(text)
    print(f"{len(text.encode())} bytes, {len(analysis.mentions)} mentions, {len(analysis.entities)} entities")
    cases = {
        "detect": lambda: detector.detect(text),
        "detect + mentions": lambda: detector.detect(text).mentions,
        "detect + everything": lambda: everything(detector.detect(text)),
        "detect + json": lambda: detector.detect(text).json(),
        "bytes, detect": lambda raw=text.encode(): detector.detect(raw),
    }
    try:
        import numpy  # noqa: F401

        cases["detect + arrays.mentions"] = lambda: detector.detect(text).arrays.mentions
    except ImportError:
        pass
    for name, case in cases.items():
        print(f"{name:26} {min(timeit.repeat(case, number=5, repeat=2000)) / 5 * 1e6:8.1f} µs")
    batch = [text] * 500
    seconds = min(timeit.repeat(lambda: detector.detect_batch(batch), number=1, repeat=5))
    print(f"{'detect_batch, a text':26} {seconds / len(batch) * 1e6:8.1f} µs")


def everything(analysis: "namewire.Analysis") -> tuple:
    return (analysis.mentions, analysis.entities, analysis.quotations, analysis.dateline, analysis.byline)


if __name__ == "__main__":
    main()
