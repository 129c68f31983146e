"""Which language an article is in: what the page says, checked against its words."""

import re
from urllib.parse import urlsplit

from mediawatch.collect.noise import word_set
from mediawatch.collect.page_facts import Facts

_NYNORSK = word_set("""
    ikkje eg dei frå noko kva korleis meir vere vore berre sjølv mykje saman ein fleire me nokon nokre kvar kvifor kven
    heile kjem seier vart blei gjer òg då høyre difor medan gong gonger
""")
_BOKMAL = word_set("""
    ikke jeg de fra noe hva hvordan mer være vært bare selv mye sammen en flere noen hver hvorfor hvem hele kommer sier
    ble gjør derfor mens gang ganger hun
""")
_CODES = {"nor": "no", "nob": "nb", "nno": "nn", "norsk": "no", "eng": "en", "swe": "sv", "dan": "da"}
# In this order: Japanese also uses Han characters.
_SCRIPTS = {
    "ja": "[\u3040-\u30ff]",
    "ko": "[\uac00-\ud7af]",
    "zh": "[\u4e00-\u9fff]",
    "th": "[\u0e00-\u0e7f]",
    "ar": "[\u0600-\u06ff]",
    "he": "[\u0590-\u05ff]",
    "el": "[\u0370-\u03ff]",
    "ru": "[\u0400-\u04ff]",
    "hi": "[\u0900-\u097f]",
}
_SMALL_WORDS = {
    "nb": word_set("og ikke jeg det som på for med av har ble etter også"),
    "sv": word_set("och inte jag det som på för med av har blev efter också är ett"),
    "da": word_set("og ikke jeg det som på for med af har blev efter også nogle"),
    "en": word_set("the and of to in is that was for with on said from"),
    "de": word_set("der die das und nicht ist von mit den ein auf für sich"),
    "fr": word_set("le la les des et est une dans que pour sur avec du"),
    "es": word_set("el los las y que una por con del para su en se"),
    "pt": word_set("o os e que uma por com do da para não em se"),
    "it": word_set("il gli di e che una per con della non nel sono si"),
    "nl": word_set("de het een en van niet dat met voor zijn op aan bij"),
    "pl": word_set("i w na z nie się że do jest jak po od przez"),
    "hu": word_set("a az és hogy nem egy is meg csak volt már szerint"),
    "cs": word_set("se na je že do pro jako by ale podle které jsou"),
    "ro": word_set("și în de la nu pe cu care mai să din este"),
    "tr": word_set("ve bir bu için ile olarak çok daha olan gibi kadar göre"),
    "id": word_set("yang dan di ini dengan untuk dari pada itu tidak akan juga"),
    "fi": word_set("ja on ei se että oli hän mutta kun myös sekä ovat mukaan"),
}


def read_language(facts: Facts, text: str) -> str:
    """ "nb", "nn" or another ISO 639-1 code. The words decide between the two Norwegian languages when they are clear,
    for many outlets label every page "no" or "nb"; they also decide where the page names no language."""
    stated = (
        facts.language or facts.linked("inLanguage") or facts.meta("content-language", "og:locale", "language")
    ).lower()
    code = _CODES.get(code := re.split(r"[-_;, ]", stated)[0], code)
    norwegian = facts.outlet is not None or (urlsplit(facts.url).hostname or "").endswith(".no")
    if (script := language_of_script(text[:4000])) and (not code or code in _SMALL_WORDS or code in ("no", "nn")):
        return script  # a template's "en" over Chinese text
    if re.fullmatch(r"[a-z]{2}", code) and code not in ("no", "nb", "nn"):
        # "en" on a Norwegian outlet's page is a template nobody translated.
        return norwegian_form(text) or code if code == "en" and norwegian else code
    if not code and not norwegian and (other := foreign_language(text)):
        return other
    return norwegian_form(text) or ("nn" if code == "nn" else "nb")


def foreign_language(text: str) -> str | None:
    """The language of a text without a label: by script, else by its commonest small words; None when Norwegian."""
    sample = text[:4000]
    if script := language_of_script(sample):
        return script
    words = re.findall(r"[^\W\d_]+", sample.lower())
    counts = {code: sum(word in small for word in words) for code, small in _SMALL_WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= 3 and best != "nb" else None


def language_of_script(sample: str) -> str | None:
    """The commonest language of the script that the text is in; None for the Latin one."""
    for code, letters in _SCRIPTS.items():
        if len(re.findall(letters, sample)) > 0.2 * len(re.findall(r"[^\W\d_]", sample)):
            return "uk" if code == "ru" and len(re.findall("[іїєґІЇЄҐ]", sample)) > 5 else code
    return None


def norwegian_form(text: str) -> str | None:
    """ "nn" or "nb" when the words are clear about it, else None."""
    words = re.findall(r"[a-zæøå]+", text.lower())[:1500]
    nynorsk = sum(word in _NYNORSK for word in words)
    bokmal = sum(word in _BOKMAL for word in words)
    if nynorsk >= 2 and nynorsk > 1.5 * bokmal:
        return "nn"
    return "nb" if bokmal >= 2 and bokmal > 1.5 * nynorsk else None
