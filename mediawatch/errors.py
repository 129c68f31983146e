"""The errors of mediawatch, one tree:

    MediawatchError            .advice: what the operator can do
    ├── ConfigError            .problems: all of them, each with file:line and path
    ├── CollectError           .url: belongs to one feed or item, recorded there, the round goes on
    │   ├── FetchError         .reason, .temporary, .retry_after, .status
    │   ├── FeedError          not a feed; .found says what it was instead
    │   └── ExtractError       no article on this page
    ├── StoreError             database away, locked or behind its migrations; ends the job
    ├── ChangedError           somebody else changed it since it was looked at; nothing was written
    └── DeliveryError          .recipient: belongs to one digest or alert

The message says what happened in English (for logs); `.advice` is Norwegian and may be shown to users.
Expected outcomes (304, no news, nobody named) are values, never exceptions.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

FetchReason = Literal[
    "robots",
    "private_address",
    "bad_address",
    "dns",
    "connection",
    "tls",
    "timeout",
    "too_large",
    "bad_encoding",
    "redirect_loop",
    "rate_limited",
    "forbidden",
    "not_found",
    "gone",
    "client_error",
    "server_error",
]
"""Why a fetch failed. `rate_limited` is 429 (and 503 with Retry-After), `forbidden` 401/402/403/451."""

FeedFound = Literal["html", "empty", "not_xml", "broken_xml", "unknown"]
"""What lay at a feed's address instead of a feed."""


class MediawatchError(Exception):
    """Anything mediawatch raises on purpose. `advice`: what the operator can do, in Norwegian."""

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a configuration file: where it is and what to write instead (Norwegian)."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.path}: {self.message}" if self.path else f"{where}: {self.message}"


class ConfigError(MediawatchError):
    """Settings or YAML files are wrong. `problems` holds all faults found, not only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            "\n".join(str(problem) for problem in problems),
            advice="Rett opp feilene i filene over, og kjør «mediawatch check» på nytt.",
        )
        self.problems = problems


class CollectError(MediawatchError):
    """Something about one address; recorded with its feed or item while the round goes on."""

    def __init__(self, message: str, *, url: str, advice: str = "") -> None:
        super().__init__(message, advice=advice)
        self.url = url


class FetchError(CollectError):
    """The address gave no usable answer. `temporary`: worth trying again soon; `retry_after`: not before."""

    def __init__(
        self,
        message: str,
        *,
        url: str,
        reason: FetchReason,
        temporary: bool,
        retry_after: timedelta | None = None,
        status: int | None = None,
        advice: str = "",
    ) -> None:
        super().__init__(message, url=url, advice=advice)
        self.reason = reason
        self.temporary = temporary
        self.retry_after = retry_after
        self.status = status


class FeedError(CollectError):
    """The address answered, but with something that is no feed, front page or sitemap."""

    def __init__(self, message: str, *, url: str, found: FeedFound, advice: str = "") -> None:
        super().__init__(message, url=url, advice=advice)
        self.found = found


class ExtractError(CollectError):
    """The page holds no article (a front page, an error page, an empty document)."""


class StoreError(MediawatchError):
    """The database is away, locked or behind its migrations; the job ends and is tried again."""


class ChangedError(MediawatchError):
    """Somebody else changed it since it was looked at; nothing was written, and the other's word stands."""


class MailboxError(MediawatchError):
    """The mailbox that enquiries come to cannot be read; it is tried again."""


class DeliveryError(MediawatchError):
    """A message could not be handed over. `temporary`: the server asked to try later. `may_have_arrived`: the
    connection broke while the message went over, so nobody knows."""

    def __init__(
        self,
        message: str,
        *,
        recipient: str,
        temporary: bool = True,
        may_have_arrived: bool = False,
        advice: str = "",
    ) -> None:
        super().__init__(message, advice=advice)
        self.recipient = recipient
        self.temporary = temporary
        self.may_have_arrived = may_have_arrived
