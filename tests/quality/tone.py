"""Tone on the labelled development set (real coverage) and on our own golden cases."""

import json
from pathlib import Path

from mediawatch.enrich.tone import judge_tone
from mediawatch.model import Article
from tests.quality.corpus import (
    COVERAGE,
    MUNICIPALITY,
    ROOT,
    accuracy,
    as_article,
    as_reading,
    coverage,
    macro_f1,
    recall,
)
from tests.quality.granvik import GRANVIK, read_granvik

MOST_CONFIDENT = 0.6
PLAIN = ROOT / "tests" / "data" / "tone" / "plain.json"


def measures() -> dict[str, float]:
    """Macro-F1 (mixed counts as neutral, as the guidelines say), recall of negative, accuracy of the most confident
    60 %. Raises FileNotFoundError without ../shared."""
    items = [item for item in coverage() if item["tone"]]
    wanted = [item["tone"] for item in items]
    tones = [judge_tone(as_article(item), as_reading(item), MUNICIPALITY) for item in items]
    given = ["neutral" if tone.label == "mixed" else tone.label for tone in tones]
    surest = sorted(range(len(items)), key=lambda at: -tones[at].confidence)[: int(MOST_CONFIDENT * len(items))]
    sure = accuracy([wanted[at] for at in surest], [given[at] for at in surest])
    return {
        "tone macro-F1, real coverage": macro_f1(wanted, given),
        "tone accuracy, real coverage": accuracy(wanted, given),
        "tone recall of negative, real coverage": recall(wanted, given, "negative"),
        "tone accuracy, surest 60 %, real coverage": sure,
        "tone accuracy, plain own cases": _own_cases(),
    }


def _own_cases() -> float:
    """Accuracy on plain items of our own, in no file that trained or chose anything."""
    cases = json.loads(PLAIN.read_text(encoding="utf-8"))
    given = []
    for case in cases:
        article = Article(
            outlet="p", address="https://p.example/1", article_id=None, title=case["title"], lead=case["lead"]
        )
        given.append(judge_tone(article, read_granvik(article), GRANVIK).label)
    return accuracy([case["tone"] for case in cases], given)


def corpus() -> tuple[Path, ...]:
    """The files measured on."""
    return (COVERAGE, PLAIN)
