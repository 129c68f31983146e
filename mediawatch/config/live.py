"""What is still missing before real sources may be read and real mail sent."""

from mediawatch.config.addresses import is_example
from mediawatch.config.load import Config
from mediawatch.config.settings import PREFIX
from mediawatch.errors import Problem

ENV_FILE = ".env"


def live_problems(config: Config) -> tuple[Problem, ...]:
    """Config -> what to fill in before going live, () when all is there.

    A contact address in every request is what publishers ask of a robot. Example recipients are no fault in
    themselves (mail to the outbox harms nobody), but with a mail server it would leave the house.
    """
    settings = config.settings
    problems = []
    if not settings.contact and not settings.allow_private:
        message = "Kontaktadresse mangler. Skriv for eksempel MEDIAWATCH_CONTACT=postmottak@modum.kommune.no"
        problems.append(_missing("contact", message))
    elif settings.contact and is_example(settings.contact) and not settings.allow_private:
        message = f"«{settings.contact}» er en eksempeladresse. Skriv en adresse avisene kan nå dere på."
        problems.append(_missing("contact", message))
    if settings.has_smtp:
        if is_example(settings.sender.strip("> ")):
            problems.append(_missing("sender", "Avsenderen er en eksempeladresse. Skriv kommunens egen."))
        problems += config.unfinished
    return tuple(problems)


def _missing(field: str, message: str) -> Problem:
    return Problem(ENV_FILE, 1, PREFIX + field.upper(), message)
