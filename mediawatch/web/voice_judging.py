"""What an adviser says of a quote outside the matrix, and the quotes of a time as a spreadsheet."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.errors import ChangedError
from mediawatch.measure.voice_tally import Heard
from mediawatch.model import VERDICTS, VoiceVerdict
from mediawatch.render import plain, safe_link, said, tone_words
from mediawatch.report.naming import TOPIC_NAMES
from mediawatch.report.sheets import Cell, table_csv
from mediawatch.web.judging import story_of
from mediawatch.web.periods import chosen, lately
from mediawatch.web.respond import back_to
from mediawatch.web.site import Site
from mediawatch.web.visitor import Adviser, BadInputError, Form, NotFoundError, OurSite, Reader
from mediawatch.web.voice_flags import OUTSIDE_WORDS, VERDICT_NAMES, heard_in
from mediawatch.web.voices import CAPACITY_NAMES, View, voices_page

MOST_REASON = 500
LONGEST_QUOTED = 300
COLUMNS = (
    "Dato", "Utgiver", "Overskrift", "Adresse", "Tone", "Tema", "Navn", "Stilling", "Uttaler seg",
    "Utenfor talspersonlisten", "Vurdering", "Sak",
)  # fmt: skip

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@router.post("/stemmer/vurder")
def judge(request: Request, site: OurSite, visitor: Adviser, form: Form) -> Response:
    """Says of a flagged quote that it was authorised, private, somebody else, or rightly flagged."""
    number, quoted = form.get("sak", ""), form.get("sitert", "")[:LONGEST_QUOTED]
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise BadInputError("Fant ikke saken. Gå tilbake til Stemmer og prøv igjen.")
    story = story_of(site, visitor, int(number))
    if quoted not in {one[:LONGEST_QUOTED] for copy in story.coverage for one in copy.quoted}:
        raise NotFoundError("Sitatet finnes ikke i saken.")
    verdict, reason = form.get("vurdering", ""), plain(form.get("grunn", ""))
    asked = {name: values[0][:100] for name, values in parse_qs(form.get("sporring", "")[:400]).items()}
    view = View(*(asked.get(name, "") for name in ("tid", "utgiver", "tema")))
    written = {"sak": number, "sitert": quoted, "vurdering": verdict, "grunn": reason[:MOST_REASON]}
    if verdict not in VERDICTS or not reason or len(reason) > MOST_REASON:
        fault = said("Velg hva som gjelder, og skriv hvorfor. Høyst 500 tegn.")
        return voices_page(request, site, visitor, view, status=422, written=written, fault=fault)
    given = VoiceVerdict(
        organisation=visitor.organisation.id,
        story=story.id,
        quoted=quoted,
        verdict=verdict,
        reason=reason,
        judged_by=visitor.account.email,
        judged_at=site.now(),
    )
    try:
        site.store.voices.judge(given, expected=form.version())
    except ChangedError:
        fault = said("Noen andre har vurdert sitatet mens du så på det. Siden viser det som gjelder nå.")
        fault += f" {said('Du skrev:')} «{reason}»"
        return voices_page(request, site, visitor, view, status=409, written=written, fault=fault)
    return back_to(
        f"/{visitor.organisation.id}/stemmer?{urlencode({**view.query(view.span), 'gjort': 'vurdert'})}#utenfor"
    )


@router.get("/stemmer.csv")
def table(site: OurSite, visitor: Reader, tid: str = "") -> Response:
    """One row for each person who was quoted in office or for a party; others are told without their names."""
    span = chosen(lately(site.today), tid)
    made = table_csv(COLUMNS, _rows(heard_in(site, visitor.organisation, span), site))
    name = f"stemmer-{visitor.organisation.id}-{span.first.isoformat()}-{span.last.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made, media_type="text/csv; charset=utf-8", headers=headers)


def _rows(found: tuple[Heard, ...], site: Site) -> Iterator[tuple[Cell, ...]]:
    for one in found:
        article, voice = one.copy.article, one.voice
        named = voice.capacity in ("office", "party")
        yield (
            one.copy.when.astimezone(site.zone).date(),
            plain(one.copy.outlet.name),
            plain(article.title),
            safe_link(article.link) or "",
            tone_words(one.tone).word,
            TOPIC_NAMES[one.topic],
            plain(voice.name) if named else "",
            plain(voice.office) if named else "",
            CAPACITY_NAMES[voice.capacity],
            OUTSIDE_WORDS.get(voice.outside, "") if one.flagged else "",
            VERDICT_NAMES.get(one.verdict, ""),
            one.story.id,
        )
