"""Notes on a story to the lines that advisers see."""

from dataclasses import dataclass

from mediawatch.model import Note
from mediawatch.render import moment_words
from mediawatch.web.site import Site
from mediawatch.web.visitor import Visitor


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A note as shown: its text in paragraphs, who wrote it when, and whether the visitor may change it. `earlier`:
    what it said before."""

    id: int
    version: int
    text: str
    paragraphs: tuple[str, ...]
    told: str
    changed: str
    mine: bool
    earlier: tuple[tuple[str, str], ...]


def notes_of(site: Site, visitor: Visitor, story_id: int) -> tuple[NoteLine, ...]:
    """The story's notes, the oldest first."""
    return tuple(_line(site, visitor, note) for note in site.store.notes.of(visitor.organisation.id, story_id))


def _line(site: Site, visitor: Visitor, note: Note) -> NoteLine:
    earlier = site.store.notes.earlier(visitor.organisation.id, note.id) if note.version > 1 else []
    when = moment_words(note.at, site.today, site.zone)
    changed = f"{note.changed_by}, {moment_words(note.changed_at, site.today, site.zone)}" if note.changed_at else ""
    return NoteLine(
        id=note.id,
        version=note.version,
        text=note.text,
        paragraphs=tuple(filter(None, (part.strip() for part in note.text.splitlines()))),
        told=f"{note.by}, {when}",
        changed=changed,
        mine=may_change(visitor, note),
        earlier=tuple((f"{by}, {moment_words(at, site.today, site.zone)}", text) for at, by, text in earlier),
    )


def may_change(visitor: Visitor, note: Note) -> bool:
    """Whoever wrote it, and administrators."""
    return visitor.may("administrator") or note.author == visitor.account.email
