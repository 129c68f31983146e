"""Who wrote an article: names from JSON-LD, meta elements or the byline, without roles, places and addresses.

What the newsroom states in JSON-LD is kept, also when it is an agency or the newsroom itself; only when it names
nobody but the publisher is a person looked for elsewhere.
"""

import re
from collections.abc import Iterable, Iterator

from mediawatch.collect.jsonld import LinkedData, types_of
from mediawatch.collect.markup import plain, text_of
from mediawatch.collect.noise import word_set
from mediawatch.collect.page_facts import Facts, in_story_list

_MAX_AUTHORS = 20
_METAS = (
    ("article:author", "article:byline", "article.author", "og:article:author", "lp.article:author"),
    ("author", "authors", "article:author_name"),
    ("parsely-author", "sailthru.author", "cxenseparse:author", "cxenseparse:recs:author", "byl", "mediator_author"),
    ("dc.creator", "dc:creator", "dcterms.creator", "creator", "rnews:author", "bt:author"),
)
_LEAD_WORDS = re.compile(
    r"^\W*(?:av|tekst(?: og foto)?|text(?: och foto)?|skrevet av|skrive av|skriven av|publisert av|tekst av|by|"
    r"words by|"
    r"written by|reported by|story by|posted by|report by|ein beitrag von|geschrieben von|propos recueillis par|"
    r"redactado por|texto|a cura di|opracowa\w+|redaktion|autor(?:e|in)?|auteur|author|byline|автор|yazan)"
    r"(?:\s*[:：]\s*|\s+)(?=[^\W\d_])",
    re.I,
)
_LEAD_WORDS_IN_PRINT = re.compile(r"^\W*(?:von|par|por|di|door|af|journalist|reporter)\s*:?\s+(?=[^\W\d_])", re.I)
"""Also parts of names (von Storch, Di Stefano): lead words only in what the page prints as its byline."""
_PHOTO = re.compile(
    r"\b(?:foto(?:graf)?|photo(?:s|graphs?)?(?: by)?|bilde(?:r)?|video|illustrasjon|grafikk)\s*[:/]", re.I
)
_ROLE = re.compile(
    r"\b(?:journalist\w*|reporter\w*|redakt\w+|editor\w*|fotograf\w*|photographer|korresponden\w+|correspondent\w*|"
    r"kommentator|"
    r"columnist|spaltist|kolumnist\w*|sjef\w*|leder|producer|writer|staff|skribent|praktikant|frilans\w*|freelance\w*|"
    r"utenriks\w*|innenriks\w*|sportsjournalist|journalistin|autorin|politisk|vaktsjef|nyhetssjef|desk|contributor|"
    r"periodista|redactor\w*|rédact\w+|journaliste|giornalista|verslaggever|redacteur|dziennikarz\w*|toimittaja|"
    r"author|specialist|analyst|agency)\b",
    re.I,
)
_SPLIT = re.compile(r"\s*(?:;|\||•|·|\n|\s&amp;\s|\s&\s|\s\+\s|\s+(?:og|and|und|och|samt)\s+)\s*")
_SPLIT_BETWEEN_NAMES = re.compile(r"\s+(?:y|e|i|et|en|ja|ve|a|и|та|и)\s+")
_AGENCIES = word_set("""
    ntb npk nrk tt afp ap dpa reuters ritzau stt apa ansa efe lusa pap ctk čtk mti anp belga pti ani ians xinhua tass
    sid bbc cnn upi aap ukrinform interfax bloomberg kyodo yonhap vg e24 aftenposten nettavisen
""")
_NOBODY = frozenset(
    (
        "admin",
        "super user",
        "superuser",
        "administrator",
        "none",
        "null",
        "undefined",
        "unknown",
        "author",
        "authors",
        "webmaster",
        "n/a",
        "na",
        "false",
        "true",
        "root",
        "guest",
        "user",
    )
)
_EMAIL = re.compile(r"\(?\S+@\S+\.\w+\)?")
_URL = re.compile(r"(?:https?:)?//\S+|www\.\S+")
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:byline|by-line|author|authors|forfatter|autor|auteur|writer|journalist)(?:$|[\s_-]|name|s$)", re.I
)


