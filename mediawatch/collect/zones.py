"""Which time zone a page without one means: country (top-level domain) -> IANA zone, language -> country.

Source: IANA tz database, zone1970.tab; for countries with several zones the one most of the national press keeps.
"""

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
    "cl": "America/Santiago", "co": "America/Bogota", "pe": "America/Lima",
}  # fmt: skip
LANGUAGE_COUNTRIES: dict[str, str] = {
    "nb": "no", "nn": "no", "sv": "se", "da": "dk", "fi": "fi", "de": "de", "fr": "fr", "it": "it", "nl": "nl",
    "pl": "pl", "cs": "cz", "hu": "hu", "el": "gr", "bg": "bg", "ro": "ro", "uk": "ua", "lt": "lt", "lv": "lv",
    "et": "ee", "tr": "tr", "he": "il", "ja": "jp", "ko": "kr", "hi": "in", "th": "th", "vi": "vn", "id": "id",
    "is": "is", "sk": "sk", "sl": "si", "hr": "hr", "sr": "rs", "ka": "ge", "fo": "fo", "bn": "bd", "ur": "pk",
    "zh": "cn", "ru": "ru",
}  # fmt: skip


def zone_name(host: str, language: str) -> str | None:
    """The IANA zone of a host's country, a language tag's region ("de-AT") or language; None when unknown."""
    tag = language.lower().replace("_", "-")
    for country in (host.rsplit(".", 1)[-1], tag[3:5], LANGUAGE_COUNTRIES.get(tag[:2], "")):
        if country in COUNTRY_ZONES:
            return COUNTRY_ZONES[country]
    return None
