"""The pages of our own stories, as one router."""

from fastapi import APIRouter

from mediawatch.web import pitch_links, pitch_numbers, pitch_plan, pitch_thanks, pitches

PARTS = (pitch_plan, pitch_thanks, pitch_numbers, pitch_links, pitches)
"""In the order in which addresses are tried: /egne-saker/kalender before the pitch of any number."""

router = APIRouter()
for part in PARTS:
    router.include_router(part.router)
