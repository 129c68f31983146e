"""Mentions to the tone of each: judged from the sentence it stands in, as if that were all that was written.

An article may praise us in one sentence and blame us in the next; the article's own tone weighs them together
(enrich.tone). The same rules and weights judge here; mentions in one sentence share its tone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mediawatch.enrich.tokens import Sentence, sentences
from mediawatch.enrich.tone import judge_tone
from mediawatch.model import Article, Field, Kind, Mention, Organisation, Reading, Tone

_FIELDS: tuple[Field, ...] = ("title", "lead", "text")


@dataclass(frozen=True, slots=True)
class MentionTone:
    """A mention, the sentence it stands in as written, and the tone of that sentence."""

    mention: Mention
    sentence: str
    tone: Tone


def judge_mentions(
    article: Article, reading: Reading, organisation: Organisation, *, kind: Kind | None = None
) -> tuple[MentionTone, ...]:
    """The tone of every accepted mention, in the order of title, lead and text. Costs a reading of each sentence."""
    found: list[MentionTone] = []
    for field in _FIELDS:
        for sentence, mentions in _sentences_with_mentions(article, reading, field):
            alone = replace(article, title="", lead="", text=sentence.text, paywalled=False)
            moved = tuple(
                replace(one, field="text", start=one.start - sentence.start, end=one.end - sentence.start)
                for one in mentions
            )
            tone = judge_tone(alone, replace(reading, mentions=moved), organisation, kind=kind)
            found.extend(MentionTone(one, sentence.text, tone) for one in mentions)
    return tuple(found)


def tones_differ(judged: tuple[MentionTone, ...]) -> bool:
    """Whether some mentions are spoken of otherwise than others."""
    return len({one.tone.label for one in judged}) > 1


def _sentences_with_mentions(
    article: Article, reading: Reading, field: Field
) -> Iterator[tuple[Sentence, tuple[Mention, ...]]]:
    for sentence in sentences(article.field(field)):
        inside = tuple(
            one for one in reading.accepted if one.field == field and sentence.start <= one.start < sentence.end
        )
        if inside:
            yield sentence, inside
