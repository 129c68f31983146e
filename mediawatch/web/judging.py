"""A button pressed beside a story to corrections kept, logged and told; what to tell when somebody else was first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mediawatch.errors import ChangedError
from mediawatch.jobs.correcting import correct, shown, undo
from mediawatch.model import Correction, CorrectionKind, Story
from mediawatch.render import moment_words, plain, said, shorten
from mediawatch.report.explain import change_words
from mediawatch.report.naming import KIND_NAMES, TONE_NAMES, TOPIC_NAMES, value_name
from mediawatch.store import StoryMark
from mediawatch.web.site import Site
from mediawatch.web.visitor import LARGEST_ID, BadInputError, NotFoundError, SentForm, Visitor

MOST_WHY = 500
MOST_UNDONE = 2
"""One press of a button makes at most so many corrections."""

Change = tuple[CorrectionKind, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the visitor chose: the button as it came, and what it means for the story. `mark`: what was seen."""

    button: str
    changes: tuple[Change, ...]
    why: str
    mark: StoryMark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What became of it: the story as it is now, its mark, how many corrections were made, and the words to tell."""

    story: Story
    mark: StoryMark
    made: int
    words: str


def story_of(site: Site, visitor: Visitor, story_id: int) -> Story:
    """The visitor's organisation's story, whatever is held of its relevance. Raises NotFoundError."""
    found = None
    if 0 < story_id <= LARGEST_ID:
        name = visitor.organisation.id
        found = site.store.story(story_id, organisation=name, everything=True, outlets=site.outlets)
    if found is None:
        raise NotFoundError("Saken finnes ikke hos dere. Kanskje adressen er skrevet feil?")
    return found


def choice_of(form: SentForm, story: Story) -> Choice:
    """A form to what it means. Raises BadInputError when it means nothing."""
    button = form.get("valg", "")[:200]
    why = plain(form.get("hvorfor", ""))
    if len(why) > MOST_WHY:
        words = said("Begrunnelsen kan være høyst {most} tegn. Gå tilbake, og kort den ned.")
        raise BadInputError(words.format(most=MOST_WHY))
    changes = _changes(button, form, story)
    return Choice(button=button, changes=changes, why=why, mark=mark_of(form.get("merke", "")))


def _changes(button: str, form: SentForm, story: Story) -> tuple[Change, ...]:
    what, _, value = button.partition(":")
    lead = story.lead
    if what == "bekreft":
        if lead.tone is None:
            raise BadInputError("Tonen er ikke vurdert ennå. Velg en tone i stedet for å bekrefte.")
        what, value = "tone", lead.tone.label
    if what == "tone" and value in TONE_NAMES:
        ours: tuple[Change, ...] = () if lead.reading.relevant else (("relevance", "yes"),)
        return (*ours, ("tone", value))
    if what == "relevance" and value in ("yes", "no"):
        return (("relevance", value),)
    if what == "place" and value in {one.subject for copy in story.coverage for one in copy.reading.mentions}:
        return (("place", value),)
    if what == "topic" and form.get("tema") in TOPIC_NAMES:
        return (("topic", form["tema"]),)
    if what == "kind" and form.get("slag") in KIND_NAMES:
        return (("kind", form["slag"]),)
    raise BadInputError("Vi skjønte ikke hva du ville rette. Gå tilbake, og bruk knappene ved saken.")


def mark_of(written: str) -> StoryMark | None:
    """ "12.0" to (12, 0); None when a form carries no mark."""
    last, dot, undone = written.partition(".")
    fits = dot and last.isascii() and undone.isascii() and last.isdigit() and undone.isdigit() and len(written) < 25
    return (int(last), int(undone)) if fits else None


def mark_words(mark: StoryMark) -> str:
    """(12, 0) to "12.0", for a form."""
    return f"{mark[0]}.{mark[1]}"


def judge(site: Site, visitor: Visitor, story: Story, choice: Choice) -> Judged:
    """Keeps what the visitor chose. Raises ChangedError when somebody else corrected the story since it was seen; that
    the visitor did the same twice (a double click) is no conflict."""
    mark, now = choice.mark, story
    made: list[Correction] = []
    try:
        for what, value in choice.changes:
            done = correct(
                site.config, site.store, visitor.organisation, now, what, value,
                by=visitor.by, why=choice.why, now=site.now(), expected=mark,
            )  # fmt: skip
            made.append(done.correction)
            now, mark = done.story, (done.correction.id, mark[1]) if mark else None
            _log(site, visitor, story.id, done.correction)
    except ChangedError:
        if made or not _is_done(site, visitor, story.id, choice):
            raise
    current = site.store.reviews.marks(visitor.organisation.id, [story.id])[story.id]
    return Judged(story=now, mark=current, made=len(made) or len(choice.changes), words=_told(now, choice))


def _is_done(site: Site, visitor: Visitor, story: int, choice: Choice) -> bool:
    """Whether the visitor has just said the very same."""
    told = site.store.corrections(visitor.organisation.id, story)
    last = [one for one in told if one.counts][-len(choice.changes) :]
    return [(one.what, one.value, one.by) for one in last] == [(*change, visitor.by) for change in choice.changes]


def take_back(site: Site, visitor: Visitor, story: Story, *, mark: StoryMark | None, count: int) -> Judged | None:
    """Takes back the story's last corrections; None when there is none. Raises ChangedError as `judge`."""
    now, taken = story, 0
    for _ in range(min(count, MOST_UNDONE)):
        done = undo(
            site.config, site.store, visitor.organisation, now, by=visitor.by, now=site.now(), expected=mark
        )  # fmt: skip
        if done is None:
            break
        now, taken = done.story, taken + 1
        mark = (mark[0], mark[1] + 1) if mark else None
        _log(site, visitor, story.id, done.correction)
    if not taken:
        return None
    current = site.store.reviews.marks(visitor.organisation.id, [story.id])[story.id]
    words = said("Angret. «{title}» er som før.").format(title=_title(now))
    return Judged(story=now, mark=current, made=taken, words=words)


