"""What a document says -> the records of mediawatch.model, each fault with its line and what to write instead."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date, time
from functools import cache
from types import NoneType, UnionType
from typing import Any, Generic, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from mediawatch.config.addresses import clock_fault
from mediawatch.config.vocabulary import closest, example, listed
from mediawatch.config.yaml_lines import Data, Document, Path
from mediawatch.errors import Problem
from mediawatch.measure.written import WrittenError, written_day

T = TypeVar("T")

_UNKNOWN = "unexpected_keyword_argument"
_GLUED_COMMENT = re.compile(r":\s+#\S")


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A record and where it stands."""

    record: T
    document: Document
    path: Path

    def problem(self, message: str, *more: str | int) -> Problem:
        """A problem with the record, or with the key `more` inside it."""
        return self.document.problem(self.path + more, message)

    def where(self, *more: str | int) -> str:
        """`file:line` of the record."""
        return f"{self.document.file}:{self.document.line(self.path + more)}"


@dataclass(frozen=True, slots=True)
class Raw:
    """One mapping of a list, before it is validated."""

    data: dict[str, Data]
    document: Document
    path: Path


def raw_list(document: Document, data: Data, path: Path, record: type, problems: list[Problem]) -> list[Raw]:
    """The list at `path` -> its mappings. Anything else is reported; an empty value is an empty list."""
    if data is None:
        return []
    key = str(path[-1])
    if not isinstance(data, list):
        message = f"Under «{key}» skal det stå en liste, der hver post begynner med bindestrek. Skriv for eksempel:\n"
        problems.append(document.problem(path, f"{message}{example('', key)}"))
        return []
    found = []
    for number, item in enumerate(data):
        if isinstance(item, dict):
            found.append(Raw(item, document, (*path, number)))
        else:
            problems.append(document.problem((*path, number), _not_a_mapping(record, item)))
    return found


def read_record(record: type[T], raw: Raw, problems: list[Problem]) -> Placed[T] | None:
    """Mapping -> record, or None when a fault was found (and added to `problems`)."""
    data = {key: value for key, value in raw.data.items() if value is not None or not _may_be_empty(record, key)}
    try:
        adapter = _adapter(record)  # type: ignore[arg-type]  # mypy holds that type[T] has no hash
        made = adapter.validate_python(data, extra="forbid")
    except ValidationError as error:
        faults = error.errors(include_url=False)
        misspelt = {_meant(record, str(fault["loc"][0]), data) for fault in faults if fault["type"] == _UNKNOWN}
        for fault in faults:
            if fault["type"] == "missing" and fault["loc"][0] in misspelt:
                continue
            path = raw.path + fault["loc"]
            source = raw.document.source(path)
            problems.append(raw.document.problem(path, _explain(record, fault, raw.data, source)))
        return None
    return Placed(made, raw.document, raw.path)


def allowed_words(record: type, key: str) -> tuple[str, ...]:
    """The closed list a key's values come from, () when they are free."""
    return _words(get_type_hints(record)[key])


@cache
def _adapter(record: type) -> TypeAdapter[Any]:
    return TypeAdapter(record)


def _may_be_empty(record: type, key: str) -> bool:
    """A text that is left to fill in: an empty value means the same as no line at all."""
    return any(field.name == key and field.default == "" for field in fields(record))


def _words(hint: Any) -> tuple[str, ...]:
    if get_origin(hint) is Literal:
        return tuple(str(word) for word in get_args(hint))
    return tuple(word for part in get_args(hint) if part is not Ellipsis for word in _words(part))


def _expected(hint: Any) -> type:
    """The plain type behind a field's hint: tuple, int, time …"""
    if get_origin(hint) in (Union, UnionType):
        return next(_expected(part) for part in get_args(hint) if part is not NoneType)
    origin = get_origin(hint)
    return str if origin is Literal else origin or hint


def _explain(record: type, fault: Mapping[str, Any], data: Mapping[str, Data], source: str) -> str:
    loc: Sequence[str | int] = fault["loc"]
    key = str(loc[0])
    if fault["type"] == _UNKNOWN:
        return _unknown_key(record, key, data)
    sample = f"Skriv for eksempel {_inline(example(record.__name__, key))}"
    if fault["type"] == "missing":
        return f"Nøkkelen «{key}» mangler. {sample}"
    given = fault["input"]
    if given is None:
        return _empty(key, source, sample, in_list=len(loc) > 1)
    words = allowed_words(record, key)
    hint = get_type_hints(record)[key]
    if _expected(hint) is tuple and len(loc) == 1:
        return _not_a_list(key, given, words, sample)
    if isinstance(given, list | dict):
        return _not_one_value(key, given, sample, in_list=len(loc) > 1)
    if words:
        return _not_allowed(key, str(given), words)
    return _wrong_type(_expected(hint), str(given), sample)


