"""Who should answer: real coverage as `mediawatch analyse` reads it, and invented stories against the shipped matrix.

A story that is not relevant has nobody to answer it: "none". `plain` say whose matter they are; `hard` name others
beside, or leave it to the reader. Both were written before the rules of today, which were then mended by them (first
read: 0.892 and 0.485). `untouched` was written when the rules stood (first read: 0.833, with the rules before them
0.700); whoever mends a rule for one of its cases moves that case out.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from mediawatch.enrich.tone import judge_tone
from mediawatch.enrich.topics import find_kind, find_topic
from mediawatch.model import Article, Coverage, Suggestion
from mediawatch.relate.spokespersons import suggest
from tests.quality.corpus import COVERAGE, ROOT, accuracy, coverage
from tests.quality.granvik import GRANVIK, read_granvik
from tests.quality.kinds import OUTLETS, answers
from tests.quality.names import organisation

CASES = {name: ROOT / "tests" / "data" / "spokespersons" / f"{name}.json" for name in ("plain", "hard", "untouched")}


def measures() -> dict[str, float]:
    """Shares of right roles. Raises FileNotFoundError without ../shared."""
    real = accuracy([item["speaker_role"] for item in coverage()], [_role(answer) for answer in answers()])
    own = {f"spokesperson role accuracy, {name} own cases": _own_cases(path) for name, path in CASES.items()}
    return {"spokesperson role accuracy, real coverage (dev)": real, **own}


def _role(answer: dict[str, Any]) -> str:
    return str(answer["spokesperson"]["role"]) if answer["spokesperson"] else "none"


def _own_cases(path: Path) -> float:
    cases = json.loads(path.read_text(encoding="utf-8"))
    return accuracy([case["role"] for case in cases], [suggestion(case).role for case in cases])


def suggestion(case: dict[str, Any]) -> Suggestion:
    """What is suggested for one of our own stories, in the municipality's local paper."""
    article = Article(
        outlet="posten",
        address="https://posten.example/s/5-10-1",
        article_id=None,
        title=case["title"],
        text=case["text"],
        kind=case.get("kind", "news"),
    )
    granvik = replace(GRANVIK, spokespersons=organisation().spokespersons)
    reading, outlet = read_granvik(article), OUTLETS["paper"]
    kind = find_kind(article, outlet, granvik, reading)
    return suggest(
        Coverage(
            organisation=granvik.id,
            outlet=outlet,
            article=article,
            reading=reading,
            tone=judge_tone(article, reading, granvik, kind=kind) if reading.relevant else None,
            topic=find_topic(article, reading),
            kind=kind,
        ),
        granvik,
    )


def corpus() -> tuple[Path, ...]:
    """The files measured on."""
    return (COVERAGE, *CASES.values())
