"""The shipped files, broken in every way we could think of: file, line, path and what to write instead."""

import shutil
from pathlib import Path

import pytest

from mediawatch.config import Settings, load_config
from mediawatch.errors import ConfigError

ROOT = Path(__file__).parents[2]
FEEDS = "feeds.yaml"
MODUM = "organisations/modum.yaml"

Case = tuple[str, str, str, int, str, str]
"""The file, what stands there, what it becomes, how many lines further down the fault lies (negative: anywhere above,
where the record begins), its path, and words of the advice."""

# fmt: off
BROKEN: list[Case] = [
    # keys
    (FEEDS, "    tier: local\n", "    tiers: local\n", 0, "outlets[0].tiers", "Mente du «tier»?"),
    (FEEDS, "    name: Bygdeposten", "    navn: Bygdeposten", 0, "outlets[0].navn", "Mente du «name»?"),
    (FEEDS, "    hosts: [bygdeposten.no]", "    xyzzy: 1", 0, "outlets[0].xyzzy", "Mulige nøkler er id, name, tier"),
    (FEEDS, "blocked_hosts:", "sperret:", 0, "sperret", "Mente du «blocked_hosts»?"),
    (FEEDS, "    home: [Modum,", "    id: x\n    home: [Modum,",
     0, "", "Nøkkelen «id» står to ganger (først på linje "),
    (MODUM, "county: Buskerud", "fylke: Buskerud", 0, "fylke", "Mente du «county»?"),
    # words and types
    (FEEDS, "tier: local", "tier: lokal",
     0, "outlets[0].tier", "Mente du «local»? Skriv local, regional, national, trade"),
    (FEEDS, "kind: newspaper", "kind: avis", 0, "outlets[0].kind", "Mente du «newspaper»?"),
    (FEEDS, "kind: front_page", "kind: forside", 0, "outlets[0].feeds[1].kind", "Mente du «front_page»?"),
    (FEEDS, "verified: true", "verified: ja", 0, "outlets[0].feeds[0].verified", "Skriv true."),
    (FEEDS, "verified: true", "verified: kanskje", 0, "outlets[0].feeds[0].verified", "true (ja) eller false (nei)"),
    (FEEDS, "every_minutes: 60", "every_minutes: ofte", 0, "outlets[0].feeds[1].every_minutes", "every_minutes: 30"),
    (FEEDS, "hosts: [bygdeposten.no]", "hosts: bygdeposten.no",
     0, "outlets[0].hosts", "Skriv hosts: [bygdeposten.no]"),
    (FEEDS, "name: Bygdeposten", "name: [Bygdeposten]", 0, "outlets[0].name", "Skriv name: Bygdeposten"),
    (FEEDS, "name: Bygdeposten", "name: {a: b}", 0, "outlets[0].name", "skal være én verdi, ikke nøkler"),
    (FEEDS, "name: Bygdeposten", "name:", 0, "outlets[0].name", "mangler verdi. Skriv for eksempel name: Bygdeposten"),
    (FEEDS, "home: [Modum,", "home: [[Modum],", 0, "outlets[0].home[0]", "Hvert punkt i «home» skal være én verdi"),
    (FEEDS, "pause_seconds: 5.0", "pause_seconds: 5,5", 0, "outlets[3].pause_seconds", "Skriv 5.5 (punktum"),
    (MODUM, "population: 14527", "population: 14 527", 0, "population", "Skriv 14527."),
    (MODUM, "population: 14527", "population: -5", 0, "population", "population: 14527"),
    (MODUM, "at_least: 1", "at_least: mange", 0, "targets[0].at_least", "Skriv for eksempel at_least: 1"),
    (MODUM, "every: week", "every: uke",
     0, "targets[0].every", "Mente du «week»? Skriv week, month, quarter, year eller working day."),
    (MODUM, "tones: [positive]", "tones: positiv", 0, "targets[0].tones", "Skriv tones: [positive]"),
    (MODUM, "tones: [positive]", "tones: [positiv]", 0, "targets[0].tones[0]", "Mente du «positive»?"),
    (MODUM, "role: mayor", "role: ordfører", 0, "spokespersons[0].role", "Mente du «mayor»?"),
    (MODUM, "role: mayor", "role: none", 0, "spokespersons[0].role", "Skriv for eksempel role: mayor"),
    (MODUM, "weekdays: [monday, thursday]", "weekdays: mandag, torsdag",
     0, "recipients[2].weekdays", "[monday, thursday]"),
    # what is missing
    (FEEDS, "    name: TV Modum\n", "", -1, "outlets[1].name", "Nøkkelen «name» mangler"),
    (FEEDS, "        url: https://tvmodum.no/feed/\n", "", -1, "outlets[1].feeds[0].url", "«url» mangler"),
    (MODUM, "county: Buskerud\n", "", -2, "county", "Skriv for eksempel county: Buskerud"),
    (MODUM, '"#0047ab"', "#0047ab", 0, "accent", "Alt etter # er en kommentar, så «accent» er tom"),
    (FEEDS, "  - id: tv-modum\n", "  -\n  - id: tv-modum\n", 0, "outlets[1]", "et tomt punkt"),
    (FEEDS, "  - id: tv-modum\n", "  - NRK\n  - id: tv-modum\n",
     0, "outlets[1]", "Skriv for eksempel - {id: bygdeposten"),
    # addresses
    (FEEDS, "url: https://tvmodum.no/feed/", "url: tvmodum.no/feed/",
     0, "outlets[1].feeds[0].url", "https://tvmodum.no/feed/"),
    (FEEDS, "url: https://tvmodum.no/feed/", "url: feed://tvmodum.no/feed/",
     0, "outlets[1].feeds[0].url", "https://tvmodum.no"),
    (FEEDS, "url: https://tvmodum.no/feed/", "url: ftp://tvmodum.no/rss",
     0, "outlets[1].feeds[0].url", "https:// eller http://"),
    (FEEDS, "url: https://tvmodum.no/feed/", "url: https://tv modum.no",
     0, "outlets[1].feeds[0].url", "ikke en gyldig"),
    (FEEDS, "url: https://tvmodum.no/feed/", "url: http://[::1", 0, "outlets[1].feeds[0].url", "ikke en gyldig"),
    (FEEDS, "url: https://tvmodum.no/feed/", "url: http://127.0.0.1/", 0, "outlets[1].feeds[0].url", "denne maskinen"),
    (FEEDS, "url: https://tvmodum.no/feed/", "url: http://10.0.0.8/rss", 0, "outlets[1].feeds[0].url", "lukket nett"),
    (FEEDS, "url: https://tvmodum.no/feed/", "url: https://u:p@tvmodum.no/", 0, "outlets[1].feeds[0].url", "foran @"),
    (FEEDS, "hosts: [tvmodum.no]", "hosts: [https://tvmodum.no/]", 0, "outlets[1].hosts[0]", "sti: tvmodum.no"),
    (FEEDS, "hosts: [tvmodum.no]", "hosts: [www.TVModum.no]", 0, "outlets[1].hosts[0]", "uten www: tvmodum.no"),
    (FEEDS, "hosts: [tvmodum.no]", "hosts: [tvmodum]", 0, "outlets[1].hosts[0]", "for eksempel tvmodum.no"),
    (FEEDS, "hosts: [tvmodum.no]", "hosts: [europesays.com]",
     0, "outlets[1].hosts[0]", "står også under blocked_hosts"),
    (FEEDS, "  - europesays.com", "  - norwaytoday.com", 0, "blocked_hosts[1]", "står to ganger"),
    (MODUM, "email: ledergruppen@example.org", "email: ledergruppen@",
     0, "recipients[2].email", "fornavn.etternavn@example.org"),
    (MODUM, "email: ledergruppen@", "email: Ledere <ledere@",
     0, "recipients[2].email", "Skriv bare selve e-postadressen: ledere@example.org"),
    (MODUM, 'phone: ""', "phone: ring meg", 0, "spokespersons[0].phone", "32 00 00 00"),
    # what must be its own
    (FEEDS, "- id: tv-modum\n", "- id: bygdeposten\n",
     0, "outlets[1].id", "Gi kilden sin egen id, for eksempel bygdeposten-2"),
    (FEEDS, "- id: tv-modum-rss", "- id: bygdeposten-rss", 0, "outlets[1].feeds[0].id", "er brukt før"),
    (FEEDS, "url: https://tvmodum.no/feed/", "url: http://bygdeposten.no/service/rich-rss/",
     0, "outlets[1].feeds[0].url", "er alt med"),
    (FEEDS, "name: TV Modum", "name: Bygdeposten", 0, "outlets[1].name", "Navnet «Bygdeposten» er brukt før"),
    (FEEDS, "id: tv-modum\n", "id: TV Modum\n", 0, "outlets[1].id", "Skriv tv-modum."),
    (FEEDS, "- id: tv-modum-rss", "- id: tv-modum-rss\n        outlet: nrk",
     1, "outlets[1].feeds[0].outlet", "Ta bort linjen"),
    (MODUM, "id: kronikk-maned", "id: positiv-uke", 0, "targets[1].id", "Gi målet sin egen id"),
    (MODUM, "  - id: ledergruppen", "  - id: kommunedirektor", 0, "recipients[2].id", "Gi mottakeren sin egen id"),
    (MODUM, "email: ledergruppen@example.org", "email: Kommunikasjon@example.org",
     0, "recipients[2].email", "to like e-poster"),
    (MODUM, "id: etatssjef-kultur", "id: etatssjef-teknisk", 0, "spokespersons[10].id", "er brukt før"),
    (MODUM, "id: modum-kommune", "id: modum", 0, "subjects[1].id", "Gi navnet sin egen id"),
    (MODUM, "name: Krødsherad", "name: Sigdal", 0, "neighbours[1].name", "«Sigdal» står alt på listen"),
    (MODUM, "name: Krødsherad", "name: modum", 0, "neighbours[1].name", "annen kommune"),
    # what cannot be
    (MODUM, "at_least: 1", "at_least: 0", 0, "targets[0].at_least", "et tall fra 1 til 1000"),
    (MODUM, "at_least: 1", "at_least: 100000", 0, "targets[0].at_least", "et tall fra 1 til 1000"),
    (MODUM, "outlet_kinds: [newspaper, tv]", "outlet_kinds: [agency]", -1, "targets[0].tiers", "målet kan aldri nås"),
    (MODUM, 'kinds: ["op-ed by staff"]', "kinds: [paid]", 0, "targets[1].kinds[0]", "«paid» teller aldri"),
    (MODUM, "tones: [positive]", "tones: [positive, positive]", 0, "targets[0].tones", "to ganger"),
    # targets on readings
    (MODUM, "reading: facebook-followers", "reading: facebook-folgere",
     0, "targets[2].reading", "Mente du «facebook-followers»? Skriv facebook-followers, facebook-posts"),
    (MODUM, "    reading: facebook-followers\n", "    reading: facebook-followers\n    tones: [positive]\n",
     1, "targets[2].tones", "«tones» velger ut saker, men målet gjelder et tall (reading)"),
    (MODUM, "    reading: facebook-followers\n", "    reading: facebook-followers\n    authors: staff\n",
     1, "targets[2].authors", "lag to mål"),
    (MODUM, "    rising: true\n", "    rising: true\n    at_least: 5\n",
     1, "targets[4].at_least", "enten «minst så mye» (at_least) eller «mer enn sist» (rising)"),
    (MODUM, "    reading: facebook-followers\n", "", 1, "targets[2].by", "Skriv hvor mange i hver periode"),
    (MODUM, "    rising: true\n", "", -1, "targets[4].at_least", "Målet sier ikke hvor mye"),
    (MODUM, "    every: week\n", "",
     -1, "targets[0].every", "Nøkkelen «every» mangler. Skriv for eksempel every: week"),
    (MODUM, "    at_least: 1\n", "", -1, "targets[0].at_least", "«at_least» mangler. Skriv for eksempel at_least: 1"),
    (MODUM, "    by: 2013-12-31\n", "", -1, "targets[2].every", "eller by: 2026-12-31"),
    (MODUM, "    by: 2013-12-31\n", "    by: 31.12.2013\n", 0, "targets[2].by", "Skriv 2013-12-31."),
    (MODUM, "    by: 2013-12-31\n", "    by: 2013-02-30\n", 0, "targets[2].by", "finnes ikke i kalenderen. Skriv for"),
    (MODUM, "    by: 2013-12-31\n", "    by: nyttår\n",
     0, "targets[2].by", "er ikke en dato. Skriv for eksempel by: 2026"),
    (MODUM, "    by: 2013-12-31\n", "    by: 1970-01-01\n", 0, "targets[2].by", "er neppe en frist"),
    (MODUM, "    by: 2013-12-31\n", "    innen: 2013-12-31\n", 0, "targets[2].innen", "Mente du «by»?"),
    (MODUM, "at_least: 1000\n", "at_least: 0\n", 0, "targets[2].at_least", "et tall fra 1 og opp"),
    (MODUM, "    at_least: 1000\n", "", -1, "targets[2].at_least", "eller rising: true hvis tallet skal øke"),
    (MODUM, "every: working day\n    source", "every: virkedag\n    source",
     0, "targets[3].every", "Mente du «working day»?"),
    (MODUM, "every: week\n", "every: working day\n", 0, "targets[0].every", "Saker telles ikke dag for dag"),
    (MODUM, "every: week\n", "every: week\n    rising: true\n", 1, "targets[0].rising", "gjelder bare mål på tall"),
    (MODUM, "every: week\n", "every: week\n    by: 2026-12-31\n", 1, "targets[0].by", "every: year"),
    (MODUM, "every: week\n", "every: week\n    outlets: [Bygdeposten]\n",
     1, "targets[0].outlets[0]", "Mente du «bygdeposten»?"),
    (MODUM, "every: week\n", "every: week\n    outlets: [nrk]\n", 1, "targets[0].outlets", "målet kan aldri nås"),
    (MODUM, "every: week\n", "every: week\n    authors: ansatte\n", 1, "targets[0].authors", "Mente du «staff»?"),
    (MODUM, "every: week\n", "every: week\n    authors: staff\n    kinds: [news]\n",
     2, "targets[0].kinds", "Bare «op-ed by staff» er skrevet av ansatte"),
    (MODUM, "kind: level\n", "kind: stand\n", 0, "readings[0].kind", "Mente du «level»?"),
    (MODUM, "kind: level\n", "kind: level\n    every: month\n", 1, "readings[0].every", "kind: amount"),
    (MODUM, "reading: facebook-followers\n", "reading: facebook-posts\n",
     2, "targets[2].by", "kan ikke nå et tall innen en dato"),
    (MODUM, "    unit: følgere\n", "",
     -1, "readings[0].unit", "Nøkkelen «unit» mangler. Skriv for eksempel unit: følg"),
    (MODUM, "unit: følgere\n", 'unit: " "\n', 0, "readings[0].unit", "«unit» er tom"),
    (MODUM, "  - id: newcomer-evenings\n",
     "  - {id: facebook-posts, name: A, unit: b, kind: level}\n  - id: newcomer-evenings\n",
     0, "readings[6].id", "Gi tallet sin egen id"),
    (MODUM, "weekdays: [monday, thursday]", "weekdays: []", 0, "recipients[2].weekdays", "aldri sendt"),
    (MODUM, "weekdays: [monday, thursday]", "weekdays:", 0, "recipients[2].weekdays", "mangler verdi"),
    (MODUM, 'at: "07:30"', "at: 7:30", 0, "recipients[2].at", 'Skriv at: "07:30"'),
    (MODUM, 'at: "07:30"', "at: kl. 7", 0, "recipients[2].at", 'Skriv at: "07:00"'),
    (MODUM, 'at: "07:30"', "at: 26100", 0, "recipients[2].at", 'Skriv at: "07:15"'),
    (MODUM, 'at: "07:30"', 'at: "25:00"', 0, "recipients[2].at", "mellom 00:00 og 23:59"),
    (MODUM, "deputy: varaordforer", "deputy: varaordfører", 0, "spokespersons[0].deputy", "Mente du «varaordforer»?"),
    (MODUM, "deputy: varaordforer", "deputy: ordforer", 0, "spokespersons[0].deputy", "ordforer → ordforer"),
    (MODUM, '"#0047ab"', "kobolt", 0, "accent", 'Skriv for eksempel "#0047ab".'),
    (MODUM, '"#0047ab"', '"#ffcc00"', 0, "accent", "(kontrast 1,5:1, minst 4,5:1)"),
    (FEEDS, "every_minutes: 60", "every_minutes: 1", 0, "outlets[0].feeds[1].every_minutes", "Velg mellom 5 og 10080"),
    (FEEDS, "pause_seconds: 5.0", "pause_seconds: 0", 0, "outlets[3].pause_seconds", "mellom 0,5 og 300 sekunder"),
    (FEEDS, "only: [/fremtiden/]", 'only: ["/"]', 0, "outlets[15].feeds[0].only[0]", "slipper alt gjennom"),
    (MODUM, "forms: [administrasjonen]", "forms: []", 0, "subjects[3].forms", "Ingen skrivemåter"),
    (MODUM, "forms: [administrasjonen]", "forms: [a]", 0, "subjects[3].forms[0]", "for kort"),
    (MODUM, "forms: [administrasjonen]", "confirm: [a]\n    refute: [A]\n    forms: [x y]",
     1, "subjects[3].refute", "både under"),
    (MODUM, "    topics: [planning, transport, environment]\n", "    topics: [planning, transport, planning]\n",
     0, "spokespersons[4].topics", "Samme tema"),
    # departments, and what stands on a line of the matrix
    (MODUM, "topics: [education]}", "topics: [education, education]}", 0, "departments[0].topics", "Samme tema"),
    (MODUM, "topics: [education]}", "topics: [education, health]}",
     1, "departments[1].topics[0]", "Temaet «health» står alt under avdelingen «undervisning»"),
    (MODUM, "topics: [education]}", "topics: [skole]}", 0, "departments[0].topics[0]", "Mente du «education»?"),
    (MODUM, "departments:\n", "departments:\n  - {id: helse, name: Helse}\n",
     3, "departments[2].id", "Gi avdelingen sin egen id"),
    (MODUM, "name: Kultur,", 'name: " ",', 0, "departments[3].name", "Navnet er tomt"),
    (MODUM, "department: kultur", "department: kulur", 0, "spokespersons[5].department", "Mente du «kultur»?"),
    (MODUM, "department: kultur", "etat: kultur", 0, "spokespersons[5].etat", "Mente du «department»?"),
    (MODUM, "    deputy: varaordforer\n", "    deputy: tillitsvalgt\n",
     0, "spokespersons[0].deputy", "foreslås aldri, og kan ikke være stedfortreder"),
    (MODUM, "    department: stab\n", "    department: stab\n    party: Bygdelista\n",
     1, "spokespersons[6].party", "Parti hører bare til folkevalgte"),
    (MODUM, "    suggest: false\n", "    suggest: false\n    crisis: true\n",
     1, "spokespersons[12].crisis", "kan ikke uttale seg i en krise"),
    (MODUM, "crisis: true", "krise: true", 0, "spokespersons[0].krise", "Mente du «crisis»?"),
    (MODUM, "    department: stab\n", "    department: stab\n    units: [Furulund skole]\n",
     1, "spokespersons[6].units", "Bare virksomhetsledere"),
    (MODUM, "    department: stab\n", "    department: stab\n    languages: [norsk, Norsk]\n",
     1, "spokespersons[6].languages", "Det samme står to ganger"),
    (MODUM, "    department: stab\n", '    department: stab\n    languages: [norsk, " "]\n',
     1, "spokespersons[6].languages[1]", "tomt punkt"),
    (MODUM, "    department: stab\n", "    department: stab\n    languages: norsk\n",
     1, "spokespersons[6].languages", "Skriv languages: [norsk]"),
    (MODUM, "    department: stab\n", "    department: stab\n    trained: i fjor\n",
     1, "spokespersons[6].trained", "Skriv for eksempel trained: 2026-03-01"),
    (MODUM, "    department: stab\n", "    department: stab\n    trained: 1.3.2026\n",
     1, "spokespersons[6].trained", "Skriv 2026-03-01."),
    (MODUM, "    department: stab\n", "    department: stab\n    trained: 1026-03-01\n",
     1, "spokespersons[6].trained", "neppe rett dato for et mediekurs"),
    (MODUM, "    department: stab\n", "    department: stab\n    absences: [{first: 2026-12-21, last: 2026-12-11}]\n",
     1, "spokespersons[6].absences[0].last", "er før første (2026-12-21)"),
    (MODUM, "    department: stab\n", "    department: stab\n    absences: [{first: 2026-12-21}]\n",
     1, "spokespersons[6].absences[0].last", "Nøkkelen «last» mangler. Skriv for eksempel last: 2027-01-03"),
    (MODUM, "    department: stab\n", "    department: stab\n    absences: [{fra: 2026-12-21, last: 2026-12-22}]\n",
     1, "spokespersons[6].absences[0].fra", "Mente du «first»?"),
    (MODUM, "    department: stab\n", "    department: stab\n    absences: [{first: 2026-12-21, last: 2206-12-22}]\n",
     1, "spokespersons[6].absences[0].last", "neppe rett"),
    (MODUM, "    department: stab\n", "    department: stab\n    absences: [{first: 2026-12-21, last: 2028-12-22}]\n",
     1, "spokespersons[6].absences[0].last", "mer enn et år"),
    (MODUM, "    department: stab\n", "    department: stab\n    absences: {first: 2026-12-21}\n",
     1, "spokespersons[6].absences", "skal det stå en liste"),
    # how it is written
    (FEEDS, "    tier: local", "	tier: local", 0, "", "tabulator"),
    (FEEDS, "    tier: local", "\u00a0\u00a0\u00a0\u00a0tier: local", 0, "", "harde mellomrom"),
    (FEEDS, "    tier: local", "   tier: local", 0, "", "Innrykket stemmer ikke"),
    (FEEDS, "name: Bygdeposten", "name: Avis: Bygdeposten", 0, "", 'Skriv name: "Avis: Bygdeposten".'),
    (FEEDS, "name: Bygdeposten", "name: @bygdeposten", 0, "", 'kan ikke begynne med «@». Skriv name: "@bygdeposten".'),
    (FEEDS, "name: Bygdeposten", 'name: "Bygdeposten', 0, "", "blir aldri lukket"),
    (FEEDS, "name: Bygdeposten", "name: 'Bygdeposten' i Modum", 0, "", "etter anførselstegnet"),
    (FEEDS, "name: Bygdeposten", "name: “Bygdeposten”", 0, "", 'Skriv rette: "Bygdeposten".'),
    (FEEDS, "hosts: [bygdeposten.no]", "hosts: [bygdeposten.no", 0, "", "Klammen «[» blir aldri lukket"),
    (FEEDS, "name: Bygdeposten", "name: &avis Bygdeposten", 0, "", "er et anker, som ikke støttes"),
    (FEEDS, "name: Bygdeposten", "name: !!python/name:os.system x", 0, "", "støttes ikke"),
    (FEEDS, "name: Bygdeposten", "name: Bygde\x07posten", 0, "", "usynlig styretegn"),
    (FEEDS, "blocked_hosts:", "---\nblocked_hosts:", 0, "", "to dokumenter"),
]
# fmt: on


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped files."""
    shutil.copy(ROOT / FEEDS, tmp_path / FEEDS)
    shutil.copytree(ROOT / "organisations", tmp_path / "organisations")
    return tmp_path


@pytest.mark.parametrize("case", BROKEN, ids=[case[2][:40] for case in BROKEN])
def test_one_fault_is_one_problem(folder: Path, case: Case) -> None:
    file, old, new, below, path, advice = case
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    with pytest.raises(ConfigError) as caught:
        load_config(Settings(feeds=folder / FEEDS, organisations=folder / "organisations"))
    (problem,) = caught.value.problems
    assert problem.file.endswith(file)
    assert problem.path == path
    assert advice in problem.message
    assert problem.line == line + below if below >= 0 else problem.line < line


def test_there_are_many_cases_and_no_two_alike() -> None:
    assert len({case[:3] for case in BROKEN}) == len(BROKEN) >= 90
