"""What a language gives to whoever writes documents with it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddtender.diagnostics import Severity
from ddtender.library.loader import load_procedure
from ddtender.words import Language, PhraseError, language, pseudo

DUTCH = Language(
    "nl",
    {
        "formats.yaml": b"{locale: nl-BE, date: d MMMM yyyy, decimal: ',', percent: '{number}%'}",
        "letters.yaml": b"""
greeting: "Beste {name}, {{zie}} {place}"
due: {by: months, one: "Binnen {months} maand", other: "Binnen {months} maanden"}
""",
    },
)


def test_a_phrase_has_its_values_in_its_places() -> None:
    assert DUTCH.say("letters.greeting", name="Ann", place=date(2027, 3, 1)) == "Beste Ann, {zie} 1 maart 2027"
    assert DUTCH.say("letters.due", months=1) == "Binnen 1 maand"
    assert DUTCH.say("letters.due", months=Decimal("2.50")) == "Binnen 2,5 maanden"
    assert DUTCH.pieces("letters.due", months="[open]") == ("Binnen ", "[open]", " maanden")
    assert (DUTCH.percent(70), DUTCH.listing(["a", "b", "c"])) == ("70%", "a, b en c")


@pytest.mark.parametrize("places", [{}, {"name": "Ann"}, {"name": "Ann", "place": "x", "more": "y"}])
def test_values_that_are_not_those_of_the_places_are_refused(places: dict[str, str]) -> None:
    with pytest.raises(PhraseError, match=r"letters\.greeting"):
        DUTCH.say("letters.greeting", **places)


@pytest.mark.parametrize("content", ["a: {by: n, one: x}", "a: {by: n, lots: x, other: y}", "a: [x]", "a: 'x { y'"])
def test_a_file_that_is_no_file_of_phrases_is_refused(content: str) -> None:
    with pytest.raises(PhraseError):
        Language("xx", {"letters.yaml": content.encode()}).say("letters.a")


def test_a_key_that_is_not_there_is_refused() -> None:
    for key in ("letters.nothing", "nowhere.a"):
        with pytest.raises(PhraseError, match=key.partition(".")[0]):
            DUTCH.say(key)


def test_what_nobody_knows_of_a_language_is_written_as_beneath_it_and_a_procedure_is_told() -> None:
    unknown = Language("xx", {}, language())
    assert (
        unknown.date(date(2027, 3, 1)) == language().date(date(2027, 3, 1)) and unknown.number(Decimal("2.5")) == "2.5"
    )
    procedure, (told,) = load_procedure("p.yaml", b"languages: [nl, xx, eo]\n")
    assert procedure is not None and procedure.languages == ("nl", "xx", "eo")
    assert told.message.startswith("languages.2: 'xx' is no language") and told.severity is Severity.WARNING
    assert (told.location.line, told.location.column) == (1, 17)


@given(st.decimals(-100_000, 100_000, places=2))
def test_a_number_is_written_so_that_it_can_be_read_again(value: Decimal) -> None:
    assert Decimal(DUTCH.number(value).replace(",", ".")) == value


def test_every_phrase_can_be_read() -> None:
    english = language("en")
    for room in english.rooms():
        for key in english.keys(room):
            for wording in english.phrase(key).wordings.values():
                assert wording.pieces is not None


def test_the_pseudo_language_marks_every_phrase() -> None:
    made = pseudo(language("en"))
    assert made.say("common.units.months", number=1) == "⟦month⟧"
    assert made.date(date(2027, 3, 1)) == "⟦1 March 2027⟧"
