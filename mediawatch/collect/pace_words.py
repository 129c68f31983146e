"""What a feed's state is called, and the plain Norwegian for it. Shown in `mediawatch sources`, on the digest's line of
silent sources ("TV Modum (svarer ikke siden fredag)") and beside the feed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mediawatch.errors import CollectError, FeedError, FeedFound, FetchError, FetchReason
from mediawatch.model import Feed, FeedHealth

_OSLO = ZoneInfo("Europe/Oslo")
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "desember",
)  # fmt: skip
LONG_AWAY = timedelta(days=14)
"""A feed that has not answered for so long, and that we have asked often, is dead and not merely away."""
_OFTEN = 10

_FETCH_HEALTH: dict[FetchReason, FeedHealth] = {
    "robots": "blocked", "forbidden": "blocked", "rate_limited": "blocked", "not_found": "dead", "gone": "dead",
}  # fmt: skip
_FEED_HEALTH: dict[FeedFound, FeedHealth] = {"html": "html", "empty": "empty"}
"""What is not listed is broken."""
_UNANSWERED: frozenset[FetchReason] = frozenset({"dns", "connection", "timeout"})

_FETCH_WORDS: dict[FetchReason, str] = {
    "robots": "Nettstedet ber oss om ikke å lese denne adressen (robots.txt)",
    "private_address": "Adressen peker inn i et lukket nett og blir ikke lest",
    "bad_address": "Adressen er ikke gyldig",
    "dns": "Finner ikke nettstedet",
    "connection": "Svarer ikke",
    "timeout": "Svarer ikke i tide",
    "tls": "Nettstedets sikkerhetssertifikat er ikke gyldig",
    "too_large": "Svaret er for stort til å leses",
    "bad_encoding": "Svaret er pakket på en måte vi ikke kan lese",
    "redirect_loop": "Adressen sender oss i ring",
    "rate_limited": "Nettstedet ber oss vente (429)",
    "forbidden": "Nettstedet avviser oss",
    "not_found": "Adressen finnes ikke lenger (404)",
    "gone": "Adressen er lagt ned for godt (410)",
    "client_error": "Nettstedet godtar ikke forespørselen",
    "server_error": "Nettstedet har en feil",
}
_FEED_WORDS: dict[FeedFound, str] = {
    "html": "Adressen gir en nettside i stedet for en nyhetsstrøm",
    "empty": "Adressen svarer uten innhold",
    "not_xml": "Adressen gir noe annet enn en nyhetsstrøm",
    "broken_xml": "Nyhetsstrømmen er ødelagt og kan ikke leses",
    "unknown": "Adressen gir noe annet enn det vi venter",
}
MOST_PROBLEMS = 5
"""Odd things told of one feed; a broken one may have thousands."""
ONLY_NOTE = "Ingen av postene gjelder det vi følger her."


def is_lasting(error: CollectError) -> bool:
    """The failure will hardly mend by itself: the address is gone, refused, or holds something else."""
    if isinstance(error, FetchError):
        return not error.temporary
    return isinstance(error, FeedError) and error.found != "broken_xml"


def failure_health(error: CollectError, last_success: datetime | None, failures: int, now: datetime) -> FeedHealth:
    """An error into the feed's health. A site that has not answered for LONG_AWAY is dead."""
    if isinstance(error, FeedError):
        return _FEED_HEALTH.get(error.found, "broken")
    if isinstance(error, FetchError):
        long_away = last_success is None or now - last_success > LONG_AWAY
        if error.reason in _UNANSWERED and failures >= _OFTEN and long_away:
            return "dead"
        if error.reason == "robots" and error.temporary:
            return "broken"  # robots.txt itself could not be had
        return _FETCH_HEALTH.get(error.reason, "broken")
    return "broken"


def failure_note(error: CollectError, last_success: datetime | None, now: datetime) -> str:
    """An error into words without a full stop: "Svarer ikke siden fredag", "Nettstedet avviser oss (403); sist lest
    fredag"."""
    words = _failure_words(error)
    if last_success is None:
        return words
    when = moment_words(last_success, now)
    return f"{words} siden {when}" if words == _FETCH_WORDS["connection"] else f"{words}; sist lest {when}"


def _failure_words(error: CollectError) -> str:
    if isinstance(error, FeedError):
        return _FEED_WORDS[error.found]
    if isinstance(error, FetchError) and error.reason == "robots" and error.temporary:
        return "Får ikke lest nettstedets regler for roboter (robots.txt)"
    if isinstance(error, FetchError):
        words = _FETCH_WORDS[error.reason]
        if error.status and "(" not in words:
            words += f" ({error.status})"
        elif error.reason == "rate_limited" and error.status not in (None, 429):
            words = words.replace("429", str(error.status))
        return words
    return "Kan ikke leses"


def stale_note(last_item_at: datetime, now: datetime) -> str:
    """When the last item came, for a feed that has grown silent."""
    return f"Ingen nye saker siden {moment_words(last_item_at, now)}"


def empty_note(feed: Feed) -> str:
    """A feed that answers, and holds nothing."""
    what = {"rss": "Nyhetsstrømmen", "front_page": "Forsiden"}.get(feed.kind, "Nettstedskartet")
    return f"{what} svarer, men er uten saker"


def after_move(address: str) -> str:
    """Where a feed has moved, and what to do."""
    return f"Adressen er flyttet til {address}; rett den i feeds.yaml."


def with_problems(note: str, problems: Sequence[str]) -> str:
    """A note with what was odd about a feed that could be read all the same, each part a sentence."""
    told = [note, *problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        told.append(f"Og {len(problems) - MOST_PROBLEMS} merknader til.")
    if len([words for words in told if words]) < 2:
        return "".join(told)
    return " ".join(words if words.endswith(".") else f"{words}." for words in told if words)


def moment_words(moment: datetime, now: datetime) -> str:
    """A past moment in Norwegian time: "kl. 07.15" (today), "i går", "fredag" (within a week), "3. november",
    "3. november 2025"."""
    local, today = moment.astimezone(_OSLO), now.astimezone(_OSLO).date()
    days = (today - local.date()).days
    if days <= 0:
        return f"kl. {local:%H.%M}"
    if days == 1:
        return "i går"
    if days < 7:
        return _WEEKDAYS[local.weekday()]
    written = f"{local.day}. {_MONTHS[local.month - 1]}"
    return written if local.year == today.year else f"{written} {local.year}"
