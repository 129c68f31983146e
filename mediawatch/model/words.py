"""The closed lists of words that records, tables, YAML, templates and docs share."""

from typing import Literal, get_args

Tier = Literal["local", "regional", "national", "trade", "other"]
OutletKind = Literal["newspaper", "tv", "radio", "agency", "web"]
FeedKind = Literal["rss", "front_page", "sitemap", "news_sitemap"]
KeepText = Literal["none", "excerpt", "full"]
SubjectKind = Literal[
    "municipality",
    "village",
    "landmark",
    "institution",
    "club",
    "business",
    "demonym",
    "regional_label",
    "person",
]
Strength = Literal["strong", "medium", "weak"]
Field = Literal["title", "lead", "text"]
ToneLabel = Literal["positive", "neutral", "negative", "mixed"]
Prominence = Literal["headline", "lead", "body", "passing"]
ScoredTier = Literal["local", "regional", "national"]
Naming = Literal["organisation", "region", "landmark"]
Topic = Literal[
    "health",
    "education",
    "politics",
    "economy",
    "planning",
    "transport",
    "safety",
    "environment",
    "culture",
    "sport",
    "business",
    "volunteer",
    "history",
    "other",
]
Kind = Literal[
    "news",
    "opinion",
    "leader",
    "op-ed by staff",
    "letter",
    "sport",
    "notice",
    "feature",
    "paid",
    "own",
]
Role = Literal[
    "mayor",
    "committee leader",
    "chief executive",
    "department head",
    "unit leader",
    "employee",
    "employee representative",
    "none",
]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Period = Literal["week", "month", "quarter", "year", "working day"]
ReadingKind = Literal["level", "amount"]
Authors = Literal["anyone", "staff"]
ItemState = Literal["waiting", "read", "forgotten", "unreadable"]
ArticleSource = Literal["page", "feed", "hand"]
FeedHealth = Literal["new", "alive", "empty", "stale", "html", "broken", "blocked", "dead", "paused"]
TargetOutcome = Literal["met", "open", "missed", "unknown"]
TargetLack = Literal["", "no reading", "part missing", "nothing before"]
AlarmKind = Literal["negative", "headline", "spike", "silent", "warning"]
NoticeState = Literal["waiting", "claimed", "handing_over", "sent", "failed", "uncertain", "lapsed"]
CorrectionKind = Literal["tone", "relevance", "place", "topic", "kind"]

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
PRESS_KINDS: tuple[Kind, ...] = tuple(kind for kind in get_args(Kind) if kind not in ("paid", "own"))
"""Kinds that count as press: the organisation's own pages and paid content never do."""
UNSURE_BELOW = 0.65
"""Tones with less confidence than this are marked "Usikker"."""
