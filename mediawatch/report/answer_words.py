"""How fast journalists are answered, in words."""

from datetime import timedelta

from mediawatch.model import AnswerTimes
from mediawatch.render import counted, number, said


def wait_words(wait: timedelta) -> str:
    """Working time in words: "45 min", "2 t 10 min", "1 arbeidsdag 3 t" (a working day is seven and a half hours)."""
    minutes = round(wait.total_seconds() / 60)
    days, rest = divmod(minutes, 450)
    hours, left = divmod(rest, 60)
    if days:
        told = counted(days, "arbeidsdag", "arbeidsdager")
        return f"{told} {hours} t" if hours else told
    if hours:
        return f"{hours} t {left} min" if left else f"{hours} t"
    return f"{minutes} min"


def share_words(times: AnswerTimes) -> str:
    """The share dealt with in time: "92 %"; "" while none is judged."""
    return f"{number(round(100 * times.in_time / times.judged))} %" if times.judged else ""


def answered_words(times: AnswerTimes | None) -> str:
    """A week's enquiries in a sentence or two; "" for a week without any."""
    if times is None or not times.received:
        return ""
    told = [said("{enquiries} fra pressen.").format(enquiries=counted(times.received, "henvendelse", "henvendelser"))]
    if times.median is not None:
        told.append(said("Halvparten fikk svar innen {wait} arbeidstid.").format(wait=wait_words(times.median)))
    if times.judged:
        told.append(
            said("{count} av {judged} ble besvart innen fristen.").format(count=times.in_time, judged=times.judged)
        )
    if times.declined:
        told.append(said("{count} fikk «ingen kommentar».").format(count=times.declined))
    return " ".join(told)
