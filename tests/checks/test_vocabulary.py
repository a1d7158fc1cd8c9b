"""Rules whose words a language does not have say so, once each; what they look up quickly is made from the words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddtender.checks import Wording
from ddtender.checks.rules import PROVISION_RULES
from ddtender.checks.runner import NOT_CHECKED, findings
from ddtender.desk.pipeline import check
from ddtender.diagnostics.formats import as_text
from ddtender.history.level import VersionLevel
from ddtender.library.loader import load
from ddtender.model import Kind
from ddtender.words import Lexicon, NoWords, language
from ddtender.words.lexicon import alternation, folded, stems
from tests.checks.cases import good_workspace
from tests.history.test_levels import level

ENGLISH = language().lexicon
#: Words of a language in which nothing but criteria and clauses has been listed yet.
DUTCH = Lexicon(
    "nl",
    {
        "numbers": {
            "cardinals": "één, twee, drie",
            "hundreds": "honderd",
            "ordinals": "eerste",
            "ordinal_endings": "e",
        },
        "numbered": {
            "ours": "criterium, criteria, clausule",
            "annex": "bijlage, bijlagen",
            "places": "lid, punt",
            "short": "par",
            "reply": "formulier",
        },
        "patterns": {
            "typed_number": r"\b<numbered.ours>\s+(?:<figures>|<patterns.cardinal>)",
            "cardinal": "(?:<numbers.cardinals>|<numbers.hundreds>)",
            "of_a_law": r"Richtlijn\s*$",
        },
    },
)


def told(lexicon: Lexicon) -> str:
    library, _ = load(good_workspace())
    definitions = tuple(p for p in library.provisions if p.kind is Kind.DEFINITION)
    wording = Wording(library.provisions, library.reply_forms, definitions, library.info, lexicon=lexicon)
    found = [finding for rule in PROVISION_RULES for finding in findings(rule, wording)]
    return as_text(tuple(finding for finding in found if finding.code == NOT_CHECKED))


def test_each_rule_without_words_is_told_once_and_the_others_are_run() -> None:
    names = re.findall(r"warning\[not-checked\] ([a-z-]+) is not checked", told(Lexicon("xx", {})))
    assert names == [
        *("brand-or-origin", "count-contradicted", "discretion-in-criterion", "due-not-in-clause", "duty-without-time"),
        *("kpi-leaves-out", "kpi-not-asked", "label-without-equivalent", "rating-decides", "rating-named"),
        "reporting-without-kpi",
        *("term-defined-twice", "time-not-in-clause", "typed-number", "typed-percentage"),
        *("undefined-term", "unit-mismatch", "unverifiable-word", "wrong-term"),
    ]
    assert "hint: Read the texts for it, or add 'parties.before_award'" in told(Lexicon("xx", {}))


def test_english_has_all_words() -> None:
    assert told(ENGLISH) == "" == as_text(check(good_workspace()))


def test_a_rule_works_with_the_words_of_another_language() -> None:
    from ddtender.checks.rules.typed_number import numbers

    assert [found for _, found in numbers(DUTCH).found_in("Zie criterium 4 en clausule drie.")] == [
        "criterium 4",
        "clausule drie",
    ]
    assert "typed-number" not in told(DUTCH)


def test_where_nobody_says_which_words_decide_every_change_of_words_is_major(monkeypatch: pytest.MonkeyPatch) -> None:
    changes = ("the list shows places", "the list gives places")
    assert level(*changes) is VersionLevel.MINOR
    monkeypatch.setitem(vars(language()), "lexicon", Lexicon("xx", {}))
    assert level(*changes) is VersionLevel.MAJOR
    assert level("a *list* of places", "a list of places") is VersionLevel.PATCH


def test_every_pattern_of_english_can_be_filled_and_compiled() -> None:
    code = dict.fromkeys(("figures", "roman", "roman_small", "party", "term", "names"), "x")
    for key in ENGLISH.lists("patterns"):
        assert ENGLISH.expression(key.removeprefix("patterns."), **code)


def test_a_list_that_is_not_there_is_named() -> None:
    with pytest.raises(NoWords, match=r"numbers\.cardinals"):
        ENGLISH.__class__("xx", {}).one_of("numbers.cardinals")
    with pytest.raises(ValueError, match="no list of words"):
        ENGLISH.words("numbers")


WORDS = st.lists(st.text("abiİıK -'", min_size=1, max_size=8).map(str.strip).filter(str), min_size=1, max_size=6)


@given(WORDS, st.text("abiİıK -'’", max_size=12), st.data())
def test_a_text_without_a_stem_has_none_of_the_words(words: list[str], around: str, data: st.DataObject) -> None:
    words = [word for word in words if any(c.isalpha() for c in word)] or ["a"]
    word = data.draw(st.sampled_from(words))
    text = data.draw(st.sampled_from([around, f"{around} {word.upper()} b", around + word.replace("-", " ")]))
    found = re.search(alternation(words), text, re.IGNORECASE)
    assert not found or any(stem in folded(text) for stem in stems(words))
    plain = [re.escape(w).replace(r"\ ", r"\s+").replace(r"\-", r"[\s-]").replace("'", "['’]") for w in words]
    longest = re.search("|".join(sorted(plain, key=len, reverse=True)), text, re.IGNORECASE)
    assert bool(found) == bool(longest)
