"""From written press items to mediawatch/enrich/models/heads.npz: tone, topic and kind on the frozen shared encoder.

Run: `python training/heads.py DATA_FOLDER` (numpy, scikit-learn, onnxruntime; after training/encoder.py). Minutes.

Items: DATA_FOLDER/tone/*.jsonl and training/data/*.jsonl, which are plain items of our own; for kind alone also
training/data/kinds/*.jsonl, short ones of the kinds that the others have few of. Names are masked (enrich.segments).
Hard items weigh a quarter, our own two: both were chosen on real coverage, see docs/models.md.
Last the digests of the files that belong together are written (enrich.encoder.DIGESTS).
With `--measure` it also says how the tone head does on parts it was not trained on.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from digests import write_digests
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from topic_words import topic_of

from mediawatch.enrich import heads
from mediawatch.enrich.encoder import encode
from mediawatch.enrich.passages import passages, places
from mediawatch.enrich.segments import segments
from mediawatch.enrich.tone import find_evidence, rule_features
from mediawatch.model import Article, Field, Mention, Organisation, Reading

ROOT = Path(__file__).resolve().parents[1]
OWN = ROOT / "training" / "data"
TARGET = ROOT / "mediawatch" / "enrich" / "models" / heads.FILE
TONE_STRENGTH, TOPIC_STRENGTH, KIND_STRENGTH = 0.01, 0.01, 0.03
HARD_WEIGHT, OWN_WEIGHT, TITLE_WEIGHT, KIND_WEIGHT = 0.25, 2.0, 0.5, 6.0
DOUBTFUL_TOPIC_WEIGHT, OWN_TOPIC_WEIGHT = 0.5, 6.0
"""A keyword that had to be turned into a topic is doubted; our own items are coded by the product's list."""
TRAINED_WORDS = 72
"""Items are read whole, though articles are not (enrich.segments.MOST_WORDS)."""
NAMES = ("Modum", "Vikersund", "Åmot", "Geithus", "Sysle", "Snarum")
PLAIN_PARTS = ("part_i", "part_j", "part_k", "part_l", "part_m")
OWN_PARTS = tuple(path.stem for path in sorted(OWN.glob("*.jsonl")))
FIELDS: tuple[Field, ...] = ("title", "lead")
AS_KIND = {"leader": "opinion"}
"""Which words cannot tell apart; others that are no kind of ours ("long") teach nothing."""
NOWHERE = Organisation(id="none", name="", place="", county="", population=0)
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Item:
    """A coded item: its part, its labels ("" where it has none), how much it weighs, and what is known of it."""

    part: str
    tone: str
    kind: str
    topic: str | None
    topic_is_plain: bool
    weight: float
    article: Article
    reading: Reading


def items(folder: Path) -> Iterator[Item]:
    """All items, in the order of the files."""
    for path in [*sorted((folder / "tone").glob("*.jsonl")), *sorted(OWN.glob("*.jsonl"))]:
        own = path.parent == OWN
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            article = Article(outlet="", address="", article_id=None, title=row["title"], lead=row["lead"])
            weight = OWN_WEIGHT if own else HARD_WEIGHT if row["hard"] else 1.0
            topic = topic_of(row["topic"])
            reading = read_subject(article, row.get("subject", ""))
            kind = kind_of(row)
            item = Item(path.stem, row["tone"], kind, topic, topic == row["topic"], weight, article, reading)
            yield item
            if not row["hard"]:
                yield title_only(item)


def kind_items() -> Iterator[Item]:
    """Our own items that teach the kind alone."""
    for path in sorted((OWN / "kinds").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            article = Article(outlet="", address="", article_id=None, title=row["title"], lead=row["lead"])
            reading = read_subject(article, row["subject"])
            yield Item(path.stem, "", kind_of(row), None, False, KIND_WEIGHT, article, reading)


def kind_of(row: dict[str, str]) -> str:
    """The kind by the head's list, "" where the item has none of it."""
    kind = AS_KIND.get(row.get("kind", ""), row.get("kind", ""))
    return kind if kind in heads.KINDS else ""


def title_only(item: Item) -> Item:
    """The same item as a list of headlines shows it: much of the press is read so, behind a pay-wall."""
    article = replace(item.article, lead="")
    mentions = tuple(mention for mention in item.reading.mentions if mention.field == "title")
    reading = replace(item.reading, mentions=mentions)
    return replace(item, article=article, reading=reading, weight=item.weight * TITLE_WEIGHT)


def read_subject(article: Article, subject: str) -> Reading:
    """A reading that accepts each place where the item's subject, or a name of its home, stands."""
    names = [name for name in (subject, *NAMES) if name]
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))
    mentions = tuple(
        Mention(
            subject="us",
            subject_name=match.group(),
            subject_kind="municipality",
            surface=match.group(),
            field=field,
            start=match.start(),
            end=match.end(),
        )
        for field in FIELDS
        for match in pattern.finditer(article.field(field))
    )
    return Reading(mentions=mentions, relevance=1.0, relevant=True)


