"""Article to topic, kind, who is quoted and language. Topic is decided here; the rest in kinds, quotes and language.

Topic: every topic has a list of word stems (data/topics.txt). A hit in the title counts three times, in the lead
twice, in the text once, the section and tags three times; the same entry counts at most twice per field and the text
in all no more than a limit, so that a long article is still told by what stands first. Where the shared encoder is to
be had, what it makes of the sentences (heads.read_topic) is added to the words' weight.
"""

import math
from collections import Counter, defaultdict

from mediawatch.enrich.heads import read_topic
from mediawatch.enrich.kinds import find_kind
from mediawatch.enrich.language import find_language
from mediawatch.enrich.lexicon import lexicon
from mediawatch.enrich.passages import Places, passages
from mediawatch.enrich.quotes import find_quoted
from mediawatch.enrich.segments import segments
from mediawatch.enrich.tokens import words
from mediawatch.model import Article, Reading, Topic

__all__ = ["find_kind", "find_language", "find_quoted", "find_topic", "topic_scores"]

_FIELD_WEIGHT = {"title": 3.0, "lead": 2.0, "text": 1.0, "labels": 3.0}
_TEXT_WORDS = 400
_LEAST = 2.0
_WORD_TRUST = 0.7
"""How much a point of word weight counts beside the logarithm of the encoder's chance."""
_SURE = math.log(0.5)
"""The chance above which the encoder may name a topic that no word does."""
_NO_PLACES = Places(frozenset(), frozenset())


def find_topic(article: Article, reading: Reading) -> Topic:
    """The topic that words and encoder together speak of most; "other" when hardly a word speaks and the encoder is
    not sure either. Names found by `reading` stay out, as the name of a place or an institution says little of the
    matter when it is one of many. The encoder is not asked about an article that nobody will see."""
    scores = topic_scores(article, reading)
    words_speak = bool(scores) and max(scores.values()) >= _LEAST
    wanted = reading.relevant or reading.unsure
    read = read_topic(segments(passages(article, reading, _NO_PLACES), reading)) if wanted else None
    if read is None:
        return max(scores, key=lambda topic: scores[topic]) if words_speak else "other"
    weighed = {topic: chance + _WORD_TRUST * scores.get(topic, 0.0) for topic, chance in read.items()}
    best = max(weighed, key=lambda topic: weighed[topic])
    return best if words_speak or read[best] >= _SURE else "other"


def topic_scores(article: Article, reading: Reading) -> dict[Topic, float]:
    """The weight of each topic that has any; largest is the topic."""
    texts = {
        "title": article.title,
        "lead": article.lead,
        "text": article.text,
        "labels": f"{article.section} {' '.join(article.tags)}",
    }
    scores: defaultdict[Topic, float] = defaultdict(float)
    for name, text in texts.items():
        found = words(text)[:_TEXT_WORDS]
        counts = Counter(hit.entry for hit in lexicon("topics").find(found))
        for entry, count in counts.items():
            scores[entry.section] += _FIELD_WEIGHT[name] * entry.weight * min(count, 2)  # type: ignore[index]
    return dict(scores)