def _meant(record: type, key: str, data: Mapping[str, Data]) -> str | None:
    """The key that was probably meant by one that does not exist: first among those not written."""
    known = [field.name for field in fields(record)]
    return closest(key, [name for name in known if name not in data]) or closest(key, known)


def _unknown_key(record: type, key: str, data: Mapping[str, Data]) -> str:
    if meant := _meant(record, key, data):
        return f"Nøkkelen «{key}» finnes ikke. Mente du «{meant}»?"
    known = [field.name for field in fields(record)]
    return f"Nøkkelen «{key}» finnes ikke. Ta bort linjen. Mulige nøkler er {listed(known)}."


def _empty(key: str, source: str, sample: str, *, in_list: bool) -> str:
    if in_list:
        return f"Listen «{key}» har et tomt punkt. Fyll det ut, eller ta bort linjen."
    if _GLUED_COMMENT.search(source):
        return f"Alt etter # er en kommentar, så «{key}» er tom. Sett verdien i anførselstegn. {sample}"
    return f"Nøkkelen «{key}» mangler verdi. {sample}, eller ta bort linjen."


def _not_a_list(key: str, given: Data, words: Sequence[str], sample: str) -> str:
    if isinstance(given, str):
        parts = [part.strip() for part in given.split(",")]
        if words:
            parts = [closest(part, words) or part for part in parts]
        return f"«{key}» skal være en liste. Skriv {key}: [{', '.join(parts)}]"
    return f"«{key}» skal være en liste, ikke nøkler. {sample}"


def _not_one_value(key: str, given: Data, sample: str, *, in_list: bool) -> str:
    if in_list:
        return f"Hvert punkt i «{key}» skal være én verdi. {sample}"
    if isinstance(given, list) and len(given) == 1 and isinstance(given[0], str):
        return f"«{key}» skal være én verdi, ikke en liste. Skriv {key}: {given[0]}"
    return f"«{key}» skal være én verdi, ikke {'en liste' if isinstance(given, list) else 'nøkler'}. {sample}"


def _not_allowed(key: str, given: str, words: Sequence[str]) -> str:
    meant = closest(given, words)
    ask = f"Mente du «{meant}»? " if meant else ""
    return f"«{given}» er ikke en mulig verdi for «{key}». {ask}Skriv {listed(words)}."


def _wrong_type(expected: type, given: str, sample: str) -> str:
    if expected is bool:
        meant = closest(given, ["true", "false"])
        return f"«{given}» er verken sant eller usant. Skriv {meant or 'true (ja) eller false (nei)'}."
    if expected is int:
        digits = re.sub(r"[\s.\u00a0]", "", given)
        whole = f"Skriv {digits}." if digits.isdecimal() and len(digits) < 10 else sample
        return f"«{given}» er ikke et helt tall uten mellomrom og komma. {whole}"
    if expected is float:
        dotted = given.replace(",", ".")
        return f"«{given}» er ikke et tall. " + (
            f"Skriv {dotted} (punktum, ikke komma)." if dotted != given else f"{sample}"
        )
    if expected is date:
        return _not_a_date(given, sample)
    if expected is time:
        return clock_fault(given) or f"«{given}» er ikke et klokkeslett. {sample}"
    return f"«{given}» kan ikke brukes her. {sample}"


def _not_a_date(given: str, sample: str) -> str:
    try:
        return f"Datoen skal skrives med året først. Skriv {written_day(given)}."
    except WrittenError as error:
        return f"{str(error).partition('. ')[0]}. {sample}"


def _not_a_mapping(record: type, item: Data) -> str:
    needed = [field.name for field in fields(record) if _is_needed(field)]
    sample = ", ".join(_inline(example(record.__name__, key)) for key in needed)
    shown = f"«{item}»" if isinstance(item, str) else "en liste" if isinstance(item, list) else "et tomt punkt"
    return f"Her står {shown}, men det skal være nøkler med verdier. Skriv for eksempel - {{{sample}}}"


def _is_needed(field: Any) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _inline(text: str) -> str:
    return " ".join(text.split())
