"""A digest to the lines a reader sees: the one source of words for the HTML part, the text part and the terminal.

Every value here is clean (no control characters, no markup) and every link is http or https; templates only lay out.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from mediawatch.model import (
    UNSURE_BELOW,
    Coverage,
    Digest,
    Reading,
    Recipient,
    Speaker,
    Story,
    Tone,
)
from mediawatch.render import (
    clock,
    counted,
    full_day_words,
    moment_words,
    plain,
    safe_link,
    shorten,
    tone_words,
)
from mediawatch.report.digest import BRAND_KINDS, digest_zone, news
from mediawatch.report.lines import (
    WIDEST,
    DigestPage,
    Limits,
    Linked,
    SectionLines,
    SpokespersonLines,
    StoryLines,
)
from mediawatch.report.speaking_words import settle_why, speaker_words
from mediawatch.report.target_lines import targets_lines
from mediawatch.report.target_words import unknown_words
from mediawatch.report.words import (
    KIND_WORDS,
    ROLE_WORDS,
    TIER_WORDS,
    answer,
    listed,
    lower_first,
    schedule_words,
    short_source,
)

LEAD_LIMIT = 300
"""What may be shown of an article (docs/architecture.md, What may be kept)."""
TITLE_LIMIT = 200
NAME_LIMIT = 60


def digest_page(
    digest: Digest,
    *,
    recipient: Recipient | None = None,
    base_url: str | None = None,
    zone: ZoneInfo | None = None,
    limits: Limits = WIDEST,
) -> DigestPage:
    """A digest to what is shown of it. `recipient`: whose times the last lines tell; `base_url`: the address of the web
    pages, without which nothing links to them; `zone`: where its times are told, the digest's own unless given."""
    zone = zone or digest_zone(digest)
    base = (safe_link(base_url) or "").rstrip("/") if base_url else ""
    misses, due = _misses(digest), _due(digest, base)
    return DigestPage(
        place=plain(digest.organisation.place),
        day=full_day_words(digest.date),
        preheader=_preheader(digest),
        answer=answer(digest, news(digest)),
        counts=_counts(digest),
        since=f"Nytt siden {moment_words(digest.since, digest.date, zone)}",
        targets=targets_lines(digest.targets, has_answer=any(not state.series for state in digest.targets)),
        unknown_targets=unknown_words(digest.targets),
        visibility=_visibility(digest),
        warning=_warning(digest),
        quiet=_quiet(digest, zone),
        due=due[: limits.names],
        more_due=_more(len(due) - limits.names, "til", "til").strip(),
        sections=_sections(digest, zone, limits, base),
        misses=misses[: limits.names],
        more_misses=_more(len(misses) - limits.names, "sak", "saker"),
        matrix=tuple(_matrix_lines(one, digest.date) for one in digest.matrix[: limits.matrix]),
        schedule=schedule_words(recipient) if recipient else "",
        change_link=f"{base}/innstillinger" if base else None,
        archive_link=f"{base}/arkiv" if base else None,
    )


def _preheader(digest: Digest) -> str:
    """What a mail list shows after the subject: the first story, which the subject does not name."""
    if digest.decide:
        return f"Bør vurderes: {_title(digest.decide[0].lead)}"
    if digest.stories:
        return _title(digest.stories[0].lead)
    return answer(digest, news(digest))


def _counts(digest: Digest) -> tuple[str, ...]:
    if not digest.stories and not digest.unsure:
        return ()
    labels = [story.lead.tone.label if story.lead.tone else None for story in digest.neutral]
    parts = [
        (len(digest.positive), "positiv", "positive"),
        (sum(label in ("neutral", None) for label in labels), "nøytral", "nøytrale"),
        (labels.count("mixed"), "blandet", "blandede"),
        (labels.count("negative"), "negativ", "negative"),
        (len(digest.decide), "bør vurderes", "bør vurderes"),
        (len(digest.unsure), "usikker", "usikre"),
    ]
    total = counted(len(digest.stories), "sak", "saker") if digest.stories else "Ingen sikre saker"
    return (total, *(counted(count, one, many) for count, one, many in parts if count))


def _visibility(digest: Digest) -> str:
    """ "Synlighet så langt denne uken: 61 av 100 · forrige uke 54"; nothing before there is a number."""
    *before, now = digest.scores or (None,)
    told = []
    if now is not None and not now.score.is_empty:
        told.append(f"Synlighet så langt denne uken: {round(now.score.score)} av 100")
    if before and before[-1] is not None and not before[-1].score.is_empty:
        last = round(before[-1].score.score)
        told.append(f"forrige uke {last}" if told else f"Synlighet forrige uke: {last} av 100")
    return " · ".join(told)


def _warning(digest: Digest) -> str:
    words = [shorten(source.words, TITLE_LIMIT) for source in digest.silent]
    return f"Ikke hørt fra: {listed(words[:8])}{_more(len(words) - 8, 'kilde', 'kilder')}" if words else ""


