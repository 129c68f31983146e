"""Keys for programs: made by administrators, shown once, revoked; and a page for developers on the JSON interface."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from mediawatch.model import TokenScope
from mediawatch.render import plain, said
from mediawatch.web.api.interface import PATH
from mediawatch.web.respond import back_to, page
from mediawatch.web.site import Site
from mediawatch.web.visitor import Administrator, Form, NotFoundError, OurSite, Reader, RowId, Visitor

SCOPE_NAMES: dict[TokenScope, str] = {"read": "Bare lese", "write": "Lese og skrive"}
SCOPE_MEANS: dict[TokenScope, str] = {
    "read": "henter saker, tall, kilder og henvendelser",
    "write": "kan også rette saker, legge inn tall og henvendelser",
}
DAYS = {"30": "30 dager", "90": "90 dager", "365": "Ett år"}
USUAL_DAYS = "365"
MOST_PURPOSE = 100
MOST_KEYS = 50

router = APIRouter(prefix="/{organisation}", include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that can be asked of the interface. `parameters`: name and what it is, in English."""

    method: str
    path: str
    summary: str
    description: str
    writes: bool
    parameters: tuple[tuple[str, str], ...]


@router.get("/nokler")
def keys(request: Request, site: OurSite, visitor: Administrator) -> Response:
    """The organisation's keys."""
    return _page(request, site, visitor)


@router.post("/nokler")
def make(request: Request, site: OurSite, visitor: Administrator, form: Form) -> Response:
    """A new key. Its secret is in this answer and nowhere else, so there is no address to come back to."""
    purpose, scope, days = plain(form.get("formaal", "")), form.get("lov", ""), form.get("varer", "")
    working = [one for one in site.store.tokens.all(visitor.organisation.id) if one.revoked_at is None]
    fault = ""
    if not purpose or len(purpose) > MOST_PURPOSE:
        fault = said("Skriv hva nøkkelen skal brukes til, for eksempel «Nettsiden». Høyst 100 tegn.")
    elif scope not in SCOPE_NAMES or days not in DAYS:
        fault = said("Velg hva nøkkelen skal gi lov til, og hvor lenge den skal vare.")
    elif len(working) >= MOST_KEYS:
        fault = said("Dere har {count} nøkler. Trekk tilbake dem som ikke er i bruk, og prøv igjen.")
        fault = fault.format(count=MOST_KEYS)
    if fault:
        written = {"formaal": purpose[:MOST_PURPOSE], "lov": scope, "varer": days}
        return _page(request, site, visitor, status=422, fault=fault, written=written)
    made, secret = site.store.tokens.make(
        visitor.organisation.id, purpose=purpose, scope="write" if scope == "write" else "read",
        by=visitor.account.email, now=site.now(), lasts=timedelta(days=int(days)),
    )  # fmt: skip
    _log(site, visitor, "key.make", f"key {made.id} {made.purpose}", after=made.scope)
    return _page(request, site, visitor, secret=secret)


@router.post("/nokler/{key_id}/trekk")
def revoke(site: OurSite, visitor: Administrator, key_id: RowId, _form: Form) -> Response:
    """Ends a key at once."""
    ended = site.store.tokens.revoke(visitor.organisation.id, key_id, site.now())
    if ended is not None:
        _log(site, visitor, "key.revoke", f"key {ended.id} {ended.purpose}", before=ended.scope)
    elif key_id not in [one.id for one in site.store.tokens.all(visitor.organisation.id)]:
        raise NotFoundError
    return back_to(f"/{visitor.organisation.id}/nokler?gjort=trukket")


@router.get("/api")
def interface(request: Request, site: OurSite, visitor: Reader) -> Response:
    """What the JSON interface can be asked, for developers."""
    document: dict[str, Any] = request.app.state.api.openapi()
    base = f"{site.base_url}{PATH}"
    return page(request, "api", operations=operations(document), base=base, may_make=visitor.may("administrator"))


def operations(document: dict[str, Any]) -> list[Operation]:
    """An OpenAPI document to its operations, in the order they stand."""
    return [
        Operation(
            method=method.upper(),
            path=path,
            summary=one["summary"],
            description=one["description"].replace("`", ""),
            writes="403" in one["responses"],
            parameters=(*_parameters(one), *_fields(one, document)),
        )
        for path, methods in document["paths"].items()
        for method, one in methods.items()
    ]


def _parameters(operation: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["name"], one.get("description") or one["in"]) for one in operation.get("parameters", ())]


def _fields(operation: dict[str, Any], document: dict[str, Any]) -> list[tuple[str, str]]:
    """The fields of the body, where it is an object or a list of them."""
    if "requestBody" not in operation:
        return []
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    named = (schema.get("items") or schema).get("$ref", "").rpartition("/")[2]
    found = document["components"]["schemas"].get(named, {}).get("properties", {})
    return [(name, one.get("description") or one.get("type", "")) for name, one in found.items()]


def _page(request: Request, site: Site, visitor: Visitor, *, status: int = 200, **context: Any) -> Response:
    now = site.now()
    found = site.store.tokens.all(visitor.organisation.id)
    working = [one for one in found if one.revoked_at is None and one.expires_at > now]
    shown = {"secret": "", "fault": "", "written": {"formaal": "", "lov": "read", "varer": USUAL_DAYS}, **context}
    return page(
        request,
        "keys",
        status=status,
        keys=working,
        ended=[one for one in found if one not in working],
        scopes=SCOPE_NAMES,
        means=SCOPE_MEANS,
        days=DAYS,
        **shown,
    )


def _log(site: Site, visitor: Visitor, action: str, subject: str, *, before: str = "", after: str = "") -> None:
    site.store.access.log(
        visitor.organisation.id, by=visitor.account.email, action=action, subject=subject,
        before=before, after=after, now=site.now(),
    )  # fmt: skip
