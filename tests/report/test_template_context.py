"""Each template documents its context; what it uses is what it says, and all that is made for it is shown somewhere."""

import re
from dataclasses import fields

import pytest
from jinja2 import meta, nodes

from mediawatch.render import environment
from mediawatch.report.alarm_page import AlarmLines, AlarmPage
from mediawatch.report.crisis_mail import SaidLine
from mediawatch.report.lines import (
    DigestPage,
    Linked,
    SectionLines,
    SpokespersonLines,
    StoryLines,
    TargetLines,
)
from mediawatch.report.saved_search import FoundLine
from mediawatch.report.weekly_lines import MissLines, PartLines, ScoredStoryLines, TableLines, WeeklyPage
from mediawatch.shipped import shipped_path

STYLED_NAMES = ("digest", "weekly", "alarm", "sign_in", "saved_search", "reminder", "crisis", "late_enquiry")
STYLED = {f"mail/{name}.html.jinja" for name in STYLED_NAMES}
FOLDER = shipped_path("templates")
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("mail/**/*.jinja"))
RECORDS: dict[str, tuple[type, ...]] = {
    "page": (DigestPage, WeeklyPage, AlarmPage),
    "alarm": (AlarmLines,),
    "section": (SectionLines,),
    "story": (StoryLines, ScoredStoryLines),
    "line": (TargetLines, SpokespersonLines),
    "copy": (Linked,),
    "item": (Linked,),
    "miss": (Linked, MissLines),
    "part": (PartLines,),
    "found": (FoundLine,),
    "told": (SaidLine,),
    "made": (TableLines,),
}
"""What the names in the templates stand for."""


def parsed(name: str) -> nodes.Template:
    return environment().parse((FOLDER / name).read_text(encoding="utf-8"))


def attributes(name: str) -> set[tuple[str, str]]:
    found = parsed(name).find_all(nodes.Getattr)
    return {(node.node.name, node.attr) for node in found if isinstance(node.node, nodes.Name)}


def test_the_templates_are_there() -> None:
    assert {"mail/digest.html.jinja", "mail/digest.txt.jinja"} <= set(TEMPLATES)


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_documented_context_is_the_used_one(name: str) -> None:
    said = re.search(r"Context: (.*?)\.? ?-?#}", (FOLDER / name).read_text(encoding="utf-8"), re.DOTALL)
    assert said, f"{name} does not document its context"
    documented = set(re.findall(r"(\w+) \(", said[1]))
    used = meta.find_undeclared_variables(parsed(name))
    included = {"accent", "accent_dark"} if name in STYLED else set()
    assert documented == used | included


@pytest.mark.parametrize("name", TEMPLATES)
def test_only_fields_that_exist_are_used(name: str) -> None:
    for variable, attribute in attributes(name):
        records = RECORDS.get(variable)
        if records:
            assert any(attribute in {f.name for f in fields(record)} for record in records), (variable, attribute)


@pytest.mark.parametrize("kind", ["html", "txt"])
def test_everything_made_for_the_reader_is_laid_out(kind: str) -> None:
    used = {
        (record, attribute)
        for name in TEMPLATES
        if f".{kind}." in name
        for variable, attribute in attributes(name)
        for record in RECORDS.get(variable, ())
    }
    only_in = {"html": {"preheader", "key", "kind", "subject"}, "txt": {"filled"}}
    through_longer_names = {"heading", "columns", "rows", "text", "percent"}
    elsewhere = only_in["txt" if kind == "html" else "html"] | through_longer_names
    for record in {record for records in RECORDS.values() for record in records}:
        for field in fields(record):
            assert (record, field.name) in used or field.name in elsewhere, f"{record.__name__}.{field.name}"
