"""How often a short text, three sentences of NorNE dev, is told to be in its written form, bokmål or nynorsk."""

from pathlib import Path

from mediawatch.enrich.language import find_language
from tests.quality.entities import DEV, rows

_CODES = {"bokmål": "nb", "nynorsk": "nn"}
_SENTENCES = 3


def measures() -> dict[str, float]:
    """Shares of right answers. Raises FileNotFoundError without ../shared."""
    return {f"language accuracy, three sentences, {form}": _share(path, _CODES[form]) for form, path in DEV.items()}


def _share(path: Path, code: str) -> float:
    sentences = [" ".join(words) for words, _ in rows(path)]
    texts = [" ".join(sentences[at : at + _SENTENCES]) for at in range(0, len(sentences), _SENTENCES)]
    return sum(find_language(text) == code for text in texts) / len(texts)


def corpus() -> tuple[Path, ...]:
    """The files measured on."""
    return tuple(DEV.values())
