"""What an address alone tells: paid content, opinion, sport, navigation, or an article at all.

Whole path segments count, never parts of a slug: "/nyheter/debatt-om-sponset-innhold" is news.
"""

import re
from urllib.parse import unquote

from mediawatch.collect.address_id import article_id
from mediawatch.collect.hosts import bare_host, split


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PAID = _words("""
    annonsorinnhold annonsørinnhold annonsoerinnhold annonseinnhold sponset sponset-innhold sponsetinnhold sponsored
    brandstudio brand-studio brandstory brandcontent partnerinnhold partnerstudio betalt-innhold betaltinnhold
    kommersielt kommersielt-innhold kommersiell-artikkel advertorial advertorials innholdsmarkedsforing
    innholdsmarkedsføring native annonse annonsør annonsor annonsorbilag annonsebilag
""")
_OPINION = _words("""
    meninger mening meiningar meining meningar debatt debattinnlegg debatter ytring ytringer
    ytringar kronikk kronikker
    kronikkar leder lederen ledere leiar leder-meninger leserbrev leserinnlegg lesarbrev lesarinnlegg lesernes-meninger
    kommentar kommentarer kommentarar spaltist spaltister gjesteskribent gjesteskribenter innlegg synspunkt opinion
    opinions lordagsspalten lørdagsspalten fredagsspalten tilsvar replikk si-din-mening folkemeninger politisk-kommentar
    sidetmeninger ordet-fritt signert petit
""")
_SPORT = _words("""
    sport sporten lokalsport idrett fotball breddefotball toppfotball handball håndball langrenn skihopp hopp
    skiflyging skiflyvning kombinert alpint skiskyting skisport vintersport ishockey bandy friidrett eliteserien
    obos-ligaen obosligaen toppserien ol vm-pa-ski premier-league 100sport tv-sporten direktesport
""")
_NAVIGATION = _words("""
    tag tags tagger tema emne emner stikkord kategori kategorier category author authors forfatter journalist profil
    person user bruker brukere kundeservice kundesenter abonnement abonner abonnér bestill kjop kjøp kjop-pluss pluss
    login logginn logg-inn loggut logout minside min-side search sok søk om-oss omoss om about kontakt kontakt-oss
    kontaktoss contact personvern privacy cookies informasjonskapsler vilkar vilkår rss feed feeds page side
    hjelp help info informasjon nyhetsbrev newsletter eavis e-avis papiravis dodsannonser dødsannonser minnesider
    tips tips-oss tipsoss konkurranser spill kryssord quiz horoskop tv-guide tilbud rabattkode rabattkoder
    ledige-stillinger
    stilling stillinger jobb bolig marked tjeneste tjenester wp-content wp-admin wp-json wp-login.php share print
    annonsere annonsér annonseinfo galleri-arkiv vis program programoversikt frekvenser ansatte redaksjonen
    butikk
""")
_LISTS = _words("tag tags tagger emne emner stikkord author authors forfatter")
"""Sections whose pages are lists, even where they have an article's id (NRK's "/emne/friidrett-1.8835305")."""
_FILE_ENDING = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|pdf|docx?|xlsx?|pptx?|mp[34]|m4a|mov|webm|zip|gz|css|js|json|xml|rss|ics|txt)$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])/(?:(?:0?[1-9]|[12]\d|3[01])/)?[^/]*[a-zæøå][^/]*$", re.IGNORECASE
)
_NAVIGATION_SLUG = re.compile(
    r"(?:om|kontakt|tips|abonner-pa|folg|følg|annonser-i|annonsere-i|velkommen-til|hvordan|slik-bruker-du|personvern|retningslinjer"
    r"|vilkar|vilkår|informasjonskapsler|tilgjengelighetserklæring|tilgjengelighetserklaering|redaktor|kjopsvilkar|cookie)"
    r"(?:-(?:oss|og|for|i|pa|på|med|kjop|bruk|av|det|deg|informasjonskapsler|cookies|personvern|abonnement|kommentarer|vilkar|"
    r"vilkår|policy|ansvarlig|kundeservice|avisen|avisa|redaksjonen))+",
    re.IGNORECASE,
)
_SURE_HYPHENS = 3
"""A last segment of four words or more is a headline, not a section name, unless it is a known service page."""


def _segments(url: str) -> list[str] | None:
    parts = split(url)
    if parts is None:
        return None
    return [segment.lower() for segment in unquote(parts.path).split("/") if segment]


def _first_label(url: str) -> str:
    parts = split(url)
    return bare_host(parts.hostname or "").split(".")[0] if parts else ""


def is_paid_content_address(url: str) -> bool:
    """The address itself says that the content is an advertiser's ("/vis/annonsorinnhold/…", "/brandstudio/…")."""
    segments = _segments(url) or []
    return not _PAID.isdisjoint(segments) or _first_label(url) in _PAID


def is_opinion_address(url: str) -> bool:
    """The address says opinion: Amedia's `/o/5-…`, or a section such as /meninger/, /debatt/, /ytring/, /kronikk/."""
    segments = _segments(url) or []
    if len(segments) > 1 and segments[-2] == "o" and article_id(url):
        return True
    return not _OPINION.isdisjoint(segments) or _first_label(url) in _OPINION


def is_sport_address(url: str) -> bool:
    """The address says sport. "/ski/" alone does not: Ski is a town."""
    segments = _segments(url) or []
    return not _SPORT.isdisjoint(segments) or _first_label(url) in _SPORT


def is_navigation_address(url: str) -> bool:
    """A front page, section list, tag page, service page or file rather than an article."""
    segments = _segments(url)
    if not segments:
        return True
    if not _LISTS.isdisjoint(segments[:-1]):
        return True
    if article_id(url) or _DATED.search("/" + "/".join(segments)):
        return False
    if _FILE_ENDING.search(segments[-1]) or not _NAVIGATION.isdisjoint(segments):
        return True
    return bool(_NAVIGATION_SLUG.fullmatch(segments[-1]))


def looks_like_article(url: str, *, least_hyphens: int = _SURE_HYPHENS) -> bool:
    """The address has the shape of an article's: the outlet's own id, a date with a slug, or a headline as its last
    segment. `least_hyphens`: how long a slug must be; less will do where a heading stands by the link."""
    if is_navigation_address(url) or is_paid_content_address(url):
        return False
    if article_id(url):
        return True
    segments = _segments(url) or []
    if _DATED.search("/" + "/".join(segments)):
        return True
    numbered = len(segments) > 1 and re.fullmatch(r"\d{4,12}!?", segments[-1])
    return segments[-2 if numbered else -1].count("-") >= least_hyphens
