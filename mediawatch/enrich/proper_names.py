"""Longer names that no list holds, built on a known one: institutions, clubs and firms called after the place
("Modum historielag", "Vikersund drift og produksjon AS"), and people with a municipal office ("kommunalsjef Ada Lund").
"""

import re

from mediawatch.enrich.article_view import FieldView
from mediawatch.enrich.inflection import Token
from mediawatch.enrich.places import first_names, name_words

_NOUN = re.compile(
    r"(?:[a-zæøå-]{2,}(?<!for)(?<!opp)(?<!an)(?<!ut)(?<!grunn)lag|[a-zæøå]*(?:forening|utvalg|klubb|skole|skule|barnehage|korps|"
    r"kapell|museum|kontor|råd|rådhus|hus|heim|hjem|tun|verk|stasjon|sentral|kirke|kyrkje|kirkegård|bibliotek|parti|vesen|"
    r"selskap|hotell|apotek|stadion|gård|hall|anlegg|bad|camping|menighet|sokn|prestegjeld|klinikk|legevakt|trening|"
    r"brannvern|mottak|dagsenter|legesenter|helsesenter|omsorgssenter|læringssenter|nærsenter|hoppsenter|skisenter|"
    r"eldresenter|kjøpesenter|kino|teater|bru|bro|park|solpark|marked|turn|skolemusikk|voksenopplæring|videregående))s?"
)
_EVENTS = re.compile(
    r"(?:dagene|dagen|konferansen|festivalen|messa|messen|revyen|løpet|mila|marsjen|rennet|cupen|spelet|stevnet|hallen|"
    r"heimen|senteret|sentret|parken|huset|bladet|posten|nytt|bygg|kraft|prisen|kortet|rittet|runden|dagane|banen|museet|"
    r"bedriften|kjøkkenet|låven|tunet|brua|broen|hytta|badet|kirken|kirka)s?"
)
_NOT_NOUNS = frozenset({"hus", "park", "tun", "råd", "verk", "marked", "hall", "bad", "vesen", "heim", "hjem", "turn"})
_FIRM = frozenset({"AS", "ASA", "SA", "BA", "ANS", "DA"})
_OFFICES = {
    "ordfører": "ordfører",
    "ordførar": "ordfører",
    "varaordfører": "varaordfører",
    "varaordførar": "varaordfører",
    "rådmann": "rådmann",
    "kommunedirektør": "kommunedirektør",
    "kommunalsjef": "kommunalsjef",
    "kommunalsjefen": "kommunalsjef",
    "kommuneoverlege": "kommuneoverlege",
    "skolesjef": "skolesjef",
    "oppvekstsjef": "oppvekstsjef",
    "helsesjef": "helsesjef",
    "plansjef": "plansjef",
    "kultursjef": "kultursjef",
    "brannsjef": "brannsjef",
    "økonomisjef": "økonomisjef",
    "næringssjef": "næringssjef",
    "sjef": "teknisk sjef",
}
_TOPONYM = re.compile(
    r"(?!(?:gang|riks|fylkes|hoved|skole|sykkel|innfarts|bygde|grus|omkjørings|motor|bade|side|tilførsels)(?:veien|gata))"
    r"(?!(?:bade|elve|sand)stranda).{2,}(?:gata|veien|moen|dalen|åsen|grenda|marka|haugen|sletta|vika|foss|fossen|tjern|"
    r"berget|bråten|enga|jordet|kollen|myra|odden|rud|stad|stranda|toppen|øra|øya)"
)
"""Endings that make a name of a word with a capital it may owe to its place: "Strandgata", not "Barnehagen"."""
_LONGEST_FIRM = 5


def _next_to(left: Token, right: Token | None) -> bool:
    return right is not None and right.start - left.end == 1


def extended_name(view: FieldView, last: int, *, is_brand: bool, places: frozenset[str]) -> tuple[int, bool] | None:
    """Where the longer name that begins with the place name before `last` ends, and whether it is a club.

    `is_brand`: the place's own name, after which any capital letter makes a proper name; after a village only known
    heads do. `places`: own and other places, which never continue a name. None: the place stands for itself.
    """
    token, following = view.tokens[last - 1], view.word(last)
    if following is None or not _next_to(token, following) or token.text.isupper():
        return None
    if firm := _firm_end(view, last):
        return firm, False
    if following.text.endswith("-") and (noun := _double_noun(view, last)):
        return noun, False
    if _NOUN.fullmatch(following.lower) and following.lower not in _NOT_NOUNS:
        return last + 1, following.lower.rstrip("s").endswith(("lag", "klubb", "korps", "turn"))
    if not following.is_name or not following.text[0].isalpha():
        return None
    clubs = name_words("clubs")
    known = not {following.text, following.text.removesuffix("s")}.isdisjoint(clubs | name_words("heads"))
    if not known and not (is_brand and _starts_name(view, last, places)):
        return None
    end = last + 1
    while end < last + 3 and _next_to(view.tokens[end - 1], view.word(end)) and _starts_name(view, end, places):
        end += 1
    return end, following.text.removesuffix("s") in clubs


