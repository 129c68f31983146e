"""The words that tell in what capacity somebody is quoted: offices, parties, private persons, others' bodies.

Written from how Norwegian papers present people, bokmål and nynorsk; nothing here is taken from the cases they are
measured with.
"""

import re

from mediawatch.model import Role, Topic

PARTIES = (
    r"(?:Ap|Arbeiderpartiet|Arbeidarpartiet|Høyre|Høgre|Frp|FrP|Fremskrittspartiet|Framstegspartiet|Sp|Senterpartiet|"
    r"SV|KrF|Kristelig Folkeparti|Venstre|MDG|Rødt|Raudt|INP|PP|Pensjonistpartiet|Bygdelista|[A-ZÆØÅ]\w*lista)"
)
PARTY_LABEL = re.compile(r"\((?:Ap|A|H|Frp|FrP|Sp|SV|KrF|V|R|MDG|INP|PP|[A-ZÆØÅ]\w*lista)\)")
REPRESENTATIVE = re.compile(
    r"tillits(?:valg|vald|mann|kvinne|person)|verne?omb[uo]d|klubbleder|klubbleiar|"
    r"\b(?:[\w-]*leder|[\w-]*leiar|nestleder|nestleiar)\w* (?:i|for|av) (?:\w+ )?"
    r"(?:\w*forbund\w*|delta|nito|tekna|lo|unio|ys|nsf|fo|akademikerne|akademikarane|parat|lektorlaget)\b",
    re.IGNORECASE,
)
FORMER = re.compile(
    r"\b(?:tidligere|tidlegare|avgått|avgåtte|forhenværende|pensjonert|forrige|førre|eks)\b|\beks-", re.IGNORECASE
)
ACTING = re.compile(r"\b(?:konstituert|fungerende|fungerande|vikarierende|vikarierande|midlertidig|mellombels)\b")
PARTY_OFFICE = re.compile(
    r"gruppelede|gruppeleia|lagslede|lagsleia|partilede|partileia|ordførerkandidat|ordførarkandidat|listetopp|"
    r"toppkandidat|førstekandidat|kommunestyrerepresentant|kommunestyremedlem|kommunestyrepolitiker|"
    r"kommunestyrepolitikar|lokalpolitik|partisekretær|fylkestingskandidat|stortingskandidat",
    re.IGNORECASE,
)
PARTY_LEADER = re.compile(
    rf"(?i:leder|leiar|nestleder|nestleiar|talsperson|politiker|politikar) (?:i|av|for) (?:[A-ZÆØÅ][\w-]+ )?{PARTIES}\b"
)
PARTY_EVENT = re.compile(
    r"landsmøte|fylkesårsmøte|nominasjon|valgkamp|valkamp|partiprogram|programkomit|valgliste|valliste|listetopp",
    re.IGNORECASE,
)
PARTY_MATTER = re.compile(
    rf"landsmøte|fylkesårsmøte|nominasjon|nominert|listetopp|toppkandidat|førstekandidat|ordførerkandidat|"
    rf"ordførarkandidat|valgkamp|valkamp|stortingsvalg|stortingsval|partiprogram|valgprogram|valprogram|programkomit|"
    rf"fylkesliste|valgliste|valliste|går til valg|går til val\b|stiller til|\b[Pp]artiet\b|"
    rf"\b(?:[Vv]i i|lista til|årsmøtet i|på vegne av|på vegner av|velgerne til|veljarane til) {PARTIES}\b"
)
PARTY_WANTS = re.compile(
    rf"\b{PARTIES} (?:vil|mener|meiner|krever|krev|ønsker|ønskjer|går|foreslår|foreslåar|stemmer|røystar|skal|har)\b"
)
PRIVATE = re.compile(
    r"privatperson|på (?:egne|eigne) vegne?r?\b|(?:ikke|ikkje) (?:på vegne|på vegner|på vegna) av (?:\w+ )?kommun|"
    r"\b(?:ikke|ikkje) (?:snakk\w*|uttal\w*|skriv\w*|svar\w*)(?: \w+)? (?:på vegne|på vegner) av (?:\w+ )?kommun|"
    r"\b[Ss]om (?:far|mor|mamma|pappa|forelder|forelder|nabo|innbygger|innbyggjar|bonde|hytteeier|hytteeigar|"
    r"småbarnsfar|småbarnsmor|besteforelder|bestefar|bestemor|menig borger|vanlig innbygger|vanleg innbyggjar|"
    r"privat(?:mann|kvinne)?) (?:er|har|vil|blir|vert|synes|synest|mener|meiner|håper|håpar|reagerer|reagerar)\b"
)
OTHERS_BODY = re.compile(
    r"\b(?:i|ved|på|hos|fra|frå|for) (?:[\w-]+ ){0,3}?(?:politi\w*|\w*sykehus\w*|\w*sjukehus\w*|fylkeskommune\w*|"
    r"legesent\w+|legekontor\w*|statsforvalt\w*|\w*departement\w*|\w*direktorat\w*|universitet\w*|høgskole\w*|"
    r"høyskole\w*|høgskule\w*|\w*vegvesen\w*|\w*museum\w*|museet|videregående\w*|vidaregåande\w*|\w*verket|"
    r"steinerskol\w*|friskol\w*|redningssentral\w*|alarmsentral\w*)",
    re.IGNORECASE,
)
OTHERS_OFFICE = re.compile(
    r"statsråd|\bstats\w+|minister\b|stortings|fylkesråd|fylkesordfører|fylkesordførar|fylkesting|fylkesleder|politi|"
    r"lensmann|daglig leder|dagleg leiar|konsern|direktør(?<!kommunedirektør)(?<!assisterende kommunedirektør)|"
    r"trener|trenar|museum|redaktør|operasjonsled|operasjonsleiar|overlege(?<!kommuneoverlege)|forsker|forskar|professor",
    re.IGNORECASE,
)
_ROLES: tuple[tuple[str, Role], ...] = (
    (
        r"utvalgslede|utvalsleia|(?:lede|leia)\w* (?:av|i|for) (?:\w+ )?(?:hoved|hovud)?utval|utvalgets leder",
        "committee leader",
    ),
    (r"ordfører(?!kandidat)|ordførar(?!kandidat)", "mayor"),
    (r"kommunedirektør|rådmann|rådmenn", "chief executive"),
    (
        r"virksomhetsl|verksemdsl|enhetsl|einingsl|tjenestel|tenestel|avdelingsl|\brektor|\bstyrer|barnehagest|"
        r"biblioteksjef|bibliotekl|barnevernsl|barnevernssjef|barnevernleder|brannsjef|inspektør|kulturskolel|"
        r"kulturskulel|(?:lede|leia|sjef)\w* (?:ved|på|for|av|i) (?:\w+ )?(?:sykehjem|sjukeheim|barnehage|skole|skule|"
        r"legevakt|hjemmetjenest|heimetenest|bibliotek|kulturskol|helsestasjon|barnevern)",
        "unit leader",
    ),
    (
        r"etatss?jef|etatsl|kommunalsjef|sektorl|sektorsjef|seksjonsl|seksjonssjef|"
        r"(?:skole|skule|helse|omsorgs|oppvekst|undervisnings|kultur|plan|nærings|landbruks|skogbruks|personal|hr-|"
        r"økonomi|it-|eiendoms|eigedoms|vei|veg|teknisk|sosial|bygnings|byggesaks|miljø|kommunikasjons|samfunns|"
        r"beredskaps) ?sjef|\bteknisk sjef|\bsjef for |"
        r"(?:lede|leia)\w* (?:av|for) (?:teknisk|helse|kultur|plan|eiendom)",
        "department head",
    ),
)
DEPARTMENT_OFFICE = re.compile(
    r"etatss?jef|etatsl|kommunalsjef|sektor|(?:skole|skule|helse|omsorgs|oppvekst|undervisnings|kultur|sosial)sjef|"
    r"teknisk sjef",
    re.IGNORECASE,
)
"""Offices that lead a department as a whole."""
OCCUPATION = re.compile(
    r"(?:konsulent|rådgiver|rådgjevar|leder|leiar|sjef|lærer|lærar|lege|pleier|pleiar|arbeider|arbeidar|koordinator|"
    r"ingeniør|pedagog|psykolog|terapeut|mester|meister|inspektør|sekretær|behandler|behandlar|planlegger|planleggar|"
    r"rektor|styrer|styrar|ordfører|ordførar|direktør|vaktmester|jordmor)$"
)
_ROLE_OF = tuple((re.compile(pattern, re.IGNORECASE), role) for pattern, role in _ROLES)
STRONG_EMPLOYEE = re.compile(
    r"kommune(?:over)?lege|kommunepsykolog|kommunejurist|kommuneadvokat|kommuneplanl|kommunikasjonsrådg|"
    r"kommunegartner|kommuneingeniør|beredskapskoord|folkehelsekoord|frivilligh\w*koord|frivilligkoord|ruskoord|"
    r"smittevernlege|skogbrukssjef|landbruksrådg|byggesaksbehandl|ordfører(?=ens rådgiver)",
    re.IGNORECASE,
)
MUNICIPAL_UNIT = re.compile(
    r"\b(?:ved|på|i|hos) (?:[A-ZÆØÅ][\w-]+ ){1,3}(?:barneskole|ungdomsskole|skole|skule|barnehage|sykehjem|sjukeheim|"
    r"omsorgssenter|helsehus|bibliotek|kulturskole|helsestasjon|legevakt|bosenter|bo- og)\b"
)
_FIELDS: tuple[tuple[str, Topic], ...] = (
    (r"undervisning|oppvekst|skole|skule|barnehage|\bppt\b|utdanning|sfo", "education"),
    (r"helse|omsorg|sosial|sykehjem|sjukeheim|barnevern|velferd|rus|legevakt|mestring", "health"),
    (r"teknisk|vei\b|veg\b|\bva\b|vann|vatn|avløp", "transport"),
    (r"plan|bygg|areal|byggesak|eiendom|eigedom", "planning"),
    (r"miljø|klima|natur|landbruk|skogbruk", "environment"),
    (r"brann|beredskap|feier", "safety"),
    (r"kultur|bibliotek|museum", "culture"),
    (r"idrett", "sport"),
    (r"frivillig", "volunteer"),
    (r"næring", "business"),
    (r"økonomi|budsjett", "economy"),
)
_FIELD_OF = tuple((re.compile(pattern, re.IGNORECASE), topic) for pattern, topic in _FIELDS)


def role_of(office: str) -> Role | None:
    """The words of an office to the role of the plan it is, None where it is none of them."""
    return next((role for pattern, role in _ROLE_OF if pattern.search(office)), None)


def fields_of(words: str) -> frozenset[Topic]:
    """The topics that an office's or a matrix line's words are about."""
    return frozenset(topic for pattern, topic in _FIELD_OF if pattern.search(words))


SPEECH = re.compile(
    r"(?:"
    r"sier|seier|sa|forteller|fortel|fortalte|mener|meiner|mente|skriver|skriv|svarer|svarar|"
    r"uttaler|uttalar|forklarer|forklarar|opplyser|opplyste|bekrefter|stadfestar|kommenterer|"
    r"påpeker|påpeikar|understreker|understrekar|ifølge|følge|til|med|av|og|at|som|fra|frå|"
    r"for|i|på|hos|ved|om|mot|når|da|men|der|her|hun|han|ho|kaller|heter|heiter"
    r")",
    re.IGNORECASE,
)
"""Words before a name that are no office."""
