"""A role and a field to the line of the matrix: which department head, which committee's leader, which unit's."""

from collections.abc import Mapping

from mediawatch.model import Organisation, Role, Spokesperson, Topic
from mediawatch.relate.signs import count_fields

TOPIC_WEIGHT = 2.0
"""The topic of the whole text, in words of its field."""
TITLE_WEIGHT = 1.5
BODY_WEIGHT = 0.5
BODY_REPEATS = 4


def fields_of(title: str, body: str, topic: Topic) -> dict[Topic, float]:
    """A text and its topic to how much speaks for each field."""
    fields: dict[Topic, float] = {topic: TOPIC_WEIGHT}
    in_title, in_body = count_fields(title.lower()), count_fields(body.lower())
    for field in in_title.keys() | in_body.keys():
        found = TITLE_WEIGHT * min(1, in_title[field]) + BODY_WEIGHT * min(BODY_REPEATS, in_body[field])
        fields[field] = fields.get(field, 0.0) + found
    return fields


def line_for(
    role: Role, fields: Mapping[Topic, float], organisation: Organisation, *, unit: str = ""
) -> Spokesperson | None:
    """The line of a role whose field weighs most; else the first that is open to all, else the only one there is.

    None: nobody has the role, or several do and the matter is in nobody's field. `unit`: a line that names it is first.
    """
    lines = [line for line in organisation.spokespersons if line.role == role and line.speaks]
    if unit:
        own = [line for line in lines if any(unit.casefold() == name.casefold() for name in line.units)]
        lines = own or [line for line in lines if not line.units] or lines
    best = max(lines, key=lambda line: _weight(line, fields), default=None)
    if best is None or _weight(best, fields) > 0:
        return best
    for_all = [line for line in lines if not line.topics]
    if for_all or len(lines) == 1:
        return (for_all or lines)[0]
    return None


def _weight(line: Spokesperson, fields: Mapping[Topic, float]) -> float:
    return sum(fields.get(topic, 0.0) for topic in line.topics)
