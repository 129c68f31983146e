"""Negative stories: which ones need a decision ("vurdering i hvert enkelt tilfelle", Kommunikasjonsplan 2013-2017)."""

from mediawatch.model import PRESS_KINDS, Kind, Story, Tone


def needs_decision(story: Story) -> bool:
    """Whether someone should decide on going to the press: any press copy of the story is coded negative, or mixed
    with the scales tipping to negative. A person's decision, never the product's: this only puts it first."""
    return any(is_critical(copy.tone, copy.kind, relevant=copy.reading.relevant) for copy in story.coverage)


def is_critical(tone: Tone | None, kind: Kind, *, relevant: bool) -> bool:
    """Whether one copy, by its tone, kind and whether it concerns us, is a reason to decide."""
    if tone is None or not (kind in PRESS_KINDS and relevant):
        return False
    return tone.label == "negative" or (tone.label == "mixed" and tone.score < 0)
