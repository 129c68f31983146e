"""A `.env` file -> the variables in it, each with its line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from dotenv.parser import parse_stream

from mediawatch.config.yaml_lines import read_text, shown_name
from mediawatch.errors import Problem


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a setting and where it was written; line 0 for the environment."""

    text: str = field(repr=False)
    file: str
    line: int


def read_dotenv(path: Path) -> tuple[Mapping[str, Written], list[Problem]]:
    """File -> variables by name, and problems. A file that is not there has none. Values are taken as they stand:
    a password may hold ${…}, which is not looked up."""
    if not path.exists():
        return {}, []
    name = shown_name(path)
    text, problem = read_text(path, name)
    if text is None:
        return {}, [problem] if problem else []
    found: dict[str, Written] = {}
    problems = []
    for binding in parse_stream(StringIO(text)):
        raw = binding.original.string
        line = binding.original.line + raw[: len(raw) - len(raw.lstrip())].count("\n")
        if binding.error or (binding.key and binding.value is None):
            problems.append(
                Problem(name, line, "", "Linjen er ikke NAVN=verdi. Skriv for eksempel MEDIAWATCH_CONTACT=…")
            )
        elif binding.key and binding.key in found:
            message = f"Står to ganger (først på linje {found[binding.key].line}). Ta bort den ene."
            problems.append(Problem(name, line, binding.key, message))
        elif binding.key:
            found[binding.key] = Written(binding.value or "", name, line)
    return found, problems
