"""Article to coverage: all that this room can say of one article for one organisation."""

from mediawatch.enrich.excerpt import make_excerpt
from mediawatch.enrich.names import read_names
from mediawatch.enrich.tone import judge_tone
from mediawatch.enrich.topics import find_kind, find_quoted, find_topic
from mediawatch.model import Article, Coverage, Organisation, Outlet


def judge(article: Article, organisation: Organisation, outlet: Outlet) -> Coverage:
    """What the article means for the organisation: mentions, tone, topic, kind, who is quoted, excerpt.

    `tone` is None when the article is not relevant; `suggestion` is left to relate.spokespersons. The tone is judged
    after the kind that was found, as sport is judged by rules of its own.
    """
    reading = read_names(article, organisation, outlet)
    kind = find_kind(article, outlet, organisation, reading)
    return Coverage(
        organisation=organisation.id,
        outlet=outlet,
        article=article,
        reading=reading,
        tone=judge_tone(article, reading, organisation, kind=kind) if reading.relevant else None,
        topic=find_topic(article, reading),
        kind=kind,
        quoted=find_quoted(article),
        excerpt=make_excerpt(article, reading),
    )
