"""A country writes only what it writes otherwise than its language without it."""

from decimal import Decimal

import pytest

from ddtender.library.languages.files import pair_of
from ddtender.words import language
from ddtender.workspace import read_sources
from tests.tools import ROOT

SELECTION = "clause_library/frame/tender/selection.md"


@pytest.mark.parametrize(
    ("tag", "number", "amount", "day"),
    [
        ("nl-BE", "4,5", "EUR\u00a01.250,50", "1 maart 2027"),
        ("de-AT", "4,5", "EUR\u00a01.250,50", "1. März 2027"),
        ("de-CH", "4.5", "EUR\u00a01’250.50", "1. März 2027"),
        ("fr-CH", "4,5", "EUR\u00a01\u202f250,50", "1er mars 2027"),
    ],
)
def test_numbers_are_those_of_the_country_and_all_words_are_there(tag: str, number: str, amount: str, day: str) -> None:
    from datetime import date

    words, without = language(tag), language(tag.partition("-")[0])
    assert (words.number(Decimal("4.5")), words.date(date(2027, 3, 1))) == (number, day)
    assert plain(words.amount(Decimal("1250.5"), "EUR")) == plain(amount)
    assert words.locale_tag == tag and words.lacks() == without.lacks()


def plain(amount: str) -> str:
    """Without the difference of signs that releases of CLDR make between thousands."""
    return amount.replace("’", "'").replace("\u202f", "'")


def test_switzerland_has_no_sharp_s_in_words_nor_in_clauses_and_germany_keeps_it() -> None:
    german, swiss = language("de"), language("de-CH")
    keys = [(key, german.phrase(key)) for room in german.rooms() for key in german.keys(room)]
    sharp = [key for key, phrase in keys if any("ß" in wording.text for wording in phrase.wordings.values())]
    assert len(sharp) > 10
    assert not [key for key in sharp if any("ß" in one.text for one in swiss.phrase(key).wordings.values())]
    files = read_sources(ROOT).files
    texts = {tag: pair_of(files, SELECTION, tag)[0] for tag in ("de", "de-CH")}
    merged = {tag: pair.merged.text for tag, pair in texts.items() if pair is not None}
    assert "ß" in merged["de"] and merged["de-CH"] == merged["de"].replace("ß", "ss")
    stands = [pair.translation().words for pair in texts.values() if pair is not None]
    assert stands[0] == stands[1], "who has approved the words has approved them for both"


def test_what_is_a_geschiktheidseis_in_the_netherlands_is_a_selectiecriterium_in_belgium() -> None:
    files = read_sources(ROOT).files
    words = language("nl-BE")
    own = [path for path in files if "/languages/nl-BE/" in path]
    assert own and not [path for path in own if "geschiktheidseis" in files[path].decode().lower()]
    room_keys = [(room, key) for room in words.rooms() for key in language("nl").keys(room)]
    said = [key for _, key in room_keys for one in words.phrase(key).wordings.values() if "eschiktheidseis" in one.text]
    assert not said
    assert words.before_number(words.say("common.kinds.selection.one")) == "selectiecriterium "
