"""The same value where each must have its own -> problems that point at both places."""

from collections.abc import Callable, Iterable, Sequence

from mediawatch.config.records import Raw
from mediawatch.config.yaml_lines import Document, Path
from mediawatch.errors import Problem

Spot = tuple[str, Document, Path]
"""A value and where it stands."""


def repeats(spots: Iterable[Spot], say: Callable[[str, str], str]) -> list[Problem]:
    """One problem for each value met before. `say(value, "file:line" of the first)` is the message."""
    first: dict[str, tuple[Document, Path]] = {}
    problems = []
    for value, document, path in spots:
        if value in first:
            earlier, at = first[value]
            problems.append(document.problem(path, say(value, f"{earlier.file}:{earlier.line(at)}")))
        else:
            first[value] = (document, path)
    return problems


def repeated_id(what: str) -> Callable[[str, str], str]:
    """The message for an id used twice. `what`: "en kilde", "et mål" …"""

    def say(value: str, where: str) -> str:
        return f"Id-en «{value}» er brukt før ({where}). Gi {what} sin egen id, for eksempel {value}-2."

    return say


def spots(raw: Sequence[Raw], key: str) -> list[Spot]:
    """The texts written for `key`, each with its place."""
    return [(v, item.document, (*item.path, key)) for item in raw if isinstance(v := item.data.get(key), str)]
