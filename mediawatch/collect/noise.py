"""What on a page is not the article: words of classes, headings and lines that mark other stories, ads, tags, credits,
fact boxes, sharing and paywalls. Norwegian first, then the languages of the foreign press.

Seen on Amedia, NRK, Schibsted, Aller, Labrador, WordPress and Joomla pages, and common to publishing systems elsewhere.
"""

import re


def word_set(text: str) -> frozenset[str]:
    """Words parted by space, for long lists that are easier to read without quotes and commas."""
    return frozenset(text.split())


_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def words_of(*marks: str | None) -> str:
    """Class, id and test id into lower-case words: "relatedLinks" -> "related-links"."""
    return _CAMEL.sub("-", " ".join(filter(None, marks))).lower()


MARKS = re.compile(
    r"(?:^|[\s_-])(?:"
    r"related|relaterte?|read-?(?:more|also|next)|also-?read|les-?(?:ogs[aå]|mer)|recommend\w*|recirculation|"
    r"outbrain|taboola|"
    r"more-?(?:stories|news|from|on|articles)|(?:most|mest)-?(?:read|lest|popular|viewed|seen)|trending|"
    r"newsletter|nyhetsbrev|sign-?up|shar(?:e|ing)(?:r|-?\w*bar|-?buttons?|"
    r"-?links?|-?tools?)?|"
    r"social(?:-?media)?|some-?(?:share|buttons)|comments?|disqus|advert\w*|adslot|ad-?(?:slot|unit|wrapper|"
    r"container|banner|placeholder)|"
    r"annonser?|sponsor(?:ed)?|cookie\w*|consent|breadcrumbs?|tag-?(?:list|cloud|links?)|tags|article-?tags?|keywords|"
    r"by-?line\w*|author-?(?:box|bio|card|info|name|meta|block|details|profile|section)|authors?|"
    r"(?:image|photo|picture|media|fig|video|wp)?-?caption(?:-?text)?|(?:image|photo|picture|media)-?credits?|"
    r"copyright|"
    r"gallery|slideshow|carousel|fact-?box\w*|fakta-?(?:boks|box|ramme)|faktaboks|info-?box|"
    r"screen-?reader(?:-?text)?|visually-?hidden|sr-?only|skip-?link|tooltip|modal|pop-?up|overlay|toolbar|"
    r"ai-?(?:summary|article-?summary|content)|article-?summary-?ai|"
    r"pub-?date|published?-?(?:date|at|time|on)|post-?(?:meta|date)|entry-?(?:meta|footer)|article-?(?:meta|date|"
    r"footer|actions|tools|info)|time-?stamp|"
    r"poll|quiz|podcast-?\w*|audio-?player|player|embed-?(?:placeholder|consent)|follow-?(?:us|buttons?)|"
    r"print-?(?:button|link)|donat(?:e|ion)\w*|promo(?:tion|box|-\w+)?|factbox|correction-?policy|site-?footer|"
    r"site-?header|sidebar"
    r")(?=$|[\s_-]|\d)",
)
"""In a class, id or data-testid as `words_of` writes it: the element is no part of the text, unless
it holds much of it."""

WALL_MARKS = re.compile(
    r"(?:^|[\s_-])(?:subscri\w*|paywall\w*|incentive\w*|premium-?(?:box|wall|offer)|piano\w*)(?=$|[\s_-]|\d)"
)
"""The same, but the words are also put on paragraphs that subscribers read: the element goes only if its text is a
wall's or mostly links."""

LIST_MARKS = re.compile(
    r"(?:^|[\s_-])(?<!has-)(?<!no-)(?<!with-)(?:comments?|(?:most|mest)-?(?:read|lest|popular|viewed|seen|commented)|"
    r"related(?:-?(?:articles|stories|news|posts))?|recommend(?:ed|ations?)|gallery|slideshow|carousel)"
    r"(?=$|\s|[_-](?:list|area|section|container|content|wrapper|block|box|thread|body|items?|slides?|\d))"
)
"""The same for what may be longer than the article: comments, full texts of other stories, picture series. It goes
whatever its length when an article's worth of prose is left beside it."""

TEASER_MARKS = re.compile(
    r"(?:^|[\s_-])(?:teaser|preview|card|promo|story-?link|article-?link|list-?item|latest)s?(?:$|[\s_-])", re.I
)
"""May be another story's teaser, or the article's own lead: removed only when it mostly links away."""