def read(item: Item) -> tuple[Floats, list[float]]:
    """The encoder's layers and the rule features, by the code that judges articles."""
    where = places(item.reading, NOWHERE)
    parts = passages(item.article, item.reading, where)
    rules = rule_features(find_evidence(parts, where))
    encoded = encode(segments(parts, item.reading, most_words=TRAINED_WORDS))
    if encoded is None:
        raise FileNotFoundError("the encoder is not there: run training/encoder.py first")
    whole = encoded.whole / np.sqrt((encoded.whole**2).sum(axis=1, keepdims=True))
    return whole, [rules[name] * heads.RULE_SCALE for name in heads.RULES]


def weigh(layers: Floats, mean: Floats, scale: Floats) -> Floats:
    """The features of enrich.heads for many items at once."""
    return ((layers - mean) / scale[:, None]).reshape(len(layers), -1) / np.sqrt(len(scale))


def fit_tone(rows: Floats, coded: list[Item]) -> LogisticRegression:
    """The tone head; labels in the order of enrich.heads.TONES, which is alphabetic."""
    return LogisticRegression(C=TONE_STRENGTH, max_iter=2000).fit(
        rows, [item.tone for item in coded], sample_weight=[item.weight for item in coded]
    )


def fit_topic(rows: Floats, coded: list[Item]) -> LogisticRegression:
    """The topic head, on the items whose keyword tells a topic."""
    known = [at for at, item in enumerate(coded) if item.topic]
    weights = [_topic_weight(coded[at]) for at in known]
    return LogisticRegression(C=TOPIC_STRENGTH, max_iter=2000).fit(
        rows[known], [coded[at].topic for at in known], sample_weight=weights
    )


def fit_kind(rows: Floats, coded: list[Item]) -> LogisticRegression:
    """The kind head, on the whole items that have a kind; the seldom kinds count as much as news."""
    known = [at for at, item in enumerate(coded) if item.kind and item.article.lead]
    head = LogisticRegression(C=KIND_STRENGTH, max_iter=2000, class_weight="balanced")
    kinds = [coded[at].kind for at in known]
    return head.fit(rows[known], kinds, sample_weight=[coded[at].weight for at in known])


def _topic_weight(item: Item) -> float:
    whole = 1.0 if item.article.lead else TITLE_WEIGHT
    if item.part in OWN_PARTS:
        return whole * OWN_TOPIC_WEIGHT
    return whole if item.topic_is_plain else whole * DOUBTFUL_TOPIC_WEIGHT


def measure(rows: Floats, coded: list[Item]) -> None:
    """Macro-F1 for tone on each plain part, trained on all other parts."""
    for part in (*PLAIN_PARTS, *OWN_PARTS):
        inside = np.array([item.part == part for item in coded])
        head = fit_tone(rows[~inside], [item for item in coded if item.part != part])
        for name, whole in (("with lead", True), ("title only", False)):
            chosen = np.array([item.part == part and bool(item.article.lead) == whole for item in coded])
            wanted = [item.tone for item in coded if item.part == part and bool(item.article.lead) == whole]
            score = f1_score(wanted, head.predict(rows[chosen]), average="macro")
            print(f"{part}, {name}: macro-F1 {score:.3f}")  # noqa: T201


def main(folder: Path, *, measured: bool = False, target: Path = TARGET) -> None:
    """Reads, fits and writes."""
    coded = list(items(folder))
    seen = [read(item) for item in coded]
    layers = np.stack([one for one, _ in seen]).astype(np.float32)
    mean = layers.mean(axis=0)
    scale = layers.std(axis=(0, 2))
    encoded = weigh(layers, mean, scale)
    with_rules = np.concatenate([encoded, np.array([rules for _, rules in seen], np.float32)], axis=1)
    more = list(kind_items())
    encoded_more = weigh(np.stack([read(item)[0] for item in more]).astype(np.float32), mean, scale)
    tone, topic = fit_tone(with_rules, coded), fit_topic(encoded, coded)
    kind = fit_kind(np.concatenate([encoded, encoded_more]), coded + more)
    if any(
        tuple(head.classes_) != labels
        for head, labels in ((tone, heads.TONES), (topic, heads.TOPICS), (kind, heads.KINDS))
    ):
        raise ValueError("the labels of the items are not those of enrich.heads")
    found = {
        "mean": mean,
        "scale": scale,
        "tone": tone.coef_,
        "tone_bias": tone.intercept_,
        "topic": topic.coef_,
        "topic_bias": topic.intercept_,
        "kind": kind.coef_,
        "kind_bias": kind.intercept_,
    }
    np.savez(target, **{name: values.astype(np.float32) for name, values in found.items()})
    write_digests(target.parent, ("encoder.onnx", heads.FILE, "pieces.txt"))
    print(f"{len(coded)} items, {target.stat().st_size / 1000:.0f} kB, {target}")  # noqa: T201
    if measured:
        measure(with_rules, coded)


if __name__ == "__main__":
    main(Path(sys.argv[1]), measured="--measure" in sys.argv)