def _log(site: Site, visitor: Visitor, story: int, one: Correction) -> None:
    undone = one.undone_at is not None
    site.store.access.log(
        visitor.organisation.id,
        by=visitor.account.email,
        action=f"story.{one.what}.undo" if undone else f"story.{one.what}",
        subject=f"story {story}",
        before=one.value if undone else one.before,
        after=one.before if undone else one.value,
        why=one.why,
        now=site.now(),
    )


def _told(story: Story, choice: Choice) -> str:
    what, value = choice.changes[-1]
    if what == "relevance":
        words = said("Lagret: Gjelder ikke oss.") if value == "no" else said("Lagret: Gjelder oss.")
    elif what == "place":
        words = said("Lagret: Navnet gjelder et annet sted.")
    else:
        kinds = {"tone": said("Lagret tone:"), "topic": said("Lagret tema:"), "kind": said("Lagret slag:")}
        words = f"{kinds[what]} {said(value_name(what, value))}."
    return f"{words} «{_title(story)}»"


def _title(story: Story) -> str:
    return shorten(story.lead.article.title, 80) or said("(uten tittel)")


def since_then(corrections: Sequence[Correction], mark: StoryMark | None) -> list[Correction]:
    """What was corrected or taken back since the mark was seen, the oldest first."""
    if mark is None:
        return list(corrections)
    last, undone = mark
    taken = sorted((one for one in corrections if one.undone_at), key=lambda one: one.undone_at or one.at)
    newly = {one.id for one in taken[undone:]}
    return [one for one in corrections if one.id > last or one.id in newly]


def correction_words(one: Correction, site: Site) -> str:
    """Who said what and when: "Ranveig Rådgiver, i dag kl. 10.12: tone rettet fra positiv til negativ"."""
    why = f" – {plain(one.why)}" if one.why else ""
    return f"{plain(one.by)}, {_moment(one.at, site)}: {change_words(one)}{why}"


def undone_words(one: Correction, site: Site) -> str:
    """ "angret av Kari i dag kl. 10.15"; "" when it counts."""
    if one.undone_at is None:
        return ""
    return f"{said('angret av')} {plain(one.undone_by)} {_moment(one.undone_at, site)}"


def choice_words(choice: Choice, story: Story) -> str:
    """What the visitor wanted to say: "tone rettet fra positiv til negativ"."""
    what, value = choice.changes[-1]
    before = shown(story.lead, what, value)
    at = story.lead.when
    return change_words(
        Correction(id=0, organisation="", story=story.id, what=what, value=value, before=before, by="", at=at)
    )


def _moment(moment: datetime, site: Site) -> str:
    return moment_words(moment, site.today, site.zone)
