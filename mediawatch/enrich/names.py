"""Article + organisation -> Reading: every mention of a watched name with its exact span, what the article calls the
area instead, and whether a press officer would want it."""

from dataclasses import replace

from mediawatch.enrich.article_view import ArticleView
from mediawatch.enrich.candidates import Candidate, find_candidates
from mediawatch.enrich.evidence import settle
from mediawatch.enrich.inflection import Lexicon
from mediawatch.enrich.places import OtherPlace, other_places
from mediawatch.enrich.relevance import weigh
from mediawatch.model import Article, Mention, Organisation, Outlet, Reading

_KEPT_LEXICONS = 8
_kept: dict[int, tuple[Organisation, Lexicon, dict[str, tuple[OtherPlace, ...]]]] = {}


def read_names(article: Article, organisation: Organisation, outlet: Outlet | None) -> Reading:
    """All mentions in title, lead and text, rejected ones too, and the article's relevance with its reasons.

    Offsets count in the article's fields as they are given, whatever soft hyphens, entities or decomposed letters
    they hold. Pure: the same article, organisation and outlet give the same reading.
    """
    lexicon, others = _prepared(organisation)
    view = ArticleView(article, organisation, outlet, others)
    candidates = find_candidates(view, lexicon)
    settled = tuple((candidate, _with_surface(mention, article)) for candidate, mention in settle(view, candidates))
    relevance = weigh(view, settled)
    mentions = tuple(mention for _, mention in settled)
    return Reading(
        mentions=mentions,
        relevance=relevance.probability,
        relevant=relevance.relevant,
        unsure=relevance.unsure,
        names_organisation=any(mention.names_place for mention in mentions if mention.accepted),
        regional_labels=_regional_labels(candidates),
        because=relevance.because,
    )


def screen_forms(organisation: Organisation) -> tuple[str, ...]:
    """Lower-case strings of which every page with an accepted mention contains at least one. Shortest first; none
    contains another.

    Not held: words and weak names ("ordføreren", "Enger") that count alone only in an outlet at home here. Pages of
    such outlets must be read without a screen.
    """
    forms = {
        form.lower()
        for subject in organisation.subjects
        if not subject.home_only and subject.strength != "weak" and subject.kind != "regional_label"
        for form in subject.forms
    }
    forms |= {form.replace("skole", "skule") for form in forms} | {form.replace("kirke", "kyrkje") for form in forms}
    kept: list[str] = []
    for form in sorted(forms, key=lambda one: (len(one), one)):
        if not any(stem in form for stem in kept):
            kept.append(form)
    return tuple(kept)


def _prepared(organisation: Organisation) -> tuple[Lexicon, dict[str, tuple[OtherPlace, ...]]]:
    """The lexicon of an organisation, made once: records are compared by identity, hashing one is slower."""
    known = _kept.get(id(organisation))
    if known is None or known[0] is not organisation:
        if len(_kept) >= _KEPT_LEXICONS:
            _kept.clear()
        known = (organisation, Lexicon(organisation), other_places(organisation))
        _kept[id(organisation)] = known
    return known[1], known[2]


def _with_surface(mention: Mention, article: Article) -> Mention:
    return replace(mention, surface=article.field(mention.field)[mention.start : mention.end])


def _regional_labels(candidates: list[Candidate]) -> tuple[str, ...]:
    """The labels used of the area, in the order they first occur."""
    labels = [one for one in candidates if one.kind == "regional_label" and not (one.blocked or one.tail or one.street)]
    return tuple(dict.fromkeys(one.subject.name for one in labels))
