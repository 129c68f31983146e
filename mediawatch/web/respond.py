"""A template and its context to an answer, with what every page shows: who is signed in, where they are, the menu."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse, RedirectResponse

from mediawatch import __version__
from mediawatch.model import AccessRole, Organisation
from mediawatch.render import render
from mediawatch.web.site import site_of
from mediawatch.web.spoken import language_of
from mediawatch.web.visitor import Visitor, csrf_of, session_token

STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the menu: its name, where it leads below the organisation, and who sees it."""

    key: str
    name: str
    path: str
    role: AccessRole = "reader"


MENU = (
    Place("today", "I dag", ""),
    Place("relations", "Mediearbeid", "mediearbeid"),
    Place("archive", "Arkiv", "arkiv"),
    Place("week", "Uka", "uke"),
    Place("targets", "Mål", "maal"),
    Place("brand", "Navnet", "navnet"),
    Place("coverage", "Oversikter", "oversikter"),
    Place("sources", "Kilder", "kilder"),
)


def page(
    request: Request, template: str, *, status: int = 200, headers: dict[str, str] | None = None, **context: Any
) -> HTMLResponse:
    """`web/<template>.html.jinja` drawn for whoever is asking. `here`: key of the menu's line, if the page has one."""
    site = site_of(request)
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    language = language_of(request)
    shown = {
        "here": "",
        "visitor": visitor,
        "organisation": visitor.organisation if visitor else None,
        "home": f"/{visitor.organisation.id}/" if visitor else "/",
        "menu": [place for place in MENU if visitor is not None and visitor.may(place.role)],
        "others": _others(request, visitor),
        "csrf": csrf_of(session_token(request)),
        "path": _path(request),
        "language": language,
        "version": __version__,
        "static": static_address,
        "today": site.today,
        "accent": (visitor.organisation.accent if visitor else "").lstrip("#"),
        "crisis_on": site.store.crises.running(visitor.organisation.id) if visitor else None,
        "done": request.query_params.get("gjort", "")[:40],
    }
    drawn = render(f"web/{template}.html.jinja", **{**shown, **context})
    return HTMLResponse(drawn, status_code=status, headers={"Content-Language": language, **(headers or {})})


def back_to(address: str, *, status: int = 303) -> RedirectResponse:
    """After a change: where to look next. `address` is one of our own paths."""
    return RedirectResponse(safe_path(address), status_code=status)


def safe_path(address: str) -> str:
    """An address from outside to a path on this site; "/" when it leads anywhere else."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\"))
    clean = all(character.isprintable() and character not in '\\ <>"' for character in address)
    return address if plain and clean and len(address) <= 2_000 else "/"


def _path(request: Request) -> str:
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "")


def _others(request: Request, visitor: Visitor | None) -> list[Organisation]:
    """The other organisations the visitor may look at."""
    if visitor is None:
        return []
    site = site_of(request)
    found = (site.organisation(name) for name in visitor.roles if name != visitor.organisation.id)
    return [organisation for organisation in found if organisation is not None]


@cache
def static_print(name: str) -> str:
    """A few letters that change when a static file does."""
    return sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def static_address(name: str) -> str:
    """Where a static file is had; another address when it changes, so that browsers may keep it for ever."""
    return f"/static/{static_print(name)}/{name}"
