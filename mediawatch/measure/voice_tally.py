"""Stories to who of ours spoke in them: by person and tone, by outlet and topic, and what stands outside the matrix."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from mediawatch.measure.chances import share_interval
from mediawatch.measure.overviews import Tones
from mediawatch.measure.weeks import counted_copies
from mediawatch.model import Coverage, Interval, Role, Story, ToneLabel, Topic, Verdict, Voice, VoiceCount

Voices = Callable[[Coverage], tuple[Voice, ...]]
"""Who of ours speaks in a text (relate.quoted.voices_of)."""
LEAST_STORIES = 5
"""With fewer stories a share says nothing, and none is told."""
K = TypeVar("K")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Somebody of ours who speaks in a story. `copy`: the first text that quotes them; `outlets`: ids of all that do;
    `verdict`: what an adviser said of it."""

    story: Story
    copy: Coverage
    voice: Voice
    tone: ToneLabel
    outlets: tuple[str, ...]
    verdict: Verdict = ""

    @property
    def topic(self) -> Topic:
        """What the story is about."""
        return self.copy.topic

    @property
    def in_office(self) -> bool:
        """Whether they speak for the municipality."""
        return self.voice.capacity == "office"

    @property
    def flagged(self) -> bool:
        """Whether it stands outside the matrix, and nobody has said that it may."""
        return self.in_office and bool(self.voice.outside) and self.verdict != "authorised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """How much of what a role spoke in was critical. `share`: None with fewer than LEAST_STORIES."""

    stories: int
    critical: int
    share: Interval | None


def heard(stories: Iterable[Story], voices: Voices) -> tuple[Heard, ...]:
    """Everybody of ours in the stories, once for each story, in the order of the stories."""
    found: list[Heard] = []
    for story in stories:
        copies = counted_copies(story)
        here: dict[tuple[str, str], Heard] = {}
        for copy in copies:
            tone = copies[0].tone.label if copies[0].tone else "neutral"
            for voice in voices(copy):
                key = (voice.name, "" if voice.name else voice.office)
                known = here.get(key)
                if known is None:
                    here[key] = Heard(story=story, copy=copy, voice=voice, tone=tone, outlets=(copy.outlet.id,))
                elif copy.outlet.id not in known.outlets:
                    here[key] = replace(known, outlets=(*known.outlets, copy.outlet.id))
        found.extend(here.values())
    return tuple(found)


def with_verdicts(found: Iterable[Heard], verdicts: Mapping[tuple[int, str], Verdict]) -> tuple[Heard, ...]:
    """What was heard, with what advisers said of it: a private person is told as one, a mistaken one not at all."""
    made = []
    for one in found:
        verdict = verdicts.get((one.story.id, one.voice.quoted), "")
        if verdict == "mistaken":
            continue
        voice = replace(one.voice, capacity="private", outside="") if verdict == "private" else one.voice
        made.append(replace(one, voice=voice, verdict=verdict))
    return tuple(made)


def by_person(found: Iterable[Heard]) -> tuple[VoiceCount, ...]:
    """Who spoke for the municipality, the most heard first."""
    tones: dict[tuple[str, str, Role], Tones] = {}
    for one in found:
        if one.in_office:
            key = (one.voice.name, one.voice.office, one.voice.role)
            tones.setdefault(key, Counter())[one.tone] += 1
    counted = (
        VoiceCount(
            name=name,
            office=office,
            role=role,
            stories=count.total(),
            positive=count["positive"],
            neutral=count["neutral"],
            negative=count["negative"],
            mixed=count["mixed"],
        )
        for (name, office, role), count in tones.items()
    )
    return tuple(sorted(counted, key=lambda one: (-one.stories, one.name, one.office)))


def burden(found: Iterable[Heard], *roles: Role) -> Burden:
    """How much of what the roles spoke in was critical; a story counts once."""
    tones = {one.story.id: one.tone for one in found if one.in_office and one.voice.role in roles}
    critical = sum(tone == "negative" for tone in tones.values())
    enough = len(tones) >= LEAST_STORIES
    return Burden(stories=len(tones), critical=critical, share=share_interval(critical, len(tones)) if enough else None)


def apart(one: Burden, other: Burden) -> bool:
    """Whether two shares differ by more than chance would have them."""
    if one.share is None or other.share is None:
        return False
    return one.share.low > other.share.high or other.share.low > one.share.high


def by_key(found: Iterable[Heard], keys: Callable[[Heard], Iterable[K]]) -> dict[K, dict[str, set[int]]]:
    """What each outlet (or topic) had them speak in: the ids of stories, for mayor, chief executive and others."""
    table: dict[K, dict[str, set[int]]] = {}
    for one in found:
        if not one.in_office:
            continue
        for key in keys(one):
            row = table.setdefault(key, {"all": set(), "mayor": set(), "chief executive": set()})
            row["all"].add(one.story.id)
            if one.voice.role in row:
                row[one.voice.role].add(one.story.id)
    return dict(sorted(table.items(), key=lambda each: (-len(each[1]["all"]), str(each[0]))))
