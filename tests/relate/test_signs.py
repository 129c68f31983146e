"""Signs are found as whole words, beginnings, endings and phrases, and each is spelt so that it can be found."""

import pytest

from mediawatch.relate.sign_words import SIGNS
from mediawatch.relate.signs import count_signs


def names(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, times in count_signs(text).items():
        found[SIGNS[number].name] = found.get(SIGNS[number].name, 0) + times
    return found


@pytest.mark.parametrize(
    ("text", "name", "times"),
    [
        ("ordføreren og varaordføreren", "ordføreren", 2),
        ("sp og sv, men ikke spa", "partier", 2),
        ("granvikhallen er ny", "en navngitt virksomhet", 1),
        ("de vil slå sammen to kommuner", "kommunegrenser", 1),
        ("de slår sammen hendene", "kommunegrenser", 0),
        ("skole- og barnehageruta er klar", "skole og barnehage", 1),
        ("går til valg på program 2027", "partiets egne ord", 2),
    ],
)
def test_forms_of_a_sign(text: str, name: str, times: int) -> None:
    assert names(text).get(name, 0) == times


def test_every_form_of_every_sign_finds_its_sign() -> None:
    for number, sign in enumerate(SIGNS):
        for form in sign.listed.split(", "):
            assert count_signs(form.replace("*", "x"))[number], form


def test_noise_is_no_sign() -> None:
    assert not count_signs("x" * 100_000)
    assert not count_signs("")
