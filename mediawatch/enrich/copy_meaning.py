"""What tells a story told anew in other words from another story: what the shared encoder reads, as signs alone, and
which newsroom a piece names as its source ("skriver Fjordposten", "melder NRK").

Of what the encoder reads the sign of each number is kept, 768 bits. The share of equal signs tells the angle between
two readings almost as well as the numbers do, takes a few millionths of a second, and gives no word back.
"""

import math
import re
from collections.abc import Sequence
from itertools import islice

from mediawatch.enrich.heads import seen
from mediawatch.enrich.passages import Places, passages
from mediawatch.enrich.publishers import is_press_name
from mediawatch.enrich.segments import segments
from mediawatch.model import Article, Reading

CHUNK = 48
CHUNKS = 16
_SIGNS = CHUNK * CHUNKS
_NO_PLACES = Places(frozenset(), frozenset())
_UNREAD = Reading(mentions=(), relevance=0.0, relevant=False)
_NAME = r"([A-ZÆØÅ][\wÆØÅæøå]*(?: (?:2|Blad|Tidende|Avis|Dagblad|Folkeblad|[A-ZÆØÅ]\w+))?)"
_SOURCE = re.compile(
    rf"\b(?:skriver|skriv|melder|melde|[Ii]følge|[Ii]følgje|til|opplyser|meldte|skrev|omtalt i|omtala i) {_NAME}"
)
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "-": "", " ": "", ".": ""})
_LEAST_PREFIX = 3


def signs(article: Article, reading: Reading | None) -> list[int]:
    """The signs of what the encoder reads of the article, in CHUNKS numbers of CHUNK bits. Empty where there is no
    encoder or no text. With the reading that judged the article it is not read a second time."""
    reading = reading or _UNREAD
    numbers = seen(segments(passages(article, reading, _NO_PLACES), reading))
    if numbers is None or numbers.size != _SIGNS:
        return []
    bits = (numbers > 0).reshape(CHUNKS, CHUNK).tolist()
    return [int("".join("1" if bit else "0" for bit in chunk), 2) for chunk in bits]


def angle(one: Sequence[int], other: Sequence[int]) -> float:
    """The cosine of the angle between two readings by their signs; 0 where either was not read."""
    if not one or len(one) != len(other):
        return 0.0
    unequal = sum((mine ^ theirs).bit_count() for mine, theirs in zip(one, other, strict=True))
    return math.cos(math.pi * unequal / _SIGNS)


def named_sources(text: str) -> list[str]:
    """The newsrooms that the text names as those who told it, as it names them."""
    return [name for match in islice(_SOURCE.finditer(text), 20) if (name := _press_name(match.group(1)))]


def id_of(name: str) -> str:
    """A newsroom's name in letters as an outlet's id is written."""
    return name.lower().translate(_LETTERS)


def ids_of(outlet: str) -> list[str]:
    """What an outlet may be called by others: its id and how that begins ("nrk" for nrk-buskerud)."""
    plain = id_of(outlet)
    return [plain[:length] for length in range(_LEAST_PREFIX, len(plain))] + [plain]


def _press_name(found: str) -> str:
    """The newsroom in one or two words with capitals, "" where there is none."""
    first, _, second = found.partition(" ")
    if second and is_press_name(f"{first}{second}"):
        return found
    return first if is_press_name(first) else ""
