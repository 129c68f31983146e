"""A YAML syntax error -> the line to look at and what to write instead, in Norwegian."""

import re
from collections.abc import Sequence

import yaml

_PAIR = re.compile(r"^\s*(?:- )?\s*(?P<key>[\w-]+):\s+(?P<value>.+?)\s*$")
_OPEN_QUOTE = re.compile(r"""^\s*(?:- )?\s*(?:[\w-]+:\s+)?(?:"(?:[^"\\]|\\.)*|'[^']*)$""")
_TAB_INDENT = re.compile(r"^ *\t")


def explain_syntax(error: yaml.YAMLError, text: str, lines: Sequence[str]) -> tuple[int, str]:
    """Error -> (line counted from 1, advice)."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return _odd_character(text)
    last = max(len(lines), 1)
    context = min(error.context_mark.line + 1, last) if error.context_mark else 1
    line = min(error.problem_mark.line + 1, last) if error.problem_mark else context
    what = f"{error.context or ''} {error.problem or ''}"
    if tabbed := _tab_line(lines, context, line):
        return tabbed, "Linjen er rykket inn med tabulator. Bruk mellomrom, to for hvert nivå."
    if "quoted scalar" in what:
        return context, "Anførselstegnet som åpnes her, blir aldri lukket. Sett et til på slutten av verdien."
    if "did not find expected" in what and (opened := _open_quote(lines, line)):
        return opened, "Anførselstegnet som åpnes her, blir aldri lukket. Sett et til på slutten av verdien."
    if "flow sequence" in what or "flow node" in what:
        return context, "Klammen «[» blir aldri lukket, eller et komma mangler. Skriv for eksempel [local, regional]."
    if "flow mapping" in what:
        message = "Krøllparentesen «{» blir aldri lukket, eller et komma mangler. Skriv nøklene på hver sin linje."
        return context, message
    source = lines[line - 1] if line <= len(lines) else ""
    return line, _explain_line(what, source)


def _explain_line(what: str, source: str) -> str:
    pair = _PAIR.match(source)
    quoted = f'Skriv {pair["key"]}: "{_inner(pair["value"])}".' if pair else "Sett hele verdien i anførselstegn."
    if "cannot start any token" in what:
        first = pair["value"][0] if pair else source.strip()[:1]
        return f"En verdi kan ikke begynne med «{first}». {quoted}"
    if "mapping values are not allowed" in what:
        if pair and ":" in pair["value"]:
            return f"En verdi med kolon må stå i anførselstegn. {quoted}"
        return "Kolon på et sted der det ikke ventes. Sjekk innrykket, og at linjen over er ferdig."
    if "did not find expected" in what:
        if pair and pair["value"].startswith(("'", '"')):
            return f"Det står noe etter anførselstegnet som lukker verdien. {quoted}"
        return "Innrykket stemmer ikke med linjene over. Sett linjen rett under dem, med to mellomrom for hvert nivå."
    if "could not find expected ':'" in what:
        return "Linjen mangler kolon etter nøkkelen. Skriv for eksempel «name: Bygdeposten»."
    return f"Linjen kan ikke leses som YAML ({' '.join(what.split())}). Sammenlign med eksempelfilen."


def _inner(value: str) -> str:
    bare = value.strip().strip("'\"")
    return bare.replace("\\", "\\\\").replace('"', '\\"')


def _tab_line(lines: Sequence[str], first: int, last: int) -> int | None:
    """The first line from `first` to `last` that is indented with a tab."""
    numbers = range(max(first, 1), min(last, len(lines)) + 1)
    return next((number for number in numbers if _TAB_INDENT.match(lines[number - 1])), None)


def _open_quote(lines: Sequence[str], last: int) -> int | None:
    """The nearest line up to `last` whose value opens a quotation mark and does not close it on the same line."""
    for number in range(min(last, len(lines)), 0, -1):
        if _OPEN_QUOTE.match(lines[number - 1]):
            return number
    return None


def _odd_character(text: str) -> tuple[int, str]:
    odd = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    line = text.count("\n", 0, odd.start()) + 1 if odd else 1
    return line, "Linjen har et usynlig styretegn. Skriv linjen på nytt for hånd."
