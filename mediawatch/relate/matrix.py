"""The matrix on a day: a suggestion, a topic or a question to the person who speaks, with the plan's rule.

Who is away is replaced by the deputy, the deputy's deputy and so on; in a crisis only the crisis set speaks. Never one
who is away, never an employee representative. Where nobody is at hand, or two rules fit alike, it is to be settled with
the chief executive.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from mediawatch.model import Absence, Organisation, Role, Speaker, Spokesperson, Suggestion, Topic
from mediawatch.relate.lines import line_for
from mediawatch.relate.spokespersons import TWO_RULES, suggest_for

_POLITICAL: frozenset[Role] = frozenset({"mayor", "committee leader"})
_TOP: tuple[Role, ...] = ("mayor", "chief executive")
_DAY = timedelta(days=1)
IN_CRISIS = "I en krise uttaler bare krisetalspersonene seg."


@dataclass(frozen=True)
class Roster:
    """`away`: what people wrote of absences; those of the YAML file stand on the lines. `crisis`: one is on."""

    organisation: Organisation
    day: date
    away: tuple[Absence, ...] = ()
    crisis: bool = False

    def speaker(self, suggestion: Suggestion) -> Speaker:
        """What was suggested for a story to who speaks on the day."""
        if suggestion.role == "none":
            return Speaker(role="none", rule=suggestion.rule, because=suggestion.because)
        wanted = self._lines.get(suggestion.spokesperson or "")
        if wanted is None or not wanted.speaks:
            wanted = line_for(suggestion.role, {}, self.organisation)
        found = self._on_the_day(wanted, suggestion.role, suggestion.rule, suggestion.because)
        second = self._lines.get(suggestion.rival or "")
        rival = self.at_hand(second) if second else None
        tie = (suggestion.settle or TWO_RULES in suggestion.because) and not (rival and rival == found.line)
        return replace(found, settle=found.settle or tie, rival=rival if tie else None, unit=suggestion.unit)

    def speaker_on(self, topic: Topic, question: str = "") -> Speaker:
        """A topic, and a question where there is one, to who speaks: by the words of the question; else the head of the
        topic's department. Politics is the mayor's, and what is no department's the chief executive's."""
        suggestion = suggest_for(question, topic, self.organisation) if question.strip() else None
        found = self.speaker(suggestion) if suggestion else self._on_topic(topic)
        political = self._line("committee leader", topic) or self._line("mayor", topic)
        if found.role in _POLITICAL or self.crisis or political is None:
            return found
        return replace(found, counterpart=self.at_hand(political))

    def _on_topic(self, topic: Topic) -> Speaker:
        mayor, chief = self._line("mayor", topic), self._line("chief executive", topic)
        if topic == "politics":
            return self._on_the_day(mayor, "mayor", "", "Temaet er politikk.")
        department = self.department_of(topic)
        because = f"Temaet hører til {department}." if department else "Temaet hører ikke til noen etat."
        head = self._line("department head", topic)
        return self._on_the_day(head or chief, "department head" if head else "chief executive", "", because)

    def _line(self, role: Role, topic: Topic) -> Spokesperson | None:
        return line_for(role, {topic: 1.0}, self.organisation)

    def department_of(self, topic: Topic) -> str:
        """The name of the department that answers for a topic; "" when none does."""
        return next((one.name for one in self.organisation.departments if topic in one.topics), "")

    def matrix(self) -> tuple[Speaker, ...]:
        """Every field and who speaks in it on the day, in the order of the file; those who but stand in left out."""
        first: dict[object, Spokesperson] = {}
        for line in self.organisation.spokespersons:
            if line.speaks and not self._is_out(line):
                first.setdefault((line.role, line.topics, line.units), line)
        return tuple(self._on_the_day(line, line.role, line.rule, "") for line in first.values())

    def absence(self, line: Spokesperson) -> Absence | None:
        """The absence that keeps a line from answering on the day, up to its last day in a row; None when at hand.

        A person who holds two lines is away from both.
        """
        own = [one for one in self.absences if self._concerns(one, line)]
        found = next((one for one in own if one.first <= self.day <= one.last), None)
        while found is not None:
            longer = [one.last for one in own if one.first <= found.last + _DAY and one.last > found.last]
            if not longer:
                break
            found = replace(found, last=max(longer))
        return found

    @cached_property
    def absences(self) -> tuple[Absence, ...]:
        """All absences, of people and of the file, the first to begin first."""
        name = self.organisation.id
        written = (
            Absence(organisation=name, line=line.id, first=one.first, last=one.last)
            for line in self.organisation.spokespersons
            for one in line.absences
        )
        known = (one for one in self.away if one.organisation == name and not one.removed)
        return tuple(sorted((*known, *written), key=lambda one: (one.first, one.last, one.id)))

    def of_line(self, line: Spokesperson) -> tuple[Absence, ...]:
        """The absences of a line's person from the day on."""
        return tuple(one for one in self.absences if one.last >= self.day and self._concerns(one, line))

    @cached_property
    def _lines(self) -> dict[str, Spokesperson]:
        return {line.id: line for line in self.organisation.spokespersons}

    @cached_property
    def crisis_set(self) -> tuple[Spokesperson, ...]:
        """Who speaks in a crisis: those marked for it, or mayors and chief executive."""
        lines = [line for line in self.organisation.spokespersons if line.speaks]
        return tuple([line for line in lines if line.crisis] or [line for line in lines if line.role in _TOP])

    def _is_out(self, line: Spokesperson) -> bool:
        return self.crisis and line not in self.crisis_set

    def _concerns(self, absence: Absence, line: Spokesperson) -> bool:
        if absence.line == line.id:
            return True
        other = self._lines.get(absence.line)
        name = line.name.strip().casefold()
        return bool(name) and other is not None and other.name.strip().casefold() == name

    def _on_the_day(self, wanted: Spokesperson | None, role: Role, rule: str, because: str) -> Speaker:
        """The line that should speak to the one that does."""
        if wanted is not None and self._is_out(wanted):
            wanted, because = self._in_crisis(wanted), f"{because} {IN_CRISIS}".strip()
            rule = wanted.rule if wanted else rule
        if wanted is None:
            return Speaker(role=role, rule=rule, because=because, settle=True, crisis=self.crisis)
        line, absence = self.at_hand(wanted), self.absence(wanted)
        return Speaker(
            role=wanted.role,
            rule=rule or wanted.rule,
            source=wanted.source,
            because=because,
            line=line,
            stands_in_for=None if line == wanted else wanted,
            absence=absence,
            settle=line is None,
            delegation="" if self.crisis else wanted.delegation,
            crisis=self.crisis,
        )

    def _in_crisis(self, wanted: Spokesperson) -> Spokesperson | None:
        """Who of the crisis set speaks in place of one who is not in it: of the same side of the house, politics or
        administration, when there is one."""
        alike = (line for line in self.crisis_set if (line.role in _POLITICAL) == (wanted.role in _POLITICAL))
        return next(alike, next(iter(self.crisis_set), None))

    def at_hand(self, wanted: Spokesperson) -> Spokesperson | None:
        """The line itself, or the first of its chain of deputies who may speak and is not away."""
        in_turn = [*self._chain(wanted), *(self.crisis_set if self.crisis else ())]
        return next((one for one in in_turn if self._may(one)), None)

    def _may(self, line: Spokesperson) -> bool:
        return line.speaks and not self._is_out(line) and self.absence(line) is None

    def _chain(self, line: Spokesperson) -> Iterable[Spokesperson]:
        """A line, its deputy on the day, the deputy's deputy …; each once, though they go in a ring."""
        seen: list[str] = []
        at: Spokesperson | None = line
        while at is not None and at.id not in seen:
            seen.append(at.id)
            yield at
            absence = self.absence(at)
            at = (self._lines.get(absence.deputy) if absence else None) or self._lines.get(at.deputy)
