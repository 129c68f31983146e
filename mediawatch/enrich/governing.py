"""Whose "kommunen", "ordføreren" or "rådhuset" is it? Candidate -> ours, another's or unknown, with the reason."""

from typing import Literal

from mediawatch.enrich.article_view import LONGEST, ArticleView, FieldView, OtherSpot, Spot, Spots
from mediawatch.enrich.candidates import Candidate

Owner = Literal["ours", "other", "unknown"]
Verdict = tuple[Owner, str]
_AT = frozenset({"i", "på", "for"})
_PARTNER = frozenset({"enn", "som", "med", "til", "fra", "frå", "mot", "og", "mens"})
_BIG_CITIES = frozenset({"Oslo", "Drammen", "Bergen", "Trondheim", "Stavanger", "Lillehammer", "Kongsberg"})
"""Named as where something is done or travelled to more often than as the municipality that acts."""


def governing_place(candidate: Candidate, view: ArticleView, sure: Spots) -> Verdict:
    """The municipality a word like "kommunen" belongs to; `sure`: the names of ours found so far.

    Rules in order: a place right after it ("ordføreren i Sigdal"), also elsewhere in the article; pages of another
    municipality; the last place named before it in the same sentence or the one before; the title; for a title the
    opening; the outlet's home.
    """
    words = view.fields[candidate.field]
    explicit = _explicit(candidate, words, view, sure) or _same_word_elsewhere(candidate, view)
    if explicit:
        return explicit
    if view.host_elsewhere:
        return "other", f"sidene til {view.host_elsewhere}"
    near = _near(candidate, words, view, sure)
    in_title = _others_in("title", view)
    title_is_ours = bool(sure.within("title", 0, LONGEST)) and not in_title
    if near and (near[0] == "ours" or not (title_is_ours and near[2])):
        return near[0], near[1]
    if title_is_ours:
        return "ours", "tittelen gjelder oss"
    if in_title:
        return "other", f"tittelen gjelder {in_title[0].municipality}"
    opening = _opening_elsewhere(candidate, view, sure)
    if opening:
        return "other", f"åpningen gjelder {opening}"
    return _by_outlet(view, sure)


def _by_outlet(view: ArticleView, sure: Spots) -> Verdict:
    if view.is_home or view.host_names_us:
        return "ours", "mediet hører hjemme her, og ingen annen kommune er nevnt"
    if sure and not view.others:
        return "ours", "saken nevner bare steder herfra"
    return "unknown", "ingenting i saken sier hvilken kommune det er"


def _explicit(candidate: Candidate, words: FieldView, view: ArticleView, sure: Spots) -> Verdict | None:
    at, place = words.word(candidate.last), words.word(candidate.last + 1)
    if at is None or place is None or at.lower not in _AT or not place.is_name:
        return None
    reason = f"«{at.text} {place.text}» står rett etter"
    if Spot(candidate.field, candidate.last + 1) in sure:
        return "ours", reason
    if candidate.last + 1 in view.other_words[candidate.field]:
        return "other", reason
    if at.lower == "i" and candidate.kind == "municipality" and len(place.text) > 2 and not place.text.isupper():
        return "other", reason
    return None


def _same_word_elsewhere(candidate: Candidate, view: ArticleView) -> Verdict | None:
    """ "Ordføreren" in a title, "ordføreren i Sigdal" in the text: the same one."""
    word = view.fields[candidate.field].tokens[candidate.last - 1].lower
    for spot in view.explicit_others.get(word, ()):
        if candidate.field == "title" or (spot.field == candidate.field and spot.index < candidate.first):
            return "other", f"«{word} i {view.fields[spot.field].tokens[spot.index].text}» i samme sak"
    return None


def _opening_elsewhere(candidate: Candidate, view: ArticleView, sure: Spots) -> str:
    """The other municipality that alone is named in the first sentence after a title that names none; "" if none."""
    field = view.first_field
    if candidate.field != "title" or not field.tokens:
        return ""
    end = len(field.sentence(0))
    if sure.within(field.name, 0, end):
        return ""
    named = [spot.municipality for spot in _others_in(field.name, view) if spot.index < end]
    return next((name for name in named if name not in _BIG_CITIES), "")


def _others_in(name: str, view: ArticleView) -> list[OtherSpot]:
    return [spot for spot in view.others[:LONGEST] if spot.field == name]


def _is_partner(spot: OtherSpot, candidate: Candidate, words: FieldView) -> bool:
    """Whether the place named after the word is what it is compared or deals with: "kommunen er dyrere enn Sigdal"."""
    before = [token.lower for token in words.tokens[max(0, spot.index - 2) : spot.index]]
    return spot.index > candidate.last and (before[-1] in _PARTNER or before == ["enn", "i"])


def _near(candidate: Candidate, words: FieldView, view: ArticleView, sure: Spots) -> tuple[Owner, str, bool] | None:
    """(whose, reason, in another sentence) by the last place named up to here, this sentence or the one before."""
    first, last = max(0, candidate.first - 2 * LONGEST), candidate.first + LONGEST
    here = words.sentence_of[candidate.first]
    places: list[tuple[int, Owner]] = [(index, "ours") for index in sure.within(candidate.field, first, last)]
    places += [
        (spot.index, "other")
        for spot in view.others_within(candidate.field, first, last)
        if not (view.is_home and (spot.municipality in _BIG_CITIES or _is_partner(spot, candidate, words)))
    ]
    before = [one for one in places if one[0] < candidate.first and here - words.sentence_of[one[0]] <= 1]
    after = [one for one in places if one[0] > candidate.first and words.sentence_of[one[0]] == here]
    if not before and not after:
        return None
    index, owner = max(before) if before else min(after)
    sentence = words.sentence_of[index]
    together = {one[1] for one in before if words.sentence_of[one[0]] == sentence}
    if owner == "other" and "ours" in together and view.is_home:
        return "ours", "nevnt sammen med oss i et medium som hører hjemme her", False
    return owner, f"«{words.tokens[index].text}» er nevnt like ved", sentence != here
