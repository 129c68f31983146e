"""A byline into the names in it, without roles, places, dates, addresses and what the page says around them."""

import re
from collections.abc import Iterator

from mediawatch.collect.markup import plain
from mediawatch.collect.month_names import MONTHS
from mediawatch.collect.noise import word_set

_LEAD_WORDS = re.compile(
    r"^\W*(?:(?:(?:view )?all |more |mehr )?(?:posts|stories|articles|artikel|beiträge) (?:by|from|von)|"
    r"av|tekst(?: og foto)?|text(?: och foto)?|skrevet av|skrive av|skriven av|publisert av|tekst av|by|"
    r"words by|"
    r"written by|reported by|story by|posted by|report by|ein beitrag von|geschrieben von|propos recueillis par|"
    r"redactado por|texto|a cura di|opracowa\w+|redaktion|autor(?:e|in|[/:*_]in)?|auteur|author|byline|автор|yazan|"
    r"记者|記者|作者|责任编辑|责编|编辑|撰文)"
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
    word_set("""
    admin superuser administrator none null undefined unknown author authors webmaster n/a na false true root guest user
""")
    | {"super user"}
)
_FURNITURE = word_set("""
    view comments comment read more share follow subscribe login archive bio profile published updated posted min mins
    minutes email twitter facebook instagram linkedin rss feed about contact all articles stories kommentarer del les
    mer følg teilen folgen suivre partager seguir compartir print photos video latest taboola outbrain sponsored
""")
"""Words of the page's furniture: a line with one of them is no name."""
_DAYS = word_set("""
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun mandag tirsdag
    onsdag torsdag fredag lørdag søndag montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi
    jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì
    venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag on at in published updated posted
    den le am um il el op på publisert
""")
_NAME_AFTER_DATE = re.compile(r"\d.*?\b(?:by|von|par|por|av|door|af|di)\s+(?=[^\W\d_])(.+)$", re.I)
_AT_HOME = re.compile(
    r"^([^,]+),\s[^,]+,\s(?:Germany|Deutschland|Austria|Österreich|Switzerland|Schweiz|Norway|Norge)$"
)
"""A publisher with its city and country: "Talzeitung GmbH, Munich, Germany"."""
_OFFICE = re.compile(
    r"\s+(?:senior|chief|deputy|assistant|associate|national|political|politics|business|"
    r"sports?|crime|health|education|foreign|special|contributing|staff|digital|multimedia|breaking|managing|"
    r"executive|science|technology|entertainment|local|regional|investigative)\s(?=.*\b(?:editor|reporter|writer|"
    r"correspondent|columnist|journalist|producer|contributor)\b)",
    re.I,
)
_PLACE = re.compile(r"\s+(?:in(?! ’?'?t\b)|at|for|via|using|from|aus|fra)\s.*$")
"""What a byline says behind the name: "Kari Li in News", "Ola By for Elvebladet"."""
_ASIAN_FURNITURE = re.compile(
    "关注|關注|企鹅|总篇数|订阅|注册|密码|登录|编辑|来源|未知|点击|评论|发布|구독|댓글|コメント|フォロー"
)
_ASIAN_ROLE = re.compile(r"\s*(?:기자|특파원|논설위원|記者|记者|통신원)$")
_ASIAN_NAME = re.compile("[\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af]{2,6}(?:[ ·・][\u4e00-\u9fff\u3040-\u30ff]{1,6})?")
_EMAIL = re.compile(r"\(?\S+@\S+\.\w+\)?")
_URL = re.compile(r"(?:https?:)?//\S+|www\.\S+")


def names_in(text: str, *, printed: bool = False) -> Iterator[str]:
    """A byline into names ("Av Kari Li og Ola By, foto: Per Ås" -> Kari Li, Ola By). `printed`: as readers see it."""
    text = plain(text)
    if not text or len(text) > 300:
        return
    text = _EMAIL.sub(" ", _URL.sub(" ", text))
    text = _undated(text) if printed else text
    text = _LEAD_WORDS.sub("", text)
    text = _LEAD_WORDS_IN_PRINT.sub("", text) if printed else text
    photo = _PHOTO.search(text)
    if photo:
        text = text[: photo.start()]
    text = _AT_HOME.sub(r"\1", text.strip(" ,.-–—:"))
    for part in _SPLIT.split(text):
        for piece in _pieces(part):
            yield from _between_names(piece)


def _undated(text: str) -> str:
    """A printed line without its date and the role after the name: "Kari Li Friday, Jan 13, 2017" -> "Kari Li"."""
    after = _NAME_AFTER_DATE.search(text)
    before, *dated = [after[1]] if after else re.split(r"\d", text, maxsplit=1)
    words = before.split()
    while dated and words and _of_date(words[-1].strip(" ,.|:-–—").casefold()):
        words.pop()
    line = " ".join(words)
    for behind in (_OFFICE.search(line), _PLACE.search(line)):
        if behind and len(line[: behind.start()].split()) >= 2:
            line = line[: behind.start()]
    return line


def _of_date(word: str) -> bool:
    return not word or word in _DAYS or word in MONTHS


def _pieces(part: str) -> Iterator[str]:
    """One part at its commas and slashes, without roles and places after a name."""
    pieces = [trimmed(piece) for piece in re.split(r"\s*[,،、]\s*|\s+/\s+|\s+[–—]\s+", part)]
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


def trimmed(name: str) -> str:
    """A name without lead words, signs around it and what stands in brackets after it."""
    name = _ASIAN_ROLE.sub("", name.strip())
    name = re.sub(r"\s*\([^()]*\)?\s*$", "", name.strip(" .:*\"'«»")) or name
    return _LEAD_WORDS.sub("", name).strip(" .,:;*-–—@")


def _between_names(piece: str) -> Iterator[str]:
    """ "Ana Ruiz y Luis Gil" is two people, "Ortega y Gasset" one."""
    parts = _SPLIT_BETWEEN_NAMES.split(piece)
    names = parts if len(parts) > 1 and all(len(part.split()) >= 2 for part in parts) else [piece]
    yield from (name for name in names if is_name(name))


def is_name(name: str) -> bool:
    """Not too long for a name, and none of the words that systems write where a name is missing."""
    if not 2 <= len(name) <= 80 or len(name.split()) > 8 or name.casefold() in _NOBODY:
        return False
    return bool(re.search(r"[^\W\d_]{2}", name)) and not re.search(r"[{}<>=@]|\d{3}", name)


def looks_like_person(name: str) -> bool:
    """Two to five words between capitals and no role or furniture, or a few letters of a script without capitals."""
    if re.search("[\u3040-\u9fff\uac00-\ud7af]", name):
        return bool(_ASIAN_NAME.fullmatch(name)) and not _ASIAN_FURNITURE.search(name)
    words = name.split()
    if not 2 <= len(words) <= 5 or _ROLE.search(name) or not _FURNITURE.isdisjoint(name.casefold().split()):
        return False
    return not any(word[0].islower() or not word[0].isalpha() for word in (words[0], words[-1]))


def surname_first(text: str) -> str:
    """ "Gillman, Steve" as libraries write it -> "Steve Gillman"; other text unchanged."""
    parts = [part.strip() for part in text.split(",")]
    return (
        f"{parts[1]} {parts[0]}"
        if len(parts) == 2 and all(part.istitle() and " " not in part for part in parts)
        else text
    )
