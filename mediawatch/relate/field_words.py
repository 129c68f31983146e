"""Words that tell which department's field a matter lies in, when the topic of the whole text does not.

A word may end or begin with "*" ("elev*", "*hallen"); several words are a phrase. Only fields that departments hold.
"""

from mediawatch.model import Topic

FIELD_WORDS: dict[Topic, str] = {
    "education": (
        "skole*, skule*, *skole, *skolen, *skoler, *skolene, *skule, *skulen, elev*, lærer*, lærar*, rektor*, "
        "barnehage*, sfo, ppt, klasserom*, klassen, spesialundervisning*, undervisning*, oppvekst*, pedagog*, "
        "mobbing*, mobbe*, leirskole*, voksenopplæring*, styrer"
    ),
    "health": (
        "helse*, omsorg*, sykehjem*, sjukeheim*, sykeplei*, sjukeplei*, hjemmetjenest*, heimetenest*, lege*, "
        "fastlege*, kommuneoverlege*, barnevern*, nav, sosialhjelp*, sosialtjenest*, vaksin*, smitte*, demens*, "
        "eldre, psykisk*, rus*, pasient*, pårørende, beboer*, bebuar*, jordmor*, fysioterapeut*, flyktning*, "
        "avlastning*, brukerstyrt*, assistent*, institusjonsplass*, trygghetsalarm*"
    ),
    "planning": (
        "regulering*, arealplan*, arealdel*, kommuneplan*, byggesak*, byggesøknad*, byggetillatelse*, "
        "dispensasjon*, tomt*, hyttefelt*, plansjef*, planforslag*, utbygg*, boligfelt*, bustadfelt*, "
        "sentrumsplan*, konsesjon*, solpark*, naust*, bygge ut"
    ),
    "transport": (
        "vei, veien, veier, veiene, veg, vegen, vegar, kommunal vei, kommunale veier, veiarbeid*, fortau*, brøyt*, "
        "strøing, gang- og sykkel*, sykkelvei*, sykkelveg*, trafikk*, parkering*, gatelys*, veilys*, fartsdump*, "
        "fartshump*, bru, brua, bruen, asfalt*, kollektivtilbud*, busstilbud*"
    ),
    "environment": (
        "vann*, vatn*, drikkevann*, drikkevatn*, avløp*, kloakk*, slam, slammet, renseanlegg*, renovasjon*, "
        "søppel*, avfall*, forurens*, klima*, natur, naturen, naturområde*, miljø*, landbruk*, dyrka, matjord*, "
        "jordvern*, vilt*, fremmede arter, solenergi*"
    ),
    "safety": "brannvesen*, brannsjef*, brannstasjon*, beredskap*, flom*, ras, rasfare*, skred*, kriseledelse*",
    "culture": "bibliotek*, kultur*, kino, kinoen, konsert*, kunst*, museum*, museet, utstilling*, festival*, scene*",
    "sport": (
        "idrett*, svømmehall*, symjehall*, *hallen, kunstgress*, skianlegg*, lysløype*, skiløype*, turløype*, "
        "spillemidler, treningstid*, svømmebasseng*, hoppbakke*"
    ),
    "volunteer": "frivillig*, lag og foreninger, lag og foreiningar, fritidsklubb*, ungdomsklubb*, utekontakt*",
    "history": "kulturminne*, kulturvern*, bygdebok*, lokalhistor*, fredet, freda, verneverdig*",
}
