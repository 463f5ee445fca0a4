"""A detector that can be replaced while other threads are scanning."""

from __future__ import annotations

import threading

from .detector import Detector


class LiveDetector:
    """Holds the detector of the moment, for a watch-list that changes while a service runs.

    Threads take it for each text (or each batch). Whoever has taken one keeps it until done, so a replacement
    never waits for readers, and no reader sees half of one. The old detector, its gazetteers included, is freed
    when the last reader lets go of it. Any thread may call any method. Cost of :meth:`get`: reading an attribute.

    >>> from namewire import Detector, Gazetteer, LiveDetector
    >>> live = LiveDetector(Detector())
    >>> live.get().detect("Iran said no.").mentions[0].text
    'Iran'
    >>> tomorrow = Gazetteer.from_list(["Acme Widgets"], label="ORG")
    >>> old = live.replace(Detector([tomorrow]))
    >>> live.get().detect("Acme Widgets said no.").mentions[0].text
    'Acme Widgets'
    """

    __slots__ = ("_current", "_lock")

    def __init__(self, detector: Detector) -> None:
        _check(detector)
        self._current = detector
        self._lock = threading.Lock()

    def get(self) -> Detector:
        """The detector of the moment."""
        return self._current

    def replace(self, detector: Detector) -> Detector:
        """Puts another detector in its place and returns the old one."""
        _check(detector)
        with self._lock:
            old, self._current = self._current, detector
        return old

    def __repr__(self) -> str:
        return f"<LiveDetector {self._current!r}>"


def _check(detector: object) -> None:
    if not isinstance(detector, Detector):
        raise TypeError(f"detector must be a Detector, not {type(detector).__name__}")
