"""How much of reviews the frozen encoder alone can tell: macro-F1 on NoReC_sentence, three classes; nothing is shipped.

Run: `python training/norec.py DATA_FOLDER` (numpy, scikit-learn, onnxruntime). A logistic regression on the train part,
measured on dev; about two minutes on one core.
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from mediawatch.enrich.encoder import encode

STRENGTH = 0.03
Floats = NDArray[np.float32]


def read(path: Path) -> tuple[Floats, list[str]]:
    """Sentences to what the encoder makes of them, a row each, and their labels."""
    rows, labels = [], []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for item in map(json.loads, lines):
            encoded = encode((item["text"],))
            if encoded is not None:
                length = np.sqrt((encoded.whole**2).sum(axis=1, keepdims=True))
                rows.append((encoded.whole / length).reshape(-1))
                labels.append(item["label"])
    return np.stack(rows), labels


def main(folder: Path) -> None:
    """Reads, fits, measures."""
    rows, labels = read(folder / "norec" / "sentence_3class_train.jsonl.gz")
    unseen, wanted = read(folder / "norec" / "sentence_3class_dev.jsonl.gz")
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    head = LogisticRegression(C=STRENGTH, max_iter=1000, class_weight="balanced").fit((rows - mean) / scale, labels)
    score = f1_score(wanted, head.predict((unseen - mean) / scale), average="macro")
    print(f"{len(labels)} sentences to learn from, {len(wanted)} unseen: macro-F1 {score:.3f}")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
