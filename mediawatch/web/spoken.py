"""Which written form a visitor reads: bokmål as written in the templates and the code, or nynorsk by the shipped
catalogue."""

from functools import cache
from pathlib import Path
from typing import Literal

from babel.messages.pofile import read_po
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from mediawatch.render import spoken
from mediawatch.web.guard import INTERFACE

Language = Literal["nb", "nn"]
LANGUAGES: tuple[Language, ...] = ("nb", "nn")
LANGUAGE_COOKIE = "maalform"
CATALOGUE = Path(__file__).parent / "words" / "nn.po"


class Catalogue:
    """A catalogue of messages, bokmål to nynorsk."""

    def __init__(self, file: Path) -> None:
        with file.open("rb") as opened:
            found = read_po(opened, locale="nn")
        self._one: dict[str, str] = {}
        self._many: dict[str, tuple[str, ...]] = {}
        for message in found:
            if not message.id or message.fuzzy:
                continue
            if isinstance(message.id, str):
                self._one[message.id] = str(message.string)
            elif isinstance(message.string, list | tuple):
                self._many[str(message.id[0])] = tuple(str(word) for word in message.string)

    def gettext(self, message: str) -> str:
        """The message in nynorsk; as it is where the catalogue lacks it."""
        return self._one.get(message) or message

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The message of a count in nynorsk."""
        forms = self._many.get(one, ())
        written = forms[0 if count == 1 else 1] if len(forms) > 1 else ""
        return written or (one if count == 1 else many)


@cache
def words_of(language: Language) -> Catalogue | None:
    """The catalogue of a written form; None for bokmål, which needs none."""
    return Catalogue(CATALOGUE) if language == "nn" and CATALOGUE.exists() else None


def language_of(request: Request) -> Language:
    """What the visitor chose, else what the browser asks for first of the two, else bokmål."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return "nn" if chosen == "nn" else "nb"
    wanted = [part.split(";")[0].strip().lower() for part in request.headers.get("accept-language", "").split(",")]
    return next(("nn" for name in wanted[:1] if name in ("nn", "nn-no")), "nb")


class InLanguage:
    """Stands before the application: a whole request is answered in the visitor's written form, and so is every word
    said (render.said) on the way. What is for programs stays in bokmål."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hands the request on."""
        is_page = scope["type"] == "http" and not scope["path"].startswith(INTERFACE)
        with spoken(words_of(language_of(Request(scope))) if is_page else None):
            await self.app(scope, receive, send)
