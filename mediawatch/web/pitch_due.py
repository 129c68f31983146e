"""What must be done about our own stories, in lines for the list of the media work."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from mediawatch.jobs.pitching import op_ed_missing_words, waiting_words, wants_monthly_op_ed
from mediawatch.relate.pitches import next_month, waiting
from mediawatch.render import said, shorten
from mediawatch.web.due import Due
from mediawatch.web.pitch_desk import TITLE_LIMIT, Desk
from mediawatch.web.site import Site
from mediawatch.web.visitor import Visitor


def due(site: Site, visitor: Visitor) -> Iterable[Due]:
    """Drafts and answers that are due, embargoes that end, matches to confirm, and a month without an op-ed."""
    desk = Desk(site, visitor.organisation)
    for one in waiting(desk.open, today=site.today, zone=site.zone):
        yield Due(
            words=waiting_words(one, site.outlets),
            link=f"egne-saker/{one.pitch.id}",
            part="pitches",
            at=datetime.combine(one.day, time(), site.zone),
            late=one.late,
        )
    if visitor.may("adviser"):
        for row in desk.match_rows():
            words = said("Kan være på trykk: «{title}»").format(title=shorten(row.pitch.title, TITLE_LIMIT))
            yield Due(words=words, link=f"egne-saker/{row.pitch.id}", part="pitches")
    if wants_monthly_op_ed(visitor.organisation) and desk.lacks_op_ed():
        last = next_month(site.today) - timedelta(days=1)
        at = datetime.combine(last, time(), site.zone)
        yield Due(words=op_ed_missing_words(site.today), link="egne-saker/kronikker", part="pitches", at=at)
