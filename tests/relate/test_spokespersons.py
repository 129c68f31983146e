from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mediawatch.model import Article, Coverage, Organisation, Outlet, Reading, Spokesperson, Story, Tone
from mediawatch.relate.responses import needs_decision
from mediawatch.relate.spokespersons import suggest

LOCAL = Outlet(id="lokal", name="Lokalavisa", tier="local", kind="newspaper")


def line(number, role, *, topics=(), can=True):
    return Spokesperson(
        id=f"line-{number}",
        role=role,
        title=role,
        covers="",
        rule=f"Regel {number}",
        source="planen",
        topics=topics,
        suggest=can,
    )


BODY = Outlet(id="veivesen", name="Veivesenet", tier="other", kind="web")

ORGANISATION = Organisation(
    id="modum",
    name="Modum kommune",
    place="Modum",
    county="Buskerud",
    population=14527,
    spokespersons=(
        line(1, "mayor"),
        line(2, "committee leader"),
        line(3, "chief executive"),
        line(4, "department head", topics=("education",)),
        line(5, "department head", topics=("planning", "transport", "environment")),
        line(6, "unit leader"),
        line(7, "employee representative", can=False),
        line(8, "employee", can=False),
    ),
)


def coverage(title, text="", *, topic="other", kind="news", relevant=True, tone="neutral", score=0.0):
    return Coverage(
        organisation="modum",
        outlet=LOCAL,
        article=Article(
            outlet="lokal",
            address="https://lokal.example/1",
            article_id=None,
            title=title,
            text=text,
            published=datetime(2026, 11, 1, tzinfo=UTC),
        ),
        reading=Reading(mentions=(), relevance=1.0, relevant=relevant),
        tone=Tone(label=tone, score=score, confidence=0.8),
        topic=topic,
        kind=kind,
    )


