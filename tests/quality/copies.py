"""Copies on our own texts (tests/data/copies): precision and recall of "the same story".

pairs.json holds single cases. families.json holds whole families of pieces on one matter, "family/story/version": the
versions of a story are copies of each other (sister papers, agency copy with cuts, twins, notices, teasers), and the
stories of a family are what is taken for copies most easily (follow-ups, own reporting of the same event, templates,
answers, the same again last year). retold.json is like it, of short notices told anew in other words and of stories
that name the newsroom they have it from; it was written before the rules for these and read once when they stood (first
read: recall 0.28 before, 0.74 after, 0.76 since a slip it showed was mended). The rules were chosen on the families and
on retold_mended.json.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from mediawatch.enrich.copies import find_story, sketch
from mediawatch.model import Article, Sketch
from tests.quality.corpus import ROOT

PAIRS = ROOT / "tests" / "data" / "copies" / "pairs.json"
FAMILIES = PAIRS.with_name("families.json")
RETOLD, MENDED = PAIRS.with_name("retold.json"), PAIRS.with_name("retold_mended.json")
_START = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)


def pairs() -> list[tuple[dict[str, Any], Article, Article]]:
    """Every pair as two articles, the second published `hours` after the first."""
    data = json.loads(PAIRS.read_text(encoding="utf-8"))
    return [
        (
            pair,
            *(
                Article(
                    outlet=pair["outlets"][at],
                    address=f"https://{pair['outlets'][at]}.example/{pair['ab'[at]]}/{at}",
                    article_id=pair["ids"][at],
                    published=_START + timedelta(hours=pair["hours"] * at),
                    **data["stories"][pair["ab"[at]]],
                )
                for at in (0, 1)
            ),
        )
        for pair in data["pairs"]
    ]


def families(path: Path = FAMILIES) -> dict[str, Article]:
    """All pieces of the file by their id, "family/story/version"."""
    return {
        piece["id"]: Article(
            outlet=piece["outlet"],
            address=f"https://{piece['outlet']}.example/{piece['id']}",
            article_id=None,
            published=datetime.fromisoformat(piece["published"]),
            **{name: piece[name] for name in ("title", "lead", "text")},
        )
        for piece in json.loads(path.read_text(encoding="utf-8"))
    }


def related(ids: Sequence[str]) -> list[tuple[str, str, bool]]:
    """All pairs of one family, and whether they are one story."""
    return [
        (one, other, one.rpartition("/")[0] == other.rpartition("/")[0])
        for one, other in combinations(ids, 2)
        if one.split("/")[0] == other.split("/")[0]
    ]


def grouped(sketches: Sequence[tuple[str, Sketch]]) -> dict[str, int]:
    """The story that each is put to when they arrive in this order."""
    known: list[Sketch] = []
    stories: dict[str, int] = {}
    for name, made in sketches:
        found = find_story(made, known)
        stories[name] = len(stories) if found is None else found
        known.append(replace(made, story=stories[name]))
    return stories


def found_same(first: Article, second: Article) -> bool:
    """Whether the second is put to the first's story."""
    return find_story(sketch(second), [replace(sketch(first), story=1)]) == 1


def measures() -> dict[str, float]:
    """Precision and recall over all pairs, of the families as pairs and as the groups that they end in."""
    values = _counted("copies", [(pair["same"], found_same(first, second)) for pair, first, second in pairs()])
    for where, path in (("in families,", FAMILIES), ("told anew,", RETOLD), ("told anew, mended,", MENDED)):
        pieces = families(path)
        sketches = {name: sketch(piece) for name, piece in pieces.items()}
        stories = grouped(list(sketches.items()))
        among = related(list(pieces))
        told = [(same, found_same(pieces[one], pieces[other])) for one, other, same in among]
        ended = [(same, stories[one] == stories[other]) for one, other, same in among]
        values |= _counted(f"copies {where}", told) | _counted(f"grouped copies {where}", ended)
    return values


def _counted(name: str, judged: Sequence[tuple[bool, bool]]) -> dict[str, float]:
    """Precision and recall of what is wanted and given."""
    right = sum(wanted and given for wanted, given in judged)
    precision = right / max(1, sum(given for _, given in judged))
    return {f"{name} precision": precision, f"{name} recall": right / sum(wanted for wanted, _ in judged)}


def corpus() -> tuple[Path, ...]:
    """The files measured on."""
    return (PAIRS, FAMILIES, RETOLD, MENDED)