def _quiet(digest: Digest, zone: ZoneInfo) -> tuple[str, ...]:
    """What a day without stories says: who was heard, and when we listen next. Quiet is never shown when deaf."""
    if digest.stories:
        return ()
    place = plain(digest.organisation.place)
    since = moment_words(digest.since, digest.date, zone)
    if not digest.heard:
        first = f"Ingen kilder har svart siden {since}. Vi vet derfor ikke om det er skrevet noe om {place}."
    else:
        first = f"Ingen nye saker om {place} siden {since}."
        names = [shorten(name, NAME_LIMIT) for name in digest.heard]
        heard = listed([*names[:12], counted(len(names) - 12, "til", "til")]) if len(names) > 12 else listed(names)
        first += f" Vi har hørt fra {counted(len(names), 'kilde', 'kilder')}: {heard}."
    if digest.next_poll is None:
        return (first,)
    upcoming = moment_words(digest.next_poll, digest.date, zone)
    if digest.next_poll.astimezone(zone).date() == digest.date:
        upcoming = clock(digest.next_poll, zone)
    return (first, f"Vi lytter igjen {upcoming}.")


def _sections(digest: Digest, zone: ZoneInfo, limits: Limits, base: str) -> tuple[SectionLines, ...]:
    place = plain(digest.organisation.place)
    rows = (
        ("decide", "Bør vurderes", "Kritisk omtale. Dere avgjør om noen skal svare.", digest.decide, limits.decide),
        ("positive", "Positive", "", digest.positive, limits.others),
        ("neutral", _neutral_heading(digest.neutral), "", digest.neutral, limits.others),
        ("unsure", "Usikre treff", f"Vi er ikke sikre på at disse gjelder {place}.", digest.unsure, limits.unsure),
    )
    return tuple(
        SectionLines(
            key=key,
            heading=heading,
            total=len(stories),
            note=note,
            stories=tuple(_story_lines(story, key, digest, zone, limits, base) for story in stories[:limit]),
            more=f"{_more(len(stories) - limit, 'sak', 'saker').strip()} i arkivet" if len(stories) > limit else "",
        )
        for key, heading, note, stories, limit in rows
        if stories
    )


def _neutral_heading(stories: Sequence[Story]) -> str:
    labels = {story.lead.tone.label if story.lead.tone else "neutral" for story in stories}
    words = {"neutral": "nøytrale", "mixed": "blandede", "negative": "negative"}
    heading = listed([word for label, word in words.items() if label in labels])
    return heading[:1].upper() + heading[1:]


def _story_lines(story: Story, section: str, digest: Digest, zone: ZoneInfo, limits: Limits, base: str) -> StoryLines:
    lead = story.lead
    tone = lead.tone
    copies = _copies(story)
    matched = _matched(story.coverage)
    speaker = digest.speakers.get(story.id) if section == "decide" else None
    responder, because = _responder(speaker, digest.date) if speaker else ("", "")
    return StoryLines(
        title=_title(lead),
        link=safe_link(lead.article.link),
        page_link=_page_link(story, section, base),
        tone=tone_words(tone.label if tone else None),
        unsure=f"Usikker ({round(100 * tone.confidence)} %)" if tone and tone.confidence < UNSURE_BELOW else "",
        facts=_facts(lead, digest, zone),
        lead=lead_shown(lead),
        copies=copies[: limits.names],
        more_copies=_more(len(copies) - limits.names, "til", "til").strip(),
        responder=responder,
        responder_why=because,
        why=_why(tone),
        matched=", ".join(matched[: limits.names]) + _more(len(matched) - limits.names, "til", "til"),
        notes=_notes(story, section, digest),
    )


def _page_link(story: Story, section: str, base: str) -> str | None:
    """Our own page of a story; of one to decide on where that is done."""
    if not base:
        return None
    return f"{base}/{story.organisation}/svar/{story.id}" if section == "decide" else f"{base}/sak/{story.id}"


def _due(digest: Digest, base: str) -> tuple[Linked, ...]:
    """What waits for somebody, each with the way there."""
    there = f"{base}/{digest.organisation.id}/" if base else ""
    return tuple(
        Linked(
            name=shorten(line.words, TITLE_LIMIT),
            link=f"{there}{line.link}" if there else None,
            before="Fristen er ute: " if line.late else "",
        )
        for line in digest.due
    )


def _why(tone: Tone | None) -> str:
    """The words that decided the tone; a neutral story needs no defence."""
    return "" if tone is None or tone.label == "neutral" else shorten(", ".join(tone.because[:3]), TITLE_LIMIT)


def _doubt(reading: Reading) -> str:
    """Why it is unsure that a story is ours: what speaks against it, before where the name stands."""
    telling = [reason for reason in reading.because if not reason.startswith(("nevnt", "usikkert"))]
    return "; ".join(map(plain, (telling or list(reading.because))[:2]))


