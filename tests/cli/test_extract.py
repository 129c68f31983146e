"""`mediawatch extract`: one saved page to its article."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Outcome
from local_press import set_up

Run = Callable[..., Outcome]
PAGES = Path(__file__).parents[1] / "data" / "pages"
FIELDS = [
    "title", "lead", "text", "authors", "published", "updated", "paywalled", "kind", "language", "article_id",
]  # fmt: skip
URL = "https://www.granvikposten.no/nyheter/sak/s/5-10-346528"


@pytest.fixture(autouse=True)
def _ready(folder: Path) -> None:
    set_up(folder, [])


def page(name: str) -> bytes:
    return (PAGES / f"{name}.html").read_bytes()


def test_the_promised_fields_in_their_order(run: Run, folder: Path) -> None:
    (folder / "side.html").write_bytes(page("amedia_free"))
    done = run("extract", "side.html", "--url", URL, "--json")
    assert (done.code, done.err) == (0, "")
    article = json.loads(done.out)
    assert list(article) == FIELDS
    assert article["article_id"] == "5-10-346528"
    assert article["published"][-6:] in ("+01:00", "+02:00")
    assert isinstance(article["authors"], list)
    assert article["paywalled"] is False
    assert article["text"]


def test_a_packed_page_and_standard_input_read_the_same(run: Run, folder: Path) -> None:
    content = page("nrk")
    (folder / "side.html").write_bytes(content)
    (folder / "side.html.gz").write_bytes(gzip.compress(content))
    url = "https://www.nrk.no/buskerud/en-sak-1.16990001"
    plain = run("extract", "side.html", "--url", url, "--json")
    assert json.loads(plain.out)["article_id"] == "1.16990001"
    assert run("extract", "side.html.gz", "--url", url, "--json") == plain
    assert run("extract", "-", "--url", url, "--json", stdin=gzip.compress(content)) == plain


def test_without_json_it_is_for_people(run: Run, folder: Path) -> None:
    (folder / "side.html").write_bytes(page("amedia_paid"))
    done = run("extract", "side.html", "--url", URL)
    assert done.code == 0
    assert "paywalled: ja" in done.out.splitlines()
    assert "\x1b" not in done.out


def test_a_page_cannot_send_commands_to_the_terminal(run: Run, folder: Path) -> None:
    text = "Kommunen bygger en ny bru over elva, og arbeidet begynner til våren når isen har gått. " * 4
    title = "Bru&#27;]0;lurt&#7;&#155;31m ny"
    html = f"<html lang='nb'><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article>"
    (folder / "side.html").write_text(html)
    done = run("extract", "side.html", "--url", URL)
    assert done.code == 0
    assert not set("\x1b\x07\x9b") & set(done.out)


def broken(content: bytes) -> bytes:
    packed = bytearray(gzip.compress(content))
    packed[len(packed) // 2] ^= 0xFF
    return bytes(packed)


UNREADABLE = {
    "cut gzip": (gzip.compress(page("nrk"))[:-40], 2, "slutten mangler"),
    "damaged gzip": (broken(page("nrk")), 2, "skadet"),
    "gzip in name only": (b"\x1f\x8bgranvik", 2, "skadet"),
    "gzip bomb": (gzip.compress(bytes(70_000_000), 1), 2, "Det er ingen nettside"),
    "empty": (b"", 1, "tom"),
    "zeros": (bytes(100_000), 1, "tom"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, 1, "Åpne adressen i en nettleser"),
    "json": (b'{"title": "Granvik"}', 1, "Åpne adressen i en nettleser"),
    "error page": (b"<html><head><title>404 Not Found</title></head><body><h1>404</h1></body></html>", 1, "feilside"),
    "front page": (page("front_page"), 1, "forside"),
}


@pytest.mark.parametrize(("content", "code", "words"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_holds_no_article_is_told_in_plain_words(
    run: Run, folder: Path, content: bytes, code: int, words: str
) -> None:
    (folder / "fil").write_bytes(content)
    done = run("extract", "fil", "--url", URL, "--json")
    assert (done.code, done.out) == (code, "")
    assert words in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "url", ["", "granvikposten.no/sak", "ftp://granvikposten.no/sak", "http://", "http://[x", "javascript:alert(1)"]
)
def test_an_address_that_is_none_is_refused(run: Run, folder: Path, url: str) -> None:
    (folder / "fil").write_bytes(page("nrk"))
    done = run("extract", "fil", "--url", url)
    assert (done.code, done.out) == (2, "")
    assert "er ikke en nettadresse. Skriv hele, for eksempel https://" in done.err
