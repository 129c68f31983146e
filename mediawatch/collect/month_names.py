"""Month names as newspapers print them, in the languages of Europe's press and of many beyond: word -> 1..12.

Source: Unicode CLDR 45, calendar month names (format wide, genitive where it differs, and common abbreviations).
Croatian "listopad" (October) is left out: the same word is November in Polish and Czech.
"""

_BY_MONTH = (
    "january jan januar janúar januari janvier janv enero ene gennaio gen janeiro styczeń stycznia sty leden ledna "
    "január"
    " siječanj siječnja ianuarie ian ocak tammikuu tammikuuta jaanuar jaan janvāris sausis sausio gener января янв"
    " январь січня січень януари јануар ιανουαρίου ιανουάριος ιαν janari"
    " januārī januaris january enero yanvar janar",
    "february feb februar febrúar februari febr février févr fevr fev febrero febbraio fevereiro luty lutego lut "
    "únor února"
    " február veljača veljače februarie şubat subat helmikuu helmikuuta veebruar veebr februāris vasaris vasario febrer"
    " февраля фев февраль лютого лютий февруари фебруар φεβρουαρίου φεβρουάριος φεβ"
    " pebruari pebrero februārī fevral shkurt",
    "march mar mars marts maart mrt märz maerz mrz marzo março marco marzec marca březen března brezna marec ožujak "
    "ožujka"
    " martie mart maaliskuu maaliskuuta märts marec március marcius kovas kovo març марта мар март березня березень"
    " μαρτίου μάρτιος μαρ"
    " mac marso martā mart mars",
    "april apr apríl avril avr abril abr aprile kwiecień kwietnia kwi duben dubna travanj travnja aprilie nisan "
    "huhtikuu"
    " huhtikuuta aprill április aprilis aprīlis balandis balandžio апреля апр апрель квітня квітень април"
    " απριλίου απρίλιος απρ"
    " aprīlī nisan aprel prill",
    "may mai maj maí mei mayo maggio mag maio maj maja květen května máj mája svibanj svibnja mayıs mayis toukokuu"
    " toukokuuta május majus maijs gegužė gegužės maig мая май травня травень мај μαΐου μάιος μαϊ"
    " mayo maijā may",
    "june jun juni júní juin junio giugno giu junho czerwiec czerwca cze červen června jún júna lipanj lipnja iunie"
    " haziran kesäkuu kesäkuuta juuni június junius jūnijs birželis birželio juny июня июн июнь червня червень"
    " юни јун ιουνίου ιούνιος ιουν"
    " hunyo jūnijā iyun qershor",
    "july jul juli júlí juillet juil julio luglio lug julho lipiec lipca lip červenec července júl júla srpanj srpnja"
    " iulie temmuz heinäkuu heinäkuuta juuli július julius jūlijs liepa liepos juliol июля июл июль липня липень"
    " юли јул ιουλίου ιούλιος ιουλ"
    " julai hulyo jūlijā iyul korrik",
    "august aug ágúst augusti augustus août aout agosto ago sierpień sierpnia sie srpen srpna augusta kolovoz kolovoza"
    " ağustos agustos elokuu elokuuta augusztus augusts rugpjūtis rugpjūčio agost августа авг август серпня серпень"
    " αυγούστου αύγουστος αυγ"
    " agustus agu agt ogos avgust avgusta avg augustā avqust gusht",
    "september sep sept september septembre septiembre settembre set setembro wrzesień września wrz září zari"
    " september septembra rujan rujna septembrie eylül eylul syyskuu syyskuuta szeptember septembris rugsėjis rugsėjo"
    " setembre сентября сен сентябрь вересня вересень септември септембар σεπτεμβρίου σεπτέμβριος σεπ"
    " setyembre septembrī sentyabr shtator",
    "october oct oktober okt október octobre octubre ottobre ott outubro out październik października paź říjen října"
    " októbra octombrie ekim lokakuu lokakuuta oktoober október oktobris spalis spalio октября окт октябрь жовтня"
    " жовтень октомври октобар οκτωβρίου οκτώβριος οκτ"
    " oktubre oktobrī oktyabr tetor",
    "november nov nóvember novembre noviembre nov novembro listopad listopada lis listopadu novembra studeni studenoga"
    " studenog noiembrie kasım kasim marraskuu marraskuuta november novembris lapkritis lapkričio ноября ноя ноябрь"
    " листопада листопад ноември новембар νοεμβρίου νοέμβριος νοε"
    " nobyembre novembrī noyabr nëntor",
    "december dec desember des december décembre décem diciembre dic dicembre dez dezember dezembro grudzień grudnia "
    "gru"
    " prosinec prosince prosinac prosinca decembra decembrie aralık aralik joulukuu joulukuuta detsember dets decembris"
    " gruodis gruodžio desembre декабря дек декабрь грудня грудень декември децембар δεκεμβρίου δεκέμβριος δεκ"
    " disember disyembre decembrī dekabr dhjetor dis",
)
MONTHS: dict[str, int] = {word: number for number, words in enumerate(_BY_MONTH, 1) for word in words.split()}

_ELSEWHERE = (
    "يناير كانون_الثاني جانفي ינואר ม.ค. มกราคม जनवरी",
    "فبراير شباط فيفري פברואר ก.พ. กุมภาพันธ์ फरवरी फ़रवरी",
    "مارس آذار מרץ מרס มี.ค. มีนาคม मार्च",
    "أبريل ابريل إبريل نيسان أفريل אפריל เม.ย. เมษายน अप्रैल",
    "مايو أيار ماي מאי พ.ค. พฤษภาคม मई",
    "يونيو حزيران جوان יוני มิ.ย. มิถุนายน जून",
    "يوليو تموز جويلية יולי ก.ค. กรกฎาคม जुलाई",
    "أغسطس اغسطس آب أوت אוגוסט ส.ค. สิงหาคม अगस्त",
    "سبتمبر أيلول ספטמבר ก.ย. กันยายน सितंबर सितम्बर",
    "أكتوبر اكتوبر تشرين_الأول אוקטובר ต.ค. ตุลาคม अक्टूबर अक्तूबर",
    "نوفمبر تشرين_الثاني נובמבר พ.ย. พฤศจิกายน नवंबर नवम्बर",
    "ديسمبر كانون_الأول דצמבר ธ.ค. ธันวาคม दिसंबर दिसम्बर",
)
"""Arabic (both sets of names), Hebrew, Thai and Hindi: scripts whose words do not end where letters end."""
MONTHS_ELSEWHERE: dict[str, int] = {
    word.replace("_", " "): number for number, words in enumerate(_ELSEWHERE, 1) for word in words.split()
}
