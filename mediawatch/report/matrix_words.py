"""The matrix in words: what it says of languages and media training, and what changed from one version to the next."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from mediawatch.model import MatrixVersion, Spokesperson
from mediawatch.render import plain, said
from mediawatch.report.naming import TOPIC_NAMES
from mediawatch.report.speaking_words import day_in_words, line_words
from mediawatch.report.words import listed

TRAINING_LASTS_YEARS = 2
LINE_FIELDS: dict[str, str] = {
    "role": "rolle",
    "title": "tittel",
    "covers": "gjelder",
    "rule": "regel",
    "source": "kilde",
    "topics": "temaer",
    "name": "navn",
    "phone": "telefon",
    "email": "e-post",
    "deputy": "stedfortreder",
    "suggest": "foreslås",
    "department": "etat",
    "units": "virksomheter",
    "delegation": "delegering",
    "hours": "tider",
    "languages": "språk",
    "trained": "mediekurs",
    "party": "parti",
    "crisis": "krisetalspersonene",
    "absences": "fravær",
}
"""What a version of the matrix keeps of a line, by the key of the file."""
_QUIET = frozenset({"id", "absences"})
"""Absences are told day by day, not as changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """When the last media training was. `due`: never, or so long ago that it should be done again."""

    words: str
    due: bool


def training_words(line: Spokesperson, today: date) -> Training:
    """The last media training; older than two years, or never, is said."""
    if line.trained is None:
        return Training(words=said("Mediekurs: ikke ført"), due=True)
    years = today.year - line.trained.year - ((today.month, today.day) < (line.trained.month, line.trained.day))
    when = day_in_words(line.trained, today)
    if years >= TRAINING_LASTS_YEARS:
        return Training(words=said("Mediekurs {day}, for mer enn to år siden").format(day=when), due=True)
    return Training(words=said("Mediekurs {day}").format(day=when), due=False)


def topics_words(line: Spokesperson) -> str:
    """The fields of a line: "plan og bygg, samferdsel og miljø"; "alle temaer"."""
    return listed([said(TOPIC_NAMES[topic]) for topic in line.topics]) if line.topics else said("alle temaer")


def changed_words(before: MatrixVersion | None, after: MatrixVersion) -> tuple[str, ...]:
    """What a version changed in the one before it, a sentence each."""
    if before is None:
        return (said("Talspersonlisten er lagt inn."),)
    return tuple(_changes(before, after)) or (said("Rekkefølgen eller fraværet i filen er endret."),)


def _changes(before: MatrixVersion, after: MatrixVersion) -> Iterator[str]:
    old = {line.id: line for line in before.spokespersons}
    new = {line.id: line for line in after.spokespersons}
    for line in after.spokespersons:
        if line.id not in old:
            yield said("Ny linje: {line}.").format(line=line_words(line))
        else:
            yield from _line_changes(old[line.id], line)
    for line in before.spokespersons:
        if line.id not in new:
            yield said("Tatt ut: {line}.").format(line=line_words(line))
    if before.departments != after.departments:
        yield said("Etatene eller temaene deres er endret.")


def _line_changes(old: Spokesperson, new: Spokesperson) -> Iterator[str]:
    for field in fields(Spokesperson):
        name = field.name
        if name in _QUIET or getattr(old, name) == getattr(new, name):
            continue
        words = said("{line}: {field} endret fra «{before}» til «{after}».")
        yield words.format(
            line=plain(new.title),
            field=said(LINE_FIELDS[name]),
            before=_value(getattr(old, name)),
            after=_value(getattr(new, name)),
        )


def _value(value: object) -> str:
    if isinstance(value, bool):
        return said("ja") if value else said("nei")
    if isinstance(value, tuple):
        return ", ".join(said(TOPIC_NAMES[one]) if one in TOPIC_NAMES else plain(str(one)) for one in value) or "–"
    return plain(str(value)) if value not in (None, "") else "–"
