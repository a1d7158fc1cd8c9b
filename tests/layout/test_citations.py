"""A citation of the law of the Union is written as lawyers of the language write it, and in English as it stands."""

import pytest

from ddtender.layout.citations import act_cited, cited, cited_within, place_cited
from ddtender.library.loader import load
from ddtender.words import language
from tests.documents import sources

PLACES = {
    "Directive 2014/24/EU, Article 67(2)(a)": (
        "Artikel 67, lid 2, onder a), van Richtlijn 2014/24/EU",
        "Article 67, paragraphe 2, point a), de la directive 2014/24/UE",
        "Artikel 67 Absatz 2 Buchstabe a der Richtlinie 2014/24/EU",
        "Direktiv 2014/24/EU artikkel 67 nr. 2 bokstav a",
    ),
    "Directive 89/665/EEC, Article 2a(2)": (
        "Artikel 2a, lid 2, van Richtlijn 89/665/EEG",
        "Article 2a, paragraphe 2, de la directive 89/665/CEE",
        "Artikel 2a Absatz 2 der Richtlinie 89/665/EWG",
        "Direktiv 89/665/EØF artikkel 2a nr. 2",
    ),
    "Directive 2014/24/EU, Annex XII, Part II(d)": (
        "Bijlage XII, deel II, onder d), bij Richtlijn 2014/24/EU",
        "Annexe XII, partie II, lettre d), de la directive 2014/24/UE",
        "Anhang XII Teil II Buchstabe d der Richtlinie 2014/24/EU",
        "Direktiv 2014/24/EU vedlegg XII del II bokstav d",
    ),
    "Regulation (EU) 2024/3015, Article 3": (
        "Artikel 3 van Verordening (EU) 2024/3015",
        "Article 3 du règlement (UE) 2024/3015",
        "Artikel 3 der Verordnung (EU) 2024/3015",
        "Forordning (EU) 2024/3015 artikkel 3",
    ),
    "Treaty on the Functioning of the European Union, Article 18": (
        "Artikel 18 van het Verdrag betreffende de werking van de Europese Unie",
        "Article 18 du traité sur le fonctionnement de l’Union européenne",
        "Artikel 18 des Vertrags über die Arbeitsweise der Europäischen Union",
        "Traktaten om Den europeiske unions virkemåte artikkel 18",
    ),
}
TAGS = ("nl", "fr", "de", "nb")


@pytest.mark.parametrize("citation", PLACES)
def test_each_language_writes_a_citation_in_its_own_way(citation: str) -> None:
    assert tuple(cited(citation, language(tag)) for tag in TAGS) == PLACES[citation]


def test_the_library_cites_nothing_that_a_language_cannot_write() -> None:
    citations = [basis.citation for basis in load(sources().files, languages=False)[0].legal_bases]
    assert len(citations) > 40
    assert [cited(one, language()) for one in citations] == citations
    for tag in TAGS:
        assert not [one for one in citations if cited(one, language(tag)) == one], tag


@pytest.mark.parametrize(
    ("citation", "said"),
    [
        (
            "Directive 2014/24/EU, Article 27(1) and (4)",
            {
                "en": "Directive 2014/24/EU, Article 27(1) and (4)",
                "nl": "artikel 27, lid 1, en artikel 27, lid 4, van Richtlijn 2014/24/EU",
                "fr": "article 27, paragraphe 1, et article 27, paragraphe 4, de la directive 2014/24/UE",
                "de": "Artikel 27 Absatz 1 und Artikel 27 Absatz 4 der Richtlinie 2014/24/EU",
                "nb": "direktiv 2014/24/EU artikkel 27 nr. 1 og artikkel 27 nr. 4",
            },
        ),
        (
            "Directive 2014/24/EU, Article 29(1) with 28(6)",
            {"nl": "artikel 29, lid 1, in samenhang met artikel 28, lid 6, van Richtlijn 2014/24/EU"},
        ),
        (
            "Directive 2014/24/EU, Article 29(1) with 28(6)",
            {"fr": "article 29, paragraphe 1, en liaison avec l’article 28, paragraphe 6, de la directive 2014/24/UE"},
        ),
        (
            "Directive 2014/24/EU, Articles 47(3)(a) and 53(2)",
            {"de": "Artikel 47 Absatz 3 Buchstabe a und Artikel 53 Absatz 2 der Richtlinie 2014/24/EU"},
        ),
    ],
)
def test_two_places_of_an_act_are_cited_together(citation: str, said: dict[str, str]) -> None:
    assert {tag: cited_within(citation, language(tag)) for tag in said} == said


def test_an_act_and_a_place_stand_apart_where_all_rows_share_the_act() -> None:
    assert act_cited("Directive 2014/24/EU", language("fr")) == "directive 2014/24/UE"
    assert place_cited("Article 2(1)(5)", language("nl")) == "Artikel 2, lid 1, punt 5"


@pytest.mark.parametrize(
    "citation", ["artikel 2.115 Aanbestedingswet 2012", "Article 5", "Directive 5, Article 1(a)(b)"]
)
def test_what_is_written_otherwise_stays(citation: str) -> None:
    assert cited(citation, language("nl")) == citation
