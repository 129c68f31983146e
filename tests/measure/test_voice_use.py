"""Stories to who of ours was quoted in them: by office, once for each story."""

from dataclasses import replace

from test_weeks import copy, story

from mediawatch.measure.voice_use import voice_use
from mediawatch.model import Coverage


def spoken(coverage: Coverage) -> tuple[str, ...]:
    return coverage.quoted


def quoting(*offices: str, **more) -> Coverage:
    return replace(copy(**more), quoted=offices)


def test_an_office_counts_once_for_each_story_by_its_tone() -> None:
    made = voice_use(
        [
            story(1, quoting("Ordføreren"), quoting("Ordføreren", "Kommunedirektøren", tier="regional")),
            story(2, quoting("Ordføreren", tone="negative")),
            story(3, quoting("Kommunedirektøren", tone="negative")),
            story(4, quoting("Kommunedirektøren", tone="mixed")),
            story(5, quoting()),
            story(6, quoting("Ordføreren", kind="own"), quoting("Ordføreren", relevant=False)),
        ],
        spoken,
    )
    assert [(one.office, one.stories, one.positive, one.negative) for one in made] == [
        ("Kommunedirektøren", 3, 1, 1),
        ("Ordføreren", 2, 1, 1),
    ]


def test_nobody_quoted_is_nothing_to_show() -> None:
    assert voice_use([story(1, quoting())], spoken) == ()
    assert voice_use([], spoken) == ()
