"""How long each kind of thing is kept."""

from dataclasses import dataclass

MOST_MONTHS = 120
"""Ten years: beyond that a register would have to be treated as an archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Months that things are kept, by kind; whole, from 1 to 120. What is left afterwards is told in the handbook.

    `coverage`: leads, excerpts, authors and reasons of stories, from publication; titles, addresses, tone and numbers
    stay. `revisions`: the words of earlier versions. `notes`: notes on stories. `enquiries`: who asked, after the
    enquiry was closed. `responses`: what only advisers read of critical stories, after they were closed. `pitches`:
    journalists and drafts of our own ideas, after the last step. `contacts`: the longest time a journalist may be
    listed without being renewed. `statements`: what was said in a crisis, after it ended. `audit`: the log of changes.
    `accounts`: accounts that have no access any more. `attempts`: used links and attempts to sign in. `polls`: the log
    of visits to sources. `deliveries`: who was sent what, alarms included.
    """

    coverage: int = 36
    revisions: int = 12
    notes: int = 36
    enquiries: int = 24
    responses: int = 36
    pitches: int = 24
    contacts: int = 24
    statements: int = 120
    audit: int = 60
    accounts: int = 12
    attempts: int = 1
    polls: int = 3
    deliveries: int = 24
