"""Which time zone a page without one means: country (top-level domain) -> IANA zone, language -> country.

Source: IANA tz database, zone1970.tab; for countries with several zones the one most of the national press keeps.
"""

import re
from collections.abc import Iterable

COUNTRY_ZONES: dict[str, str] = {
    "no": "Europe/Oslo", "se": "Europe/Stockholm", "dk": "Europe/Copenhagen", "fi": "Europe/Helsinki",
    "is": "Atlantic/Reykjavik", "fo": "Atlantic/Faroe", "gl": "America/Nuuk", "de": "Europe/Berlin",
    "at": "Europe/Vienna", "ch": "Europe/Zurich", "li": "Europe/Vaduz", "lu": "Europe/Luxembourg",
    "nl": "Europe/Amsterdam", "be": "Europe/Brussels", "fr": "Europe/Paris", "es": "Europe/Madrid",
    "pt": "Europe/Lisbon", "it": "Europe/Rome", "mt": "Europe/Malta", "uk": "Europe/London", "gb": "Europe/London",
    "ie": "Europe/Dublin", "pl": "Europe/Warsaw", "cz": "Europe/Prague", "sk": "Europe/Bratislava",
    "hu": "Europe/Budapest", "si": "Europe/Ljubljana", "hr": "Europe/Zagreb", "rs": "Europe/Belgrade",
    "ba": "Europe/Sarajevo", "me": "Europe/Podgorica", "mk": "Europe/Skopje", "al": "Europe/Tirane",
    "gr": "Europe/Athens", "cy": "Asia/Nicosia", "bg": "Europe/Sofia", "ro": "Europe/Bucharest",
    "md": "Europe/Chisinau", "ua": "Europe/Kyiv", "by": "Europe/Minsk", "lt": "Europe/Vilnius", "lv": "Europe/Riga",
    "ee": "Europe/Tallinn", "ru": "Europe/Moscow", "tr": "Europe/Istanbul", "ge": "Asia/Tbilisi",
    "am": "Asia/Yerevan", "az": "Asia/Baku", "il": "Asia/Jerusalem", "lb": "Asia/Beirut", "sa": "Asia/Riyadh",
    "ae": "Asia/Dubai", "ir": "Asia/Tehran", "eg": "Africa/Cairo", "ma": "Africa/Casablanca", "tn": "Africa/Tunis",
    "dz": "Africa/Algiers", "za": "Africa/Johannesburg", "na": "Africa/Windhoek", "ke": "Africa/Nairobi",
    "tz": "Africa/Dar_es_Salaam", "ug": "Africa/Kampala", "ng": "Africa/Lagos", "gh": "Africa/Accra",
    "et": "Africa/Addis_Ababa", "in": "Asia/Kolkata", "pk": "Asia/Karachi", "bd": "Asia/Dhaka",
    "lk": "Asia/Colombo", "np": "Asia/Kathmandu", "cn": "Asia/Shanghai", "hk": "Asia/Hong_Kong",
    "tw": "Asia/Taipei", "jp": "Asia/Tokyo", "kr": "Asia/Seoul", "my": "Asia/Kuala_Lumpur", "sg": "Asia/Singapore",
    "id": "Asia/Jakarta", "ph": "Asia/Manila", "th": "Asia/Bangkok", "vn": "Asia/Ho_Chi_Minh",
    "au": "Australia/Sydney", "nz": "Pacific/Auckland", "us": "America/New_York", "ca": "America/Toronto",
    "mx": "America/Mexico_City", "ar": "America/Argentina/Buenos_Aires", "br": "America/Sao_Paulo",
    "cl": "America/Santiago", "co": "America/Bogota", "pe": "America/Lima", "uy": "America/Montevideo",
    "ec": "America/Guayaquil", "ve": "America/Caracas", "bo": "America/La_Paz", "py": "America/Asuncion",
    "cr": "America/Costa_Rica", "do": "America/Santo_Domingo", "pa": "America/Panama", "gt": "America/Guatemala",
    "jm": "America/Jamaica", "tt": "America/Port_of_Spain", "kz": "Asia/Almaty", "uz": "Asia/Tashkent",
    "mm": "Asia/Yangon", "kh": "Asia/Phnom_Penh", "bn": "Asia/Brunei", "qa": "Asia/Qatar", "kw": "Asia/Kuwait",
    "iq": "Asia/Baghdad", "jo": "Asia/Amman", "sy": "Asia/Damascus", "ly": "Africa/Tripoli", "sd": "Africa/Khartoum",
    "zw": "Africa/Harare", "zm": "Africa/Lusaka", "rw": "Africa/Kigali", "sn": "Africa/Dakar", "xk": "Europe/Belgrade",
}  # fmt: skip
LANGUAGE_COUNTRIES: dict[str, str] = {
    "nb": "no", "nn": "no", "sv": "se", "da": "dk", "fi": "fi", "de": "de", "fr": "fr", "it": "it", "nl": "nl",
    "pl": "pl", "cs": "cz", "hu": "hu", "el": "gr", "bg": "bg", "ro": "ro", "uk": "ua", "lt": "lt", "lv": "lv",
    "et": "ee", "tr": "tr", "he": "il", "ja": "jp", "ko": "kr", "hi": "in", "th": "th", "vi": "vn", "id": "id",
    "is": "is", "sk": "sk", "sl": "si", "hr": "hr", "sr": "rs", "ka": "ge", "fo": "fo", "bn": "bd", "ur": "pk",
    "zh": "cn", "ru": "ru", "es": "es", "ca": "es", "eu": "es", "gl": "es", "pt": "br", "sq": "al", "mk": "mk",
    "ar": "sa", "fa": "ir", "az": "az", "hy": "am", "kk": "kz", "ms": "my", "fil": "ph", "tl": "ph", "sw": "ke",
    "af": "za", "ta": "in", "te": "in", "ml": "in", "mr": "in", "gu": "in", "kn": "in", "pa": "in", "ne": "np",
    "si": "lk", "my": "mm", "km": "kh", "am": "et", "ga": "ie", "cy": "uk", "en": "us",
}  # fmt: skip


# Top-level domains that are used for what they spell, anywhere.
_NOT_COUNTRIES = frozenset(("me", "tv", "am", "la", "fm", "ly", "to"))


def zone_name(host: str, languages: Iterable[str], countries: Iterable[str] = ()) -> str | None:
    """The IANA zone of a page's country; None when nothing tells it.

    `host`: its top-level domain is a country or not; `languages`: tags ("de-AT", "es_MX", "ja"), most telling first;
    `countries`: two-letter codes that the page states. A region ("AT") tells more than a language.
    """
    domain = host.rsplit(".", 1)[-1].lower()
    tags = [re.split(r"[-_]", tag.strip().lower()) for tag in languages if tag]
    stated = [country.strip().lower() for country in countries]
    stated += [part for _, *rest in tags for part in rest if len(part) == 2]
    stated += [LANGUAGE_COUNTRIES.get(tag[0], "") for tag in tags]
    candidates = [*stated, domain] if domain in _NOT_COUNTRIES else [domain, *stated]
    return next((COUNTRY_ZONES[country] for country in candidates if country in COUNTRY_ZONES), None)
