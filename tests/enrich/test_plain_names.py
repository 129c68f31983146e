"""The plain rule by which municipalities are counted: the same for ours and for the neighbours."""

import pytest

from mediawatch.enrich.plain_names import PlainNames
from mediawatch.model import Article

NAMES = ("Granvik", "Øvre Elvdal", "Lier", "Fjellheim")
RULE = PlainNames(NAMES, ["Fjellheims Blad", "TV Granvik", "Posten"])


def named(text: str, title: str = "") -> tuple[str, ...]:
    return RULE.named_in(Article(outlet="a", address="https://a.example/1", article_id=None, title=title, text=text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Snøen laver ned i Granvik.", ("Granvik",)),
        ("Granviks budsjett og Granvik-ordføreren", ("Granvik",)),
        ("Granviksordføreren møtte Fjellheimskommunen", ("Granvik", "Fjellheim")),
        ("Folk i Øvre Elvdal", ("Øvre Elvdal",)),
        ("Folk i Øvre\u00a0Elvdal\nog Øvre\nElvdal kommune", ("Øvre Elvdal",)),
        ("I Lier vokser epler.", ("Lier",)),
        ("Bak bratte lier og en familie i Italien", ()),
        ("– Vi gleder oss, sier Kari Lier.", ()),
        ("Kari Lier bor i Lier.", ("Lier",)),
        ("sier hun til Fjellheims Blad", ()),
        ("TV Granvik melder om kø", ()),
        ("Fjellheims Blad skriver om Fjellheim", ("Fjellheim",)),
        ("Granvikbadet og Granvikingen", ()),
        ("GRANVIK", ()),
        ("", ()),
    ],
)
def test_a_name_counts_where_it_is_the_municipality_as_written(text: str, expected: tuple[str, ...]) -> None:
    assert named(text) == expected


def test_title_and_lead_count_as_the_text_does() -> None:
    assert named("", title="Ny bru i Lier") == ("Lier",)


@pytest.mark.parametrize("text", ["Snø i Granvik", "Granviksordføreren", "Øvre Elvdal"])
def test_the_quick_look_lets_all_through_that_counts(text: str) -> None:
    assert named(text)
    assert RULE.may_be_in(f"<nav>Forside</nav><p>{text}</p>")
    assert not RULE.may_be_in("<nav>Forside</nav><p>Snø på fjellet, lier og daler</p>")


def test_without_names_nothing_is_looked_for() -> None:
    nobody = PlainNames([])
    assert not nobody.may_be_in("Granvik")
    assert nobody.named_in(Article(outlet="a", address="a", article_id=None, title="Granvik")) == ()
