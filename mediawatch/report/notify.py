"""A short message to a channel of the organisation's own: Teams, Slack, an SMS gateway and what else Apprise knows. The
only door to Apprise.

An address holds a secret: it is never printed, logged or put into an error, and Apprise's own log goes nowhere.
"""

import logging
import re
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mediawatch.errors import DeliveryError

if TYPE_CHECKING:  # Apprise takes its time to start, and most commands tell nobody
    from apprise import NotifyBase

TIME_LIMIT = 20.0
"""Seconds after which a receiver is given up, however slowly it still answers."""
LONGEST = 2_000
"""Characters of a message; chat programs cut longer ones, and SMS gateways charge by the piece."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+]{0,19}")
_LOG = logging.getLogger("apprise")
_CERTAIN = re.compile(
    r"Name or service|NameResolution|Temporary failure|refused|Failed to establish|ConnectTimeout|"
    r"No route|unreachable|CertificateError|CERTIFICATE_VERIFY",
    re.IGNORECASE,
)
"""What stands in the log when nothing was handed over at all."""
_FROM_BETWEEN = ("502", "504")
"""What a proxy answers for a receiver that may well have taken it."""
_STATUS = re.compile(r"error=(\d{3})")

_UNCERTAIN = "Kanalen svarte ikke i tide. Vi vet ikke om varselet kom fram, og sender det derfor ikke på nytt."
_UNREACHABLE = "Vi fikk ikke kontakt med kanalen. Sjekk adressen og nettverket. Vi prøver igjen senere."
_REFUSED = "Kanalen tok ikke imot varselet (feil {status}). Sjekk adressen og nøkkelen i MEDIAWATCH_NOTIFY."
_BUSY = "Kanalen ber oss prøve igjen senere (feil {status}). Det gjør vi; du trenger ikke gjøre noe."
_UNREADABLE = "Apprise forstår ikke adressen. Se eksemplene i docs/configuration.md, og prøv med «mediawatch check»."


class _Ears(logging.Handler):
    """Hears what Apprise says in one thread, to tell a refusal from a lost answer."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.thread = 0
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread:
            self.said.append(record.getMessage())


def channel_name(address: str) -> str:
    """What a channel is called where people see it: the kind of its address alone, "msteams", "json"."""
    scheme, mark, _ = address.partition("://")
    return scheme.lower() if mark and _SCHEME.fullmatch(scheme) else "ukjent"


def address_fault(address: str) -> str:
    """What is wrong with a channel's address, in Norwegian and without repeating it; "" when Apprise understands it.
    Nothing is sent."""
    if "://" not in address:
        return "Adressen skal begynne med tjenesten og ://, for eksempel msteams:// eller slack://."
    if _receiver(address) is None:
        name = channel_name(address)
        return f"Apprise forstår ikke adressen som begynner med {name}://. Sjekk den mot Apprises oppskrift for {name}."
    return ""


def is_open(address: str) -> bool:
    """Whether what is sent to the address goes unencrypted to another machine."""
    scheme, _, rest = address.partition("://")
    host = urlsplit(f"//{rest}").hostname or ""
    return scheme.lower() in ("json", "xml", "form", "http") and host not in ("localhost", "127.0.0.1", "::1")


def notify(address: str, title: str, body: str, *, time_limit: float = TIME_LIMIT) -> None:
    """Hands a message to a channel. Plain text; a body that is too long is cut.

    Raises DeliveryError: `temporary` when it was certainly not taken and may be later; `may_have_arrived` when the
    answer was lost or did not come within `time_limit` seconds. A receiver that hangs is left to its own thread.
    """
    ears = _Ears()
    outcome: list[bool | None] = []
    targets: list[int] = []

    def hand_over() -> None:
        ears.thread = threading.get_ident()
        receiver = _receiver(address)
        targets.append(len(receiver) if receiver is not None else 0)
        outcome.append(None if receiver is None else _send(receiver, title, body))

    _quiet()
    _LOG.addHandler(ears)
    try:
        courier = threading.Thread(target=hand_over, name="notify", daemon=True)
        courier.start()
        courier.join(time_limit)
    finally:
        _LOG.removeHandler(ears)
    name = channel_name(address)
    if not outcome:
        raise _error(name, "no answer in time", _UNCERTAIN, lost=True)
    if outcome[0] is None:
        raise _error(name, "Apprise does not know the address", _UNREADABLE, temporary=False)
    if not outcome[0]:
        raise _explained(name, ears.said, targets[0])


def _send(receiver: "NotifyBase", title: str, body: str) -> bool:
    from apprise import NotifyFormat, NotifyType

    cut = body if len(body) <= LONGEST else f"{body[: LONGEST - 1].rstrip()}…"
    return bool(receiver.notify(body=cut, title=title, notify_type=NotifyType.WARNING, body_format=NotifyFormat.TEXT))


def _receiver(address: str) -> "NotifyBase | None":
    from apprise import Apprise, AppriseAsset, NotifyBase, PersistentStoreMode

    _quiet()
    asset = AppriseAsset(
        app_id="mediawatch", app_desc="mediawatch", async_mode=False, storage_mode=PersistentStoreMode.MEMORY.value
    )
    made = Apprise.instantiate(address, asset=asset)
    return made if isinstance(made, NotifyBase) else None


def _quiet() -> None:
    """Apprise's log may hold parts of an address, and so may that of its HTTP library: they are heard by us alone."""
    logging.getLogger("urllib3").propagate = False
    _LOG.propagate = False
    _LOG.setLevel(logging.DEBUG)
    if not _LOG.handlers:
        _LOG.addHandler(logging.NullHandler())


def _explained(name: str, said: list[str], targets: int) -> DeliveryError:
    """Why Apprise says no. Without a certain refusal nobody knows: a second message is worse than a lost one. Nor is it
    known which of several receivers behind one address has it."""
    words = "\n".join(said)
    status = _STATUS.search(words)
    if targets > 1 or (status and status[1] in _FROM_BETWEEN):
        return _error(name, "it is not certain who has it", _UNCERTAIN, lost=True)
    if status:
        code = int(status[1])
        busy = code == 429 or code >= 500
        return _error(name, f"answered {code}", (_BUSY if busy else _REFUSED).format(status=code), temporary=busy)
    if _CERTAIN.search(words):
        return _error(name, "cannot be reached", _UNREACHABLE)
    return _error(name, "the answer was lost", _UNCERTAIN, lost=True)


def _error(name: str, what: str, advice: str, *, temporary: bool = True, lost: bool = False) -> DeliveryError:
    return DeliveryError(
        f"{name}: {what}", recipient=name, temporary=temporary and not lost, may_have_arrived=lost, advice=advice
    )
