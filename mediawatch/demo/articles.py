"""The demo's articles: text files in articles/, one per outlet, to DemoArticle records with times relative to now."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

FOLDER = Path(__file__).parent / "articles"

_AGE = re.compile(r"(?P<hours>\d+)h|(?P<days>\d+)d (?P<hour>\d\d)\.(?P<minute>\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle:
    """One invented article. `number` makes its address and outlet's id; `sister` is the outlet whose id it carries."""

    outlet: str
    number: int
    slug: str
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    published: datetime
    author: str = ""
    section: str = "nyheter"
    label: str = ""
    paid: bool = False
    nynorsk: bool = False
    sister: str = ""
    new_title: str = ""
    new_lead: str = ""

    def updated(self) -> "DemoArticle":
        """The article after the newsroom has changed it; itself when it never is."""
        if not (self.new_title or self.new_lead):
            return self
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        fields |= {"title": self.new_title or self.title, "lead": self.new_lead or self.lead}
        return DemoArticle(**fields)


def load_articles(outlet: str, *, now: datetime, zone: ZoneInfo) -> tuple[DemoArticle, ...]:
    """The articles of one outlet, newest first. Raises ValueError naming the entry that is wrong."""
    entries = (FOLDER / f"{outlet}.txt").read_text(encoding="utf-8").split("\n===\n")
    articles = [
        _article(outlet, number, entry, now, zone) for number, entry in enumerate(entries, 1) if entry.strip(" \n=")
    ]
    return tuple(sorted(articles, key=lambda article: article.published, reverse=True))


def _article(outlet: str, number: int, entry: str, now: datetime, zone: ZoneInfo) -> DemoArticle:
    head, _, body = entry.strip("\n= ").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    try:
        title, lead, when = fields["title"], fields["lead"], fields["when"]
    except KeyError as missing:
        raise ValueError(f"{outlet}, entry {number}: {missing} is missing") from missing
    return DemoArticle(
        outlet=outlet,
        number=int(fields.get("number", 1000 + number)),
        slug=_slug(title),
        title=title,
        lead=lead,
        paragraphs=tuple(" ".join(p.split()) for p in body.split("\n\n") if p.strip()),
        published=published_at(when, now=now, zone=zone),
        author=fields.get("author", ""),
        section=fields.get("section", "nyheter"),
        label=fields.get("label", ""),
        paid=fields.get("paid") == "yes",
        nynorsk=fields.get("nynorsk") == "yes",
        sister=fields.get("sister", ""),
        new_title=fields.get("new-title", ""),
        new_lead=fields.get("new-lead", ""),
    )


def published_at(age: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """ "5h" to five hours before now; "3d 09.40" to 09.40 local time three days before today. Never after now."""
    match = _AGE.fullmatch(age.strip())
    if match is None:
        raise ValueError(f"{age!r} is no age; write 5h or 3d 09.40")
    if match["hours"]:
        return (now - timedelta(hours=int(match["hours"]))).astimezone(zone).replace(second=0, microsecond=0)
    day = now.astimezone(zone).date() - timedelta(days=int(match["days"]))
    return datetime.combine(day, time(int(match["hour"]), int(match["minute"])), tzinfo=zone)


def _slug(title: str) -> str:
    plain = title.lower().translate(str.maketrans({"æ": "ae", "ø": "o", "å": "a", "é": "e"}))
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:70].strip("-")
