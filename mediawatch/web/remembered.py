"""What took long to compute, kept in this process until the data it rests on change.

A value that is quickly made is always made anew when its mark has changed, so that whoever corrects something sees the
new number at once. One that takes long (years of coverage) is shown as it was while it is made anew in the background.
"""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import Context, copy_context
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

log = logging.getLogger(__name__)

MOST = 64
"""Values kept; the longest unused is forgotten first."""
LASTS_SECONDS = 600.0
"""However equal the marks, after this a value is made anew: silence and clocks leave no mark."""
QUICK_SECONDS = 0.3
"""What takes no longer than this is waited for."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Kept:
    mark: object
    value: Any
    at: float
    took: float


class Remembered:
    """Values by key. May be shared by threads; one key is made by one thread at a time, in nobody's context: what is
    kept is for all, in whatever written form the first one reads."""

    def __init__(self, *, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._standing: dict[Hashable, Any] = {}
        self._gates: dict[Hashable, Lock] = {}
        self._lock = Lock()
        self._behind = ThreadPoolExecutor(max_workers=1, thread_name_prefix="remembered")

    def get(self, key: Hashable, mark: object, make: Callable[[], T], *, always_new: bool = False) -> T:
        """The value of `key` for `mark` (which changes when the data do: store.marks), made when it is not known.
        `always_new`: waited for, however long it takes. Raises what `make` raises; nothing is then kept."""
        known, gate = self._known(key), self._gate(key)
        if known is None or not self._holds(known, mark):
            if known is not None and known.took > QUICK_SECONDS and not always_new:
                if gate.acquire(blocking=False):
                    self._behind.submit(self._make_behind, key, mark, make, gate).add_done_callback(_tell)
            else:
                with gate:
                    known = self._known(key)
                    if known is None or not self._holds(known, mark):
                        known = self._make(key, mark, make)
        value: T = known.value
        return value

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """The thing of `key`, made at its first use and kept as long as this."""
        with self._lock:
            if key not in self._standing:
                self._standing[key] = make()
            thing: T = self._standing[key]
            return thing

    def soon(self, key: Hashable, make: Callable[[], T], seconds: float) -> T | None:
        """What `make` makes. The first time of a key, when years of coverage may be read, it is waited for no longer
        than `seconds`, and goes on by itself: None then."""
        first: Future[T] = self.once(("first", key), lambda: _begun(make))
        if first.done():
            return make()
        try:
            return first.result(seconds)
        except TimeoutError:
            return None

    def behind(self, make: Callable[[], None]) -> None:
        """Does it in the background, before anybody asks."""
        self._behind.submit(make).add_done_callback(_tell)

    def _known(self, key: Hashable) -> _Kept | None:
        with self._lock:
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
            return known

    def _gate(self, key: Hashable) -> Lock:
        with self._lock:
            return self._gates.setdefault(key, Lock())

    def _holds(self, known: _Kept, mark: object) -> bool:
        return known.mark == mark and self._clock() - known.at < LASTS_SECONDS

    def _make(self, key: Hashable, mark: object, make: Callable[[], Any]) -> _Kept:
        begun = self._clock()
        made = _Kept(mark, Context().run(make), begun, self._clock() - begun)
        with self._lock:
            self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                forgotten, _ = self._kept.popitem(last=False)
                self._gates.pop(forgotten, None)
        return made

    def _make_behind(self, key: Hashable, mark: object, make: Callable[[], Any], gate: Lock) -> None:
        try:
            self._make(key, mark, make)
        finally:
            gate.release()


def _begun(make: Callable[[], T]) -> "Future[T]":
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="first")
    begun = thread.submit(copy_context().run, make)
    thread.shutdown(wait=False)
    return begun


def _tell(made: "Future[None]") -> None:
    error = made.exception()
    if error is not None:
        log.error("not computed anew", exc_info=error)
