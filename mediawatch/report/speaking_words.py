"""Who speaks, in words: the person or the office, for whom when somebody is away, and what must be settled first."""

import re
from datetime import date

from mediawatch.model import Absence, Speaker, Spokesperson
from mediawatch.render import MONTH_NAMES, plain, said
from mediawatch.report.words import ROLE_WORDS, lower_first

_OFFICE = re.compile(
    r"([\w-]*(?:sjef|leder|leiar|fører|førar|direktør|rektor|rådgiver|mann|advokat|lege))\b(.*)",
    re.DOTALL | re.IGNORECASE,
)
_LINKS = ("av ", "for ", "i ", "på ", "ved ", "og ")


def line_words(line: Spokesperson) -> str:
    """A line of the matrix to the office and the name: "Ordfører Eva Dal"."""
    return plain(f"{line.title} {line.name}")


def office_words(line: Spokesperson) -> str:
    """The office inside a sentence: "ordføreren", "etatssjefen for undervisning"; else as it is written."""
    title = plain(line.title)
    match = _OFFICE.fullmatch(title)
    if match is None:
        return lower_first(title)
    noun, rest = match.group(1), match.group(2).strip()
    noun += "n" if noun.endswith("e") else "en"
    joined = f"{rest}" if not rest or rest.startswith(_LINKS) else f"for {rest}"
    return lower_first(f"{noun} {joined}".strip())


def day_in_words(day: date, today: date) -> str:
    """ "3. desember", with the year when it is another."""
    words = f"{day.day}. {said(MONTH_NAMES[day.month - 1])}"
    return words if day.year == today.year else f"{words} {day.year}"


def away_words(absence: Absence, today: date) -> str:
    """ "borte til og med 3. desember"; "borte i dag" on the last day."""
    if absence.last == today:
        return said("borte i dag")
    return said("borte til og med {day}").format(day=day_in_words(absence.last, today))


def stand_in_words(speaker: Speaker, today: date) -> str:
    """For whom the deputy speaks: "for ordføreren, som er borte til og med 3. desember"; "" when nobody is replaced."""
    if speaker.stands_in_for is None or speaker.line is None:
        return ""
    office = office_words(speaker.stands_in_for)
    if speaker.absence is None:
        return said("for {office}").format(office=office)
    return said("for {office}, som er {away}").format(office=office, away=away_words(speaker.absence, today))


def speaker_words(speaker: Speaker, today: date, *, short: bool = False) -> str:
    """Who speaks, on one line: "Varaordfører Kari Dal, for ordføreren, som er borte til og med 3. desember".

    Where nobody is at hand: "Avklar med kommunedirektøren". `short`: without for whom.
    """
    if speaker.line is None:
        return settle_words(speaker) if speaker.stands_in_for or speaker.settle else said(ROLE_WORDS[speaker.role])
    who = line_words(speaker.line)
    if speaker.unit and speaker.role == "unit leader":
        who = f"{who} ({plain(speaker.unit)})"
    instead = "" if short else stand_in_words(speaker, today)
    return f"{who}, {instead}" if instead else who


def settle_words(speaker: Speaker) -> str:
    """With whom it is settled who answers: the chief executive, unless that is who is away."""
    if speaker.stands_in_for and speaker.stands_in_for.role == "chief executive":
        return said("Avklar med ordføreren")
    return said("Avklar med kommunedirektøren")


def settle_why(speaker: Speaker, today: date) -> str:
    """Why it must be settled, in a sentence; "" when nothing must be."""
    if not speaker.settle:
        return ""
    if speaker.line is None and speaker.stands_in_for and speaker.absence:
        office, away = office_words(speaker.stands_in_for), away_words(speaker.absence, today)
        return said("{office} er {away}, og ingen stedfortreder er til stede.").format(
            office=office[:1].upper() + office[1:], away=away
        )
    if speaker.rival and speaker.line:
        return said("To regler passer like godt: {one} og {other}. Avklar med kommunedirektøren.").format(
            one=office_words(speaker.line), other=office_words(speaker.rival)
        )
    return said("Reglene peker ikke ut én person.")
