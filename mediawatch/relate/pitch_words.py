"""Words that say nothing of what a story is about: those that hold sentences together, and those that most news of a
municipality holds."""

_BOKMAL = """
    alle alt andre at av blant ble bli blir bør både da de deg dei den denne der dere deres det dette disse du då eit ei
    eller en enn er et etter for fordi fra før få får gir gjør gjøre gå går ha hadde han har hele helt her hos hun hva
    hvem hver hvis hvor hvordan hvorfor i igjen ikke ingen inn intet ja jeg kan kom kommer kunne like litt man mange med
    meg men mens mer mest mot mye må ned nei noe noen nok nå når og også om opp oss over på sa samme seg selv sier sin
    sine sitt siden skal skulle slik snart som står så ta tar til ut uten vant var ved ver vi vil være vært vår våre
    år årets årene dag dager uke uker måned måneder
    kommune kommunen kommunens kommunale kommunene lokale lokal ny nye nytt god gode godt stor store stort første
    siste flere færre bedre best mener åpner åpne åpnet starter start får fikk satser viser folk innbyggere innbyggerne
    kronikk kronikken leserinnlegg debatt innlegg sak saken prosent kroner millioner to tre fire fem
"""
_NYNORSK = """
    ein eitt eg ikkje kva kven korleis kvifor frå vere vert vart noko nokre også berre ho dykk dei denne desse mykje
    meir etter kjem gjer seier nytt nye fleire kommuna innbyggjarar innbyggjarane veke dagar månad
"""

SMALL_WORDS, SMALL_WORDS_NN = tuple(_BOKMAL.split()), tuple(_NYNORSK.split())