BODY_MARKS = re.compile(
    r"(?:^|\s)(?:\w+[-_]{1,2})?(?:article-?_{0,2}-?(?:body|text|content|copy)\w*|articlebody\w*|"
    r"story-?_{0,2}-?(?:body|content|text)\w*|entry-content|post-?(?:content|body|text)|"
    r"td-post-content|body-?(?:copy|text|content)|news-?(?:body|text|content|detail)\w*|content-?_{0,2}-?(?:body|"
    r"article)\w*|"
    r"single-?content|text-?body|main-?text|artikkel-?(?:tekst|innhold|body)|article-?main-?\w*|articletext|"
    r"detail-?(?:content|text|body)\w*|itemfulltext|rich-?text\w*)(?:$|\s)",
    re.I,
)
"""In a class, id or data-testid: holds an article's paragraphs."""

LEAD_MARKS = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|ingress|stand-?first|sub-?title|sub-?head(?:line|ing)?|deck|dek|intro|introtext|"
    r"preamble|manchet|chapo|chapeau|vorspann|"
    r"article-?(?:lead|summary|excerpt|description|intro|teaser|subtitle)|lead-?text|abstract|sumario|bajada|copete|"
    r"perex|zajawka|occhiello|sommario|entradilla)"
    r"(?:$|[\s_-])",
    re.I,
)

RELATED_HEADING = re.compile(
    r"^\W*(?:(?:kort fortalt|kortversjonen|oppsummert|oppsummering|sammendrag|ki-oppsummering|i korte trekk)\W*$|"
    r"les (?:også|mer|flere)\b|andre saker|relater(?:t|te)|(?:flere|siste) (?:saker|nyheter|nytt|videoer|innlegg)|"
    r"mest lest|anbefalt|siste nytt|artikkeltags|"
    r"les òg|les meir|fleire saker|andre artiklar|andre artikler|andre korte|flere korte|siste meldinger|"
    r"flere meldinger|nytt fra|vi anbefaler|"
    r"related|read (?:more|also|next)|more (?:from|on|stories|news|like)|also read|see also|recommended|most (?:read|"
    r"popular)|trending|you (?:may|might) |don't miss|"
    r"editors?[’']?s? (?:picks|recommendations)|top stories|latest (?:news|stories)|"
    r"lesen sie (?:auch|mehr)|mehr (?:zum thema|lesen|aus)|das könnte|auch interessant|"
    r"(?:weitere|ähnliche) (?:artikel|beiträge|themen)|"
    r"(?:à |a )?lire aussi|sur le même (?:sujet|thème)|à voir|plus d'actualit|"
    r"lee también|te puede interesar|más (?:noticias|información)|noticias relacionadas|leia (?:também|mais)|"
    r"veja (?:também|mais)|saiba mais|"
    r"leggi anche|potrebbe interessarti|lees ook|meer (?:nieuws|over)|läs (?:också|mer|även)|læs også|lue myös|"
    r"czytaj (?:też|także|więcej)|zobacz (?:też|także)|čtěte (?:také|více)|přečtěte si|mohlo by|kapcsolódó|olvasta|"
    r"citește și|pročitajte|"
    r"читайте (?:также|також|ще)|прочетете|ayrıca|ilgili haber|διαβάστε|baca juga|相关|関連|관련)",
    re.I,
)
"""A heading or line start under which other stories are listed, or the story is retold in short."""

DROPPED_LINES = re.compile(
    r"^\W*(?:annonse(?:r|ørinnhold)?|reklame|advertisement|anzeige|publicité|publicidad(?:e)?|pubblicità|advertentie|"
    r"annons|mainos|werbung|"
    r"artikkeltags.*|ekspander/minimer.*|ekspander.{0,30}|minimer.{0,30}|laster (?:twitter|instagram|facebook|tiktok|"
    r"youtube)?-?\s?innhold.*|"
    r"dette innholdet (?:er levert|hentes) .*|(?:foto|photo|bilde|illustrasjon|video|bild|foto's|crédito|"
    r"credit)\s*[:/].{0,120}|"
    r"(?:©|\(c\) ?|copyright\b).{0,120}|[\W_]*(?:aktualisiert|veröffentlicht|publiziert) am|"
    r"ähnliche (?:beiträge|artikel)|teile(?:n sie)? diesen (?:beitrag|artikel)\W*|weiterlesen|"
    r"(?:print )*print this page|"
    r"publisert\b.{0,60}|publiseringsdato.{0,60}|(?:sist )?oppdatert\b.{0,60}|published\b.{0,40}\d{4}.{0,20}|"
    r"updated\b.{0,40}\d{4}.{0,20}|"
    r"del (?:denne )?(?:på|saken|artikkelen|med|via).{0,40}|del|kopier lenke.{0,20}|share (?:this|on|via|"
    r"article).{0,40}|share|skriv ut|tips oss.{0,80}|tips meg.{0,20}|"
    r"(?:meld deg på|få|abonner på) (?:vårt |vår |dagens |vårt gratis )?nyhetsbrev.{0,120}|sign up (?:for|to) .{0,120}|"
    r"kommentarer|comments?|vis (?:mer|flere|hele)|les mer|read more|last ned appen.{0,60}|følg oss.{0,60}|"
    r"follow us.{0,80}|"
    r"laster\s?(?:\.\.\.|…)?|loading(?:\.\.\.|…)?|stikkord.{0,120}|emner|tags?:.{0,200}|lukk|close|kort fortalt|"
    r"kortversjonen|oppsummert)\s*$",
    re.I,
)
"""A whole line that is no part of the text."""

