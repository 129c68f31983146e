"""Tests of the message: headers, both parts, size, hostile content, and the outbox."""

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
import sample
from lxml import html as lxml_html

from mediawatch.errors import DeliveryError
from mediawatch.model import Digest, Recipient, Story
from mediawatch.report.mail import MAX_HTML_BYTES, digest_message, html_page, message_id, text, write_to_outbox

SENDER = "Modum i media <media@modum.example.no>"


def message(digest: Digest | None = None, recipient: Recipient = sample.RECIPIENT, **changes: object) -> EmailMessage:
    arguments = {"sender": SENDER, "base_url": None, "now": sample.NOW, **changes}
    return digest_message(digest or sample.digest(), recipient, **arguments)  # type: ignore[arg-type]


def parsed(made: EmailMessage) -> EmailMessage:
    """The message as a mail program reads it off the wire."""
    read = email.message_from_bytes(made.as_bytes(policy=policy.SMTP), policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


def test_it_is_one_message_with_real_text_first_and_html_after() -> None:
    read = parsed(message())
    assert read.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]
    assert [part.get_content_charset() for part in read.iter_parts()] == ["utf-8", "utf-8"]
    plain, html = (part.get_content() for part in read.iter_parts())
    assert plain.splitlines() == text(sample.digest(), recipient=sample.RECIPIENT).splitlines()
    assert html.splitlines() == html_page(sample.digest(), recipient=sample.RECIPIENT).splitlines()


def test_headers_say_what_it_is() -> None:
    read = parsed(message())
    assert read["Subject"] == "Modum i media: 6 saker, 3 positive, 1 bør vurderes"
    assert read["From"] == SENDER
    assert read["To"] == "Anne Lunde <anne.lunde@example.no>"
    assert read["Date"].datetime == sample.NOW
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Content-Language"] == "nb"


def test_the_identity_follows_from_organisation_recipient_and_date_alone() -> None:
    first, again = message(), message(sample.digest(told=()), now=sample.NOW.replace(hour=12))
    assert first["Message-ID"] == again["Message-ID"]
    assert first["Message-ID"] == message_id(sample.ORGANISATION, sample.RECIPIENT, sample.TODAY, sender=SENDER)
    assert re.fullmatch(r"<digest\.modum\.2026-11-24\.[0-9a-f]{16}@modum\.example\.no>", first["Message-ID"])
    others = (
        message(recipient=replace(sample.RECIPIENT, id="ola")),
        message(replace(sample.digest(), date=sample.TODAY.replace(day=25))),
        message(replace(sample.digest(), organisation=replace(sample.ORGANISATION, id="sigdal"))),
    )
    assert len({first["Message-ID"], *(other["Message-ID"] for other in others)}) == 4


def test_the_same_digest_is_the_same_bytes() -> None:
    assert message().as_bytes() == message().as_bytes()


