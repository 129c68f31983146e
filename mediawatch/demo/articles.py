"""The demo's articles: text files in articles/, one per outlet, to DemoArticle records with times relative to now."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

FOLDER = Path(__file__).parent / "articles"

_HOURS = re.compile(r"(?P<hours>\d+)h")
_MOMENT = re.compile(
    r"(?:(?P<days>\d+)d|(?P<weeks>\d+)w (?P<weekday>man|tir|ons|tor|fre|lør|søn)|(?P<months>\d+)m (?P<day>\d+))"
    r" (?P<hour>\d\d)\.(?P<minute>\d\d)"
)
_WEEKDAYS = ("man", "tir", "ons", "tor", "fre", "lør", "søn")
_PLAIN = {ord("æ"): "ae", ord("ø"): "o", ord("å"): "a", ord("é"): "e"}


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
        """The article after the newsroom has changed it, at the same address; itself when it is not to be changed."""
        if not (self.new_title or self.new_lead):
            return self
        title, lead = self.new_title or self.title, self.new_lead or self.lead
        return replace(self, title=title, lead=lead, new_title="", new_lead="")


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
    """The age of an article to its moment in local time, never after now.

    "5h": five hours before now. "3d 09.40": 09.40 three days before today. "4w ons 09.40": Wednesday of the ISO week
    four weeks before this one, so that weekly targets look the same whatever day the demo is run. "1m 14 09.40": the
    14th of the month before this one. Raises ValueError when it is none of these.
    """
    if hours := _HOURS.fullmatch(age.strip()):
        return (now - timedelta(hours=int(hours["hours"]))).astimezone(zone).replace(second=0, microsecond=0)
    match = _MOMENT.fullmatch(age.strip())
    if match is None:
        raise ValueError(f"{age!r} is no age; write 5h, 3d 09.40, 4w ons 09.40 or 1m 14 09.40")
    day = _day(match, now.astimezone(zone).date())
    moment = datetime.combine(day, time(int(match["hour"]), int(match["minute"])), tzinfo=zone)
    return min(moment, now.astimezone(zone).replace(second=0, microsecond=0))


def _day(match: re.Match[str], today: date) -> date:
    if match["days"]:
        return today - timedelta(days=int(match["days"]))
    if match["weeks"]:
        monday = today - timedelta(days=today.weekday(), weeks=int(match["weeks"]))
        return monday + timedelta(days=_WEEKDAYS.index(match["weekday"]))
    month = today.month - 1 - int(match["months"])
    year, month = today.year + month // 12, month % 12 + 1
    return date(year, month, min(int(match["day"]), monthrange(year, month)[1]))


def _slug(title: str) -> str:
    plain = title.lower().translate(_PLAIN)
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:70].strip("-")
