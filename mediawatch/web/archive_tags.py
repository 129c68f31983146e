"""Tags put on many stories at once, and taken off again."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.render import said
from mediawatch.store import tidy_tag
from mediawatch.web.respond import back_to, safe_path
from mediawatch.web.visitor import LARGEST_ID, Adviser, BadInputError, Form, OurSite, SentForm

MOST_AT_ONCE = 200

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Undo:
    """What takes the last marking back: the tag, "sett" or "fjern", the ids of the stories with commas between."""

    tag: str
    action: str
    stories: str


@router.post("/arkiv/merk")
def mark(site: OurSite, visitor: Adviser, form: Form) -> Response:
    """Puts a tag on the chosen stories or takes it off; answers with a way back."""
    tag = tidy_tag(form.get("merke", ""))
    stories = story_ids(form)
    if not tag:
        raise BadInputError(
            said("Skriv hvilket merke sakene skal ha, for eksempel «budsjett». Gå tilbake og prøv igjen.")
        )
    if not stories:
        raise BadInputError(said("Velg minst én sak først. Gå tilbake og kryss av for sakene."))
    name, tagging, adds = visitor.organisation.id, site.store.archive.tagging, form.get("handling") != "fjern"
    if adds:
        changed = tagging.add(name, stories, tag, by=visitor.account.email, now=site.now())
    else:
        changed = tagging.remove(name, stories, tag)
    written = ", ".join(map(str, changed))
    if changed:
        site.store.access.log(
            name,
            by=visitor.account.email,
            action="story.tag",
            subject=f"story {written}",
            before="" if adds else tag,
            after=tag if adds else "",
            now=site.now(),
        )
    said_of = "angret" if form.get("angre") else "merket" if adds else "avmerket"
    back = {"gjort": said_of}
    if changed and not form.get("angre"):
        back |= {"angre": "fjern" if adds else "sett", "merke": tag, "saker": ",".join(map(str, changed))}
    return back_to(_with(form.get("tilbake", f"/{name}/arkiv"), back))


def story_ids(form: SentForm) -> list[int]:
    """The stories chosen: boxes ticked, or the list of an undo."""
    written = [*form.lists.get("sak", ()), *form.get("saker", "").split(",")]
    return ids_of(written)


def ids_of(written: Sequence[str]) -> list[int]:
    """Numbers as typed to ids, what is none left out."""
    numbers = (int(one) for one in written if one.isascii() and one.isdigit() and len(one) < 11)
    return [number for number in dict.fromkeys(numbers) if 0 < number <= LARGEST_ID][:MOST_AT_ONCE]


def undo_of(request: Request) -> Undo | None:
    """What the page before did, as its address tells."""
    asked = request.query_params
    stories, tag, action = (
        ids_of(asked.get("saker", "").split(",")),
        tidy_tag(asked.get("merke", "")),
        asked.get("angre"),
    )
    if not stories or not tag or action not in ("sett", "fjern"):
        return None
    return Undo(tag, action, ",".join(map(str, stories)))


def _with(path: str, more: dict[str, str]) -> str:
    path = safe_path(path)
    return f"{path}{'&' if '?' in path else '?'}{urlencode(more)}"
