"""Enquiries beyond their deadline: whoever sees to them is told, then the head of department, then the chief executive.

Each person is told of an enquiry at most once for each day its deadline lies on; a deadline that is moved to another
day begins anew. Who has no address is stood in for by those who get the alarms. It waits while it is quiet.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path

from mediawatch.config import Config
from mediawatch.config.addresses import is_example
from mediawatch.errors import DeliveryError
from mediawatch.jobs.delivery import RETRY, RETRY_REFUSED, Outcome, deliver
from mediawatch.jobs.enquiries import asked_by, title_of
from mediawatch.jobs.speaking import roster
from mediawatch.model import Enquiry, Organisation, Recipient, Spokesperson
from mediawatch.relate.enquiries import Escalation, Step, chief_of, escalations, head_of
from mediawatch.render import moment_words, plain, shorten
from mediawatch.report.calendar import quiet_ends
from mediawatch.report.late_enquiry import LateEnquiry, late_id, late_message
from mediawatch.report.notify import channel_name, notify
from mediawatch.store import DeliveryKey, Store

KIND = "enquiry"
NO_NEWS = timedelta(days=7)
"""What has waited so long (a machine that was off) is told on the pages only."""
MOST_QUESTION = 1_500
BECAUSE: dict[Step, str] = {
    "owner": "Du får denne fordi du følger opp henvendelsen, eller får varsler om pressen.",
    "department": "Du får denne fordi spørsmålet gjelder din etat, og ingen har svart to timer etter fristen.",
    "chief": "Du får denne fordi ingen har svart fire timer etter fristen.",
}


@dataclass(frozen=True, slots=True)
class ToldLate:
    """What became of one message: to whom, of which enquiry."""

    name: str
    enquiry: int
    outcome: Outcome
    place: Path | None = None
    advice: str = ""


def tell_late(
    config: Config, store: Store, now: datetime, *, stopping: Callable[[], bool] = lambda: False
) -> tuple[ToldLate, ...]:
    """Tells those who are to know of every enquiry that is late. Once `stopping` says so, no other message is begun."""
    told: list[ToldLate] = []
    zone = config.settings.zone
    for organisation in config.organisations:
        if quiet_ends(organisation.alarms, now, zone) is not None:
            continue
        for enquiry in store.enquiries.open(organisation.id):
            for step in escalations(enquiry, now, zone):
                if now - step.since <= NO_NEWS and not stopping():
                    told += _tell(config, store, organisation, enquiry, step, now)
    return tuple(told)


def _tell(
    config: Config, store: Store, organisation: Organisation, enquiry: Enquiry, step: Escalation, now: datetime
) -> Iterator[ToldLate]:
    late = late_words(config, organisation, enquiry, step.step, now)
    day = enquiry.deadline.astimezone(config.settings.zone).date()
    for recipient in told_of(config, store, organisation, enquiry, step.step, now):
        key: DeliveryKey = (KIND, f"{organisation.id}/{enquiry.id}/{recipient.email}"[:320], day)
        which = f"{enquiry.id} {day.isoformat()}"
        sender, zone = config.settings.sender, config.settings.zone
        identity = late_id(organisation, recipient, which, sender=sender)
        make: Callable[[], EmailMessage] = partial(
            late_message, late, organisation, recipient, which=which, sender=sender, now=now, zone=zone
        )
        done = deliver(config.settings, store, key, identity, recipient, now, make)
        if done is not None and done.outcome != "uncertain":
            yield ToldLate(recipient.name or recipient.email, enquiry.id, done.outcome, done.place, done.advice)
    if step.step == "owner":
        for number, address in enumerate(config.settings.channels(organisation.id), start=1):
            key = (KIND, f"{organisation.id}/{enquiry.id}/channel/{number}", day)
            outcome = _notify(store, key, address, late, now)
            if outcome is not None:
                name = f"kanalen {channel_name(address)}"
                yield ToldLate(name, enquiry.id, outcome[0], advice=outcome[1])


def told_of(
    config: Config, store: Store, organisation: Organisation, enquiry: Enquiry, step: Step, now: datetime
) -> tuple[Recipient, ...]:
    """Who is told at a step: the owner, the head of the department, the chief executive; else who gets the alarms."""
    if step == "owner":
        account = store.access.account(enquiry.owner) if enquiry.owner else None
        if account is not None and store.access.roles(account.id).get(organisation.id):
            return (Recipient(id=account.email, name=account.name, email=account.email),)
    else:
        line = head_of(enquiry.department, organisation) if step == "department" else chief_of(organisation)
        on_the_day = roster(store, organisation, day=now.astimezone(config.settings.zone).date())
        line = replace(on_the_day, crisis=False).at_hand(line) if line is not None else None
        if line is not None and _reachable(config, line):
            return (Recipient(id=line.id, name=line.name or line.title, email=line.email),)
    return tuple(one for one in organisation.recipients if one.id in organisation.alarms.to)


def _reachable(config: Config, line: Spokesperson) -> bool:
    """Whether mail may be sent to a line of the matrix: the examples' addresses are nobody's."""
    return bool(line.email) and not (config.settings.has_smtp and is_example(line.email))


def late_words(config: Config, organisation: Organisation, enquiry: Enquiry, step: Step, now: datetime) -> LateEnquiry:
    """What is told of an enquiry that is late. Neither the journalist's contact nor the note."""
    zone = config.settings.zone
    who, base = asked_by(config, enquiry), config.settings.base_url
    when = moment_words(enquiry.deadline, now.astimezone(zone).date(), zone)
    owner = "Ingen har tatt den." if enquiry.status == "new" else "Den er tatt, men ikke besvart."
    return LateEnquiry(
        subject=shorten(f"Fristen er ute: {title_of(enquiry)}", 120),
        answer=f"{who} venter på svar. Fristen var {when}. {owner}",
        question="\n".join(plain(line) for line in enquiry.question[:MOST_QUESTION].split("\n")),
        because=BECAUSE[step],
        link=f"{base}/{organisation.id}/henvendelser/{enquiry.id}" if base else "",
    )


def _notify(
    store: Store, key: DeliveryKey, address: str, late: LateEnquiry, now: datetime
) -> tuple[Outcome, str] | None:
    """Tells a channel; None when that was done before, or somebody is at it."""
    if store.claim_delivery(key, "", now) != "claimed":
        return None
    store.mark_handing_over(key, now)
    try:
        notify(address, late.subject, "\n".join(filter(None, (late.answer, late.link))))
    except DeliveryError as error:
        advice = error.advice or str(error)
        if error.may_have_arrived:
            store.mark_uncertain(key, advice, now)
            return "uncertain", advice
        store.mark_failed(key, advice, now, retry_at=now + (RETRY if error.temporary else RETRY_REFUSED))
        return "failed", advice
    store.mark_sent(key, now)
    return "sent", ""


def told_lines(told: Iterable[ToldLate]) -> list[str]:
    """What became of the messages, in Norwegian, a line each."""
    words = {
        "sent": "Sa fra til {name} om at henvendelse {number} venter.",
        "outbox": "Skrev til {name} om at henvendelse {number} venter, i {place}.",
        "empty": "",
        "uncertain": "Kanskje sagt fra til {name} om henvendelse {number}: {advice}",
        "failed": "Fikk ikke sagt fra til {name} om henvendelse {number}: {advice}",
    }
    return [
        words[one.outcome].format(name=one.name, number=one.enquiry, place=one.place, advice=one.advice) for one in told
    ]
