"""What an organisation's file says of alarms -> AlarmRules."""

from collections.abc import Iterable, Sequence

from mediawatch.config.addresses import clock_fault
from mediawatch.config.records import Placed, Raw, read_record
from mediawatch.config.vocabulary import closest, example
from mediawatch.config.yaml_lines import Data, Document
from mediawatch.errors import Problem
from mediawatch.model import AlarmRules

CLOCKS = ("quiet_from", "quiet_until", "warn_at")


def read_alarms(
    document: Document, data: dict[str, Data], recipients: Sequence[str], problems: list[Problem]
) -> AlarmRules:
    """The mapping `alarms` of an organisation's file -> rules, the defaults where nothing is said. Every fault is added
    to `problems`. `recipients`: ids of those who may be told by mail."""
    given = data.get("alarms")
    if given is None:
        return AlarmRules()
    if not isinstance(given, dict):
        message = f"Under «alarms» skal det stå nøkler med verdier. Skriv for eksempel:\n{example('', 'alarms')}"
        problems.append(document.problem(("alarms",), message))
        return AlarmRules()
    problems += _clock_faults(document, given)
    read: list[Problem] = []
    placed = read_record(AlarmRules, Raw(given, document, ("alarms",)), read)
    told = {(problem.file, problem.line) for problem in problems}
    problems += [problem for problem in read if (problem.file, problem.line) not in told]
    if placed is None:
        return AlarmRules()
    problems += _faults(placed, recipients)
    return placed.record


def _clock_faults(document: Document, given: dict[str, Data]) -> Iterable[Problem]:
    for key in CLOCKS:
        written = given.get(key)
        if isinstance(written, str) and (fault := clock_fault(written, key)):
            yield document.problem(("alarms", key), fault)


def _faults(placed: Placed[AlarmRules], recipients: Sequence[str]) -> Iterable[Problem]:
    rules = placed.record
    for number, name in enumerate(rules.to):
        if name not in recipients:
            meant = closest(name, [known for known in recipients if known])
            advice = f"Mente du «{meant}»?" if meant else "Skriv id-en til en av mottakerne under recipients."
            yield placed.problem(f"Mottakeren «{name}» finnes ikke. {advice}", "to", number)
    for key, words in (("to", "Samme mottaker"), ("kinds", "Samme varsel")):
        values = getattr(rules, key)
        if len(set(values)) < len(values):
            yield placed.problem(f"{words} står to ganger. Ta bort den ene.", key)
    if not 0 < rules.warn_below <= 1:
        message = "Grensen er en sannsynlighet mellom 0 og 1. Skriv for eksempel warn_below: 0.5"
        yield placed.problem(message, "warn_below")
    if rules.quiet_weekends and rules.warn_on in ("saturday", "sunday"):
        message = "Helgen er stille, så advarselen ville først kommet når uken var over. Skriv warn_on: wednesday"
        yield placed.problem(message, "warn_on")
