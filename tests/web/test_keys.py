"""Keys: made and revoked by administrators, shown once; and the page for developers."""

import re
from datetime import timedelta

import httpx
import pytest

from mediawatch.web.keys import operations
from tests.web.conftest import Pages, csrf


def secret_in(page: httpx.Response) -> str:
    return re.search(r'value="(mw_[\w-]+)"', page.text).group(1)


def make(pages: Pages, client: httpx.Client, **changed: str) -> httpx.Response:
    form = {"formaal": "Nettsiden", "lov": "read", "varer": "30", "csrf": csrf(client.get("/modum/nokler")), **changed}
    return client.post("/modum/nokler", data=form)


def test_a_key_is_shown_once_and_works_until_it_is_revoked(pages: Pages) -> None:
    client = pages.client("administrator")
    shown = make(pages, client)
    secret = secret_in(shown)
    program = httpx.Client(base_url=pages.base, headers={"Authorization": f"Bearer {secret}"})
    told = program.get("/api/v1/me").json()
    assert (told["purpose"], told["scope"], told["organisation"]) == ("Nettsiden", "read", "modum")
    listed = client.get("/modum/nokler")
    assert secret not in listed.text
    assert "Nettsiden" in listed.text
    assert "i dag" in listed.text or "24. november" in listed.text
    (token,) = pages.store.tokens.all("modum")
    client.post(f"/modum/nokler/{token.id}/trekk", data={"csrf": csrf(listed)})
    assert program.get("/api/v1/me").status_code == 401
    assert "trukket tilbake" in client.get("/modum/nokler").text
    program.close()
    assert [(one.action, one.by) for one in pages.store.access.audit(["modum"])][:2] == [
        ("key.revoke", "administrator@modum.example"),
        ("key.make", "administrator@modum.example"),
    ]


def test_a_key_ends_when_it_was_said_to(pages: Pages) -> None:
    client = pages.client("administrator")
    secret = secret_in(make(pages, client))
    pages.clock[0] += timedelta(days=30)
    answer = httpx.get(f"{pages.base}/api/v1/me", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401


@pytest.mark.parametrize("changed", [{"formaal": " "}, {"formaal": "x" * 101}, {"lov": "alt"}, {"varer": "9999"}])
def test_a_form_that_makes_no_sense_is_shown_again(pages: Pages, changed: dict[str, str]) -> None:
    answer = make(pages, pages.client("administrator"), **changed)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert pages.store.tokens.all("modum") == []


def test_keys_of_others_cannot_be_revoked(pages: Pages) -> None:
    client, mark = pages.client("administrator"), timedelta(days=9)
    theirs, secret = pages.store.tokens.make(
        "granne", purpose="Deres", scope="read", by="x", now=pages.site.now(), lasts=mark
    )
    form = {"csrf": csrf(client.get("/modum/nokler"))}
    for number, status in ((theirs.id, 404), (0, 422), (10**30, 422)):
        assert client.post(f"/modum/nokler/{number}/trekk", data=form).status_code == status
    assert pages.store.tokens.find(secret, pages.site.now()) is not None


def test_what_a_key_is_for_is_shown_as_it_was_written(pages: Pages) -> None:
    client = pages.client("administrator")
    make(pages, client, formaal="<script>alert(1)</script>")
    assert "<script>alert" not in client.get("/modum/nokler").text


@pytest.mark.parametrize("role", ["reader", "adviser"])
def test_only_administrators_see_keys_and_everybody_the_documentation(pages: Pages, role) -> None:
    client = pages.client(role)
    assert client.get("/modum/nokler").status_code == 403
    shown = client.get("/modum/api")
    assert shown.status_code == 200
    assert "/stories/{story_id}/corrections" in shown.text
    assert "/modum/nokler" not in shown.text


def test_the_documentation_tells_every_operation_with_its_fields(pages: Pages) -> None:
    client = pages.client("administrator")
    secret = secret_in(make(pages, client))
    found = httpx.get(f"{pages.base}/api/v1/openapi.json", headers={"Authorization": f"Bearer {secret}"}).json()
    told = {(one.method, one.path): one for one in operations(found)}
    page = client.get("/modum/api").text
    assert all(f"{method} {path}" in page for method, path in told)
    correcting = told["POST", "/stories/{story_id}/corrections"]
    assert correcting.writes
    assert {"what", "value", "why", "expected"} <= {name for name, _ in correcting.parameters}
    assert {"reading", "date", "value"} <= {name for name, _ in told["POST", "/readings"].parameters}