def read_authors(facts: Facts, feed_authors: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The page's author statements into names in their order, each once. `feed_authors`: what the feed said."""
    publisher = {_folded(name) for name in facts.site_names}
    stated = _unique(_from_linked_data(facts.data.article, facts.data))
    if not stated or all(_folded(name) in publisher for name in stated):
        for source in (_from_metas(facts), _from_label(facts), _from_bylines(facts), feed_authors):
            found = _unique(source)
            if any(_folded(name) not in publisher for name in found):
                return found
            stated = stated or found
    return stated


def names_in(text: str, *, printed: bool = False) -> Iterator[str]:
    """A byline into names ("Av Kari Li og Ola By, foto: Per Ås" -> Kari Li, Ola By). `printed`: as readers see it."""
    text = plain(text)
    if not text or len(text) > 300:
        return
    text = _EMAIL.sub(" ", _URL.sub(" ", text))
    text = _LEAD_WORDS.sub("", text)
    text = _LEAD_WORDS_IN_PRINT.sub("", text) if printed else text
    photo = _PHOTO.search(text)
    if photo:
        text = text[: photo.start()]
    text = text.strip(" ,.-–—:")
    for part in _SPLIT.split(text):
        for piece in _pieces(part):
            yield from _between_names(piece)


def _pieces(part: str) -> Iterator[str]:
    """One part at its commas and slashes, without roles and places after a name."""
    pieces = [_trim(piece) for piece in re.split(r"\s*[,،、]\s*|\s+/\s+|\s+[–—]\s+", part)]
    first_is_full_name = len(pieces[0].split()) >= 2
    for index, piece in enumerate(pieces):
        if not piece:
            continue
        if index and _ROLE.search(piece):
            continue
        is_place = index and first_is_full_name and " " not in piece and piece.istitle() and len(pieces) == 2
        if is_place and piece.casefold() not in _AGENCIES:
            continue
        yield piece


def _trim(name: str) -> str:
    name = re.sub(r"\s*\([^()]*\)?\s*$", "", name.strip(" .:*\"'«»")) or name
    return _LEAD_WORDS.sub("", name).strip(" .,:;*-–—@")


def _between_names(piece: str) -> Iterator[str]:
    """ "Ana Ruiz y Luis Gil" is two people, "Ortega y Gasset" one."""
    parts = _SPLIT_BETWEEN_NAMES.split(piece)
    names = parts if len(parts) > 1 and all(len(part.split()) >= 2 for part in parts) else [piece]
    yield from (name for name in names if _is_name(name))


def _is_name(name: str) -> bool:
    if not 2 <= len(name) <= 80 or len(name.split()) > 8 or name.casefold() in _NOBODY:
        return False
    return bool(re.search(r"[^\W\d_]{2}", name)) and not re.search(r"[{}<>=@]|\d{3}", name)


def _from_linked_data(value: object, data: LinkedData) -> Iterator[str]:
    node = value if isinstance(value, dict) else {}
    for key in ("author", "creator"):
        found = list(_linked_names(node.get(key), data, 0))
        if found:
            yield from found
            return


def _linked_names(value: object, data: LinkedData, depth: int) -> Iterator[str]:
    if depth > 6:
        return
    if isinstance(value, str):
        if not value.startswith(("http://", "https://")):
            yield from names_in(value)
        elif value in data.by_id:
            yield from _linked_names(data.by_id[value], data, depth + 1)
    elif isinstance(value, list):
        for entry in value[:_MAX_AUTHORS]:
            yield from _linked_names(entry, data, depth + 1)
    elif isinstance(value, dict):
        yield from _names_of_node(value, data, depth)


def _names_of_node(node: dict[str, object], data: LinkedData, depth: int) -> Iterator[str]:
    name = node.get("name")
    if not name and isinstance(node.get("@id"), str):
        full = data.by_id.get(str(node["@id"]), {})
        name, node = full.get("name"), full or node
    if not name and (node.get("familyName") or node.get("givenName")):
        name = f"{plain(str(node.get('givenName') or ''))} {plain(str(node.get('familyName') or ''))}"
    if isinstance(name, list | dict):
        yield from _linked_names(name, data, depth + 1)
    elif isinstance(name, str):
        organisation = types_of(node) & {"organization", "newsmediaorganization", "corporation"}
        cleaned = _trim(plain(name))
        yield from ([cleaned] if organisation and _is_name(cleaned) else names_in(name))


def _from_metas(facts: Facts) -> Iterator[str]:
    """The group of meta elements that names most people, in order of trust."""
    best: tuple[str, ...] = ()
    for group in _METAS:
        for name in group:
            found = _unique(found for value in facts.all_metas(name) for found in names_in(_not_address(value)))
            if len(found) > len(best):
                best = found
        if best:
            break
    yield from best


def _not_address(value: str) -> str:
    return "" if re.match(r"(?:https?:)?//|www\.|/|@", value) else value


def _from_label(facts: Facts) -> Iterator[str]:
    """twitter:label1 "Written by" -> twitter:data1, as WordPress writes it."""
    for number in ("1", "2"):
        if re.search(
            r"written|skrevet|author|geschrieben|écrit|escrito|verfasst|by$", facts.meta(f"twitter:label{number}"), re.I
        ):
            yield from names_in(facts.meta(f"twitter:data{number}"))


def _from_bylines(facts: Facts) -> Iterator[str]:
    """itemprop=author, rel=author or elements named byline: the first kind that names anyone."""
    for element in facts.properties.get("author", [])[:6]:
        inner = element.xpath(".//*[@itemprop='name']") or [element]
        for part in inner[:4]:
            yield from names_in(part.get("content") or text_of(part, 120), printed=True)
    if facts.properties.get("author"):
        return
    links = facts.tree.xpath("//a[contains(concat(' ', @rel, ' '), ' author ')]")[:6]
    if own := [link for link in links if not in_story_list(link)]:
        for link in own:
            yield from names_in(text_of(link, 120), printed=True)
        return
    marked = facts.tree.xpath(
        "//*[contains(@class,'uthor') or contains(@class,'yline') or contains(@class,'forfatter')]"
    )
    for element in marked[:30]:
        text = text_of(element, 100) if _BYLINE.search(element.get("class") or "") else ""
        if 4 <= len(text) <= 90 and not in_story_list(element):
            names = [name for name in names_in(text, printed=True) if _looks_like_person(name)]
            if names:
                yield from names
                return


def _looks_like_person(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 5 and words[0][:1].isupper() and words[-1][:1].isupper() and not _ROLE.search(name)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(_folded(name), name)
        if len(seen) >= _MAX_AUTHORS:
            break
    return tuple(seen.values())


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().casefold()
