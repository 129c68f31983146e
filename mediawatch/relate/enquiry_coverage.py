"""Which stories came of an enquiry: from that outlet, after it, about the same."""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from mediawatch.model import Coverage, Enquiry, Organisation, Story

FOLLOWED = timedelta(days=30)
LEAST_SHARED = 2
"""Words that a question and a story must share, where they are not of the same topic; of the same one is enough."""
LEAST_LETTERS, STEM = 5, 6
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(
    _WORD.findall(
        """andre annet denne derfor dette derer eller etter fikk finnes fordi forrige først gjelder gjennom gjerne gjort
        hadde hilsen hvilke hvilken hvordan hvorfor ikkje ingen innen journalist kanskje kommer kommune kommunen
        kommunens lenge likevel lurer løpet mange mener mellom mindre mulig måtte neste nærmere ofte oppgir rundt saken
        samme siden siste skjer skriver skulle slike sendt spørsmål svare svarer tilbake tidligere under uttale vennlig
        ville vært"""
    )
)


def suggested_stories(
    enquiry: Enquiry, stories: Iterable[Story], organisation: Organisation, *, outlet_name: str = ""
) -> list[Story]:
    """Stories that may have come of an enquiry, the likeliest first; those linked or turned down left out."""
    known = {*enquiry.stories, *enquiry.not_stories}
    found = [
        (weight, story)
        for story in stories
        if str(story.id) not in known
        for copy in (_printed_by(enquiry, outlet_name, story),)
        if copy is not None and (weight := _weight(enquiry, copy, organisation))
    ]
    return [story for _weight_, story in sorted(found, key=lambda each: (-each[0], each[1].id))]


def _printed_by(enquiry: Enquiry, outlet_name: str, story: Story) -> Coverage | None:
    """The story's copy in the outlet that asked, if it came soon enough after."""
    names = {name.casefold() for name in (enquiry.outlet, outlet_name) if name}
    for copy in story.coverage:
        theirs = {copy.outlet.id.casefold(), copy.outlet.name.casefold()}
        if names & theirs and timedelta(0) <= copy.when - enquiry.received_at <= FOLLOWED:
            return copy
    return None


def _weight(enquiry: Enquiry, copy: Coverage, organisation: Organisation) -> int:
    """How much speaks for it: shared words, and the topic; 0 for too little."""
    place = _stems([organisation.place, organisation.name])
    asked = _stems([enquiry.subject, enquiry.question]) - place
    told = _stems([copy.article.title, copy.article.lead, *copy.excerpt]) - place
    shared, same = len(asked & told), copy.topic == enquiry.topic != "other"
    enough = shared >= (1 if same else LEAST_SHARED)
    return shared + (2 if same else 0) if enough else 0


def _stems(texts: Sequence[str]) -> set[str]:
    words = (word for text in texts for word in _WORD.findall(text.casefold()))
    return {word[:STEM] for word in words if len(word) >= LEAST_LETTERS and word not in _COMMON}
