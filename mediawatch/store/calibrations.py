"""The monthly calibration kept: which stories were drawn, and what the model and the coders said of them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from mediawatch.model import CodedStory, ToneLabel
from mediawatch.store.connect import lock
from mediawatch.store.tables import coded_story


def coded_stories(connection: Connection, organisation: str, month: str | None = None) -> list[CodedStory]:
    """The stories of one month's calibration, or of all, in the order of month and number."""
    query = select(coded_story).where(coded_story.c.organisation == organisation)
    if month is not None:
        query = query.where(coded_story.c.month == month)
    rows = connection.execute(query.order_by(coded_story.c.month, coded_story.c.number)).mappings()
    return [CodedStory(**row) for row in rows]


def keep_draw(connection: Connection, drawn: Sequence[CodedStory]) -> None:
    """Keep a month's draw in place of an earlier one that was not coded."""
    organisation, month = drawn[0].organisation, drawn[0].month
    lock(connection, "calibration", organisation, month)
    connection.execute(
        delete(coded_story).where(coded_story.c.organisation == organisation, coded_story.c.month == month)
    )
    connection.execute(insert(coded_story), [asdict(one) for one in drawn])


def keep_codes(
    connection: Connection,
    organisation: str,
    month: str,
    codes: Sequence[tuple[int, ToneLabel | None, ToneLabel | None]],
    now: datetime,
) -> None:
    """Keep what the coders said: number in the sheets, the first coder's tone, the second's."""
    for number, one, two in codes:
        connection.execute(
            update(coded_story)
            .where(
                coded_story.c.organisation == organisation,
                coded_story.c.month == month,
                coded_story.c.number == number,
            )
            .values(coder_one=one, coder_two=two, reported_at=now)
        )
