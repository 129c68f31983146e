"""The invented municipality of our own golden cases, and a reading that takes every "Granvik" as a mention."""

import re

from mediawatch.model import Article, Field, Mention, Neighbour, Organisation, Reading

GRANVIK = Organisation(
    id="granvik",
    name="Granvik kommune",
    place="Granvik",
    county="Midtlandet",
    population=9_800,
    own_hosts=("granvik.kommune.no",),
    neighbours=(Neighbour(name="Elvestad", population=21_000),),
)
_FIELDS: tuple[Field, ...] = ("title", "lead", "text")


def read_granvik(article: Article) -> Reading:
    """A reading with a mention wherever a word starts with Granvik; relevant when there is one."""
    mentions = tuple(
        Mention(
            subject="granvik",
            subject_name="Granvik",
            subject_kind="municipality",
            surface=match.group(),
            field=field,
            start=match.start(),
            end=match.end(),
            names_place=True,
        )
        for field in _FIELDS
        for match in re.finditer(r"\bGranvik\w*", article.field(field))
    )
    return Reading(mentions=mentions, relevance=1.0 if mentions else 0.0, relevant=bool(mentions))
