"""What corrections teach, by replay: the labelled coverage in the order of its years is judged, corrected where it is
wrong, and so on. With learning and without, and how many that were right the lessons broke."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, get_args

from mediawatch.enrich.excerpt import make_excerpt
from mediawatch.enrich.judge import judge
from mediawatch.enrich.learning import Lessons
from mediawatch.enrich.tone import judge_tone
from mediawatch.enrich.traces import trace_of
from mediawatch.model import Article, Correction, CorrectionKind, Coverage, Outlet, ToneLabel
from mediawatch.store.keeping import kept
from tests.quality.corpus import COVERAGE, ROOT, as_article, coverage
from tests.quality.granvik import GRANVIK, read_granvik
from tests.quality.names import organisation, outlet_of

NEXT = ROOT / "tests" / "data" / "learning" / "next.jsonl"
_THEN = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Replay:
    """Right answers without learning and with it; those that were right before and wrong after."""

    count: int
    right_before: int
    right_after: int
    broken: int
    lessons: int

    @property
    def gained(self) -> int:
        """Those that were wrong before and right after."""
        return self.right_after - self.right_before + self.broken


@cache
def judged() -> tuple[tuple[dict[str, Any], Coverage], ...]:
    """Every labelled item as the model judges it, in the order of the years; a tone also where none was asked for."""
    found = []
    for item in sorted(coverage(), key=lambda one: (one["year"], one["id"])):
        article = as_article(item)
        copy = judge(article, organisation(), outlet_of(item["outlet"], item["tier"]))
        found.append((item, replace(copy, tone=copy.tone or judge_tone(article, copy.reading, organisation()))))
    return tuple(found)


def lesson(number: int, what: CorrectionKind, value: str, said: str, copy: Coverage) -> Correction:
    """A correction of the copy, with the trace of what the archive keeps of it."""
    (stored,) = kept(copy.article, [copy], "excerpt").coverages
    trace = trace_of(replace(stored, article=kept(copy.article, [copy], "excerpt").article), said)
    return Correction(
        id=number, organisation="modum", story=number, what=what, value=value, before=said, by="", at=_THEN, trace=trace
    )


def tone_of(copy: Coverage) -> str:
    """The tone as the labels have it: mixed counts as neutral."""
    label = copy.tone.label if copy.tone else ""
    return "neutral" if label == "mixed" else label


def replay_tone(*, confirm: bool) -> Replay:
    """The replay for tone; `confirm`: the person also says when the model is right."""
    items = [(item["tone"], copy) for item, copy in judged() if item["tone"]]
    return _counted(items, tone_of, "tone", confirm=confirm)


def replay_relevance(*, confirm: bool) -> Replay:
    """The replay for relevance."""
    items = [("yes" if item["about_modum"] else "no", copy) for item, copy in judged()]
    return _counted(items, lambda copy: "yes" if copy.reading.relevant else "no", "relevance", confirm=confirm)


def _counted(items: Sequence[tuple[str, Coverage]], answer: Any, what: CorrectionKind, *, confirm: bool) -> Replay:
    before = [answer(copy) == wanted for wanted, copy in items]
    lessons: list[Correction] = []
    after = list(_replayed(items, answer, what, lessons, confirm=confirm))
    broken = sum(was and not is_now for was, is_now in zip(before, after, strict=True))
    return Replay(len(items), sum(before), sum(after), broken, len(lessons))


def _replayed(
    items: Sequence[tuple[str, Coverage]],
    answer: Any,
    what: CorrectionKind,
    lessons: list[Correction],
    *,
    confirm: bool,
) -> Iterator[bool]:
    for number, (wanted, copy) in enumerate(items):
        given = Lessons(lessons).adjusted(copy, organisation())
        right = answer(given) == wanted
        yield right
        if confirm or not right:
            said = copy.tone.label if what == "tone" and copy.tone else answer(copy)
            lessons.append(lesson(number, what, wanted, said, copy))


@dataclass(frozen=True)
class NextStory:
    """Invented matters: how often the next story took the person's tone, of those where it could; how often one of
    another matter kept its own."""

    asked: int
    helped: int
    others: int
    kept: int


def next_stories() -> NextStory:
    """Each matter's first story corrected to every tone the model did not give."""
    asked = helped = others = kept_own = 0
    for line in NEXT.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        corrected, following, far = (_granvik(*row[name]) for name in ("corrected", "next", "far"))
        for value in get_args(ToneLabel):
            if corrected.tone is None or value == corrected.tone.label:
                continue
            lessons = Lessons([lesson(1, "tone", value, corrected.tone.label, corrected)])
            others += 1
            kept_own += lessons.adjusted(far, GRANVIK).tone.label == far.tone.label  # type: ignore[union-attr]
            if following.tone is not None and following.tone.label == corrected.tone.label:
                learnt = lessons.adjusted(following, GRANVIK).tone
                asked += 1
                helped += learnt is not None and learnt.label == value
    return NextStory(asked, helped, others, kept_own)


def _granvik(title: str, text: str) -> Coverage:
    article = Article(outlet="posten", address="https://posten.example/1", article_id=None, title=title, text=text)
    reading = read_granvik(article)
    return Coverage(
        organisation="granvik",
        outlet=Outlet(id="posten", name="Posten", tier="local", kind="newspaper"),
        article=article,
        reading=reading,
        tone=judge_tone(article, reading, GRANVIK),
        topic="other",
        kind="news",
        excerpt=make_excerpt(article, reading),
    )


def measures() -> dict[str, float]:
    """Accuracy with and without learning. Raises FileNotFoundError without ../shared."""
    following = next_stories()
    found = {
        "next story takes the person's tone, own matters": following.helped / following.asked,
        "story of another matter keeps its tone, own matters": following.kept / following.others,
    }
    for name, replayed in (("tone", replay_tone), ("relevance", replay_relevance)):
        corrected, confirmed = replayed(confirm=False), replayed(confirm=True)
        found[f"{name} accuracy in replay, no learning"] = corrected.right_before / corrected.count
        found[f"{name} accuracy in replay, corrections"] = corrected.right_after / corrected.count
        found[f"{name} accuracy in replay, corrections and confirmations"] = confirmed.right_after / confirmed.count
    return found


def corpus() -> tuple[Path, ...]:
    """The files measured on."""
    return (COVERAGE, NEXT)
