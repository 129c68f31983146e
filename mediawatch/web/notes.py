"""Notes on a story: written by advisers and administrators, seen by them only, never mailed. Whoever wrote a note, or
an administrator, may change or remove it; what it said before is kept."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.errors import ChangedError
from mediawatch.model import Note
from mediawatch.render import said
from mediawatch.web.judging import story_of
from mediawatch.web.note_lines import may_change
from mediawatch.web.respond import back_to
from mediawatch.web.site import Site
from mediawatch.web.story import story_page
from mediawatch.web.visitor import LARGEST_ID, Adviser, Form, NotAllowedError, NotFoundError, OurSite, Visitor

MOST_LETTERS = 5_000
LOGGED_LETTERS = 500

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@router.post("/sak/{story_id}/notater")
def add_note(request: Request, site: OurSite, visitor: Adviser, story_id: int, form: Form) -> Response:
    """Writes a note."""
    story = story_of(site, visitor, story_id)
    text = _text(form.get("tekst", ""))
    if fault := _fault(text):
        return _again(request, site, visitor, story.id, text, fault)
    given = Note(
        id=0,
        organisation=visitor.organisation.id,
        story=story.id,
        author=visitor.account.email,
        by=visitor.by,
        at=site.now(),
        text=text,
    )
    kept = site.store.notes.add(given)
    if kept is None:
        raise NotFoundError("Saken finnes ikke hos dere.")
    _log(site, visitor, "note.add", kept, after=text)
    return back_to(f"/{visitor.organisation.id}/sak/{story.id}?gjort=notat#notater")


@router.post("/notater/{note_id}")
def change_note(request: Request, site: OurSite, visitor: Adviser, note_id: int, form: Form) -> Response:
    """Gives a note another text, or removes it (`gjor` is "fjern")."""
    note = _own(site, visitor, note_id)
    back, name = f"/{visitor.organisation.id}/sak/{note.story}", visitor.organisation.id
    text = _text(form.get("tekst", ""))
    removes = form.get("gjor") == "fjern"
    if not removes and (fault := _fault(text)):
        return _again(request, site, visitor, note.story, text, fault, note_id=note_id)
    try:
        if removes:
            site.store.notes.remove(name, note_id, by=visitor.by, now=site.now(), expected=form.version())
            _log(site, visitor, "note.remove", note, before=note.text)
            return back_to(f"{back}?gjort=notat-fjernet&notat={note_id}#notater")
        site.store.notes.change(name, note_id, text, by=visitor.by, now=site.now(), expected=form.version())
    except ChangedError:
        fault = said("Noen andre endret notatet mens du skrev. Deres tekst står over, din i feltet. Send på nytt.")
        return _again(request, site, visitor, note.story, text, fault, note_id=note_id, status=409)
    _log(site, visitor, "note.change", note, before=note.text, after=text)
    return back_to(f"{back}?gjort=notat#notater")


@router.post("/notater/{note_id}/tilbake")
def bring_back(site: OurSite, visitor: Adviser, note_id: int, _form: Form) -> Response:
    """Shows a removed note again."""
    note = _own(site, visitor, note_id)
    site.store.notes.bring_back(visitor.organisation.id, note_id)
    _log(site, visitor, "note.restore", note, after=note.text)
    return back_to(f"/{visitor.organisation.id}/sak/{note.story}?gjort=notat#notater")


def _own(site: Site, visitor: Visitor, note_id: int) -> Note:
    """A note that the visitor may change. Raises NotFoundError, NotAllowedError."""
    note = site.store.notes.note(visitor.organisation.id, note_id) if 0 < note_id <= LARGEST_ID else None
    if note is None:
        raise NotFoundError("Notatet finnes ikke.")
    if not may_change(visitor, note):
        raise NotAllowedError("administrator")
    return note


def _text(written: str) -> str:
    return written.replace("\r\n", "\n").replace("\r", "\n").strip()


def _fault(text: str) -> str:
    if not text:
        return said("Skriv noe i notatet før du lagrer det.")
    if len(text) > MOST_LETTERS:
        return said("Notatet kan være høyst 5000 tegn. Kort det ned, og lagre igjen.")
    return ""


def _again(
    request: Request, site: Site, visitor: Visitor, story_id: int, text: str, fault: str, *, note_id: int = 0,
    status: int = 422,
) -> Response:  # fmt: skip
    """The story's page with what was written and what is wrong with it."""
    found = story_of(site, visitor, story_id)
    shown = {"note_fault": fault, "note_text": text, "note_id": note_id}
    return story_page(request, site, visitor, found, status=status, **shown)


def _log(site: Site, visitor: Visitor, action: str, note: Note, *, before: str = "", after: str = "") -> None:
    site.store.access.log(
        visitor.organisation.id,
        by=visitor.account.email,
        action=action,
        subject=f"story {note.story} note {note.id}",
        before=before[:LOGGED_LETTERS],
        after=after[:LOGGED_LETTERS],
        now=site.now(),
    )
