"""The dashboards and the sources, as one router."""

from fastapi import APIRouter

from mediawatch.web import adding_coverage, adding_sources, naming, overviews, sources, targets, week

PARTS = (week, targets, naming, overviews, adding_sources, adding_coverage, sources)
"""In the order in which addresses are tried: /kilder/ny before the feed of any name."""

router = APIRouter()
for part in PARTS:
    router.include_router(part.router)
