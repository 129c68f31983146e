"""The OpenAPI document holds: schemathesis makes requests from it, good and bad, and no answer is a surprise."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from mediawatch.store import open_store
from mediawatch.web import guard
from mediawatch.web.api import asking
from mediawatch.web.api.interface import PATH, make_interface
from mediawatch.web.opening import open_pages
from tests.web.sample import NOW, fill, make_config

EXAMPLES = 12
"""Of each sort for each operation: enough for every field to be wrong once, and quick."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, dict]]:
    """A site's address, a token that may write, and its OpenAPI document. Nobody is asked to slow down."""
    patched = pytest.MonkeyPatch()
    patched.setattr(guard, "PER_MINUTE", 1_000_000)
    patched.setattr("mediawatch.web.api.interface.PER_MINUTE", 1_000_000)
    config = make_config(str(tmp_path_factory.mktemp("site")))
    logging.disable(logging.WARNING)
    with open_store(config.settings.database) as store:
        store.sync_feeds(config.outlets, NOW)
        fill(store, "modum", count=12)
        year = timedelta(days=365)
        _, secret = store.tokens.make("modum", purpose="Prøve", scope="write", by="test", now=NOW, lasts=year)
        with open_pages(config, store, port=0, now=lambda: NOW) as site:
            headers = {"Authorization": f"Bearer {secret}"}
            document = httpx.get(f"{site.base_url}{PATH}/openapi.json", headers=headers, timeout=30).json()
            yield site.base_url, secret, document
    logging.disable(logging.NOTSET)
    patched.undo()
    assert asking.PER_MINUTE < 1_000_000


schema = schemathesis.openapi.from_dict(make_interface(None).openapi())
quick = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@schema.parametrize()
@quick
def test_every_answer_is_as_documented(case, served) -> None:
    """One check is left out: a schema cannot tell which names are in a story, nor which series there are to fill."""
    base, secret, _ = served
    case.call_and_validate(
        base_url=f"{base}{PATH}",
        headers={"Authorization": f"Bearer {secret}"},
        timeout=30,
        excluded_checks=[positive_data_acceptance],
    )


def test_the_document_is_of_3_1_and_tells_every_operation(served) -> None:
    _, _, found = served
    assert found == make_interface(None).openapi()
    assert found["openapi"].startswith("3.1")
    for path, operations in found["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], path
            assert operation["description"], path
            assert operation["security"] == [{"token": []}], path
            assert {"401", "429"} <= operation["responses"].keys(), path
            assert ("403" in operation["responses"]) == (method != "get"), path
