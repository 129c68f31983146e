"""Negative stories: which ones need a decision ("vurdering i hvert enkelt tilfelle", Kommunikasjonsplan 2013-2017)."""

from mediawatch.model import Coverage, Story


def needs_decision(story: Story) -> bool:
    """Whether someone should decide on going to the press: any press copy of the story is coded negative, or mixed
    with the scales tipping to negative. A person's decision, never the product's: this only puts it first."""
    return any(_is_critical(copy) for copy in story.coverage)


def _is_critical(copy: Coverage) -> bool:
    if copy.tone is None or not (copy.is_press and copy.reading.relevant):
        return False
    return copy.tone.label == "negative" or (copy.tone.label == "mixed" and copy.tone.score < 0)
