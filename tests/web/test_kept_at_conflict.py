"""Whatever was written is still there when somebody else was first, or when a form has a fault."""

from datetime import timedelta

import pytest

from mediawatch.model import Enquiry, Pitch
from tests.web.conftest import Pages, csrf
from tests.web.sample import NOW


@pytest.fixture
def enquiry(pages: Pages) -> Enquiry:
    """One that waits."""
    given = Enquiry(
        organisation="modum",
        journalist="Siv Eksempel",
        question="Når åpner svømmehallen?",
        received_at=NOW,
        deadline=NOW + timedelta(hours=3),
    )
    return pages.store.enquiries.add(given, by="a@b.no", now=NOW)


def test_an_answer_is_kept_when_a_colleague_closed_the_enquiry(pages: Pages, enquiry: Enquiry) -> None:
    client = pages.client("adviser")
    form = {"csrf": csrf(client.get(f"/modum/henvendelser/{enquiry.id}")), "versjon": "1"}
    pages.store.enquiries.change(
        "modum", enquiry.id, by="b@b.no", now=NOW, expected=1, status="declined", closed_at=NOW
    )  # fmt: skip
    told = client.post(
        f"/modum/henvendelser/{enquiry.id}/svar", data={**form, "svar": "Hallen åpner i mai.", "maate": "phone"}
    )
    assert told.status_code == 409
    assert "Hallen åpner i mai." in told.text


def test_why_there_is_no_answer_is_kept_too(pages: Pages, enquiry: Enquiry) -> None:
    client = pages.client("adviser")
    form = {"csrf": csrf(client.get(f"/modum/henvendelser/{enquiry.id}")), "versjon": "1", "gjor": "avvis"}
    pages.store.enquiries.change("modum", enquiry.id, by="b@b.no", now=NOW, expected=1, subject="Hallen")
    told = client.post(f"/modum/henvendelser/{enquiry.id}/slutt", data={**form, "hvorfor": "Saken er til klage"})
    assert told.status_code == 409
    assert 'value="Saken er til klage"' in told.text


def test_what_was_chosen_for_the_archive_is_kept_at_a_fault(pages: Pages, enquiry: Enquiry) -> None:
    client = pages.client("adviser")
    form = {"csrf": csrf(client.get(f"/modum/henvendelser/{enquiry.id}")), "versjon": "1"}
    chosen = {"archive_handled": "yes", "innsynskrav": "ja", "saksnummer": "x" * 90}
    told = client.post(f"/modum/henvendelser/{enquiry.id}/arkiv", data={**form, **chosen})
    assert told.status_code == 422
    assert 'name="archive_handled" value="yes" checked' in told.text
    assert 'name="innsynskrav" value="ja" checked' in told.text


@pytest.mark.parametrize("number", ["0" * 12 + "9" * 20, "9" * 5_000, "²", "-1"])
def test_a_number_that_is_no_storys_is_told_of(pages: Pages, enquiry: Enquiry, number: str) -> None:
    client = pages.client("adviser")
    form = {"csrf": csrf(client.get(f"/modum/henvendelser/{enquiry.id}")), "versjon": "1", "gjor": "koble"}
    assert client.post(f"/modum/henvendelser/{enquiry.id}/omtale", data={**form, "sak": number}).status_code < 500


def test_a_pitchs_day_and_reason_are_kept_at_a_fault(pages: Pages) -> None:
    given = Pitch(organisation="modum", title="Ny hall", status="offered", offered_at=NOW, created_at=NOW)
    pitch = pages.store.pitches.cases.add(given, by="a@b.no", now=NOW)
    client = pages.client("adviser")
    form = {"csrf": csrf(client.get(f"/modum/egne-saker/{pitch.id}")), "versjon": "1", "til": "declined"}
    told = client.post(
        f"/modum/egne-saker/{pitch.id}/flytt", data={**form, "naar": "2031-01-01", "hvorfor": "For smal sak"}
    )
    assert told.status_code == 422
    assert 'value="2031-01-01"' in told.text
    assert 'value="For smal sak"' in told.text
