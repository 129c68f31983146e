"""Who speaks today: a suggestion or a topic, the matrix and who is away, put together."""

from datetime import date

from mediawatch.model import Organisation, Speaker, Suggestion, Topic
from mediawatch.store import Store


def speaker(store: Store, organisation: Organisation, suggestion: Suggestion, *, day: date) -> Speaker:
    """A suggestion (of a story) to who speaks on `day`."""
    known = {line.id: line for line in organisation.spokespersons}
    line = known.get(suggestion.spokesperson or "")
    return Speaker(
        role=suggestion.role,
        rule=suggestion.rule,
        source=line.source if line else "",
        because=suggestion.because,
        line=line,
    )


def speaker_on(store: Store, organisation: Organisation, *, topic: Topic, text: str, day: date) -> Speaker:
    """A topic and a question in words (an enquiry, a pitch; "" for the topic alone) to who speaks on `day`."""
    line = next(
        (one for one in organisation.spokespersons if topic in one.topics and one.role == "department head"), None
    )
    return Speaker(
        role="department head", rule=line.rule if line else "", source=line.source if line else "", line=line
    )