CONSENT_MARKS = re.compile(r"(?:^|[\s_-])(?:cookie\w*|consent|gdpr|cmp|onetrust|didomi|cybot\w*)(?=$|[\s_-]|\d)")
"""In a class or id: a box that asks for consent. It goes whatever its length."""

BYLINES = re.compile(
    r"^\W*(?:av|tekst(?: og foto)?|text|by|words by|von|par|por|di|door|af|skrevet av|autor(?:in)?)\b\s*:?\s", re.I
)
"""How a printed byline begins."""

DATED_LINES = re.compile(
    r"^\W*(?:(?:first |last |sist |zuletzt )?(?:publi|posted|created|updated|modified|oppdatert|opprettet|veröff|"
    r"erstellt|aktualis|stand\b|uppdaterad|opdateret|udgivet|julkaistu|päivitetty|mise? à jour|actualizado|atualizado|"
    r"pubblicato|aggiornato|gepubliceerd|bijgewerkt|opublikowano|zaktualizowano|megjelent|frissítve|yayınlanma|güncelleme|date\b|"
    r"опубликовано|обновлено|发布|更新|公開|入力|입력|수정|기사입력)|"
    r"(?:mon|tues?|wed(?:nes)?|thurs?|fri|satur|sun)(?:day)?\b|(?:le |am |den |på )?"
    r"(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4})",
    re.I,
)
"""How a line begins that only tells a date, unless it begins with the date's figures."""

WALL_LINES = re.compile(
    r"(?:ønske?r du tilgang|ønskjer du tilgang|du trenger mer tilgang|"
    r"(?:^\W*|kun |bare |berre |er )for abonnent(?:er|ar)\b|bli abonnent|"
    r"kjøp (?:abonnement|tilgang)|(?:allerede|er du) abonnent|"
    r"logg inn (?:for å lese|og les)|for å lese (?:hele|resten av|videre|saken|heile)|les (?:hele|heile) (?:saken|"
    r"saka|artikkelen) (?:med|som)|denne (?:saken|artikkelen) er for|"
    r"få tilgang til (?:hele|alt|alle|saken)|du må (?:ha abonnement|være abonnent|vere abonnent|abonnere)|(?:pluss|"
    r"\+)-?sak(?:en)? (?:er|krever)|vil du lese (?:mer|videre|hele|resten)|"
    r"(?:subscribe|log ?in|sign in|register) (?:now )?to (?:continue|read|keep)|to continue reading|"
    r"already (?:a subscriber|have an account)|this (?:article|content|story) is (?:for|available|exclusive|"
    r"reserved)|"
    r"subscribers? only|weiterlesen mit|sie haben bereits ein|jetzt (?:abonnieren|weiterlesen|testen)|"
    r"diesen artikel (?:weiter)?lesen|nur für abonnenten|"
    r"réservé(?:e)? aux abonnés|il vous reste .{1,12}% de cet|la suite est réservée|déjà abonné|"
    r"exclusivo para (?:suscriptores|assinantes)|suscríbete para|para seguir leyendo|assine para|"
    r"riservato agli abbonati|alleen voor abonnees|al abonnee|"
    r"(?:bara|endast|är) för prenumeranter|redan prenumerant|logga in för att|"
    r"køb abonnement|log ind for at|kun for abonnenter|tilaajille|dla prenumeratorów)",
    re.I,
)
"""A line of a paywall. Counts only in short lines."""
