"""`mediawatch export`, as a person and a script use it."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
from command_line import Outcome
from local_press import Press, set_up

Run = Callable[..., Outcome]


def test_what_is_stored_is_taken_out_in_each_format(process: Run, folder: Path, press: Press) -> None:
    pages = []
    stories = (
        ("Granvik får ny bru", "Naboene i Granvik jubler over brua."),
        ("Granvik skole", "Elevene i Granvik gleder seg."),
    )
    for number, (title, text) in enumerate(stories, 1):
        pages.append((press.put_article(f"/nyheter/sak-{number}", title, text, hours_ago=number), title))
    set_up(folder, [("posten-rss", press.put_feed("/rss", pages))])
    assert process("poll", "--once").code == 0

    plain = process("export")
    assert (plain.code, plain.err) == (0, "")
    assert [line.split(";")[8] for line in plain.out.splitlines()[1:]] == [title for title, _ in stories]

    found = process("export", "brua", "--format", "json")
    assert [json.loads(line)["title"] for line in found.out.splitlines()] == ["Granvik får ny bru"]

    narrowed = process("export", "Granvik utgiver:granvikposten fra:2020 -skole", "--format", "json")
    assert [json.loads(line)["title"] for line in narrowed.out.splitlines()] == ["Granvik får ny bru"]
    slip = process("search", "tone:trist brau", "--json")
    assert slip.out == ""
    assert "Vi kjenner ikke «tone:trist»" in slip.err
    assert (
        process("search", "uttgiver:Granvikposten bru", "--json")
        .err.strip()
        .endswith("Mente du utgiver:Granvikposten bru?")
    )

    done = process("export", "--format", "xlsx", "--out", "omtale.xlsx")
    assert (done.code, done.out) == (0, "Skrev 2 saker til omtale.xlsx.\n")
    assert openpyxl.load_workbook(io.BytesIO((folder / "omtale.xlsx").read_bytes())).active.max_row == 3

    feed = ElementTree.fromstring(process("export", "brua OG Granvik", "--format", "atom").out)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 1
    assert " " not in (feed.findtext("{http://www.w3.org/2005/Atom}id") or " ")

    assert process("export", "--since", "2100-01-01").out.count("\n") == 1
    wrong = process("export", "--since", "2026-11-24", "--until", "01.11.2026")
    assert (wrong.code, "--since må være før --until" in wrong.err) == (2, True)
    assert process("export", "--since", "i går").code == 2
    assert process("export", "--out", "borte/omtale.csv").code == 2