@pytest.mark.parametrize(
    ("case", "role"),
    [
        (
            coverage(
                "Kommunestyret sa nei til eiendomsskatt", "Ordføreren er fornøyd med flertallet.", topic="politics"
            ),
            "mayor",
        ),
        (coverage("– Legg ned planene", "Innsenderen mener kommunen sover.", kind="letter"), "mayor"),
        (
            coverage(
                "Uenighet i hovedutvalg",
                "Hovedutvalget for oppvekst delte seg på midten i Modum kommune.",
                topic="education",
            ),
            "committee leader",
        ),
        (
            coverage("Kommunedirektøren vil kutte ti årsverk", "Budsjettet legges fram torsdag.", topic="economy"),
            "chief executive",
        ),
        (
            coverage(
                "Må koke vannet",
                "Kommunen fant bakterier i drikkevannet og ber folk koke det. Kloakk kan ha lekket.",
                topic="environment",
            ),
            "department head",
        ),
        (
            coverage("Svømmehallen stenger to uker", "Kommunen bytter fliser i svømmehallen.", topic="culture"),
            "unit leader",
        ),
        (coverage("Satte personlig rekord", "Hopperen vant verdenscuprennet.", topic="sport", kind="sport"), "none"),
        (coverage("Ny utstilling på museet", "Museet åpner sommerens utstilling.", topic="culture"), "none"),
        (
            coverage(
                "Kollisjon på riksveien", "Politiet fikk melding om kollisjonen. En fører er siktet.", topic="safety"
            ),
            "none",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else value.article.title,
)
def test_the_matter_decides_the_role(case, role):
    assert suggest(case, ORGANISATION).role == role


def test_the_department_is_the_one_whose_field_holds_the_topic():
    school = coverage("Lærere i streik", "Lærerne ved skolen i Modum kommune streiker.", topic="education")
    assert suggest(school, ORGANISATION).spokesperson == "line-4"
    water = coverage("Slam lukter", "Kommunen rydder opp i slammet ved renseanlegget.", topic="environment")
    assert suggest(water, ORGANISATION).spokesperson == "line-5"


def test_the_rule_of_the_plan_and_the_reason_are_told():
    suggestion = suggest(coverage("Rådmannen legger fram budsjettet", "Kommunen sparer."), ORGANISATION)
    assert suggestion.rule == "Regel 3"
    assert suggestion.because.startswith("Teksten handler om kommunedirektøren")


@pytest.mark.parametrize(
    ("case", "role"),
    [
        (coverage("Kommunestyret vraket rådmannens forslag", "Partiene bruker av fondet."), "mayor"),
        (coverage("Rådmannen advarer kommunestyret", "Budsjettet går ikke i hop for kommunen."), "chief executive"),
        (coverage("Rådmannen fikk sparken", "Kommunestyret vedtok det bak lukkede dører."), "mayor"),
        (coverage("Sa nei til campingplass", "Planutvalget avviste planene mot én stemme."), "committee leader"),
        (coverage("Hovedutvalget sa ja", "Ordføreren tar saken til kommunestyret."), "mayor"),
        (coverage("Skolene fortjener bedre", "Skribenten nevner hovedutvalget.", kind="opinion"), "mayor"),
        (coverage("Slakter arbeidsmiljøet", "Ansatte på rådhuset frykter represalier."), "chief executive"),
        (coverage("Slakter arbeidsmiljøet", "Ansatte på fabrikken frykter represalier."), "none"),
        (coverage("Ordføreren i Elvestad vil ha mer makt", "Han bestemmer over egen kommune."), "none"),
        (coverage("Ordføreren i Modum vil ha mer makt", "Han vil ha flere møter."), "mayor"),
        (coverage("Modum Høyre er klar for valg", "Vi går til valg på lavere skatt.", kind="opinion"), "none"),
        (coverage("Modum Høyre: Kommunen sover", "Kommunen gjør ingenting.", kind="opinion"), "mayor"),
        (coverage("Hoppet som aldri tok slutt", "Hun hoppet langt.", kind="opinion", topic="sport"), "none"),
        (coverage("Rektoren er stolt", "Elevene på Furulund skole satte opp musikal."), "unit leader"),
        (coverage("Elever streiker", "Elevene på Modum videregående skole streiker i friminuttet."), "none"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.article.title,
)
def test_who_acts_and_whose_house_it_is(case, role):
    assert suggest(case, ORGANISATION).role == role


def test_a_body_that_does_not_speak_of_us_answers_for_itself():
    road = coverage("Riksveien stenges", "Ny trasé gjør at riksveien stenges.", kind="notice", topic="transport")
    assert suggest(replace(road, outlet=BODY), ORGANISATION).role == "none"
    asked = coverage("Riksveien stenges", "Ordføreren møter oss om ny trasé for riksveien.", kind="notice")
    assert suggest(replace(asked, outlet=BODY), ORGANISATION).role == "mayor"


def test_what_we_tell_on_our_own_pages_is_ours():
    flood = coverage("Fare for flom", "Flommen kan nå kjellere. Brannvesen minner om stengte veier.", kind="own")
    assert suggest(flood, ORGANISATION).role == "unit leader"
    assert suggest(replace(flood, kind="news"), ORGANISATION).role == "none"


def test_employee_representatives_are_never_suggested():
    strike = coverage(
        "Hovedtillitsvalgt er kritisk til kommunen", "Tillitsvalgte ved skolen er kritiske.", topic="education"
    )
    assert suggest(strike, ORGANISATION).spokesperson not in ("line-7", "line-8")


@pytest.mark.parametrize(
    "case", [coverage("Ordføreren åpnet messen", kind="paid"), coverage("Ordføreren", relevant=False)]
)
def test_paid_and_irrelevant_ask_nobody(case):
    assert suggest(case, ORGANISATION).role == "none"


def test_a_matrix_without_the_role_still_names_it():
    bare = replace(ORGANISATION, spokespersons=())
    assert suggest(coverage("Ordføreren vil ha tog", "Kommunestyret er enig."), bare).role == "mayor"


@pytest.mark.parametrize(
    ("tone", "score", "expected"),
    [
        ("negative", -0.8, True),
        ("mixed", -0.2, True),
        ("mixed", 0.3, False),
        ("neutral", 0, False),
        ("positive", 0.9, False),
    ],
)
def test_critical_stories_need_a_decision(tone, score, expected):
    copies = (coverage("Nøytral kopi"), coverage("Sak", tone=tone, score=score))
    assert needs_decision(Story(id=1, organisation="modum", coverage=copies)) is expected


def test_paid_criticism_needs_none():
    assert not needs_decision(
        Story(id=1, organisation="modum", coverage=(coverage("X", tone="negative", score=-1, kind="paid"),))
    )


SCHOOL = coverage("Elevene får ny rektor", "Kommunen ansetter rektor ved skolen.", topic="education")
ROLES = ("mayor", "committee leader", "chief executive", "department head", "unit leader", "none")


def leans(sure):
    """The head all but sure of one role."""
    return {role: 0.0 if role == sure else -9.0 for role in ROLES}


@pytest.mark.parametrize(
    ("sure", "said"),
    [
        ("mayor", "ordføreren"),
        ("committee leader", "lederen for et hovedutvalg"),
        ("chief executive", "kommunedirektøren"),
        ("department head", "en etatssjef"),
        ("none", "kommunen ikke"),
    ],
)
def test_a_sure_head_decides_against_the_signs_and_the_reader_is_told_so(sure, said):
    by_signs = suggest(SCHOOL, ORGANISATION)
    assert by_signs.role == "unit leader"
    decided = suggest(SCHOOL, ORGANISATION, leans(sure))
    assert decided.role == sure
    assert decided.because.startswith(f"Saken ligner på saker som {said} svarer på.")


def test_a_head_that_agrees_with_the_signs_leaves_the_reason_to_them():
    assert suggest(SCHOOL, ORGANISATION, leans("unit leader")).because == suggest(SCHOOL, ORGANISATION).because


def test_a_head_that_holds_all_alike_leaves_the_role_to_the_signs():
    assert suggest(SCHOOL, ORGANISATION, dict.fromkeys(ROLES, -1.8)).role == "unit leader"


def test_a_head_may_find_ours_what_the_signs_do_not():
    story = coverage("Ny utstilling åpner", "Den åpner lørdag.", topic="culture")
    assert suggest(story, ORGANISATION).role == "none"
    assert suggest(story, ORGANISATION, leans("chief executive")).role == "chief executive"


@pytest.mark.parametrize(
    "case",
    [
        replace(SCHOOL, outlet=BODY),
        replace(SCHOOL, kind="own"),
        replace(SCHOOL, kind="sport"),
        replace(SCHOOL, kind="paid"),
        replace(SCHOOL, reading=replace(SCHOOL.reading, relevant=False)),
    ],
    ids=("a body", "our own page", "sport", "paid", "not relevant"),
)
def test_the_head_is_heard_only_of_what_newspapers_write_about_us(case):
    assert suggest(case, ORGANISATION, leans("mayor")) == suggest(case, ORGANISATION)
