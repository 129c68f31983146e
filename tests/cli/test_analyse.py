"""`mediawatch analyse`: JSON Lines in, JSON Lines out, whatever stands on the lines."""

import json
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Outcome, clean_environment, command, hear_interrupts
from local_press import set_up

from mediawatch.cli.json_lines import MAX_LINE, Line, lines_of
from mediawatch.cli.reading import MAX_TEXT

Run = Callable[..., Outcome]
STORY = {
    "url": "https://www.granvikposten.no/nyheter/ny-bru/s/5-1-1",
    "outlet": "Granvikposten",
    "title": "Granvik får ny bru over elva",
    "lead": "Ordføreren jubler over vedtaket.",
    "text": "Kommunen åpner brua i juni. – Vi gleder oss, sier naboene i Granvik.",
    "published": "2026-11-20T07:15:00+01:00",
}
ANSWER_FIELDS = [
    "url", "relevant", "relevance", "mentions", "names_organisation", "tone", "topic", "kind", "spokesperson",
]  # fmt: skip


def line(**changes: Any) -> bytes:
    return json.dumps(STORY | changes).encode()


@pytest.fixture
def analyse(run: Run, folder: Path) -> Callable[[bytes], list[dict[str, Any]]]:
    """Standard input to the answers."""
    set_up(folder, [])

    def call(given: bytes) -> list[dict[str, Any]]:
        done = run("analyse", stdin=given)
        assert (done.code, done.err) == (0, "")
        return [json.loads(answer) for answer in done.out.splitlines()]

    return call


def test_an_article_gives_exactly_the_promised_fields(analyse: Any) -> None:
    (answer,) = analyse(line())
    assert list(answer) == ANSWER_FIELDS
    assert answer["url"] == STORY["url"]
    assert answer["relevant"] is True
    assert 0 < answer["relevance"] <= 1
    assert answer["names_organisation"] is True
    assert set(answer["tone"]) == {"label", "score", "confidence", "because"}
    assert answer["tone"]["label"] in ("positive", "neutral", "mixed", "negative")
    assert set(answer["spokesperson"]) == {"role", "rule"}
    for mention in answer["mentions"]:
        assert list(mention) == ["subject", "surface", "field", "start", "end"]
        assert STORY[mention["field"]][mention["start"] : mention["end"]] == mention["surface"]
    assert {mention["field"] for mention in answer["mentions"]} == {"title", "text"}


def test_what_concerns_nobody_has_no_tone_and_no_spokesperson(analyse: Any) -> None:
    (answer,) = analyse(line(outlet="Fjordbladet", url="https://fjordbladet.no/a", title="Fisk", lead="", text="Sild."))
    assert (answer["relevant"], answer["mentions"]) == (False, [])
    assert (answer["tone"], answer["spokesperson"]) == (None, None)


def test_the_outlet_is_known_by_name_id_or_host(analyse: Any) -> None:
    """Only at home does "kommunen" mean us, so that tells whether the outlet was found."""
    text = {"title": "Kommunen åpner skolen", "lead": "", "text": "Kommunen er glad."}
    outlets = (
        "Granvikposten",
        "granvikposten",
        "granvikposten.no",
        "https://www.granvikposten.no/",
        "m.granvikposten.no",
    )
    answers = analyse(b"\n".join(line(**text, url="https://x.example/a", outlet=outlet) for outlet in outlets))
    assert [answer["relevant"] for answer in answers] == [True] * len(outlets)
    (stranger,) = analyse(line(**text, url="https://x.example/a", outlet="Fjordbladet"))
    assert stranger["relevant"] is False
    (by_address,) = analyse(line(**text, url="https://granvikposten.no/a", outlet="?"))
    assert by_address["relevant"] is True


