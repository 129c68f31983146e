"""`mediawatch review` and `correct`: what a person should look at, and what she says instead of the model."""

import getpass
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import click
from rich.console import Console

from mediawatch.cli.json_lines import coverage_json, print_json
from mediawatch.cli.opening import opened, organisation_option, pick_organisation
from mediawatch.collect.address import article_id, canonical_address
from mediawatch.config import Config
from mediawatch.config.vocabulary import closest
from mediawatch.console import count_words, people_console
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.correcting import Corrected, shown
from mediawatch.jobs.correcting import correct as correct_story
from mediawatch.jobs.correcting import undo as undo_last
from mediawatch.model import UNSURE_BELOW, CorrectionKind, Organisation, Story
from mediawatch.render import plain, safe_link
from mediawatch.report.explain import change_words
from mediawatch.report.naming import KIND_NAMES, TONE_NAMES, TOPIC_NAMES, meant, value_name
from mediawatch.store import Store

_ONE_THING = (
    "Skriv hva som skal rettes, én ting om gangen: --tone, --relevant, --not-relevant, --wrong-place, --topic eller "
    "--kind. --undo angrer den siste rettelsen."
)
MAX_WHY = 500


@click.command(short_help="Rett det modellen sa om en sak.")
@click.argument("story", metavar="SAK")
@click.option("--tone", metavar="TONE", help="positiv, nøytral, negativ eller blandet.")
@click.option("--relevant", is_flag=True, help="Saken gjelder oss.")
@click.option("--not-relevant", is_flag=True, help="Saken gjelder ikke oss; den vises og telles ikke lenger.")
@click.option("--wrong-place", metavar="NAVN", help="Navnet i saken er et annet sted enn vårt.")
@click.option("--topic", metavar="TEMA", help="For eksempel helse, oppvekst og skole, samferdsel.")
@click.option("--kind", metavar="SLAG", help="For eksempel nyhet, leserinnlegg, leder.")
@click.option("--undo", is_flag=True, help="Angre den siste rettelsen av saken.")
@click.option("--why", default="", metavar="TEKST", help="Hvorfor; vises sammen med rettelsen.")
@click.option("--by", metavar="NAVN", help="Hvem som retter (ellers brukernavnet ditt).")
@organisation_option
def correct(story: str, undo: bool, why: str, by: str | None, wanted: str | None, **given: str | bool | None) -> None:
    """Rett det modellen sa om SAK (nummeret fra «review» eller «search», eller adressen til saken).

    Rettelsen gjelder alle kopier av saken, vises overalt i stedet for det modellen sa, blir stående når saken leses på
    nytt, og hjelper neste sak som ligner.
    """
    asked = {name: value for name, value in given.items() if value}
    if len(asked) + undo != 1:
        raise click.UsageError(_ONE_THING)
    if len(why) > MAX_WHY:
        raise click.UsageError(f"--why kan være høyst {MAX_WHY} tegn; du skrev {len(why)}.")
    name = plain(by or "") or user_name()
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        found = find_story(config, store, organisation, story)
        if undo:
            _undo(config, store, organisation, found, name)
            return
        what, value = _meant(asked, found)
        done = correct_story(config, store, organisation, found, what, value, by=name, why=plain(why), now=utc_now())
        _tell(done)


def find_story(config: Config, store: Store, organisation: Organisation, written: str) -> Story:
    """The story of a number or an address. Raises click.UsageError that says where numbers are found."""
    number: int | None = None
    if written.isdecimal() and len(written) < 16:
        number = int(written)
    elif safe_link(written):
        addresses = [written, canonical_address(written)]
        number = store.story_at(organisation.id, addresses, article_id(written))
    else:
        raise click.UsageError(
            f"«{plain(written)[:80]}» er verken nummeret på en sak eller en nettadresse. "
            "Numrene står i «mediawatch review» og «mediawatch search»."
        )
    found = None
    if number is not None:
        found = store.story(number, organisation=organisation.id, everything=True, outlets=config.outlet_by_id)
    if found is None:
        raise click.UsageError(
            f"Fant ingen sak {'med adressen ' if number is None else ''}{plain(written)[:200]} hos "
            f"{organisation.name}. Numrene står i «mediawatch review» og «mediawatch search»."
        )
    return found


def _meant(asked: Mapping[str, str | bool], story: Story) -> tuple[CorrectionKind, str]:
    """The option that was given to what is corrected and to what. Raises click.UsageError."""
    ((option, value),) = asked.items()
    if option in ("relevant", "not_relevant"):
        return "relevance", "yes" if option == "relevant" else "no"
    written = str(value)
    if option == "tone":
        return "tone", _one_of(written, TONE_NAMES, "--tone")
    if option == "topic":
        return "topic", _one_of(written, TOPIC_NAMES, "--topic")
    if option == "kind":
        return "kind", _one_of(written, KIND_NAMES, "--kind")
    return "place", _subject(written, story)


def _one_of(written: str, names: Mapping[Any, str], option: str) -> str:
    found = meant(written, names)
    if found is not None:
        return str(found)
    near = closest(written, list(names)) or closest(written, list(names.values()))
    hint = f" Mente du {names.get(near, near)}?" if near else ""
    raise click.UsageError(
        f"«{plain(written)[:40]}» er ikke noe {option} kan være. Velg en av: {', '.join(names.values())}.{hint}"
    )


