"""Stories to who of ours was quoted in them, by office: who carries the good news and the bad. Never by person."""

from collections import Counter
from collections.abc import Callable, Iterable

from mediawatch.measure.weeks import counted_copies
from mediawatch.model import Coverage, Story, ToneLabel, VoiceUse

Offices = Callable[[Coverage], tuple[str, ...]]
"""The offices of ours that a text quotes (relate.voices.offices)."""


def voice_use(stories: Iterable[Story], offices: Offices) -> tuple[VoiceUse, ...]:
    """An office counts once for each story; the most heard first."""
    found: dict[str, Counter[ToneLabel]] = {}
    for story in stories:
        copies = counted_copies(story)
        tones = [copy.tone.label for copy in copies if copy.tone is not None]
        for office in {office for copy in copies for office in offices(copy)}:
            found.setdefault(office, Counter())[tones[0] if tones else "neutral"] += 1
    made = (
        VoiceUse(office=office, stories=tones.total(), positive=tones["positive"], negative=tones["negative"])
        for office, tones in found.items()
    )
    return tuple(sorted(made, key=lambda one: (-one.stories, one.office)))
