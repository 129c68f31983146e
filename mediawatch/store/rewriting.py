"""A query as typed to another one: with a field more, without it, in another span of time."""

from collections.abc import Iterator

from mediawatch.store.filters import FIELDS, Key, Names, quoted
from mediawatch.store.query import LENGTH_LIMIT, All, AnyOf, Field, parse


def with_field(text: str, names: Names, key: Key, code: str) -> tuple[str, bool]:
    """The query with a condition added or, where it is asked for already, taken out; and which of the two it was."""
    text = text[:LENGTH_LIMIT]
    for leaf in _demanded(text):
        if FIELDS.get(leaf.name.casefold()) != key:
            continue
        left = [value for value in leaf.values if code not in names.codes(key, value)]
        if len(left) < len(leaf.values):
            instead = f"{leaf.name}:{','.join(map(quoted, left))}" if left else ""
            return _tidy(text[: leaf.at[0]] + instead + text[leaf.at[1] :]), True
    return joined(text, names.write(key, code)), False


def with_span(text: str, since: str, until: str) -> str:
    """The query with `fra:` and `til:` in place of those it has; "" leaves an end open."""
    text = text[:LENGTH_LIMIT]
    dates = [leaf for leaf in _demanded(text) if FIELDS.get(leaf.name.casefold()) in ("since", "until")]
    for leaf in sorted(dates, key=lambda leaf: -leaf.at[0]):
        text = text[: leaf.at[0]] + text[leaf.at[1] :]
    ends = (f"{name}:{quoted(written)}" for name, written in (("fra", since), ("til", until)) if written)
    return joined(_tidy(text), " ".join(ends))


def joined(text: str, more: str) -> str:
    """Both queries as one: what answers it answers each."""
    text = _tidy(text)
    if text and more and isinstance(parse(text), AnyOf):
        text = f"({text})"
    return " ".join(filter(None, (text, more)))


def _demanded(text: str) -> Iterator[Field]:
    """The fields that every hit must fulfil."""
    tree = parse(text)
    parts = tree.parts if isinstance(tree, All) else (tree,)
    for part in parts:
        if isinstance(part, Field):
            yield part
        elif isinstance(part, All) and not part.without:
            yield from (leaf for leaf in part.parts if isinstance(leaf, Field))


def _tidy(text: str) -> str:
    return " ".join(text.split())
