"""Stories about villages and landmarks, some of which name the place, and counts of the neighbours."""

from dataclasses import replace
from datetime import timedelta

from mediawatch.model import Sketch
from mediawatch.store import Store
from tests.web.sample import NOW, OUTLETS, Told, coverage

SUBJECTS = (("blaafarvevaerket", "Blaafarveværket", "landmark"), ("vikersund", "Vikersund", "village"))


def fill_landmarks(store: Store, organisation: str = "modum", *, count: int = 24, title: str = "Nytt fra {}") -> None:
    """One every sixth day; every third names the place, every fourth a region instead. The mayor speaks in every
    second, a head of department in the critical ones."""
    for number in range(count):
        subject, name, kind = SUBJECTS[number % 2]
        at = NOW - timedelta(days=6 * number, hours=3)
        tone = "negative" if number % 5 == 0 else "positive"
        quoted = ("etatssjef Per Bakke",) if tone == "negative" else ("ordfører Kari Nordlie",) if number % 2 else ()
        told = Told(title.format(name), f"Mye skjer på {name}.", tone, "culture", subject=name, quoted=quoted)
        made = coverage(organisation, told, OUTLETS[number % 4], 50_000 + number, at)
        mention = replace(
            made.reading.mentions[0], subject=subject, subject_name=name, subject_kind=kind, names_place=False
        )
        reading = replace(
            made.reading,
            mentions=(mention,),
            names_organisation=number % 3 == 1,
            regional_labels=("Drammensregionen",) if number % 4 == 0 else (),
        )
        sketch = Sketch(article_id=None, published=at, shingles=(50_000 + number,), title_words=(), words=9)
        store.save(made.article, [replace(made, reading=reading)], sketch, find_story=lambda _n, _k: None, now=at)


def count_neighbours(store: Store) -> None:
    """A quarter of a year that was listened to: Sigdal named twice as often as Modum."""
    store.neighbours.watch("modum", ["Modum", "Sigdal"], NOW - timedelta(days=140))
    for back in range(120):
        day = NOW.date() - timedelta(days=back)
        store.neighbours.heard(day)
        names = ["Modum", "Sigdal"] if back % 2 else ["Sigdal"]
        store.neighbours.count("modum", "elvebladet", f"n{back}", day, names)
