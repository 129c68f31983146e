"""Whether a page lies behind a wall, by its own statements.

Sources: schema.org isAccessibleForFree (boolean or text, also in hasPart); Amedia's `lp:premium` and adplogger
contentModel; Aller's `k5a:paid`; `data-paywall` and `data-access` on the page or the article; Schibsted's
`#paywall-login-link`; Facebook's `article:content_tier`.
"""

import re
from collections.abc import Iterator

from mediawatch.collect.page_facts import Facts

_CONTENT_MODEL = "https://www.adplogger.no/json-schema/meta-article#contentmodel"
_YES = frozenset(
    (
        "true",
        "yes",
        "1",
        "paid",
        "paywall",
        "locked",
        "premium",
        "subscriber",
        "subscribers",
        "subscription",
        "plus",
        "pluss",
    )
)
_NO = frozenset(("false", "no", "0", "free", "open", "none", "public", "registration"))
_PAGE_ATTRIBUTES = (
    "data-paywall",
    "data-access",
    "data-premium",
    "data-paid",
    "data-is-paywalled",
    "data-content-access",
)
_WALL_ELEMENTS = "//*[@id='paywall-login-link' or contains(@class,'incentive-block') or @data-paywall-id]"


def stated_paywall(facts: Facts) -> bool | None:
    """True: behind a wall; False: the page says that it is free; None: the page does not say."""
    linked = _linked_state(facts)
    if linked is not None:
        return linked or _any_paid(facts)
    states = list(_states(facts))
    if True in states or facts.tree.xpath(_WALL_ELEMENTS):
        return True
    return False if states else None


def _any_paid(facts: Facts) -> bool:
    """JSON-LD written by a template says "free" for every article; an outlet's own premium mark knows better."""
    return any(_truth(facts.meta(name)) for name in ("lp:premium", "k5a:paid"))


def _linked_state(facts: Facts) -> bool | None:
    """isAccessibleForFree of the article, else of its parts; None when the JSON-LD does not say."""
    article = facts.data.article
    free = _truth(article.get("isAccessibleForFree"))
    if free is not None:
        return not free
    parts = article.get("hasPart")
    for part in parts if isinstance(parts, list) else [parts]:
        if isinstance(part, dict) and _truth(part.get("isAccessibleForFree")) is False:
            return True
    return None


def _states(facts: Facts) -> Iterator[bool]:
    values: list[object] = list(
        facts.all_metas("lp:premium", "k5a:paid", "article:content_tier", _CONTENT_MODEL, "paywall", "premium")
    )
    values += [element.get("content") for element in facts.properties.get(_CONTENT_MODEL, [])]
    free = [element.get("content") for element in facts.properties.get("isaccessibleforfree", [])]
    holders = [facts.tree, *facts.tree.iter("body"), *list(facts.tree.iter("article"))[:1]]
    values += [holder.get(name) for holder in holders for name in _PAGE_ATTRIBUTES]
    yield from (state for value in values if (state := _truth(value)) is not None)
    yield from (not state for value in free if (state := _truth(value)) is not None)


def _truth(value: object) -> bool | None:
    """A boolean however written: true, "False", "http://schema.org/True", 0, "premium"."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, bool):
        return value
    text = re.split(r"[/#]", str(value).strip().lower())[-1] if value is not None else ""
    return True if text in _YES else False if text in _NO else None