@pytest.mark.parametrize("field", ["name", "place", "title"])
def test_nothing_from_outside_can_add_a_header(field: str) -> None:
    hostile = "Modum\r\nBcc: spion@example.com\r\n\r\nHei"
    digest, recipient = sample.digest(), sample.RECIPIENT
    if field == "name":
        recipient = replace(recipient, name=hostile)
    elif field == "place":
        digest = replace(digest, organisation=replace(sample.ORGANISATION, place=hostile))
    else:
        digest = sample.digest(told=(sample.story(1, sample.coverage(hostile, tone="negative")),))
    read = parsed(message(digest, recipient))
    assert read["Bcc"] is None
    assert len(read["To"].addresses) == 1
    assert len(list(read.iter_parts())) == 2


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ingen",
        "a@",
        "@b.no",
        "a b@c.no",
        "a@b.no, c@d.no",
        "a@b.no\nBcc: c@d.no",
        "A <a@b.no",
        "a@b..no",
        "a@b@c.no",
    ],
)
def test_what_is_no_address_belongs_to_its_recipient(address: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        message(recipient=replace(sample.RECIPIENT, email=address))
    assert caught.value.recipient == "anne"
    assert not caught.value.temporary
    assert "E-postadressen" in caught.value.advice


def test_norwegian_letters_in_domains_become_ascii() -> None:
    read = parsed(message(recipient=replace(sample.RECIPIENT, email="anne@blåbær.example.no")))
    assert read["To"].addresses[0].addr_spec == "anne@xn--blbr-roah.example.no"


def texts_of(story: Story, **changes: object) -> tuple[str, lxml_html.HtmlElement]:
    digest = sample.digest(told=(story,), **changes)
    return text(digest), lxml_html.fromstring(html_page(digest))


def hostile_story() -> Story:
    nasty = '<script>alert("x")</script><img src=https://spion.example/p.gif> {{ 7 * 7 }} </h3></table>'
    copy = sample.coverage(
        f"{nasty} \u202ebaklengs 👩\u200d🚒 {'langtord' * 60}",
        tone="negative",
        lead=f"{nasty} {nasty}",
        because=(f"«{nasty}» (−)",),
        url="javascript:alert(1)",
        outlet=replace(sample.POSTEN, name='Posten" onmouseover="alert(1)'),
        found=sample.reading(sample.mention("<b>Modum</b>")),
    )
    return sample.story(1, copy, sample.coverage("B", outlet=sample.CITY, url='https://x.no/"><script>'))


def test_hostile_content_is_shown_as_text_and_leads_nowhere() -> None:
    plain, tree = texts_of(hostile_story())
    assert not tree.xpath("//script | //img | //iframe | //link | //form | //*[@onmouseover or @onclick or @src]")
    assert tree.xpath("//a") == []
    assert "javascript:" not in plain
    heading = tree.xpath("string(//h3)")
    assert '<script>alert("x")</script>' in heading
    assert "{{ 7 * 7 }}" in heading
    assert "\u202e" not in heading
    assert "👩\u200d🚒" in heading


def all_links(tree: lxml_html.HtmlElement) -> Iterator[str]:
    yield from tree.xpath("//a/@href")


def test_every_headline_leads_to_the_outlet() -> None:
    tree = lxml_html.fromstring(html_page(sample.digest(), base_url="https://media.example.no"))
    assert all(link.startswith("https://") for link in all_links(tree))
    assert len(tree.xpath("//h3/a")) == 7
    assert tree.xpath("//h3/a/@href")[0].startswith("https://dalposten.example.no/artikkel/")
    assert "https://media.example.no/arkiv" in all_links(tree)


def test_nothing_is_fetched_when_the_mail_is_opened() -> None:
    html = html_page(sample.digest(), base_url="https://media.example.no")
    assert not re.search(r"url\(|@import|<(img|link|script|iframe|video|object)\b|\bsrc=|background=", html)


def test_styles_are_inlined_and_those_for_dark_mode_and_phones_stay() -> None:
    tree = lxml_html.fromstring(html_page(sample.digest()))
    assert all(heading.get("style") for heading in tree.xpath("//h1 | //h2 | //h3"))
    kept = tree.xpath("string(//style)")
    assert "prefers-color-scheme:dark" in kept
    assert "max-width:620px" in kept
    assert tree.xpath("//meta[@name='color-scheme']/@content") == ["light dark"]


def test_tables_are_layout_or_have_headers() -> None:
    tree = lxml_html.fromstring(html_page(sample.digest()))
    data = tree.xpath("//table[not(@role='presentation')]")
    assert len(data) == 1
    assert [th.text for th in data[0].xpath(".//thead//th[@scope='col']")] == ["Saken gjelder", "Hvem"]
    assert len(data[0].xpath(".//tbody//th[@scope='row']")) == 5
    assert tree.xpath("//h2[@id=$name]", name=data[0].get("aria-labelledby"))


def test_text_is_readable_in_a_fixed_column() -> None:
    made = text(sample.digest(), recipient=sample.RECIPIENT, base_url="https://media.example.no")
    lines = made.split("\n")
    assert all(len(line) <= 78 for line in lines if "://" not in line)
    assert lines[0] == "Modum i media · tirsdag 24. november 2026"
    assert lines[2] == "Ukens mål er nådd: 2 positive saker i lokalmedia."
    assert "Ukens mål  ▓▓▓▓▓▓▓▓▓▓  nådd (2 av 1) · 7 uker på rad" in lines
    assert "▼ Negativ  Foreldre venter på svar fra PPT" in lines
    assert "▲ Positiv · Usikker (58 %)  Frivillige ryddet turstien på én kveld" in lines
    assert "  ⓘ Modum er ikke nevnt." in lines
    assert "BØR VURDERES (1)" in lines
    assert "- Kommunen samlet, politikk: Ordfører" in lines
    assert not re.search(r"<\w|&\w+;|\n{4,}", made)


def test_hostile_text_stays_in_its_columns() -> None:
    plain, _ = texts_of(hostile_story())
    assert all(len(line) <= 78 for line in plain.split("\n") if "://" not in line)


def test_a_huge_day_is_cut_so_that_gmail_shows_it_all() -> None:
    long = "Svært lange setninger om kommunens mange tjenester og alt det folk mener om dem. " * 6
    tones = ("positive", "neutral", "negative", "mixed")
    told = [
        sample.story(
            number,
            *(
                sample.coverage(
                    f"Sak {number}: {long}", tone=tones[number % 4], lead=long, outlet=outlet, because=(long,)
                )
                for outlet in (sample.POSTEN, sample.CITY, sample.NATION)
            ),
        )
        for number in range(200)
    ]
    html = html_page(sample.digest(told=told))
    assert len(html.encode()) <= MAX_HTML_BYTES
    shown = lxml_html.fromstring(html)
    assert "200 saker · 50 positive · 50 nøytrale · 50 blandede · 50 bør vurderes" in " ".join(
        shown.text_content().split()
    )
    headings = [heading.text_content() for heading in shown.xpath("//h2")]
    assert headings[:3] == ["Bør vurderes · 50", "Positive · 50", "Nøytrale og blandede · 100"]
    stories = len(shown.xpath("//h3"))
    left_out = [int(count) for count in re.findall(r"og (\d+) saker til i arkivet", html)]
    assert stories + sum(left_out) == 200
    assert stories >= 10


def test_an_ordinary_day_is_shown_whole() -> None:
    tree = lxml_html.fromstring(html_page(sample.digest()))
    assert len(tree.xpath("//h3")) == 7
    assert "i arkivet" not in tree.text_content()


def test_the_outbox_holds_the_message_as_it_would_travel(tmp_path: Path) -> None:
    made = message()
    path = write_to_outbox(made, tmp_path / "ut" / "boks")
    assert path.name == f"{made['Message-ID'][1:-1]}.eml"
    read = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert read["Subject"] == made["Subject"]
    assert b"\r\n" in path.read_bytes()


def test_the_same_message_is_the_same_file(tmp_path: Path) -> None:
    first = write_to_outbox(message(), tmp_path)
    content = first.read_bytes()
    assert write_to_outbox(message(), tmp_path) == first
    assert first.read_bytes() == content
    assert list(tmp_path.iterdir()) == [first]


def test_the_outbox_never_holds_half_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pulled(*_: object) -> None:
        raise OSError("power cut")

    monkeypatch.setattr("os.fsync", pulled)
    with pytest.raises(OSError, match="power cut"):
        write_to_outbox(message(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_identity_from_outside_cannot_leave_the_outbox(tmp_path: Path) -> None:
    made = message()
    made.replace_header("Message-ID", "<../../etc/../x@y>")
    assert write_to_outbox(made, tmp_path).parent == tmp_path


def test_the_accent_reaches_both_modes_and_hostile_ones_none() -> None:
    vivid = replace(sample.ORGANISATION, accent="#7a1fa2")
    assert "#7a1fa2" in html_page(replace(sample.digest(), organisation=vivid))
    hostile = replace(sample.ORGANISATION, accent="red;}</style><script>")
    assert "<script>" not in html_page(replace(sample.digest(), organisation=hostile))
