"""The list of the model files that belong together, by which the product knows that it has them whole."""

import hashlib
from pathlib import Path

from mediawatch.enrich.encoder import DIGESTS


def write_digests(folder: Path, names: tuple[str, ...]) -> None:
    """Writes a line `digest  name` for each of the files."""
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / DIGESTS).write_text("".join(lines), encoding="utf-8")
