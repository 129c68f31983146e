"""Month names as newspapers print them, in the languages of Europe's press and a few beyond: word -> 1..12.

Source: Unicode CLDR 45, calendar month names (format wide, genitive where it differs, and common abbreviations).
Croatian "listopad" (October) is left out: the same word is November in Polish and Czech.
"""

_BY_MONTH = (
    "january jan januar janúar januari janvier janv enero ene gennaio gen janeiro styczeń stycznia sty leden ledna "
    "január"
    " siječanj siječnja ianuarie ian ocak tammikuu tammikuuta jaanuar jaan janvāris sausis sausio gener января янв"
    " январь січня січень януари јануар ιανουαρίου ιανουάριος ιαν janari",
    "february feb februar febrúar februari febr février févr fevr fev febrero febbraio fevereiro luty lutego lut "
    "únor února"
    " február veljača veljače februarie şubat subat helmikuu helmikuuta veebruar veebr februāris vasaris vasario febrer"
    " февраля фев февраль лютого лютий февруари фебруар φεβρουαρίου φεβρουάριος φεβ",
    "march mar mars marts maart mrt märz maerz mrz marzo março marco marzec marca březen března brezna marec ožujak "
    "ožujka"
    " martie mart maaliskuu maaliskuuta märts marec március marcius kovas kovo març марта мар март березня березень"
    " μαρτίου μάρτιος μαρ",
    "april apr apríl avril avr abril abr aprile kwiecień kwietnia kwi duben dubna travanj travnja aprilie nisan "
    "huhtikuu"
    " huhtikuuta aprill április aprilis aprīlis balandis balandžio апреля апр апрель квітня квітень април"
    " απριλίου απρίλιος απρ",
    "may mai maj maí mei mayo maggio mag maio maj maja květen května máj mája svibanj svibnja mayıs mayis toukokuu"
    " toukokuuta május majus maijs gegužė gegužės maig мая май травня травень мај μαΐου μάιος μαϊ",
    "june jun juni júní juin junio giugno giu junho czerwiec czerwca cze červen června jún júna lipanj lipnja iunie"
    " haziran kesäkuu kesäkuuta juuni június junius jūnijs birželis birželio juny июня июн июнь червня червень"
    " юни јун ιουνίου ιούνιος ιουν",
    "july jul juli júlí juillet juil julio luglio lug julho lipiec lipca lip červenec července júl júla srpanj srpnja"
    " iulie temmuz heinäkuu heinäkuuta juuli július julius jūlijs liepa liepos juliol июля июл июль липня липень"
    " юли јул ιουλίου ιούλιος ιουλ",
    "august aug ágúst augusti augustus août aout agosto ago sierpień sierpnia sie srpen srpna augusta kolovoz kolovoza"
    " ağustos agustos elokuu elokuuta augusztus augusts rugpjūtis rugpjūčio agost августа авг август серпня серпень"
    " αυγούστου αύγουστος αυγ",
    "september sep sept september septembre septiembre settembre set setembro wrzesień września wrz září zari"
    " september septembra rujan rujna septembrie eylül eylul syyskuu syyskuuta szeptember septembris rugsėjis rugsėjo"
    " setembre сентября сен сентябрь вересня вересень септември септембар σεπτεμβρίου σεπτέμβριος σεπ",
    "october oct oktober okt október octobre octubre ottobre ott outubro out październik października paź říjen října"
    " októbra octombrie ekim lokakuu lokakuuta oktoober október oktobris spalis spalio октября окт октябрь жовтня"
    " жовтень октомври октобар οκτωβρίου οκτώβριος οκτ",
    "november nov nóvember novembre noviembre nov novembro listopad listopada lis listopadu novembra studeni studenoga"
    " studenog noiembrie kasım kasim marraskuu marraskuuta november novembris lapkritis lapkričio ноября ноя ноябрь"
    " листопада листопад ноември новембар νοεμβρίου νοέμβριος νοε",
    "december dec desember des december décembre décem diciembre dic dicembre dez dezember dezembro grudzień grudnia "
    "gru"
    " prosinec prosince prosinac prosinca decembra decembrie aralık aralik joulukuu joulukuuta detsember dets decembris"
    " gruodis gruodžio desembre декабря дек декабрь грудня грудень декември децембар δεκεμβρίου δεκέμβριος δεκ",
)
MONTHS: dict[str, int] = {word: number for number, words in enumerate(_BY_MONTH, 1) for word in words.split()}