def _subject(written: str, story: Story) -> str:
    """The id of the name that is meant, among those found in the story. Raises click.UsageError naming them."""
    folded = written.strip().casefold()
    named: dict[str, str] = {}
    for copy in story.coverage:
        for one in copy.reading.mentions:
            named[one.subject] = one.subject_name
            if folded in (one.subject.casefold(), one.subject_name.casefold(), one.surface.casefold()):
                return one.subject
    if not named:
        raise click.UsageError("Ingen navn er funnet i saken. Bruk --not-relevant når den ikke gjelder dere.")
    known = ", ".join(sorted(set(named.values())))
    raise click.UsageError(f"«{plain(written)[:60]}» er ikke blant navnene i saken. Velg en av: {known}.")


def user_name() -> str:
    """The name of whoever is at the terminal; some machines know none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "ukjent"


def _tell(done: Corrected) -> None:
    one, story = done.correction, done.story
    lines = [f"Sak {story.id} «{plain(story.lead.article.title)}»: {change_words(one)}."]
    if story.copies:
        lines.append(f"Det gjelder også {count_words(len(story.copies), 'kopi', 'kopier')} av saken.")
    if one.what == "place" and not story.lead.reading.relevant:
        lines.append("Ingen andre navn i saken gjelder dere, så den vises og telles ikke lenger.")
    lines.append(f"Angre: mediawatch correct {story.id} --undo")
    click.echo("\n".join(lines))


def _undo(config: Config, store: Store, organisation: Organisation, story: Story, name: str) -> None:
    done = undo_last(config, store, organisation, story, by=name, now=utc_now())
    if done is None:
        raise click.UsageError(f"Sak {story.id} har ingen rettelse å angre.")
    one, lead = done.correction, done.story.lead
    said = change_words(one)
    by_whom = "som modellen sa" if one.what not in lead.corrected else "etter en tidligere rettelse"
    now = "" if one.what == "place" else f" Nå: {value_name(one.what, shown(lead, one.what, ''))}, {by_whom}."
    click.echo(f"Angret i sak {story.id}: {said}.{now}")


# review ---------------------------------------------------------------------------------------------------------------


@click.command(short_help="Saker et menneske bør se på.")
@click.option("--json", "as_json", is_flag=True, help="Én JSON-linje per sak.")
@click.option("--days", type=click.IntRange(1, 3650), default=30, show_default=True, metavar="ANTALL",
              help="Hvor mange dager tilbake.")  # fmt: skip
@organisation_option
def review(as_json: bool, days: int, wanted: str | None) -> None:
    """Saker et menneske bør se på: der det er usikkert om de gjelder dere, og der tonen er usikker."""
    with opened() as (config, store):
        organisation = pick_organisation(config, wanted)
        since = utc_now() - timedelta(days=days)
        stories = store.stories(organisation.id, since=since, include_unsure=True, outlets=config.outlet_by_id)
        doubtful = [(story, doubt) for story in stories if (doubt := doubt_of(story))]
        doubtful.sort(key=lambda one: one[1] != "relevance")
        zone = config.settings.zone
        if as_json:
            for story, doubt in doubtful:
                print_json(review_json(story, doubt, zone))
            return
        console = people_console()
        if not doubtful:
            console.print(f"Ingen saker å se på de siste {count_words(days, 'dag', 'dager')}.")
        for story, doubt in doubtful:
            _print_doubtful(story, doubt, zone, console)


def doubt_of(story: Story) -> CorrectionKind | None:
    """What a person should say of the story: whether it concerns us, or its tone; None when nothing is in doubt or she
    has said it."""
    lead = story.lead
    if lead.reading.unsure and "relevance" not in lead.corrected:
        return "relevance"
    tone = lead.tone
    if tone is not None and lead.is_press and tone.confidence < UNSURE_BELOW and "tone" not in lead.corrected:
        return "tone"
    return None


def review_json(story: Story, doubt: CorrectionKind, zone: ZoneInfo) -> dict[str, Any]:
    """A story to review, as scripts get it."""
    reading = story.lead.reading
    return {
        "story": story.id,
        "doubt": doubt,
        "relevant": reading.relevant,
        "relevance": round(reading.relevance, 3),
        "because": list(reading.because),
        **coverage_json(story.lead, zone),
    }


def _print_doubtful(story: Story, doubt: CorrectionKind, zone: ZoneInfo, console: Console) -> None:
    lead = story.lead
    day = lead.when.astimezone(zone)
    console.print(f"{story.id}  {plain(lead.article.title)}", style="bold", soft_wrap=True)
    facts = [plain(lead.outlet.name), f"{day:%d.%m.%Y}"]
    if lead.article.link.startswith("http"):
        facts.append(plain(lead.article.link))
    console.print(f"   {' · '.join(facts)}", soft_wrap=True)
    if doubt == "relevance":
        console.print(f"   Gjelder det oss? {plain('; '.join(lead.reading.because))}.", soft_wrap=True)
        console.print(f"   mediawatch correct {story.id} --relevant   eller   --not-relevant", soft_wrap=True)
    elif lead.tone is not None:
        sure = f"{TONE_NAMES[lead.tone.label]} ({round(100 * lead.tone.confidence)} %)"
        console.print(f"   Tone: {sure}. {plain('; '.join(lead.tone.because))}.", soft_wrap=True)
        console.print(f"   mediawatch correct {story.id} --tone positiv|nøytral|negativ|blandet", soft_wrap=True)
