"""A story that waits for a person to its row on the front page: what it says, why it waits, what was seen of it."""

from dataclasses import dataclass

from mediawatch.model import Coverage, Reading, Story, Tone
from mediawatch.relate.matrix import Roster
from mediawatch.render import ToneWords, plain, said, shorten
from mediawatch.report.speaking_words import speaker_words
from mediawatch.store import StoryMark
from mediawatch.web.judging import mark_words
from mediawatch.web.queue import Reason, reason_of
from mediawatch.web.rows import StoryRow, story_row
from mediawatch.web.site import Site

WHY_LIMIT = 200
MOST_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """`row`: the story as in any list; `why`: the words that decided its tone, or what makes it doubtful; `mark`: of
    the corrections that were seen, for the form; `has_tone`: there is a tone to confirm; `answers`: who
    should answer."""

    row: StoryRow
    reason: Reason
    why: str
    mark: str
    has_tone: bool
    answers: str

    @property
    def id(self) -> int:
        """The story's number."""
        return self.row.id

    @property
    def tone(self) -> ToneWords:
        """The tone as shown."""
        return self.row.tone


def review_row(
    story: Story, on_the_day: Roster, *, site: Site, mark: StoryMark, reason: Reason | None = None
) -> ReviewRow:
    """A story to its row. `on_the_day`: who speaks today; `reason`: why it waits, where that is known."""
    lead = story.lead
    reason = reason or reason_of(story)
    return ReviewRow(
        row=story_row(story, today=site.today, zone=site.zone),
        reason=reason,
        why=doubt_words(lead.reading) if reason == "relevance" else tone_why(lead.tone),
        mark=mark_words(mark),
        has_tone=lead.tone is not None,
        answers=_answers(lead, on_the_day),
    )


def _answers(lead: Coverage, on_the_day: Roster) -> str:
    """Who should answer, and for whom when somebody is away; "" when nobody need."""
    if lead.suggestion is None or lead.suggestion.role == "none":
        return ""
    return speaker_words(on_the_day.speaker(lead.suggestion), on_the_day.day)


def tone_why(tone: Tone | None) -> str:
    """The words that decided the tone: "Avgjort av: skryt, gratulerer"."""
    if tone is None or not tone.because:
        return ""
    return shorten(f"{said('Avgjort av:')} {', '.join(map(plain, tone.because[:MOST_WORDS]))}", WHY_LIMIT)


def doubt_words(reading: Reading) -> str:
    """Why it is unsure that a story is ours."""
    return shorten("; ".join(map(plain, reading.because[:MOST_WORDS])), WHY_LIMIT)
