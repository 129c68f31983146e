"""Stories to the brand: how often those about our landmarks and villages name the place, and what they say instead."""

from collections import Counter
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from mediawatch.measure.chances import share_interval
from mediawatch.measure.weeks import counted_copies
from mediawatch.model import Brand, BrandMiss, BrandShare, Coverage, LabelUse, Story, SubjectKind

ATTRIBUTED: frozenset[SubjectKind] = frozenset({"landmark", "village"})
"""What lies in the municipality and is known by a name of its own."""
_WHOLE = ("all", "Alle")


def brand(stories: Iterable[Story], *, zone: ZoneInfo) -> Brand:
    """Attribution over the stories given. A story names the place if any of its texts does."""
    whole: list[bool] = []
    shares: dict[str, dict[tuple[str, str], list[bool]]] = {"subject": {}, "outlet": {}, "quarter": {}}
    misses: list[BrandMiss] = []
    labels: Counter[str] = Counter()
    instead: Counter[str] = Counter()
    for story in stories:
        copies = counted_copies(story)
        for copy in copies:
            labels.update(copy.reading.regional_labels)
            if not copy.reading.names_organisation:
                instead.update(copy.reading.regional_labels)
        told = [copy for copy in copies if _subjects(copy)]
        if not told:
            continue
        named = any(copy.reading.names_organisation for copy in copies)
        whole.append(named)
        for name, subject in {name: subject for copy in told for subject, name in _subjects(copy)}.items():
            shares["subject"].setdefault((subject, name), []).append(named)
        shares["quarter"].setdefault(_quarter(told, zone), []).append(named)
        for copy in told:
            by_outlet = shares["outlet"].setdefault((copy.outlet.id, copy.outlet.name), [])
            by_outlet.append(copy.reading.names_organisation)
        misses.extend(_miss(story, copy, zone) for copy in told if not copy.reading.names_organisation)
    return Brand(
        whole=_share(_WHOLE, whole) if whole else None,
        by_subject=_most_first(shares["subject"]),
        by_outlet=_most_first(shares["outlet"]),
        by_quarter=tuple(_share(key, found) for key, found in sorted(shares["quarter"].items())),
        misses=tuple(sorted(misses, key=lambda miss: (miss.day, miss.story), reverse=True)),
        labels=tuple(LabelUse(label=one, texts=count, instead=instead[one]) for one, count in labels.most_common()),
    )


def _subjects(copy: Coverage) -> list[tuple[str, str]]:
    """Landmarks and villages that the text names: (id, name), each name once."""
    found: dict[str, str] = {}
    for mention in copy.reading.accepted:
        if mention.subject_kind in ATTRIBUTED:
            found.setdefault(mention.subject_name, mention.subject)
    return [(subject, name) for name, subject in found.items()]


def _quarter(copies: Sequence[Coverage], zone: ZoneInfo) -> tuple[str, str]:
    day = min(copy.when for copy in copies).astimezone(zone).date()
    quarter = (day.month - 1) // 3 + 1
    return f"{day.year}-Q{quarter}", f"{quarter}. kvartal {day.year}"


def _miss(story: Story, copy: Coverage, zone: ZoneInfo) -> BrandMiss:
    return BrandMiss(
        story=story.id,
        outlet=copy.outlet.id,
        outlet_name=copy.outlet.name,
        title=copy.article.title,
        link=copy.article.link,
        day=copy.when.astimezone(zone).date(),
        subjects=tuple(name for _, name in _subjects(copy)),
        labels=copy.reading.regional_labels,
    )


def _share(key: tuple[str, str], found: Sequence[bool]) -> BrandShare:
    named = sum(found)
    interval = share_interval(named, len(found))
    return BrandShare(id=key[0], name=key[1], named=named, stories=len(found), interval=interval)


def _most_first(shares: dict[tuple[str, str], list[bool]]) -> tuple[BrandShare, ...]:
    made = (_share(key, found) for key, found in shares.items())
    return tuple(sorted(made, key=lambda one: (-one.stories, one.name)))
