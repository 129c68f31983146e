"""A YAML file -> a tree that remembers the line of every key and value.

Scalars stay the text that was written; `mediawatch.config.records` reads them by the type the field wants. So
`at: 07:15` is a time and not 26 100 seconds, `name: no` is a name and not False, and a phone number keeps its zeros,
which YAML 1.1 would all get wrong. Only the plain part of YAML is taken: no anchors, aliases, tags or second
documents, so a small file cannot grow large.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath

import yaml

from mediawatch.config.syntax import explain_syntax
from mediawatch.errors import Problem

MAX_BYTES = 2_000_000
MAX_DEPTH = 20

Path = tuple[str | int, ...]
"""Where in a document: keys and list positions from the root, as ("outlets", 3, "url")."""

Data = dict[str, "Data"] | list["Data"] | str | None
"""What a document says, without types: the empty value is None, every other scalar is text."""

CURLY = "“”"
QUOTE_IT = "Skriv verdien helt ut, i anførselstegn hvis tegnet hører med."
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value. `text` is None for an empty one."""

    text: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key: value`."""

    key: str
    line: int
    value: "Node"


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping. Keys are unique (a repeated key is a problem, and the first one counts)."""

    entries: tuple[Entry, ...]
    line: int

    def find(self, key: str | int) -> Entry | None:
        """The entry with this key."""
        return next((entry for entry in self.entries if entry.key == key), None)


Node = Scalar | Items | Entries


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read. `file` is the name to show."""

    file: str
    root: Node
    lines: tuple[str, ...] = field(repr=False, default=())

    def data(self) -> Data:
        """The whole document as dicts, lists, text and None."""
        return _data(self.root)

    def line(self, path: Path) -> int:
        """The line of the key or list item at `path`; of its nearest parent where it does not exist."""
        node, line = self.root, self.root.line
        for step in path:
            if isinstance(node, Entries) and (entry := node.find(step)):
                node, line = entry.value, entry.line
            elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                line = node.line
            else:
                break
        return line

    def source(self, path: Path) -> str:
        """The source line at `path`."""
        number = self.line(path)
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def problem(self, path: Path, message: str) -> Problem:
        """A problem at `path`."""
        return Problem(file=self.file, line=self.line(path), path=path_text(path), message=message)


def path_text(path: Path) -> str:
    """("outlets", 3, "url") -> "outlets[3].url"."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def shown_name(path: FilePath) -> str:
    """The path as the operator would write it: relative to the working directory when it lies below it."""
    try:
        return path.resolve().relative_to(FilePath.cwd()).as_posix()
    except ValueError:
        return str(path)


def read_document(path: FilePath) -> tuple[Document | None, list[Problem]]:
    """File -> document and problems. The document is None when nothing useful could be read."""
    name = shown_name(path)
    text, problem = read_text(path, name)
    if text is None:
        return None, [problem] if problem else []
    return parse_document(text, name)


def read_text(path: FilePath, name: str) -> tuple[str | None, Problem | None]:
    """File -> its text (UTF-8, with or without byte order mark), or the problem that kept it from being read."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None, Problem(name, 1, "", "Finner ikke filen. Lag den, eller rett stien i innstillingene.")
    except OSError as error:
        return None, Problem(name, 1, "", f"Kan ikke lese filen ({error.strerror}). Sjekk tilgangen til den.")
    if len(content) > MAX_BYTES:
        return None, Problem(name, 1, "", f"Filen er større enn {MAX_BYTES // 1_000_000} MB. Del den opp.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, Problem(name, 1, "", "Filen er lagret som UTF-16. Lagre den på nytt som UTF-8.")
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        odd = content[error.start : error.start + 1].decode("latin-1")
        message = f"Filen er ikke lagret som UTF-8 (tegnet her er trolig «{odd}» i Latin-1)."
        return None, Problem(name, line, "", f"{message} Lagre den på nytt som UTF-8.")


def parse_document(text: str, name: str) -> tuple[Document | None, list[Problem]]:
    """YAML text -> document and problems. `name` is the file name to show."""
    lines = tuple(text.splitlines())
    problems = [
        Problem(name, number, "", "Linjen er rykket inn med harde mellomrom. Skriv vanlige mellomrom i stedet.")
        for number, line in enumerate(lines, 1)
        if re.match(r"[ \t]*\u00a0", line)
    ]
    builder = _Builder(name)
    try:
        root = builder.build(text)
    except _TooDeepError as error:
        deep = "Listene ligger for dypt inni hverandre. Sjekk innrykk og klammer."
        return None, [*problems, *builder.problems, Problem(name, error.line, "", deep)]
    except yaml.YAMLError as error:
        line, message = explain_syntax(error, text, lines)
        return None, problems or [Problem(name, line, "", message)]
    problems += builder.problems
    if root is None or (isinstance(root, Scalar) and root.text is None):
        empty = "Filen er tom. Ta utgangspunkt i eksempelfilen som følger med mediawatch."
        return None, [*problems, Problem(name, 1, "", empty)]
    return Document(name, root, lines), problems


class _TooDeepError(Exception):
    """Reading on would take time and memory out of proportion to any file a person writes."""

    def __init__(self, line: int) -> None:
        super().__init__(f"nested too deeply on line {line}")
        self.line = line


class _Builder:
    """Turns parser events into nodes; collects what must not be there."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def build(self, text: str) -> Node | None:
        """The root of the first document, None when there is none."""
        events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is None:
                    root = self._node(next(events), events, 0)
                else:
                    self._refuse(event, "Filen har to dokumenter (---). Ta bort linjen, og ha alt i ett.")
                    break
        return root

    def _refuse(self, event: yaml.Event, message: str) -> None:
        self.problems.append(Problem(self.name, _line(event), "", message))

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"«*{event.anchor}» er en henvisning, som ikke støttes. {QUOTE_IT}")
            return Scalar(None, _line(event))
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            self._refuse(event, f"«&{event.anchor}» er et anker, som ikke støttes. {QUOTE_IT}")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            self._refuse(event, f"Merket «{event.tag}» støttes ikke. {QUOTE_IT}")
        if depth == MAX_DEPTH and isinstance(event, yaml.CollectionStartEvent):
            raise _TooDeepError(_line(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(events, depth + 1, _line(event))
        if isinstance(event, yaml.MappingStartEvent):
            return self._entries(events, depth + 1, _line(event))
        return self._scalar(event)

    def _scalar(self, event: yaml.Event) -> Scalar:
        if not isinstance(event, yaml.ScalarEvent):
            raise TypeError(f"unexpected YAML event {event!r}")
        text, plain = str(event.value), event.implicit[0] and event.style in (None, "")
        if plain and text in _NULLS:
            return Scalar(None, _line(event))
        if plain and text[0] in CURLY and text[-1] in CURLY:
            self._refuse(event, f'Verdien står i krumme anførselstegn. Skriv rette: "{text.strip(CURLY)}".')
        return Scalar(text, _line(event))

    def _items(self, events: Iterator[yaml.Event], depth: int, line: int) -> Items:
        items = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, events, depth))
        return Items(tuple(items), line)

    def _entries(self, events: Iterator[yaml.Event], depth: int, line: int) -> Entries:
        entries: dict[str, Entry] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, events, depth)
            value = self._node(next(events), events, depth)
            if not isinstance(key, Scalar) or key.text is None:
                self._refuse(event, "En nøkkel må være et ord foran kolon, som «name: Bygdeposten».")
            elif key.text in entries:
                first = entries[key.text].line
                message = f"Nøkkelen «{key.text}» står to ganger (først på linje {first}). Ta bort den ene."
                self._refuse(event, message)
            else:
                entries[key.text] = Entry(key.text, key.line, value)
        return Entries(tuple(entries.values()), line)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _data(node: Node) -> Data:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [_data(item) for item in node.items]
    return {entry.key: _data(entry.value) for entry in node.entries}
