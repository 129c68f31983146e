"""Tone per mention: each from its own sentence."""

from mediawatch.enrich.mention_tone import judge_mentions, tones_differ
from mediawatch.model import Article
from tests.quality.granvik import GRANVIK, read_granvik

ARTICLE = Article(
    outlet="posten",
    address="https://p.example/1",
    article_id=None,
    title="Møte i Granvik på onsdag",
    lead="Statsforvalteren roser de ansatte i Granvik og kaller omsorgen forbilledlig.",
    text="Rapporten er på 40 sider. Ledelsen i Granvik får derimot sterk kritikk for svikt og lovbrudd.",
)


def test_each_mention_has_the_tone_of_its_sentence() -> None:
    reading = read_granvik(ARTICLE)
    judged = judge_mentions(ARTICLE, reading, GRANVIK)
    assert [one.mention for one in judged] == list(reading.mentions)
    assert [one.tone.label for one in judged] == ["neutral", "positive", "negative"]
    assert tones_differ(judged)
    assert judged[2].sentence.startswith("Ledelsen i Granvik")
    assert any("kritikk" in reason for reason in judged[2].tone.because)


def test_mentions_in_one_sentence_share_its_tone_and_rejected_ones_have_none() -> None:
    article = Article(
        outlet="p", address="https://p.example/1", article_id=None, title="Granvik og Granviks skole får skryt"
    )
    judged = judge_mentions(article, read_granvik(article), GRANVIK)
    assert len(judged) == 2
    assert judged[0].tone == judged[1].tone
    assert not tones_differ(judged)


def test_an_article_without_mentions_has_none() -> None:
    article = Article(outlet="p", address="https://p.example/1", article_id=None, title="Elvestad får skryt")
    assert judge_mentions(article, read_granvik(article), GRANVIK) == ()