def _title(coverage: Coverage) -> str:
    return shorten(coverage.article.title, TITLE_LIMIT) or "(uten tittel)"


def _facts(lead: Coverage, digest: Digest, zone: ZoneInfo) -> tuple[str, ...]:
    facts = (
        f"{shorten(lead.outlet.name, NAME_LIMIT)} ({TIER_WORDS[lead.outlet.tier]})",
        moment_words(lead.when, digest.date, zone),
        KIND_WORDS[lead.kind],
        "For abonnenter" if lead.article.paywalled else "",
        "Endret etter publisering" if lead.revisions > 1 else "",
    )
    return tuple(filter(None, facts))


def lead_shown(copy: Coverage) -> str:
    """The article's lead, or the sentences kept of it; nothing where the outlet allows nothing to be shown."""
    if copy.outlet.keep_text == "none" or not copy.article.keepable:
        return ""
    return shorten(copy.article.lead or " … ".join(copy.excerpt), LEAD_LIMIT)


def _copies(story: Story) -> tuple[Linked, ...]:
    seen = {story.lead.outlet.name}
    copies = []
    for copy in story.copies:
        if copy.outlet.name not in seen:
            seen.add(copy.outlet.name)
            name = shorten(copy.outlet.name, NAME_LIMIT)
            copies.append(Linked(name=name, link=safe_link(copy.article.link)))
    return tuple(copies)


def _matched(coverage: Iterable[Coverage]) -> list[str]:
    names = (shorten(mention.subject_name, NAME_LIMIT) for copy in coverage for mention in copy.reading.accepted)
    return list(dict.fromkeys(names))


def _notes(story: Story, section: str, digest: Digest) -> tuple[str, ...]:
    notes = []
    if story.id in digest.unnamed:
        notes.append(f"{plain(digest.organisation.place)} er ikke nevnt.")
    if all(copy.reading.unsure for copy in story.coverage):
        reasons = _doubt(story.lead.reading)
        said = reasons if section == "unsure" else f"Usikkert treff: {reasons}" if reasons else "Usikkert treff."
        notes.append(shorten(said, LEAD_LIMIT))
    if story.lead.first_seen is not None and story.lead.first_seen <= digest.since:
        new = [copy.outlet.name for copy in story.copies if copy.first_seen and copy.first_seen > digest.since]
        if new:
            notes.append(f"Omtalt før. Nå også i {listed([shorten(name, NAME_LIMIT) for name in new[:3]])}.")
    return tuple(filter(None, notes))


def _responder(speaker: Speaker, today: date) -> tuple[str, str]:
    """Who should answer, with the rule, and why the rule applies here."""
    because = " ".join(filter(None, (shorten(speaker.because, LEAD_LIMIT), settle_why(speaker, today))))
    if speaker.line is not None and speaker.settle:
        because = shorten(speaker.because, LEAD_LIMIT)  # a tie is told there
    who, line = speaker_words(speaker, today), speaker.stands_in_for or speaker.line
    if line is not None:
        who += f" – {lower_first(plain(line.covers))} ({short_source(plain(line.source))})"
    return shorten(who, LEAD_LIMIT), shorten(because, LEAD_LIMIT)


def _matrix_lines(speaker: Speaker, today: date) -> SpokespersonLines:
    """A line of the matrix as of the day: who is away is not named to be called, the deputy is."""
    line = speaker.line
    wanted = speaker.stands_in_for or line
    return SpokespersonLines(
        covers=shorten(wanted.covers, TITLE_LIMIT) if wanted else ROLE_WORDS[speaker.role],
        who=shorten(speaker_words(speaker, today), TITLE_LIMIT),
        contact=shorten(line.phone or line.email, NAME_LIMIT) if line else "",
    )


def _misses(digest: Digest) -> tuple[Linked, ...]:
    """Landmark and village stories without the place's name: "Vikersundbakken i NRK Buskerud: …"."""
    by_id = {story.id: story for story in digest.stories}
    misses = []
    for story in (by_id[key] for key in digest.unnamed if key in by_id):
        mentions = (mention for copy in story.coverage for mention in copy.reading.accepted)
        names = dict.fromkeys(plain(m.subject_name) for m in mentions if m.subject_kind in BRAND_KINDS)
        about = shorten(listed(list(names)), NAME_LIMIT)
        before = f"{about} i {shorten(story.lead.outlet.name, NAME_LIMIT)}: "
        misses.append(Linked(name=_title(story.lead), link=safe_link(story.lead.article.link), before=before))
    return tuple(misses)


def _more(count: int, one: str, many: str) -> str:
    """What is not shown: " og 40 saker til", " og 3 til"; nothing when all is shown."""
    if count <= 0:
        return ""
    words = counted(count, one, many)
    return f" og {words}" if one == "til" else f" og {words} til"
