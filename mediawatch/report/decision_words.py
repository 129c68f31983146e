"""How critical stories were decided on, in words."""

from mediawatch.model import ResponseNumbers
from mediawatch.render import counted, number, said


def decisions_words(numbers: ResponseNumbers | None) -> str:
    """The decisions of a week in a sentence or two; "" for a week without any."""
    if numbers is None or not numbers.decided:
        return ""
    stories = counted(numbers.decided, "kritisk sak", "kritiske saker")
    told = [said("Dere besluttet i {stories}, {count} innen fristen.").format(stories=stories, count=numbers.in_time)]
    if numbers.hours is not None:
        hours = number(round(numbers.hours, 1))
        told.append(said("Midterste tid fra vi så saken, var {hours} arbeidstimer.").format(hours=hours))
    return " ".join(told)
