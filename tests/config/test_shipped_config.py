"""The files that come with the product: they load, they say what the plans say, and nothing in them is a secret."""

import re
import shutil
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from mediawatch.config import Config, Settings, load_config, load_settings, setting_names
from mediawatch.config.vocabulary import EXAMPLES, EXAMPLES_IN
from mediawatch.model import (
    Department,
    Feed,
    Neighbour,
    Organisation,
    Outlet,
    PlannedAbsence,
    ReadingSeries,
    Recipient,
    Spokesperson,
    Subject,
    Target,
    Topic,
)

ROOT = Path(__file__).parents[2]
PLANS = ROOT.parent / "shared" / "seeds"
RECORDS = (
    Feed,
    Outlet,
    Organisation,
    Subject,
    Neighbour,
    Department,
    Spokesperson,
    PlannedAbsence,
    ReadingSeries,
    Target,
    Recipient,
)


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(Settings(feeds=ROOT / "feeds.yaml", organisations=ROOT / "organisations"))


def test_the_shipped_example_is_used_in_an_empty_folder(tmp_path: Path) -> None:
    settings = load_settings({}, tmp_path)
    assert settings.feeds == ROOT / "feeds.yaml"
    assert load_config(settings).organisations[0].id == "modum"


def test_every_local_newsroom_of_the_municipality_is_heard(config: Config) -> None:
    at_home = {outlet.id for outlet in config.outlets if "Modum" in outlet.home and outlet.tier == "local"}
    assert {"bygdeposten", "tv-modum"} <= at_home
    assert len(config.outlets) >= 25
    assert sum(len(outlet.feeds) for outlet in config.outlets) >= 35


def test_unverified_addresses_say_why(config: Config) -> None:
    silent = [feed.id for outlet in config.outlets for feed in outlet.feeds if not feed.verified and not feed.note]
    assert silent == []


def test_the_terms_of_the_outlets_are_kept(config: Config) -> None:
    outlets = config.outlet_by_id
    assert not outlets["e24"].ai_allowed
    assert outlets["vipnytt"].keep_text == "none"
    assert [outlet.id for outlet in config.outlets if outlet.keep_text == "full"] == ["modum-kommune"]
    assert outlets["dagsavisen-fremtiden"].feeds[0].only == ("/fremtiden/",)
    assert all(feed.outlet == outlet.id for outlet in config.outlets for feed in outlet.feeds)


def test_copy_sites_are_blocked_with_their_subdomains(config: Config) -> None:
    assert config.is_blocked("norwaytoday.com")
    assert config.is_blocked("www.europesays.com")
    assert not config.is_blocked("bygdeposten.no")
    assert not config.is_blocked("minnorwaytoday.com")


def test_the_targets_are_those_of_the_plans(config: Config) -> None:
    organisation = config.organisations[0]
    weekly, monthly, followers, posts, *others = organisation.targets
    assert (weekly.at_least, weekly.every, weekly.tones, weekly.tiers) == (1, "week", ("positive",), ("local",))
    assert weekly.outlet_kinds == ("newspaper", "tv")
    assert (monthly.at_least, monthly.every, monthly.kinds) == (1, "month", ("op-ed by staff",))
    assert monthly.authors == "staff"
    assert (followers.reading, followers.at_least, followers.by) == ("facebook-followers", 1000, date(2013, 12, 31))
    assert (posts.reading, posts.at_least, posts.every) == ("facebook-posts", 1, "working day")
    rising = {(target.reading, target.every) for target in others if target.rising}
    assert rising >= {("website-visits", "quarter"), ("facebook-engagement", "quarter"), ("resident-survey", "year")}
    assert {target.reading for target in organisation.targets} - {""} == {one.id for one in organisation.readings}
    assert all("20" in target.source for target in organisation.targets)


def test_what_is_suggested_in_comments_can_be_taken_in(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "organisations", tmp_path / "organisations")
    shutil.copy(ROOT / "feeds.yaml", tmp_path)
    file = tmp_path / "organisations/modum.yaml"
    text = file.read_text(encoding="utf-8")
    start, end = text.index("  # - id: positiv-fylke"), text.index("# Hvem som får e-posten.")
    file.write_text(text[:start] + text[start:end].replace("  # ", "  ") + text[end:], encoding="utf-8")
    settings = Settings(feeds=tmp_path / "feeds.yaml", organisations=tmp_path / "organisations")
    added = load_config(settings).organisations[0].targets[-2:]
    assert [(target.every, target.tiers) for target in added] == [("quarter", ("regional",)), ("year", ("national",))]