BAD = {
    "not json": (b"Granvik", "ikke gyldig JSON"),
    "half an object": (b'{"url": "x", "outlet"', "ikke gyldig JSON"),
    "two objects": (b'{"url": "x"} {"url": "y"}', "ikke gyldig JSON"),
    "array": (b'["url", "outlet", "title"]', "må være et JSON-objekt"),
    "null": (b"null", "må være et JSON-objekt"),
    "number": (b"17", "må være et JSON-objekt"),
    "missing": (b'{"url": "https://a.no/1"}', "Mangler outlet, title"),
    "null field": (b'{"url": "https://a.no/1", "outlet": null, "title": "a"}', "Mangler outlet"),
    "wrong type": (line(url=1, lead=["a"]), "url, lead må være tekst"),
    "number as date": (line(published=1700000000), "published må være tekst"),
    "date in words": (line(published="i fjor høst"), "er ikke et tidspunkt"),
    "month 13": (line(published="2026-13-01"), "er ikke et tidspunkt"),
    "nan": (b'{"url": "a", "outlet": "b", "title": NaN}', "NaN er ikke gyldig JSON"),
    "infinity": (b'{"url": "a", "outlet": "b", "title": "c", "x": -Infinity}', "-Infinity er ikke gyldig JSON"),
    "latin-1": ('{"url": "a", "outlet": "b", "title": "Blåbær"}'.encode("latin-1"), "ikke UTF-8 (byte"),
    "gzip": (b"\x1f\x8b\x08\x00\xff\xfe", "pakk den ut først"),
    "deep": (b"[" * 200_000, "ikke JSON som kan leses"),
    "huge number": (b'{"url": ' + b"9" * 5000 + b"}", "ikke JSON som kan leses"),
}


def test_every_bad_line_gives_an_error_in_its_place(analyse: Any) -> None:
    given = b"".join(bad + b"\n" + line() + b"\n" for bad, _ in BAD.values())
    answers = analyse(given)
    assert len(answers) == 2 * len(BAD)
    for number, (name, (_, words)) in enumerate(BAD.items()):
        error, story = answers[2 * number], answers[2 * number + 1]
        assert list(error) == ["error", "line"], name
        assert words in error["error"], name
        assert error["line"] == 2 * number + 1, name
        assert error["error"].endswith("."), name
        assert story["url"] == STORY["url"], name


def test_blank_lines_count_but_get_no_answer(analyse: Any) -> None:
    answers = analyse(b"\n  \n" + line() + b"\r\n\r\nfeil\n")
    assert [answer.get("line") for answer in answers] == [None, 5]


@pytest.mark.parametrize("given", [b"", b"\n", b"\n\n  \n"])
def test_nothing_in_gives_nothing_out(analyse: Any, given: bytes) -> None:
    assert analyse(given) == []


def test_a_byte_order_mark_and_a_missing_last_newline_do_no_harm(analyse: Any) -> None:
    answers = analyse(b"\xef\xbb\xbf" + line() + b"\n" + line(title="Sist"))
    assert [answer["url"] for answer in answers] == [STORY["url"]] * 2


def test_line_separators_within_text_do_not_split_the_line(analyse: Any) -> None:
    given = json.dumps(STORY | {"text": "Granvik\u2028i\u0085dag\x0bog\x0cnå"}, ensure_ascii=False).encode()
    (answer,) = analyse(given)
    assert answer["relevant"] is True


def test_half_an_emoji_neither_stops_nor_moves_the_offsets(analyse: Any) -> None:
    title = "\ud83d Granvik \ude00"
    (answer,) = analyse(line(title=title, url="https://x.example/\ud800"))
    (mention,) = [mention for mention in answer["mentions"] if mention["field"] == "title"]
    assert title[mention["start"] : mention["end"]] == "Granvik"
    assert answer["url"] == "https://x.example/\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-20T07:15:00Z", "2026-11-20T07:15:00+0100", "2026-11-20", "2026-11", "2026", "20.11.2026 kl. 07.15",
        "Fri, 20 Nov 2026 07:15:00 +0100", "20. november 2026", "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00", "", "  ",
    ],
)  # fmt: skip
def test_dates_in_the_shapes_people_write_are_read(analyse: Any, written: str) -> None:
    (answer,) = analyse(line(published=written))
    assert "error" not in answer


