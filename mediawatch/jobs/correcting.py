"""A person's word to the store: kept, shown in all copies, and with a trace that the next story is known by."""

from dataclasses import dataclass, replace
from datetime import datetime

from mediawatch.config import Config
from mediawatch.enrich.speakers import read_roles
from mediawatch.enrich.tone import judge_tone
from mediawatch.enrich.traces import trace_of
from mediawatch.jobs.lessons import said_of
from mediawatch.model import Correction, CorrectionKind, Coverage, Organisation, Story
from mediawatch.relate.spokespersons import suggest
from mediawatch.store import Remake, Store, StoryMark


@dataclass(frozen=True, slots=True)
class Corrected:
    """What became of it: the correction, and the story as it is shown now."""

    correction: Correction
    story: Story


def correct(
    config: Config,
    store: Store,
    organisation: Organisation,
    story: Story,
    what: CorrectionKind,
    value: str,
    *,
    by: str,
    why: str = "",
    now: datetime,
    expected: StoryMark | None = None,
) -> Corrected:
    """Keeps the correction of a story (with all its copies) and shows it everywhere. `expected`: the mark of the
    story's corrections when it was looked at. Raises ChangedError when somebody corrected it meanwhile."""
    outlets = config.outlet_by_id
    said = said_of(store, story.id, outlets) or story.lead
    given = Correction(
        id=0,
        organisation=organisation.id,
        story=story.id,
        what=what,
        value=value,
        before=shown(story.lead, what, value),
        by=by,
        at=now,
        why=why,
        trace=trace_of(said, shown(said, what, value)),
    )
    kept = store.correct(given, remake=_remake(organisation), expected=expected)
    return Corrected(kept, store.story(story.id, everything=True, outlets=outlets) or story)


def undo(
    config: Config,
    store: Store,
    organisation: Organisation,
    story: Story,
    *,
    by: str,
    now: datetime,
    expected: StoryMark | None = None,
) -> Corrected | None:
    """Takes back the story's last correction; None when there is none. `expected` as in `correct`."""
    remake = _remake(organisation)
    taken = store.undo_correction(organisation.id, story.id, by=by, now=now, remake=remake, expected=expected)
    if taken is None:
        return None
    return Corrected(taken, store.story(story.id, everything=True, outlets=config.outlet_by_id) or story)


def shown(copy: Coverage, what: CorrectionKind, value: str) -> str:
    """What a copy says where it may be corrected; for a place the name of the subject."""
    if what == "tone":
        return copy.tone.label if copy.tone else ""
    if what == "relevance":
        return "yes" if copy.reading.relevant else "no"
    if what == "place":
        return next((one.subject_name for one in copy.reading.mentions if one.subject == value), value)
    return copy.topic if what == "topic" else copy.kind


def _remake(organisation: Organisation) -> Remake:
    """What follows from a correction, told from what was kept of the text: the tone of a story that is relevant after
    all, and who should answer."""

    def remake(said: Coverage, now: Coverage) -> Coverage:
        kept = _with_kept_text(now)
        if now.reading.relevant and now.tone is None:
            now = replace(now, tone=judge_tone(kept.article, kept.reading, organisation, kind=now.kind))
        changed = (said.topic, said.kind, said.reading.relevant) != (now.topic, now.kind, now.reading.relevant)
        if changed and now.reading.relevant:
            leans = read_roles(kept.article, kept.reading)
            now = replace(now, suggestion=suggest(replace(kept, tone=now.tone), organisation, leans))
        return now

    return remake


def _with_kept_text(copy: Coverage) -> Coverage:
    """The copy with the sentences that were kept in place of its text; the mentions there are left out, as their
    offsets counted in the whole text."""
    if copy.article.text:
        return copy
    mentions = tuple(one for one in copy.reading.mentions if one.field != "text")
    return replace(
        copy,
        article=replace(copy.article, text="\n".join(copy.excerpt)),
        reading=replace(copy.reading, mentions=mentions),
    )
