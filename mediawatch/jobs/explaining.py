"""One article, stored or not, to all that can be told of how it was judged."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from mediawatch.collect.extract import extract_article
from mediawatch.collect.fetch import Fetcher
from mediawatch.config import Config
from mediawatch.enrich.mention_tone import MentionTone, judge_mentions
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.lessons import LessonBook
from mediawatch.jobs.reading import bounded, judge_for_all
from mediawatch.jobs.speaking import speaker
from mediawatch.model import Article, Coverage, Mention, Organisation, Outlet, Story, Tone
from mediawatch.report.explain import Explained
from mediawatch.store import Store


async def fetch_article(config: Config, url: str, outlet: Outlet) -> Article:
    """The article at an address, read and not stored. Raises CollectError."""
    settings = config.settings
    async with Fetcher(user_agent=settings.user_agent, allow_private=settings.allow_private) as fetcher:
        page = await fetcher.get(url, pause_seconds=outlet.pause_seconds)
    return await asyncio.to_thread(extract_article, page, outlet=outlet)


def explain_article(
    config: Config, store: Store, organisation: Organisation, article: Article, outlet: Outlet
) -> Explained:
    """An article with its whole text, judged now, as the organisation's corrections have taught."""
    article = bounded(article)
    lessons = LessonBook(store, config.outlet_by_id)
    (copy,) = judge_for_all(article, [organisation], outlet, lessons)
    judged = judge_mentions(article, copy.reading, organisation, kind=copy.kind) if copy.reading.relevant else ()
    told = Explained(copy=copy, said=copy, place=organisation.place, sentences=_by_sentence(judged))
    return _answered(config, store, organisation, told)


def _by_sentence(judged: Sequence[MentionTone]) -> tuple[tuple[tuple[Mention, ...], str, Tone], ...]:
    """The tone of each mention -> each sentence with its mentions and their tone."""
    groups = (list(found) for _sentence, found in groupby(judged, key=lambda one: (one.mention.field, one.sentence)))
    return tuple((tuple(one.mention for one in found), found[0].sentence, found[0].tone) for found in groups)


def explain_stored(config: Config, store: Store, organisation: Organisation, story: Story, copy: Coverage) -> Explained:
    """A copy of a stored story: how it is shown, what the model said, what people corrected."""
    said = store.model_said(story.id, outlets=config.outlet_by_id)
    told = Explained(
        copy=copy,
        said=said.get((copy.article.outlet, copy.article.key), copy),
        place=organisation.place,
        story=story.id,
        corrections=tuple(store.corrections(organisation.id, story.id)),
    )
    return _answered(config, store, organisation, told)


def _answered(config: Config, store: Store, organisation: Organisation, told: Explained) -> Explained:
    """With who should answer today."""
    today = utc_now().astimezone(config.settings.zone).date()
    suggestion = told.copy.suggestion
    who = speaker(store, organisation, suggestion, day=today) if suggestion else None
    return replace(told, speaker=who, today=today)
