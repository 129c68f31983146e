"""Who should answer: real coverage as `mediawatch analyse` reads it, and invented stories against the shipped matrix.

A story that is not relevant has nobody to answer it: "none". `plain` say whose matter they are; `hard` name others
beside, or leave it to the reader. Both were written before the rules of today, which were then mended by them (first
read: 0.892 and 0.485). `untouched` was written when the rules stood (first read: 0.833, with the rules before them
0.700); whoever mends a rule for one of its cases moves that case out.

`blind` was written by one who had not seen the rules, with the line of the matrix beside the role (first read: role
0.633, line given the right role 0.980). Of its cases every other one, from the first, was then read and the general
rules mended by them; the others were only counted (role 0.667 before, 0.778 after, 0.889 with the head): they alone
tell of rules and head, and are measured as such. What the head counts beside the rules was chosen on its own stories,
`plain`, `hard` and the half that was read (docs/models.md). `blind_absences` says who speaks when somebody is away;
none of its cases mended anything.
"""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from mediawatch.enrich.speakers import read_roles
from mediawatch.enrich.tone import judge_tone
from mediawatch.enrich.topics import find_kind, find_topic
from mediawatch.model import Absence, Article, Coverage, Suggestion
from mediawatch.relate.matrix import Roster
from mediawatch.relate.spokespersons import suggest
from tests.quality.corpus import COVERAGE, ROOT, accuracy, coverage
from tests.quality.granvik import GRANVIK, read_granvik
from tests.quality.kinds import OUTLETS, answers
from tests.quality.names import organisation

CASES = {name: ROOT / "tests" / "data" / "spokespersons" / f"{name}.json" for name in ("plain", "hard", "untouched")}
BLIND = ROOT / "tests" / "data" / "spokespersons" / "blind.json"
ABSENCES = BLIND.with_name("blind_absences.json")


def measures() -> dict[str, float]:
    """Shares of right roles. Raises FileNotFoundError without ../shared."""
    real = accuracy([item["speaker_role"] for item in coverage()], [_role(answer) for answer in answers()])
    own = {f"spokesperson role accuracy, {name} own cases": _own_cases(path) for name, path in CASES.items()}
    return {"spokesperson role accuracy, real coverage (dev)": real, **own, **_blind()}


def _blind() -> dict[str, float]:
    """The blind cases nobody mended a rule by: roles, and lines where the role is right; and who stands in."""
    cases = json.loads(BLIND.read_text(encoding="utf-8"))[1::2]
    found = [(case, suggestion(case)) for case in cases]
    right = [(case, one) for case, one in found if one.role == case["role"]]
    return {
        "spokesperson role accuracy, blind cases": accuracy(
            [case["role"] for case in cases], [one.role for _case, one in found]
        ),
        "spokesperson line accuracy, blind cases of right role": accuracy(
            [case["line"] for case, _one in right], [one.spokesperson or "" for _case, one in right]
        ),
        "spokesperson who stands in, blind cases": _stand_ins(),
    }


def _stand_ins() -> float:
    cases = json.loads(ABSENCES.read_text(encoding="utf-8"))
    return accuracy([case["speaks"] for case in cases], [_stand_in(case) for case in cases])


def _stand_in(case: dict[str, Any]) -> str:
    """Who speaks in place of a line when some are away; "" when it must be settled."""
    ours = organisation()
    line = next(one for one in ours.spokespersons if one.id == case["line"])
    day = date(2026, 12, 1)
    away = tuple(Absence(organisation=ours.id, line=one, first=day, last=day) for one in case["absent"])
    asked = Suggestion(role=line.role, rule=line.rule, spokesperson=line.id)
    found = Roster(organisation=ours, day=day, away=away).speaker(asked)
    return found.line.id if found.line else ""


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
        read_roles(article, reading),
    )


def corpus() -> tuple[Path, ...]:
    """The files measured on."""
    return (COVERAGE, *CASES.values(), BLIND, ABSENCES)
