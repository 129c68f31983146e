"""Words that tell whose matter a story is: political, administrative, one service's, one unit's, or not ours.

The weights were set by hand from the two communication plans ("Ansvar og roller") and adjusted on real cases of
2010-2025; a sign in the title counts double (see spokespersons).
"""

import re
from dataclasses import dataclass
from typing import Literal

Matter = Literal["political", "administration", "service", "unit", "not ours"]


@dataclass(frozen=True, slots=True)
class Sign:
    """A weight and a pattern over lower-cased text; `words` in Norwegian names the sign for the reader."""

    matter: Matter
    weight: float
    words: str
    pattern: re.Pattern[str]


def _sign(matter: Matter, weight: float, words: str, listed: str) -> Sign:
    """`listed`: words separated by commas; "ordfører*" is a beginning, "*hallen" an ending, "nav" the whole word."""
    forms = "|".join(re.escape(form).replace(r"\*", r"\w*") for form in listed.split(", "))
    return Sign(matter, weight, words, re.compile(rf"\b(?:{forms})\b"))


SIGNS: tuple[Sign, ...] = (
    _sign(
        "political",
        2.0,
        "ordføreren",
        "ordfører*, varaordfører*",
    ),
    _sign(
        "political",
        2.0,
        "kommunestyret",
        "kommunestyre*, formannskap*, kommunevalg*, bystyre*",
    ),
    _sign(
        "political",
        1.5,
        "utvalg",
        "hovedutvalg*, planutvalg*, kontrollutvalg*, ad hoc-utvalg*, teknisk utvalg",
    ),
    _sign(
        "political",
        1.0,
        "politikere",
        "politiker*, lokalpolitik*, folkevalgt*, posisjonen, opposisjon*",
    ),
    _sign(
        "political",
        0.8,
        "partier",
        "ap, arbeiderparti*, høyre, frp, fremskrittsparti*, sp, senterparti*, sv, krf, venstre, mdg, rødt, "
        "industri- og næringspartiet",
    ),
    _sign(
        "political",
        1.0,
        "vedtak",
        "vedtok, vedtak*, vedtatt*, vedtas, flertall*, stemte, innsigelse*",
    ),
    _sign(
        "political",
        2.0,
        "eiendomsskatt",
        "eiendomsskatt*",
    ),
    _sign(
        "political",
        2.0,
        "kommunegrenser",
        "kommunesammenslå*, kommunegrense*, storkommune*, slå sammen",
    ),
    _sign(
        "political",
        1.0,
        "stat og fylke",
        "stortinget, stortings*, fylkesråd*, fylkesting*, statsråd*, minister*, regjering*",
    ),
    _sign(
        "political",
        2.2,
        "vei og tog som staten eller fylket rår over",
        "trase*, trasé*, riksvei*, riksveg*, fylkesvei*, fylkesveg*, firefelts*, togtilbud*, togstopp*, "
        "kollektivtrafikk*",
    ),
    _sign(
        "political",
        1.0,
        "bygdas framtid",
        "utflytt*, innflytt*, skattemillion*, smalhans, utrygg*, arbeidsplass*",
    ),
    _sign(
        "political",
        1.2,
        "pris delt ut av kommunen",
        "kulturpris*, byggeskikkpris*, hedersmerke*",
    ),
    _sign(
        "administration",
        3.0,
        "kommunedirektøren",
        "kommunedirektør*, rådmann*",
    ),
    _sign(
        "administration",
        1.2,
        "budsjett og regnskap",
        "budsjett*, regnskap*, driftsresultat*, merforbruk*, mindreforbruk*",
    ),
    _sign(
        "administration",
        2.0,
        "hele organisasjonen",
        "godt fornøyd med kommunen, kommune i vekst, innbyggerne gir, kommunebarometer*, omdømme*, "
        "innbyggerundersøkelse*, sykefravær*, nedbemann*, omorganiser*, som arbeidsgiver",
    ),
    _sign(
        "administration",
        1.5,
        "byggekostnad",
        "kostnadssprekk*, dyrere enn, millionsprekk*",
    ),
    _sign(
        "service",
        2.5,
        "lederen for tjenesten",
        "etatssjef*, etatsleder*, kommunalsjef*, kommuneoverlege*, teknisk sjef*, skolesjef*, helsesjef*, fagrådgiver*",
    ),
    _sign(
        "service",
        1.2,
        "plan og byggesak",
        "reguleringsplan*, arealplan*, arealdel*, høring*, innspill*, dispensasjon*, byggesak*, "
        "byggetillatelse*, konsesjon*, statsforvalter*, fylkesmann*",
    ),
    _sign(
        "service",
        1.3,
        "vann, avløp og avfall",
        "drikkevann*, trygt vann, vannverk*, vannledning*, avløp*, kloakk*, slam*, renseanlegg*, avfall*, "
        "deponi*, forurens*, kokevarsel*",
    ),
    _sign(
        "service",
        1.2,
        "helse og omsorg",
        "vaksin*, fastlege*, legevakt*, hjemmetjenest*, barnevern*, nav, pleie og omsorg, pasient*, beboer*, "
        "omsorgsbolig*, smitte*, smitta*",
    ),
    _sign(
        "service",
        1.2,
        "skole og barnehage",
        "lærer, lærere, streik*, lærerne, skolestruktur*, ppt, ungdata*, ungdomsundersøkelse*, "
        "spesialundervisning*, mobbing*",
    ),
    _sign(
        "service",
        0.8,
        "landbruk og vei",
        "bru, brua, bruen, kommunal vei, kommunale veier, steinfylling*, hovedsykkelvei*, landbrukskontor*, "
        "veiarbeid*, tungtrafikk*, brøyt*, sykkelve*",
    ),
    _sign(
        "unit",
        2.5,
        "lederen for virksomheten",
        "virksomhetsleder*, enhetsleder*, avdelingsleder*, rektor*, styrer*, biblioteksjef*, fagansvarlig*, "
        "brannsjef*, daglig leder",
    ),
    _sign(
        "unit",
        1.8,
        "en navngitt virksomhet",
        "svømmehall*, bibliotek*, frivilligsentral*, kulturskole*, idrettshall*, fritidsklubb*, utekontakt*, "
        "ungdomskontakt*, servicetorg*, *hallen, spaserstokken",
    ),
    _sign(
        "unit",
        1.0,
        "melding fra kommunen",
        "husk, båndtvang*, søknadsfrist*, fristen er, åpningstid*, stengt, tilskudd til lag, minner om",
    ),
    _sign(
        "not ours",
        2.5,
        "partiets egne ord",
        "går til valg på, stortingsvalg*, partiprogram*, program 20*, stem på",
    ),
    _sign(
        "not ours",
        2.0,
        "idrett",
        "hopper, hoppere, hoppbakke*, hoppsport*, hoppuka, hopprenn*, seriekamp*, serieåpning*, skiflyg*, "
        "verdenscup*, fis, raw air, cup*, trener*, gull, medalje*, kampen",
    ),
    _sign(
        "not ours",
        1.2,
        "bedrift",
        "bedrift*, kraftverk*, selskap*, daglig leder, konsern*, fabrikk*, megawatt, gruve*",
    ),
    _sign(
        "not ours",
        1.2,
        "museum og kunst",
        "museum*, utstilling*, kunstner*, konsert*, damptog*, toget, festival*",
    ),
    _sign(
        "not ours",
        1.5,
        "politi og redning",
        "politiet, siktet, varetekt*, kollisjon*, kolliderte, brannvesenet rykket, fengsl*",
    ),
    _sign(
        "not ours",
        1.2,
        "lag og frivillige",
        "røde kors, sokn, kirkeutvalg*, grendelag*, idrettslag*, sparebankstift*, stiftelse*",
    ),
    _sign(
        "not ours",
        1.0,
        "staten som eier saken",
        "statens vegvesen, veivesenet, nve, vann stig*, flom*, bane nor, noregs vassdrag",
    ),
)
