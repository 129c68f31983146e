"""The text of a mail to what its writer asks: forwarded headers read, history, signatures and greetings cut away.

Reads what Outlook, Gmail, Apple Mail and Thunderbird write, in bokmål, nynorsk, English, Danish and Swedish.
"""

import re
from dataclasses import dataclass

MOST_LETTERS = 100_000
MOST_LINES = 4_000
LONGEST_LINE = 2_000
MOST_QUESTION = 5_000
MOST_REMARK = 500
GAP = 2
"""Empty lines that may stand between two lines of a forwarded header."""

_NAMES = {
    "from": ("fra", "frå", "from", "från", "von"),
    "sent": ("sendt", "sent", "dato", "date", "skickat", "datum", "gesendt"),
    "to": ("til", "to", "till"),
    "cc": ("kopi", "cc", "kopia", "kopi til"),
    "subject": ("emne", "subject", "ämne", "betreff"),
    "reply": ("svar til", "reply-to", "svar-til"),
    "other": ("viktighet", "importance", "prioritet", "vedlegg", "attachments"),
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names}
_FIELD_NAMES = "|".join(sorted(map(re.escape, _FIELDS), key=len, reverse=True))
_HEADER = re.compile(
    rf"^[\s>*_]*(?P<name>{_FIELD_NAMES})[*_]*\s?:[*_]*(?:\s+(?P<value>.*))?$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"^[\s>*_-]*(?:start på |begynnelse på |begin )?(?:videresendte?|vidaresendt|forwarded|"
    r"vidarebefordrat)\s+(?:melding|message|mail|e-post|meddelelse|meddelande)[\s:*_-]*$",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"^[\s>]*-{2,}\s*(?:opprinnelig|opphavleg|original|oprindelig|ursprungligt)\s+"
    r"(?:melding|message|meddelelse|meddelande)\s*-{2,}"
    r"|^(?=.*(?:@|\d{1,2}[:.]\d\d(?!\.?\d)))[\s>]*(?:den|på|on)\s.{6,200}\b(?:skrev|skreiv|wrote)\b.{0,200}:\s*$"
    r"|^[\s>]*\S.{4,200}<[^<>@\s]+@[^<>\s]+>\s*(?:skrev|skreiv|wrote)\s*:?\s*$"
    r"|^(?=.*(?:@|\d{1,2}[:.]\d\d(?!\.?\d)))[\s>]*(?:man|tir|tys|ons|tor|fre|lør|lau|søn|sun|mon|tue|wed|thu|fri|sat)\w*\.?,?\s.{4,150}"
    r"\b(?:skrev|skreiv|wrote)\b.{0,200}:\s*$"
    r"|^[\s>]*_{20,}\s*$",
    re.IGNORECASE,
)
_OPENED = re.compile(r"^[\s>]*(?:den|on|(?:man|tir|tys|ons|tor|fre|lør|lau|søn|sun)\w*\.?,?)\s.*\d", re.IGNORECASE)
_WROTE = re.compile(r"\b(?:skrev|skreiv|wrote)\b[^:]{0,200}:\s*$", re.IGNORECASE)
_STAMP = re.compile(r"@|\d{1,2}[:.]\d\d(?!\.?\d)")
_ASKED = re.compile(r"\?(?:\s|$)|^\s*(?:\d+[.)]|[-•*])\s")
_FAREWELL = re.compile(
    r"^\W*(?:(?:med\s+)?(?:vennlig|venleg|beste?|varm|kjær|mange)\s*(?:hilsen|hilsning|hilsninger|helsing|helsingar)"
    r"|hilsen|helsing|mvh\.?|vh\.?|m\.v\.h\.?|bh|(?:best|kind|warm|many)\s+regards|regards|sincerely|cheers|"
    r"på forhånd takk|på førehand takk|thanks(?: in advance)?)\b(?P<rest>.{0,80})$",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"^\W*(?:sendt fr[aå]|sent from|få outlook for|skaff deg outlook|get outlook for|hent outlook)\b.{0,80}$",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"^\W*(?:(?:obs|advarsel|caution|external|ekstern)\b(?=.{0,120}\b(?:e-?post|email|avsender|sender|lenke|links?)\b)|"
    r"\[?ekstern e-?post|denne e-posten (?:er|kommer|kom) (?:fra|utenfra)|"
    r"this email originated)\b.{0,300}$",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\d/.-])(?:\+?47[\s.-]?)?(?:[2-9]\d{2}[\s.-]?\d{2}[\s.-]?\d{3}|[2-9]\d(?:[\s.-]?\d{2}){3})(?![\d/])"
)
_ADDRESS = re.compile(r"[\w.+'æøåÆØÅ-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_SPACES = re.compile(r"[ \t\u00a0]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarded:
    """The header of a forwarded mail as it stands in the text; "" for what it lacks."""

    sender: str = ""
    address: str = ""
    sent: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a text says. `above`: what stands before the first forwarded or quoted mail; `forwarded`: that mail's
    header; `marked`: a mail program says that it was forwarded; `below`: what that mail says."""

    above: str
    forwarded: Forwarded | None = None
    marked: bool = False
    below: str = ""


def read_letter(text: str) -> Letter:
    """A mail's text, taken apart."""
    lines = _lines(text)
    at, marked = _first_forward(lines)
    if at is None:
        return Letter(above="\n".join(lines))
    header, end = _header(lines, at)
    above = lines[: at - 1] if marked and at and _FORWARDED.match(lines[at - 1]) else lines[:at]
    while above and (not above[-1].strip() or _FORWARDED.match(above[-1]) or _HISTORY.match(above[-1])):
        above.pop()
    below = lines[end:]
    if lines[at].lstrip().startswith(">"):
        below = [re.sub(r"^\s*>\s?", "", line) for line in below]
    return Letter(above="\n".join(above), forwarded=header, marked=marked, below="\n".join(below))


def question_of(text: str) -> tuple[str, str]:
    """What a writer asks, without what they quote, their greeting's signature and notices of mail programs; and the
    telephone number of the signature, "" for none."""
    whole = _lines(text)
    lines = _before_history(whole)
    if not "".join(lines).strip():  # answered below the quotation
        quoted = [at for at, line in enumerate(whole) if line.lstrip().startswith(">")]
        lines = whole[quoted[-1] + 1 :] if quoted else lines
    kept, signature = _unsigned(lines)
    kept = [line for line in kept if not (line.lstrip().startswith(">") or _DEVICE.match(line) or _NOTICE.match(line))]
    found = "\n".join(_SPACES.sub(" ", line).strip() for line in kept).strip()
    question = re.sub(r"\n{3,}", "\n\n", found)
    phone = _PHONE.search("\n".join(signature)) or _PHONE.search(question)
    return _cut(question, MOST_QUESTION), _SPACES.sub(" ", phone[0]).strip() if phone else ""


def remark_of(text: str) -> str:
    """What somebody wrote above the mail they sent on, in short."""
    return _cut(" ".join(question_of(text)[0].split()), MOST_REMARK)


def name_and_address(written: str) -> tuple[str, str]:
    """ "Kari Nordlie <kari@avis.example>", "kari@avis.example [mailto:…]" to a name and an address."""
    found = _ADDRESS.search(written)
    address = found[0] if found else ""
    name = re.sub(r"[<\[(].*$", "", written).replace(address, "") if address else written
    return name.strip(" \"'<>[]();,*_").strip(), address


def _lines(text: str) -> list[str]:
    whole = text[:MOST_LETTERS].replace("\r\n", "\n").replace("\r", "\n").replace("\u200b", "").replace("\ufeff", "")
    return [line[:LONGEST_LINE] for line in whole.split("\n", MOST_LINES)[:MOST_LINES]]


def _first_forward(lines: list[str]) -> tuple[int | None, bool]:
    """Where the first header of another mail begins, and whether a line before it says that it was forwarded."""
    marked = False
    for at, line in enumerate(lines):
        if _FORWARDED.match(line):
            marked = True
        elif _HEADER.match(line) and _is_header(lines, at):
            return at, marked
        elif not marked and _HISTORY.match(line) and not line.strip().startswith("_"):
            continue
    return None, False


def _is_header(lines: list[str], at: int) -> bool:
    fields = {field for _line, field, _value in _header_lines(lines, at)}
    return "from" in fields and len(fields - {"other"}) >= 3 - ("sent" in fields and "subject" in fields)


def _header(lines: list[str], at: int) -> tuple[Forwarded, int]:
    found: dict[str, str] = {}
    end = at
    for line, field, value in _header_lines(lines, at):
        found.setdefault(field, value)
        end = line + 1
    name, address = name_and_address(found.get("from", ""))
    return Forwarded(sender=name, address=address, sent=found.get("sent", ""), subject=found.get("subject", "")), end


def _header_lines(lines: list[str], at: int) -> list[tuple[int, str, str]]:
    """The lines of a forwarded header from `at`: number, field, value. A value may go on in the next line."""
    found: list[tuple[int, str, str]] = []
    gap = 0
    for number in range(at, min(at + 30, len(lines))):
        line = lines[number]
        hit = _HEADER.match(line)
        if hit:
            found.append((number, _FIELDS[hit["name"].lower()], (hit["value"] or "").strip()))
            gap = 0
        elif not line.strip(" >\t\u00a0"):
            gap += 1
            if gap > GAP:
                break
        elif found and not gap and (not found[-1][2] or found[-1][1] in ("to", "cc") or _ADDRESS.search(line)):
            _line, field, value = found[-1]
            found[-1] = (number, field, f"{value} {line.strip(' >')}".strip())
        else:
            break
    return found


def _before_history(lines: list[str]) -> list[str]:
    for at, line in enumerate(lines):
        if _HISTORY.match(line) or (_HEADER.match(line) and _is_header(lines, at)):
            return lines[:at]
        wrapped = f"{line.strip()} {lines[at + 1].strip()}" if at + 1 < len(lines) else ""
        if (
            wrapped
            and _OPENED.match(line)
            and not _WROTE.search(line)
            and len(wrapped) < 400
            and _STAMP.search(wrapped)
            and _WROTE.search(wrapped)
        ):
            return lines[:at]
    return lines


def _unsigned(lines: list[str]) -> tuple[list[str], list[str]]:
    """What stands above the signature, and the signature."""
    seen = False
    for at, line in enumerate(lines):
        if line.rstrip() == "--" or line in ("-- ", "--\u00a0"):
            return lines[:at], lines[at:]
        farewell = _FAREWELL.match(line.strip())
        if (
            seen
            and farewell
            and not re.search(r"[?]|\b(?:du|dere|de|you)\b", farewell["rest"], re.IGNORECASE)
            and not any(_ASKED.search(line) for line in lines[at + 1 :])
        ):
            return lines[:at], lines[at:]
        seen = seen or bool(line.strip())
    return lines, []


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
