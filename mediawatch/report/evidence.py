"""The evidence of a case to one zip: what was printed when, what we decided, asked for and answered, and the log.

Made of what is given and nothing else: the same case gives the same bytes, whenever it is asked for. Of an article
there is never more than its title and its lead as far as that may be shown (mediawatch.report.page).
"""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256

from mediawatch.render import plain, render

STAMP = (1980, 1, 1, 0, 0, 0)
"""The time that all files in the zip carry: what a zip can tell earliest. When things happened stands in the files."""
MANIFEST = "sjekksummer.sha256"
_NAME = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "é": "e"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceVersion:
    """One version of a copy as we saw it. `lead` "" where it may not be shown; `fingerprint` of the whole text."""

    number: int
    seen: str
    title: str
    lead: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCopy:
    """One place where the story stood. `complaint_by`: the last day for a complaint about this copy."""

    outlet: str
    address: str
    published: str
    first_seen: str
    complaint_by: str
    versions: tuple[EvidenceVersion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """A name and what stands beside it."""

    name: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFact:
    """A claim of the ledger with what is right and what came of asking."""

    claim: str
    verdict: str
    lines: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceReply:
    """What we answered."""

    when: str
    channel: str
    by: str
    to: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceEntry:
    """A line of the log of changes."""

    at: str
    by: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A whole case, in words. `complaint_by`: of the copy that came first. `confidential`: whether fields that only
    advisers may read are among `decision`."""

    organisation: str
    title: str
    story: int
    complaint_by: str
    complained: str
    decision: tuple[EvidenceLine, ...]
    points: tuple[EvidenceLine, ...]
    copies: tuple[EvidenceCopy, ...]
    facts: tuple[EvidenceFact, ...]
    replies: tuple[EvidenceReply, ...]
    log: tuple[EvidenceEntry, ...]
    confidential: bool


def evidence_files(case: Evidence) -> dict[str, bytes]:
    """A case to its files, by name: an index to read and one to print, the versions of each copy, the log, all of it
    as data, and the checksums of them all."""
    files: dict[str, bytes] = {
        "oversikt.html": render("report/evidence.html.jinja", case=case).encode(),
        "oversikt.txt": render("report/evidence.txt.jinja", case=case).encode(),
        "logg.txt": render("report/evidence_log.txt.jinja", case=case).encode(),
        "sak.json": (json.dumps(asdict(case), ensure_ascii=False, indent=2) + "\n").encode(),
    }
    for number, copy in enumerate(case.copies, start=1):
        name = f"utgaver/{number:02}-{file_slug(copy.outlet)}.txt"
        files[name] = render("report/evidence_copy.txt.jinja", copy=copy).encode()
    return {**files, MANIFEST: manifest(files)}


def manifest(files: Mapping[str, bytes]) -> bytes:
    """Files to their checksums, as `sha256sum --check` reads them."""
    lines = (f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return "".join(lines).encode()


def evidence_zip(case: Evidence) -> bytes:
    """A case to its zip."""
    folder = file_slug(f"sak {case.story} {case.title}")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(evidence_files(case).items()):
            entry = zipfile.ZipInfo(f"{folder}/{name}", STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return made.getvalue()


def file_slug(words: str) -> str:
    """Words from outside to a part of a file name that every system takes: small letters, digits and hyphens."""
    return _NAME.sub("-", plain(words).lower().translate(_LETTERS)).strip("-")[:60].strip("-") or "uten-navn"
