"""The matrix to one sheet of paper: who speaks on what, for the wall and the bag."""

from datetime import date
from typing import Any

from mediawatch.model import Organisation, Speaker
from mediawatch.render import full_day_words, plain, shorten
from mediawatch.report import typeset
from mediawatch.report.colour import readable
from mediawatch.report.mail import PAPER
from mediawatch.report.speaking_words import line_words, speaker_words
from mediawatch.report.words import ROLE_WORDS

TEMPLATE = "report/matrix.typ"
MOST_LINES = 24
LIMIT = 110


def matrix_pdf(organisation: Organisation, speakers: tuple[Speaker, ...], *, day: date) -> bytes:
    """Who speaks on what on a day, to a PDF of one A4 page. The rules are cited once each."""
    rules = dict.fromkeys(plain(one.rule) for one in speakers if one.rule)
    sources = dict.fromkeys(plain(one.source) for one in speakers if one.source)
    data: dict[str, Any] = {
        "title": f"{plain(organisation.name)}: hvem uttaler seg om hva",
        "day": full_day_words(day),
        "accent": readable(organisation.accent, PAPER),
        "rows": [_row(one, day) for one in speakers[:MOST_LINES]],
        "rules": [shorten(rule, 260) for rule in rules][:8],
        "source": "; ".join(sources),
        "crisis": any(one.crisis for one in speakers),
    }
    return typeset.pdf(TEMPLATE, data, {})


def _row(speaker: Speaker, day: date) -> dict[str, str]:
    line, wanted = speaker.line, speaker.stands_in_for or speaker.line
    return {
        "covers": shorten(wanted.covers, LIMIT) if wanted else ROLE_WORDS[speaker.role],
        "who": shorten(line_words(line) if line else speaker_words(speaker, day), LIMIT),
        "note": shorten(speaker_words(speaker, day).partition(", ")[2], LIMIT) if line else "",
        "phone": plain(line.phone) if line else "",
        "email": plain(line.email) if line else "",
    }
