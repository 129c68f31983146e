"""Tests of the HTML mail as a person meets it: drawn by a real browser at phone and desktop width, in both modes.

Without chromium the tests are skipped on a developer's machine, and fail where CI is set.
"""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
import sample
from playwright.sync_api import Browser, Page

from mediawatch.report.mail import html_page

WIDTHS = (390, 800)
MODES = ("light", "dark")
BASE = "https://media.example.no"

DIGESTS = {
    "ordinary": sample.digest(),
    "empty": sample.digest(told=()),
    "hostile": sample.digest(
        told=(
            sample.story(
                1,
                sample.coverage(
                    "Donaudampfschifffahrtsgesellschaftskapitän" * 4,
                    tone="negative",
                    lead="W" * 280,
                    outlet=replace(sample.POSTEN, name="Avis" * 15),
                    found=sample.reading(sample.mention("Kommunestyrerepresentant" * 3)),
                    kind="opinion",
                    revisions=3,
                ),
            ),
        )
    ),
}

LAYOUT = """() => {
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const linear = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ground = element => {
    for (; element; element = element.parentElement) {
      const found = channels(getComputedStyle(element).backgroundColor);
      if (found.length < 4 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const texts = [];
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.replace(/\\u00a0/g, ' ').trim() || !parent.getClientRects().length) continue;
    const style = getComputedStyle(parent);
    const [dark, light] = [luminance(channels(style.color)), luminance(ground(parent))].sort((a, b) => a - b);
    texts.push({text: node.data.trim(), size: parseFloat(style.fontSize), contrast: (light + 0.05) / (dark + 0.05)});
  }
  return {texts, wide: document.documentElement.scrollWidth, room: window.innerWidth,
          left: Math.min(...[...document.querySelectorAll('h1,h2,h3,p')].map(e => e.getBoundingClientRect().left))};
}"""


def drawn(browser: Browser, name: str, width: int, mode: str) -> tuple[Page, list[str]]:
    """The mail in a window of that width, and the addresses it asked for."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=mode)  # type: ignore[arg-type]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(html_page(DIGESTS[name], recipient=sample.RECIPIENT, base_url=BASE))
    return page, asked


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", DIGESTS)
def test_it_can_be_read_everywhere(browser: Browser, name: str, width: int, mode: str) -> None:
    page, asked = drawn(browser, name, width, mode)
    seen: dict[str, Any] = page.evaluate(LAYOUT)
    page.close()
    assert asked == []
    assert seen["wide"] <= seen["room"], "the mail scrolls sideways"
    assert seen["left"] >= 16
    assert len(seen["texts"]) > 10
    assert [text for text in seen["texts"] if text["size"] < 16] == []
    assert [text for text in seen["texts"] if text["contrast"] < 4.5] == []


def test_dark_mode_is_dark(browser: Browser) -> None:
    grounds = []
    for mode in MODES:
        page, _ = drawn(browser, "ordinary", 800, mode)
        grounds.append(page.evaluate("getComputedStyle(document.querySelector('.box')).backgroundColor"))
        page.close()
    assert grounds == ["rgb(255, 255, 255)", "rgb(30, 29, 27)"]


@pytest.mark.parametrize("name", DIGESTS)
def test_a_screen_reader_finds_its_way(browser: Browser, name: str) -> None:
    page, _ = drawn(browser, name, 390, "light")
    levels = page.eval_on_selector_all("h1,h2,h3,h4", "all => all.map(one => +one.tagName[1])")
    links = page.eval_on_selector_all("a", "all => all.map(one => one.innerText.trim())")
    hidden = page.eval_on_selector_all("[aria-hidden=true]", "all => all.map(one => one.innerText.trim())")
    language = page.get_attribute("html", "lang")
    title = page.title()
    page.close()
    assert language == "nb"
    assert title == "Modum i media – tirsdag 24. november 2026"
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(len(text) > 3 for text in links)
    assert not {text.lower() for text in links} & {"her", "les mer", "klikk her", "link"}
    assert set(hidden) <= {"▲", "●", "▼", "◆", "○", "⚠", "i", ""}, "words are hidden from screen readers"


def test_the_answer_is_the_first_thing_seen(browser: Browser) -> None:
    page, _ = drawn(browser, "ordinary", 390, "light")
    box = page.locator("h1").bounding_box()
    answer = page.inner_text("h1")
    page.close()
    assert answer == "Ukens mål er nådd: 2 positive saker i lokalmedia."
    assert box is not None
    assert box["y"] < 120


def test_links_are_underlined_and_big_enough_to_hit(browser: Browser) -> None:
    page, _ = drawn(browser, "ordinary", 390, "light")
    looks = page.eval_on_selector_all(
        "a", "all => all.map(a => [getComputedStyle(a).textDecorationLine, a.getBoundingClientRect().height])"
    )
    page.close()
    assert {line for line, _ in looks} == {"underline"}
    assert all(height >= 16 for _, height in looks)
