"""What people corrected to what is learnt of it: read from the store, and anew as soon as there is more."""

from collections.abc import Mapping
from dataclasses import replace
from threading import Lock

from mediawatch.enrich.learning import Lessons
from mediawatch.enrich.traces import reader, trace_of
from mediawatch.model import Correction, Coverage, Outlet
from mediawatch.store import Store, latest_corrections


class LessonBook:
    """The lessons of each organisation. Asking costs one small query; corrections made meanwhile, in this process or
    another, count at once."""

    def __init__(self, store: Store, outlets: Mapping[str, Outlet]) -> None:
        self._store = store
        self._outlets = outlets
        self._known: dict[str, tuple[tuple[int, int], Lessons]] = {}
        self._lock = Lock()

    def of(self, organisation: str) -> Lessons:
        """What the organisation's corrections teach now."""
        mark = self._store.corrections_mark(organisation)
        with self._lock:
            known = self._known.get(organisation)
            if known is None or known[0] != mark:
                known = (mark, Lessons(self._read(organisation)))
                self._known[organisation] = known
        return known[1]

    def _read(self, organisation: str) -> list[Correction]:
        by_story: dict[int, list[Correction]] = {}
        for one in self._store.corrections(organisation):
            by_story.setdefault(one.story, []).append(one)
        return [self._readable(one) for found in by_story.values() for one in latest_corrections(found)]

    def _readable(self, one: Correction) -> Correction:
        """The correction with a trace that today's encoder can compare; made anew from the archive when it cannot."""
        if one.trace is None or one.trace.reader == reader() or not reader():
            return one
        copy = said_of(self._store, one.story, self._outlets)
        if copy is None:
            return one
        trace = trace_of(copy, one.trace.said)
        self._store.keep_trace(one.id, trace)
        return replace(one, trace=trace)


def said_of(store: Store, story: int, outlets: Mapping[str, Outlet]) -> Coverage | None:
    """What the model says of the copy that stands for a story, as far as it was kept."""
    found = store.story(story, everything=True, outlets=outlets)
    if found is None:
        return None
    lead = found.lead
    return store.model_said(story, outlets=outlets)[lead.article.outlet, lead.article.key]
