"""The shared encoder: what it gives, how much it reads, and what happens where it is not to be had."""

import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from mediawatch.enrich import encoder
from mediawatch.enrich.encoder import DIGESTS, available, encode
from mediawatch.enrich.tone import judge_tone
from mediawatch.enrich.topics import find_topic
from mediawatch.model import Article
from tests.quality.granvik import GRANVIK, read_granvik

SHIPPED = files("mediawatch.enrich") / "models"
PRAISED = Article(
    outlet="posten",
    address="https://p.example/1",
    article_id=None,
    title="Granvik får skryt for nytt helsehus",
    lead="Pasientene og legene i Granvik er svært fornøyde.",
)


@pytest.fixture
def fresh() -> Iterator[None]:
    """The encoder is loaded anew in the test, and again after it."""
    encoder._load.cache_clear()
    encode.cache_clear()
    yield
    encoder._load.cache_clear()
    encode.cache_clear()


def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped models that is used instead of them."""
    shutil.copytree(str(SHIPPED), tmp_path / "models")
    monkeypatch.setattr(encoder, "files", lambda _: tmp_path)
    return tmp_path / "models"


def read(*sentences: str) -> encoder.Encoded:
    found = encode(sentences)
    assert found is not None
    return found


def test_it_is_to_be_had_here() -> None:
    assert available()


def test_what_means_the_same_is_read_more_alike_than_what_does_not() -> None:
    one, same, other = (
        read(text).whole[-1]
        for text in (
            "Skolen i bygda legges ned til sommeren.",
            "Barneskolen i kommunen blir lagt ned etter sommeren.",
            "Laget vant finalen 3–1 etter to mål på overtid.",
        )
    )

    def alike(first: "encoder.Floats", second: "encoder.Floats") -> float:
        return float(first @ second / np.linalg.norm(first) / np.linalg.norm(second))

    assert alike(one, same) > alike(one, other)
    assert alike(one, same) > alike(same, other)


def test_sentences_share_out_the_whole_and_blanks_get_nothing() -> None:
    found = read("Brua er stengt.", "", "Folk må kjøre rundt i to uker.")
    assert found.parts.shape == (3, *found.whole.shape)
    assert found.shares[1] == 0
    assert not found.parts[1].any()
    assert found.shares[2] > found.shares[0] > 0
    assert sum(found.shares) < 1  # the marks at both ends have the rest
    rest = found.whole - found.parts.sum(axis=0)
    assert np.linalg.norm(rest) < np.linalg.norm(found.whole)


@pytest.mark.parametrize("sentences", [(), ("",), ("  ", "\n")])
def test_there_is_nothing_to_read_in_no_text(sentences: tuple[str, ...]) -> None:
    assert encode(sentences) is None


def test_an_enormous_text_is_read_to_where_there_is_room() -> None:
    found = read("Kommunestyret behandlet budsjettet for neste år. " * 20_000, "Så var det slutt.")
    assert found.shares[0] > 0.9
    assert found.shares[1] == 0
    assert np.isfinite(found.whole).all()


@pytest.mark.parametrize("text", ["\ud800", "🏔️ 日本語 עברית", "a" * 100_000, "\x00", "?!"])
def test_odd_text_is_read(text: str) -> None:
    assert np.isfinite(read(text, "Møtet er onsdag.").whole).all()


def test_threads_read_the_same_as_one_alone() -> None:
    texts = [(f"Sak {at}: Skolen får nytt tak.", "Arbeidet er i gang.") for at in range(24)]
    encode.cache_clear()
    alone = [read(*text).whole for text in texts]
    encode.cache_clear()
    with ThreadPoolExecutor(8) as threads:
        beside = list(threads.map(lambda text: read(*text).whole, texts))
    for one, other in zip(alone, beside, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("missing", ["onnxruntime", "numpy"])
def test_without_the_runtime_the_rules_judge_alone(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    assert not available()
    assert encode(("Skolen legges ned.",)) is None
    assert judge_tone(PRAISED, read_granvik(PRAISED), GRANVIK).label == "positive"
    assert find_topic(PRAISED, read_granvik(PRAISED)) == "health"


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("name", ["encoder.onnx", "heads.npz", "pieces.txt", "speakers.npz"])
def test_a_damaged_file_is_noticed_and_the_rules_judge_alone(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    damaged = place(tmp_path, monkeypatch) / name
    damaged.write_bytes(damaged.read_bytes()[:5000])
    assert not available()
    assert "skadet" in caplog.text
    assert judge_tone(PRAISED, read_granvik(PRAISED), GRANVIK).label == "positive"


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("name", ["encoder.onnx", DIGESTS])
def test_an_absent_file_is_noticed_too(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place(tmp_path, monkeypatch) / name).unlink()
    assert not available()


@pytest.mark.usefixtures("fresh")
def test_a_whole_copy_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place(tmp_path, monkeypatch)
    assert available()


def test_the_models_are_small_and_their_licence_goes_with_them() -> None:
    folder = Path(str(SHIPPED))
    assert sum(path.stat().st_size for path in folder.iterdir()) < 35_000_000
    notice = (folder / "NOTICE").read_text(encoding="utf-8")
    assert "multilingual-e5-small" in notice
    assert "MIT License" in notice
    assert "Permission is hereby granted" in notice