def test_the_matrix_names_every_role_and_suggests_only_those_who_speak_for_us(config: Config) -> None:
    lines = config.organisations[0].spokespersons
    suggested = {line.role for line in lines if line.suggest}
    assert suggested == {"mayor", "committee leader", "chief executive", "department head", "unit leader"}
    assert {line.role for line in lines if not line.suggest} == {"employee", "employee representative"}
    assert all(line.name == line.phone == "" for line in lines)


def test_every_department_has_a_head_and_every_topic_but_politics_a_department(config: Config) -> None:
    organisation = config.organisations[0]
    heads = {line.department: line for line in organisation.spokespersons if line.role == "department head"}
    assert {one.id for one in organisation.departments} == {*heads, "stab"}
    for department in organisation.departments:
        if department.id in heads:
            assert heads[department.id].topics == department.topics
            assert heads[department.id].delegation
    owned = [topic for department in organisation.departments for topic in department.topics]
    assert sorted([*owned, "politics"]) == sorted(get_args(Topic))
    leader = next(line for line in organisation.spokespersons if line.id == "utvalgsleder-teknisk")
    assert leader.topics == ("planning", "transport", "environment")


def test_the_crisis_set_is_mayor_deputy_and_chief_executive(config: Config) -> None:
    chosen = [line.id for line in config.organisations[0].spokespersons if line.crisis]
    assert chosen == ["ordforer", "varaordforer", "kommunedirektor"]


def test_all_mail_addresses_are_examples(config: Config) -> None:
    organisation = config.organisations[0]
    emails = [each.email for each in (*organisation.recipients, *organisation.spokespersons) if each.email]
    assert len(emails) >= 10
    assert all(email.endswith("@example.org") for email in emails)
    assert len(config.unfinished) == len(organisation.recipients) == 3


@pytest.mark.skipif(not PLANS.is_dir(), reason="the plans lie in ../shared, which is not part of the repository")
def test_rules_are_sentences_of_the_plan(config: Config) -> None:
    plans = " ".join(path.read_text(encoding="utf-8") for path in sorted(PLANS.glob("*.txt")))
    words = " ".join(plans.split()).replace("Virksomhetssledere", "Virksomhetsledere")
    lines = config.organisations[0].spokespersons
    rules = {line.rule.strip() for line in lines} | {line.delegation.strip() for line in lines}
    assert [rule for rule in rules if rule not in words] == []
    quoted = re.findall(r"# «(.+)»", (ROOT / "organisations/modum.yaml").read_text(encoding="utf-8"))
    assert len(quoted) >= 2
    assert [sentence for sentence in quoted if sentence not in words] == []


def test_the_example_environment_loads_and_names_every_setting(tmp_path: Path) -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"MEDIAWATCH_[A-Z_]+(?==)", text)) == set(setting_names())
    (tmp_path / ".env").write_text(text, encoding="utf-8")
    (tmp_path / "bare").mkdir()
    bare = load_settings({}, tmp_path / "bare")
    loaded = load_settings({}, tmp_path)
    assert (loaded.contact, loaded.has_smtp, loaded.sender) == (bare.contact, False, bare.sender)


def test_commented_values_of_the_example_environment_are_the_defaults() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    given = dict(re.findall(r"^#MEDIAWATCH_([A-Z_]+)=(.*)$", text, flags=re.MULTILINE))
    examples = {"SMTP_HOST", "SMTP_USER", "SMTP_PASSWORD", "BASE_URL", "IMAP_HOST", "IMAP_USER"}
    for name, written in given.items():
        if name not in examples:
            default = getattr(Settings(), name.lower())
            assert written.lower() == str(default).lower().removesuffix(".0"), name


@pytest.mark.parametrize("name", setting_names())
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs/configuration.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_key_is_documented_and_has_an_example(record: type) -> None:
    text = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    section = text.partition(f"### {record.__name__}\n")[2].partition("\n### ")[0]
    for field in fields(record):
        if (record, field.name) != (Feed, "outlet"):
            assert f"`{field.name}`" in section, field.name
        if field.default is MISSING:
            assert (record.__name__, field.name) in EXAMPLES_IN or field.name in EXAMPLES, field.name