@pytest.mark.parametrize("url", ["", "http://[kaputt", "granvik", "urn:avis:1", "http://x:99999999/", "javascript:1"])
def test_an_odd_address_is_given_back_as_it_was(analyse: Any, url: str) -> None:
    (answer,) = analyse(line(url=url))
    assert (answer["url"], answer["relevant"]) == (url, True)


def test_what_the_answer_does_not_ask_for_is_left_alone(analyse: Any) -> None:
    (answer,) = analyse(line(extra={"a": [1, 2.5, None]}, lead=None, text=None))
    assert list(answer) == ANSWER_FIELDS


def test_a_line_of_ten_megabytes_is_answered(analyse: Any) -> None:
    answers = analyse(line(text="Det regnet hele dagen, og ingen sa noe mer om det. " * 200_000) + b"\n" + line())
    assert [answer["relevant"] for answer in answers] == [True, True]


def test_only_the_beginning_of_a_very_long_text_is_judged(analyse: Any) -> None:
    text = "a " * (MAX_TEXT // 2) + "Granvik"
    (answer,) = analyse(line(title="Regn", lead="", text=text, outlet="?", url="https://x.example/a"))
    assert answer["mentions"] == []


def test_a_line_without_end_is_skipped_without_filling_the_memory(tmp_path: Path) -> None:
    file = tmp_path / "long.jsonl"
    file.write_bytes(b"x" * 25 + b"\n" + b"short\n" + b"y" * 10 + b"\n" + b"z" * 40)
    with file.open("rb") as stream:
        assert list(lines_of(stream, longest=10)) == [
            Line(1, None), Line(2, b"short\n"), Line(3, b"y" * 10 + b"\n"), Line(4, None),
        ]  # fmt: skip
    assert MAX_LINE > 10_000_000


def test_random_bytes_give_one_error_for_each_line(analyse: Any) -> None:
    noise = bytes(range(256)) * 20
    answers = analyse(noise)
    assert len(answers) == len([piece for piece in noise.split(b"\n") if piece.strip()])
    assert all("error" in answer for answer in answers)


def test_a_file_is_read_as_well_as_standard_input(run: Run, folder: Path) -> None:
    set_up(folder, [])
    (folder / "saker.jsonl").write_bytes(line() + b"\n")
    assert run("analyse", "saker.jsonl").out == run("analyse", "-", stdin=line()).out != ""


def test_answers_come_while_lines_still_arrive(folder: Path) -> None:
    set_up(folder, [])
    with subprocess.Popen(
        command("analyse"), cwd=folder, env=clean_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout  # noqa: PT018
        for number in range(3):
            process.stdin.write(line(url=f"https://x.example/{number}") + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["url"] == f"https://x.example/{number}"
        process.stdin.close()
        assert process.wait(30) == 0


def test_a_reader_that_leaves_early_is_no_error_to_talk_about(folder: Path) -> None:
    set_up(folder, [])
    (folder / "many.jsonl").write_bytes((line(text="Granvik " * 500) + b"\n") * 300)
    shell = f"{' '.join(command('analyse', 'many.jsonl'))} | head -1"
    done = subprocess.run(shell, shell=True, cwd=folder, env=clean_environment(), capture_output=True, timeout=60)
    assert json.loads(done.stdout)["url"] == STORY["url"]
    assert done.stderr == b""


def test_ctrl_c_ends_quietly(folder: Path) -> None:
    set_up(folder, [])
    with subprocess.Popen(
        command("analyse"), cwd=folder, env=clean_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, preexec_fn=hear_interrupts,
    ) as process:  # fmt: skip
        assert process.stdin and process.stdout and process.stderr  # noqa: PT018
        process.stdin.write(line() + b"\n")
        process.stdin.flush()
        process.stdout.readline()
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr.read().decode().split() == ["Avbrutt."]
