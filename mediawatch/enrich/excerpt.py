"""Article + reading -> the few sentences around mentions that may be kept and shown."""

import re

from mediawatch.enrich.tokens import Sentence, sentences
from mediawatch.model import Article, Field, Mention, Reading

_ELLIPSIS = "…"
_SHORTEST = 40
"""Less than this of a sentence says nothing; then it is left out."""
_RANK = {"municipality": 0, "demonym": 0, "village": 1, "landmark": 1, "institution": 2, "club": 2, "business": 2}


def make_excerpt(article: Article, reading: Reading, *, limit: int = 300) -> tuple[str, ...]:
    """The sentences with accepted mentions in the text, in reading order, at most `limit` characters in all.

    Title and lead are kept by themselves, so their sentences are left out, also when the text repeats them. The
    sentences that name the place itself come before others when not all fit. What is cut is cut between words, around
    the mention, and marked with "…". Raises ValueError when `limit` is negative.
    """
    if limit < 0:
        raise ValueError("limit must not be negative")
    known = {_plain(article.title), *(_plain(one.text) for one in sentences(article.lead)), _plain(article.lead)}
    chosen: list[tuple[int, str]] = []
    left = limit
    for sentence, mention in _by_weight(article.text, reading):
        if _plain(sentence.text) in known:
            continue
        piece = _fit(sentence, mention, left)
        if piece:
            chosen.append((sentence.start, piece))
            left -= len(piece)
            known.add(_plain(sentence.text))
        if left < _SHORTEST:
            break
    return tuple(piece for _, piece in sorted(chosen))


def _by_weight(text: str, reading: Reading) -> list[tuple[Sentence, Mention]]:
    """Each sentence with a mention and its weightiest mention: names of the place first, then in reading order."""
    field: Field = "text"
    mentions = [mention for mention in reading.accepted if mention.field == field]
    found: list[tuple[int, Sentence, Mention]] = []
    for sentence in sentences(text):
        inside = [mention for mention in mentions if sentence.start <= mention.start < sentence.end]
        if inside:
            best = min(inside, key=_rank)
            found.append((_rank(best), sentence, best))
    return [(sentence, mention) for _, sentence, mention in sorted(found, key=lambda one: (one[0], one[1].start))]


def _rank(mention: Mention) -> int:
    return 0 if mention.names_place else _RANK.get(mention.subject_kind, 3)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def _fit(sentence: Sentence, mention: Mention, room: int) -> str:
    """The sentence in at most `room` characters with the mention inside, or "" when there is no room for sense."""
    text = re.sub(r"\s+", " ", sentence.text)
    if len(text) <= room:
        return text
    if room < _SHORTEST:
        return ""
    at = len(re.sub(r"\s+", " ", sentence.text[: mention.start - sentence.start]))
    end = at + len(re.sub(r"\s+", " ", mention.surface))
    if end <= room - 1:
        return _cut_end(text, room)
    start = min(max(0, end - (room - 2) // 2 - (end - at)), at)
    start = _word_start(text, start, at)
    head = f"{_ELLIPSIS} " if start else ""
    rest = text[start:]
    body = rest if len(rest) <= room - len(head) else _cut_end(rest, room - len(head))
    return head + body if len(head + body) <= room else ""


def _cut_end(text: str, room: int) -> str:
    """The first words of `text` and an ellipsis, at most `room` characters."""
    kept = text[: room - 1]
    if text[room - 1 : room].strip() and " " in kept:
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip(" ,;:–-") + _ELLIPSIS


def _word_start(text: str, start: int, latest: int) -> int:
    """The first beginning of a word at or after `start`, but not after `latest`."""
    if start == 0 or text[start - 1] == " ":
        return start
    blank = text.find(" ", start, latest)
    return blank + 1 if blank >= 0 else latest
