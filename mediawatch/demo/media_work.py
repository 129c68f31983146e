"""Media work for the demonstration to show: enquiries, stories of our own, an absence, a desk. All of it invented."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mediawatch.demo.newsroom import Newsroom
from mediawatch.model import Absence, Contact, Enquiry, Organisation, Pitch
from mediawatch.relate.enquiries import proposed_deadline
from mediawatch.relate.pitches import next_month
from mediawatch.store import Store
from mediawatch.workdays import working_days_after


def add_media_work(
    store: Store, organisation: Organisation, newsrooms: Sequence[Newsroom], now: datetime, zone: ZoneInfo, *, by: str
) -> None:
    """Fills the pages of the media work with a day's worth."""
    outlet = newsrooms[0].as_outlet().id
    for enquiry in _enquiries(organisation.id, outlet, now, zone):
        store.enquiries.add(enquiry, by=by, now=now)
    for pitch in _pitches(organisation.id, outlet, now, zone):
        store.pitches.cases.add(pitch, by=by, now=now)
    today = now.astimezone(zone).date()
    away = next((line for line in organisation.spokespersons if line.role == "department head"), None)
    if away is not None:
        absence = Absence(organisation=organisation.id, line=away.id, first=today, last=today + timedelta(days=4))
        store.matrix.absences.add(absence, by=by, now=now)
    desk = Contact(
        organisation=organisation.id,
        outlet=outlet,
        name="Debatt",
        email="debatt@example.org",
        added_by=by,
        created_at=now,
    )
    store.contacts.add(desk, by=by, now=now)


def _enquiries(name: str, outlet: str, now: datetime, zone: ZoneInfo) -> tuple[Enquiry, ...]:
    yesterday = now - timedelta(hours=26)
    return (
        Enquiry(
            organisation=name,
            journalist="Siv Eksempel",
            outlet=outlet,
            contact="siv@example.org",
            subject="Leirskolen",
            question="Hvorfor ble leirskolen utsatt, og hva får elevene i stedet?",
            received_at=yesterday,
            deadline=yesterday + timedelta(hours=4),
            deadline_asked=True,
            topic="education",
        ),
        Enquiry(
            organisation=name,
            journalist="Jon Prøve",
            outlet=outlet,
            contact="jon@example.org",
            subject="Brøyting",
            question="Når blir gang- og sykkelveiene brøytet om morgenen?",
            received_at=now - timedelta(minutes=20),
            deadline=proposed_deadline(now, zone),
            topic="transport",
        ),
    )


def _pitches(name: str, outlet: str, now: datetime, zone: ZoneInfo) -> tuple[Pitch, ...]:
    today = now.astimezone(zone).date()
    return (
        Pitch(
            organisation=name,
            title="Slik får flere eldre bo hjemme",
            angle="Hva hjemmetjenesten har lært av det nye vaktrommet.",
            kind="op-ed",
            topic="health",
            author="Kari Eksempel",
            office="Etatssjef helse og sosial",
            status="idea",
            planned=next_month(today) - timedelta(days=1),
            month_only=True,
            draft_due=working_days_after(today, 2),
            created_at=now,
        ),
        Pitch(
            organisation=name,
            title="Vinterens første skirenn for skolene",
            angle="400 elever i bakken samme dag.",
            topic="sport",
            status="offered",
            outlet=outlet,
            planned=working_days_after(today, 3),
            offered_at=now - timedelta(days=6),
            created_at=now - timedelta(days=8),
        ),
    )
