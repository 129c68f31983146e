"""Critical stories: which ones need a decision ("vurdering i hvert enkelt tilfelle", Kommunikasjonsplan 2013-2017), and
how far the decision has come."""

from mediawatch.model import PRESS_KINDS, Kind, Response, ResponseStatus, Story, Tone

CHECKS = ("errors", "ours", "secret", "persons", "growing")
"""The questions of the checklist, by field: errors of fact, our responsibility, confidentiality, persons it is about,
whether it will grow."""


def needs_decision(story: Story) -> bool:
    """Whether someone should decide on going to the press: any press copy of the story is coded negative, or mixed
    with the scales tipping to negative. A person's decision, never the product's: this only puts it first."""
    return any(is_critical(copy.tone, copy.kind, relevant=copy.reading.relevant) for copy in story.coverage)


def is_critical(tone: Tone | None, kind: Kind, *, relevant: bool) -> bool:
    """Whether one copy, by its tone, kind and whether it concerns us, is a reason to decide."""
    if tone is None or not (kind in PRESS_KINDS and relevant):
        return False
    return tone.label == "negative" or (tone.label == "mixed" and tone.score < 0)


def status_of(response: Response) -> ResponseStatus:
    """How far a response has come, by what stands in it."""
    if response.closed_at is not None:
        return "closed"
    if response.decision:
        return "decided"
    return "assessed" if any(getattr(response, name) for name in CHECKS) else "new"
