"""How much of the coverage was our own doing, in sentences that do not say more than few stories can."""

from statistics import median

from mediawatch.model import Initiative, Interval
from mediawatch.render import counted, number, said
from mediawatch.report.weekly_words import interval_words
from mediawatch.report.words import listed

LEAST = 5
"""With fewer than these no share is told: counts only."""
LEAST_DAYS = 3


def own_words(one: Initiative, interval: Interval | None) -> str:
    """ "Minst 2 av 7 saker kom av noe vi foreslo: 29 % (trolig mellom 12 og 55)". `interval`: of the share."""
    if not one.stories:
        return said("Det sto ingen saker om oss i tidsrommet.")
    stories = counted(one.stories, "sak", "saker")
    if not one.own:
        return said("Ingen av {stories} er koblet til noe vi foreslo.").format(stories=stories)
    told = said("Minst {own} av {stories} kom av noe vi foreslo").format(own=number(one.own), stories=stories)
    return f"{told}: {interval_words(interval)}." if interval and one.stories >= LEAST else f"{told}."


def offered_words(one: Initiative, interval: Interval | None) -> str:
    """ "3 av 5 tilbud kom på trykk, 1 ble avslått og 1 venter på svar." `interval`: of the share printed."""
    if not one.offered:
        return said("Vi tilbød ingen saker i tidsrommet.")
    told = said("{printed} av {offered} tilbud kom på trykk").format(
        printed=number(one.printed), offered=number(one.offered)
    )
    if interval and one.offered >= LEAST:
        told += f": {interval_words(interval)}"
    waits = one.offered - one.printed - one.declined
    rest = [
        said("{count} ble avslått").format(count=number(one.declined)) if one.declined else "",
        said("{count} er uten svar eller lagt bort").format(count=number(waits)) if waits else "",
    ]
    more = listed([each for each in rest if each])
    return f"{told}. {more[:1].upper()}{more[1:]}." if more else f"{told}."


def days_words(one: Initiative) -> str:
    """How long it took from offer to print: the median of three or more, else each; "" of none."""
    if not one.days:
        return ""
    if len(one.days) >= LEAST_DAYS:
        return said("Det tok {days} fra tilbud til trykk (medianen av {count}).").format(
            days=counted(round(median(one.days)), "dag", "dager"), count=number(len(one.days))
        )
    each = listed([number(days) for days in one.days])
    word = said("dag") if one.days == (1,) else said("dager")
    return said("Fra tilbud til trykk: {each} {word}.").format(each=each, word=word)


def week_words(one: Initiative | None) -> str:
    """A line for the week: "" where nothing of ours is written down, and nothing was told or offered."""
    if one is None or not (one.stories or one.offered):
        return ""
    return f"{own_words(one, None)} {offered_words(one, None) if one.offered else ''}".rstrip()