def _starts_name(view: FieldView, index: int, places: frozenset[str]) -> bool:
    word = view.tokens[index].text
    base = word.removesuffix("s")
    return word[0].isupper() and word not in first_names() and base not in places and word not in places


def _firm_end(view: FieldView, last: int) -> int | None:
    for index in range(last, min(last + _LONGEST_FIRM, len(view.tokens))):
        word = view.tokens[index]
        if word.text in _FIRM:
            return index + 1
        if not word.text[0].isalpha() or word.lower in {"i", "på", "til", "er", "har", "som", "at"}:
            return None
    return None


def _double_noun(view: FieldView, last: int) -> int | None:
    conjunction, noun = view.word(last + 1), view.word(last + 2)
    if (
        conjunction
        and noun
        and conjunction.lower == "og"
        and re.search(r"(?:lag|forening|senter|klubb)s?$", noun.lower)
    ):
        return last + 3
    return None


def is_event(tail: str) -> bool:
    """Whether a closed compound with this end is the name of a building or an event ("Modumhallen")."""
    return _EVENTS.fullmatch(tail.removeprefix("s")) is not None or _EVENTS.fullmatch(tail) is not None


def leading_name(view: FieldView, first: int, places: frozenset[str]) -> int:
    """Where a name that ends in the place's name begins ("Radio Modum", "Sykkelbygda Modum"); `first` if none does."""
    start = first
    while start > 0 and start > first - 3 and _next_to(view.tokens[start - 1], view.tokens[start]):
        word = view.tokens[start - 1]
        known = word.text in name_words("leads")
        if not known and (
            view.begins(start - 1) or not word.text[0].isalpha() or not _starts_name(view, start - 1, places)
        ):
            break
        if not known and word.text.isupper() and len(word.text) > 4:
            break
        start -= 1
    return start


def chain_start(view: FieldView, first: int) -> int:
    """Where the name of a shop or petrol station called after its village begins ("YX Vikersund")."""
    start = first
    while start > 0 and _next_to(view.tokens[start - 1], view.tokens[start]) and _is_chain(view.tokens, start - 1):
        start -= 1
    return start


def _is_chain(tokens: tuple[Token, ...], index: int) -> bool:
    word = tokens[index].text
    chains = name_words("chains")
    return word in chains or (word.isdigit() and index > 0 and tokens[index - 1].text in chains)


def office_start(view: FieldView, first: int) -> int:
    """Where a person's name begins when the municipal office right before it is counted in."""
    before = view.word(first - 1)
    if before is None or not _next_to(before, view.tokens[first]) or before.lower not in _OFFICES:
        return first
    if before.lower != "sjef":
        return first - 1
    kind = view.word(first - 2)
    return first - 2 if kind and kind.lower == "teknisk" else first


def office_holder(view: FieldView, index: int) -> tuple[int, int, str] | None:
    """(first word, end, "Name (office)") of a person with a municipal office whose title stands at `index`."""
    office = _OFFICES.get(view.tokens[index].lower)
    if office is None:
        return None
    end = index + 1
    while end < index + 5 and _next_to(view.tokens[end - 1], view.word(end)) and _is_person_word(view.tokens[end]):
        end += 1
    start = office_start(view, index + 1) if end > index + 1 else index + 1
    if end < index + 3 or start > index or view.tokens[index + 1].text.split("-")[0] not in first_names():
        return None
    name = " ".join(token.text for token in view.tokens[index + 1 : end])
    return start, end, f"{name.removesuffix('s') if name.endswith('ns') else name} ({office})"


def _is_person_word(token: Token) -> bool:
    return token.is_name and token.text[0].isalpha() and not token.text.isupper()


def small_place(view: FieldView, first: int, places: frozenset[str]) -> int | None:
    """Where the name of a farm, street or firm begins that "i", "på" or "ved" ties to the village at `first`.

    "på Hovde i Vikersund", "innom Modulvegger i Åmot". A word that begins a sentence counts only when it looks like a
    place name ("Strandgata i Åmot"); people and parties never do.
    """
    start = first - 2
    at, word = view.word(first - 1), view.word(start)
    if (
        at is None
        or word is None
        or at.text not in {"i", "på", "ved"}
        or not _is_person_word(word)
        or len(word.text) < 4
        or "-" in word.text
    ):
        return None
    if word.text in name_words("no_small_place") or word.text in places or word.text.removesuffix("s") in places:
        return None
    if word.text.split("-")[0] in first_names():
        return None
    if view.begins(start):
        return start if _TOPONYM.fullmatch(word.text) else None
    before = view.tokens[start - 1].lower
    return start if before == "," or before in name_words("before_small_place") else None
