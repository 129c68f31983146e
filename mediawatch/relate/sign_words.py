"""The signs that tell whose matter a story is: political, a committee's, administrative, one service's, one unit's, or
not the municipality's.

The weights were set by hand from the communication plan ("Ansvar og roller") and adjusted on half of the real cases of
2010-2025; how they count is in `relate.spokespersons`, how they are found in `relate.signs`.

A word may end or begin with "*" ("ordfører*", "*hallen"); several words are a phrase.
"""

from dataclasses import dataclass
from typing import Literal

Matter = Literal["political", "committee", "administration", "service", "unit", "not ours"]


@dataclass(frozen=True, slots=True)
class Sign:
    """A weight and the words it stands for; `name` in Norwegian names the sign for the reader. `speaks`: the office of
    one who answers, which weighs in the body too. `with_us`: counts only where the text speaks of the municipality as
    an organisation, as others have these things too."""

    matter: Matter
    weight: float
    name: str
    listed: str
    speaks: bool = False
    with_us: bool = False


SIGNS: tuple[Sign, ...] = (
    # --- political: the mayor ---------------------------------------------------------------------------------------
    Sign(
        "political",
        2.0,
        "ordføreren",
        "ordfører*, ordførar*, varaordfører*, varaordførar*",
        speaks=True,
    ),
    Sign(
        "political",
        2.0,
        "kommunestyret",
        "kommunestyre*, formannskap*, kommuneval*, bystyre*, modumting*, gruppeleder*",
        speaks=True,
    ),
    Sign(
        "political",
        1.2,
        "utvalg",
        "kontrollutvalg*, ad hoc-utvalg*, utvalgsrapport*, valgnemnd*",
    ),
    Sign(
        "political",
        1.0,
        "politikere",
        "politiker*, politikar*, lokalpolitik*, kommunepolitik*, folkevalgt*, folkevald*, posisjonen, "
        "opposisjon*, lokaldemokrati*, koalisjon*, flertallspartie*",
    ),
    Sign(
        "political",
        0.8,
        "partier",
        "ap, arbeiderparti*, høyre, frp, fremskrittsparti*, sp, senterparti*, sv, krf, venstre, mdg, rødt, "
        "industri- og næringspartiet, partiene, partia",
    ),
    Sign(
        "political",
        1.0,
        "vedtak",
        "vedtok, vedtak*, vedtatt*, vedtas, flertall*, fleirtal*, mindretall*, stemte, røysta, innsigelse*, "
        "enstemmig*, samrøystes, bevilg*, folkeavstemning*, folkemøte*",
    ),
    Sign(
        "political",
        2.0,
        "eiendomsskatt",
        "eiendomsskatt*, eigedomsskatt*",
    ),
    Sign(
        "political",
        2.0,
        "kommunegrenser",
        "kommunesammenslå*, kommunesamanslå*, kommunegrense*, kommunereform*, storkommune*, slå sammen, slå seg sammen",
    ),
    Sign(
        "political",
        3.5,
        "ansettelse og avgang på toppen",
        "fikk sparken, fekk sparken, mistillit*, avskjediget, avsatt, ny kommunedirektør, ny rådmann, "
        "avslutte arbeidsforholdet, sluttavtale*, sluttpakke*",
        with_us=True,
    ),
    Sign(
        "political",
        1.0,
        "stat og fylke",
        "stortinget, stortings*, fylkesråd*, fylkesting*, statsråd*, minister*, *ministeren, regjering*",
    ),
    Sign(
        "political",
        2.2,
        "vei og tog som staten eller fylket rår over",
        "trase*, trasé*, riksvei*, riksveg*, fylkesvei*, fylkesveg*, firefelts*, togtilbud*, togstopp*, "
        "kollektivtilbud*, kollektivtrafikk*, bussrute*, busstilbud*, jernbane*, rv",
    ),
    Sign(
        "political",
        1.0,
        "bygdas framtid",
        "utflytt*, innflytt*, fraflytt*, innbyggertall*, folketall*, taper innbyggere, skattemillion*, "
        "smalhans, utrygg*, arbeidsplass*, servering*, sentrumsutvikl*, vindkraft*, vindpark*, ringvirkning*",
    ),
    Sign(
        "political",
        0.6,
        "pris delt ut av kommunen",
        "kulturpris*, byggeskikkpris*, hedersmerke*, frivillighetspris*",
    ),
    # --- political in one field: the committee's leader -------------------------------------------------------------
    Sign(
        "committee",
        2.6,
        "hovedutvalget",
        "hovedutvalg*, hovudutval*, planutvalg*, planutval*, utvalgsleder*, utvalsleiar*, teknisk utvalg, "
        "helseutvalg*, oppvekstutvalg*, skoleutvalg*, kulturutvalg*, omsorgsutvalg*, miljøutvalg*, sosialutvalg*, "
        "levekårsutvalg*, levekårsutval*, næringsutvalg*, teknikkutvalg*, utvalget for, utvalg for",
        speaks=True,
    ),
    # --- administration: the chief executive ------------------------------------------------------------------------
    Sign(
        "administration",
        2.6,
        "kommunedirektøren",
        "kommunedirektør*, rådmann*",
        speaks=True,
    ),
    Sign(
        "administration",
        1.2,
        "budsjett og regnskap",
        "budsjett*, regnskap*, rekneskap*, driftsresultat*, merforbruk*, mindreforbruk*, årsmelding*, robek*, "
        "økonomiplan*, stramme inn, innsparing*",
    ),
    Sign(
        "administration",
        1.4,
        "kommunens økonomi",
        "i minus, underskudd*, overskudd*, millioner mindre, rammene, rammeoverføring*, gjeld, statsbudsjett*",
        with_us=True,
    ),
    Sign(
        "administration",
        2.0,
        "hele organisasjonen",
        "godt fornøyd med kommunen, kommune i vekst, innbyggerne gir, kommunebarometer*, omdømme*, "
        "innbyggerundersøkelse*, nedbemann*, som arbeidsgiver, kommunemåling*, godt fornøyd med, fornøyd med "
        "tjenestene, fornøyde med tjenestene, kriseledelse*, dataangrep*, personvernbrudd*, datalekkasje*, "
        "heltidskultur*",
    ),
    Sign(
        "administration",
        2.4,
        "hele organisasjonen",
        "alle etater, alle avdelinger, flere avdelinger, flere etater, alle etatar, alle avdelingar, i hele "
        "kommunen, hele administrasjonen, en hel administrasjon, egen organisasjon, toppen av administrasjonen, "
        "ansettelsesstopp*, tilsettingsstopp*, omstilling*, organisasjonsendring*, sentraladministrasjon*, "
        "lederlønn*, digitaliser*, hackerangrep*, beredskapsplan*, sentralbord*, krisestab*, kommunens ledelse",
        with_us=True,
    ),
    Sign(
        "administration",
        1.8,
        "innkjøp, innsyn og rettssaker",
        "innsynskrav*, innsynskravet, journalfør*, postliste*, offentlige anskaffelser, offentlege innkjøp, "
        "anskaffelsesregl*, uten anbud, utan anbod, anskaffelser, innkjøpene, innkjøpsregl*, konsulentbruk*, "
        "konsulentkjøp*, datasystem*, it-system*, lønnssystem*, fagsystem*, personvern*, forvaltningsrevisjon*, "
        "går til sak, saksøk*, søksmål*, oppsigelse*, oppseiing*, usaklig*",
        with_us=True,
    ),
    Sign(
        "administration",
        1.6,
        "de ansatte og arbeidsmiljøet",
        "sykefravær*, sjukefråvær*, arbeidsmiljø*, varsle*, varsling*, varsel om, varslet om, trakassering*, "
        "ledergrupp*, leiargrupp*, omorganiser*, årsverk*, ledige stillinger, lederne, "
        "represalier, arbeidstilsyn*, søkere til, heltid*, lønnsoppgjør*, rekruttering*, alle etater, etater",
        with_us=True,
    ),
    Sign(
        "administration",
        1.5,
        "byggekostnad",
        "kostnadssprekk*, dyrere enn, millionsprekk*, millioner dyrere, kostnadskontroll*, byggeprosjekt*",
        with_us=True,
    ),
    # --- one service: the department's head -------------------------------------------------------------------------
    Sign(
        "service",
        2.5,
        "lederen for tjenesten",
        "etatssjef*, etatsleder*, kommunalsjef*, kommuneoverlege*, teknisk sjef*, skolesjef*, skulesjef*, "
        "helsesjef*, oppvekstsjef*, plansjef*, kultursjef*, landbrukssjef*, omsorgssjef*, sosialsjef*, "
        "undervisningssjef*, byggesakssjef*, barnevernsleder*, fagrådgiver*, idrettskonsulent*, "
        "prosjektleder i kommunen",
        speaks=True,
    ),
    Sign(
        "service",
        1.2,
        "plan og byggesak",
        "reguleringsplan*, arealplan*, arealdel*, høring*, innspill*, dispensasjon*, byggesak*, "
        "saksbehandling*, byggetillatelse*, byggeløyve*, konsesjon*, statsforvalter*, fylkesmann*, dyrka "
        "jord*, dyrka mark, matjord*, jordvern*, solpark*, tomter, byggesøknad*",
    ),
    Sign(
        "service",
        1.3,
        "vann, avløp og avfall",
        "drikkevann*, drikkevatn*, trygt vann, koke vannet, koke vatnet, kokevarsel*, vannverk*, "
        "vannledning*, vannforsyning*, avløp*, kloakk*, slam*, pumpestasjon*, renseanlegg*, avfall*, deponi*, "
        "forurens*, bakterie*, stinker, lukter, luktplage*, "
        "renovasjon*, søppeltømming*, hentedag*, gjenvinningsstasjon*, feiegebyr*, "
        "vanngebyr*, vannmåler*",
    ),
    Sign(
        "service",
        1.2,
        "helse og omsorg",
        "vaksin*, fastlege*, legevakt*, legehjem*, hjemmetjenest*, heimetenest*, hjemmesykeplei*, barnevern*, "
        "nav, pleie og omsorg, pasient*, beboer*, bebuar*, pårørende, omsorgsbolig*, sykehjemsplass*, "
        "sjukeheimsplass*, trygghetsalarm*, smitte*, smitta*, bo- og dagsent*, hjelpemiddel*, flyktning*, "
        "hjemmehjelp*, heimehjelp*, støttekontakt*, brukerstyrt personlig*, bpa, avlastning*, helsestasjon*, jordmor*, "
        "sosialhjelp*, matombringing*, demensomsorg*, ergoterapi*, tildeling av bolig, kommunale boliger",
    ),
    Sign(
        "service",
        1.2,
        "skole og barnehage",
        "lærer, lærere, lærerne, lærarar, streik*, skolestruktur*, skulestruktur*, ppt, ungdata*, "
        "ungdomsundersøkelse*, spesialundervisning*, mobbing*, mobbe*, skolerute*, skole- og barnehageruta, "
        "sfo, barnehageplass*, elevundersøkelse*, skoleskyss*, skolevei*, skuleveg*, grunnskolepoeng*, "
        "nasjonale prøver, svømmeopplæring*, inneklima*, leirskole*, skolemat*, lærertetthet*, barnehagebemanning*, "
        "barnehagepedagog*, spesialpedagog*, skolefritidsordning*, skolevegring*, skulevegring*",
    ),
    Sign(
        "service",
        1.4,
        "kontoret eller avdelingen som har saken",
        "kulturkontor*, plankontor*, byggesakskontor*, landbrukskontor*, tildelingskontor*, skolekontor*, "
        "oppvekstkontor*, veiavdeling*, vegavdeling*, avløpsavdeling*, eiendomsavdeling*, byggesaksavdeling*, "
        "planavdeling*, kulturavdeling*, uteseksjon*, teknisk etat, omsorgsetat*, oppvekstetat*, "
        "undervisningsetat*, kulturetat*, omsorgstjenest*, barneverntjenest*, pleie- og omsorg*",
    ),
    Sign(
        "service",
        1.0,
        "tildeling og opptak",
        "hovedopptak*, hovudopptak*, barnehageopptak*, barnehageplasser, uten plass, treningstid*, halltid*, "
        "tilskuddet, tilskotet, søknadsportal*, saksbehandlingstid*",
        with_us=True,
    ),
    Sign(
        "service",
        0.9,
        "landbruk og vei",
        "bru, brua, bruen, kommunal vei, kommunale veier, kommunale vegar, steinfylling*, hovedsykkelvei*, "
        "landbruk*, veiarbeid*, tungtrafikk*, brøyt*, strø*, vintervedlikehold*, sykkelve*, gang- og sykkel*, "
        "fortau*, hogst*, er stengt, gatelys*, veilys*, snømåk*, snørydding*, hull i veien, fartsdump*, "
        "fartshump*, parkeringsplass*, parkeringsforbud*, skadefelling*, beitelag*, viltpåkjørsel*",
    ),
    Sign(
        "service",
        1.4,
        "kommunens saksgang",
        "kommunens administrasjon, administrasjonen, kommunens egne folk, kommunen beklager, legger seg flat, "
        "brevet fra, kommunen viser til, ventetid*, ventet i, klager på, lovbrudd, brøt fristene, brøt loven, "
        "tilsyn*",
        with_us=True,
    ),
    Sign(
        "service",
        0.8,
        "det kommunen selv gjør",
        "kommunen svarer, kommune svarer, kommunen sier, kommune sier, kommunen ga, kommune ga, kommunen sa, "
        "kommune sa, kommunen har, kommune har, kommunen vil, kommune vil, kommunen lover, etaten lover, "
        "kommunen beklager, kommune beklager, kommunen må, kommune må",
    ),
    # --- one unit: its leader ---------------------------------------------------------------------------------------
    Sign(
        "unit",
        2.5,
        "lederen for virksomheten",
        "rektor*, skolerektor*, styrer, styrar, styreren, biblioteksjef*, kulturskolerektor*",
        speaks=True,
    ),
    Sign(
        "unit",
        2.5,
        "lederen for virksomheten",
        "virksomhetsleder*, verksemdsleiar*, enhetsleder*, einingsleiar*, avdelingsleder*, avdelingsleiar*, "
        "fagansvarlig*, brannsjef*",
        speaks=True,
        with_us=True,
    ),
    Sign(
        "unit",
        2.2,
        "en navngitt virksomhet",
        "svømmehall*, symjehall*, bibliotek*, frivilligsentral*, kulturskole*, kulturskule*, idrettshall*, "
        "fritidsklubb*, utekontakt*, ungdomskontakt*, servicetorg*, *hallen, spaserstokken, brannvesen har, "
        "brannvesen minner",
    ),
    Sign(
        "unit",
        1.6,
        "skolen, barnehagen eller sykehjemmet selv",
        "elevene på, elevene ved, elevane på, elevane ved, barna i, ungene i, sykehjemmet, sjukeheimen, "
        "helseheimen, bokollektivet, omsorgssenter*, friminutt*, foreldrene ved",
    ),
    Sign(
        "unit",
        1.0,
        "melding fra kommunen",
        "husk, båndtvang*, søknadsfrist*, fristen er, åpningstid*, holder stengt, tilskudd til lag, minner om, stenger",
    ),
    # --- not the municipality's -------------------------------------------------------------------------------------
    Sign(
        "not ours",
        2.5,
        "partiets egne ord",
        "går til valg på, stortingsvalg*, partiprogram*, program 20*, stem på, stemmer til, til partiene, før valget, "
        "valgkampanje*, valgprogram*",
    ),
    Sign(
        "not ours",
        2.0,
        "idrett",
        "hopper, hoppere, hoppbakke*, hoppsport*, hoppuka, hopprenn*, seriekamp*, serieåpning*, skiflyg*, "
        "verdenscup*, fis, raw air, cup*, trener*, gull, medalje*, kampen, rykket opp, landslag*, "
        "skipresident*",
    ),
    Sign(
        "not ours",
        1.2,
        "bedrift",
        "bedrift*, kraftverk*, selskapet, konsern*, fabrikk*, megawatt, gruve*, konkurs*, ordrebok*, "
        "kontrakt*, storkontrakt*, butikk*, hotell*",
    ),
    Sign(
        "not ours",
        1.2,
        "museum og kunst",
        "museum*, museet, utstilling*, kunstner*, konsert*, damptog*, toget, festival*, forfatter*, "
        "forfattar*, roman, filmen, revy*, spelet",
    ),
    Sign(
        "not ours",
        1.5,
        "politi og redning",
        "politiet, siktet, sikta, varetekt*, kollisjon*, kolliderte, brannvesenet rykket, fengsl*, omkom, "
        "pågrepet, innbrudd*, tiltalt, tingrett*, trafikkulykke*",
    ),
    Sign(
        "not ours",
        1.2,
        "lag og frivillige",
        "røde kors, sokn, kirkeutvalg*, grendelag*, idrettslag*, sparebankstift*, stiftelse*, menighet*, "
        "fellesråd*, kirken, kyrkja, korpset, musikkorps",
    ),
    Sign(
        "not ours",
        1.6,
        "staten eller fylket som eier saken",
        "statens vegvesen, vegvesenet, veivesenet, nve, vann stig*, flom*, farevarsel*, bane nor, noregs "
        "vassdrag, fylkeskommunen gir, sykehuset, helseforetak*",
    ),
    Sign(
        "not ours",
        1.6,
        "nettet andre eier",
        "nettselskap*, strømbrudd*, straumbrot*, strømstans*, uten strøm, utan straum, strømnett*, bredbånd*, "
        "breiband*, mobildekning*, telenor",
    ),
    Sign("not ours", 3.0, "fylkets skoler", "videregående, vidaregåande, folkehøgskole*, folkehøgskule*"),
    Sign(
        "not ours",
        1.2,
        "gård og privatliv",
        "bonde*, bonden, gården, kyr, kyrne, bryllup, tv-konkurransen, kåret til",
    ),
)
