"""Citations of the law of the Union as each language writes them: "Directive 2014/24/EU, Article 67(2)(a)" is "artikel
67, lid 2, onder a), van Richtlijn 2014/24/EU" in Dutch.

The library writes them in one form, which is read here; how a language writes them is in its words (``law.cited``).
What has another form, such as a provision of national law, stays as it is written.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ddtender.words import SOURCE, Language

#: The Union, and the communities before it, as the number of an act names them.
_OF = "(?P<of>EU|EC|EEC)"
_ACT = re.compile(
    rf"Directive (?P<directive>\d+/\d+)/{_OF}"
    rf"|Regulation \({_OF.replace('<of>', '<by>')}\) (?P<regulation>(?:No )?\d+/\d+)"
    r"|(?P<treaty>Treaty on the Functioning of the European Union)"
)
_PLACE = re.compile(
    r"(?:Article (?P<article>\d+[a-z]*)|Annex (?P<annex>[IVXLC]+)(?:, Part (?P<part>[IVXLC]+))?)"
    r"(?:\((?P<first>\d+[a-z]*|[a-z]+)\))?(?:\((?P<second>\d+[a-z]*|[a-z]+)\))?"
)
#: What a place is by what it names: an article or annex, its part, and of two brackets whether each has a number.
_SHAPES = {
    ("article", False, ""): "article",
    ("article", False, "n"): "paragraph",
    ("article", False, "nl"): "letter",
    ("article", False, "nn"): "point",
    ("annex", False, ""): "annex",
    ("annex", False, "n"): "annex_point",
    ("annex", False, "nl"): "annex_letter",
    ("annex", True, "l"): "annex_part_letter",
}


#: Two places of one act, and what stands between them; the second may be of the same article.
_TWO = re.compile(
    r"Articles? (?P<article>\d+[a-z]*)(?P<first>\S*) (?P<between>and|with) (?P<other>\d+[a-z]*)?(?P<second>\S*)"
)


class _Place(NamedTuple):
    text: str
    shape: str


def cited(citation: str, language: Language) -> str:
    """A citation as a language writes it, with a capital, as it begins a cell or a sentence."""
    said = cited_within(citation, language)
    return said if said == citation else language.capital(said)


def cited_within(citation: str, language: Language) -> str:
    """A citation as a language writes it within a sentence."""
    written, comma, rest = citation.partition(", ")
    act, place = _act(written, "acts_of", language), _place(rest, language) or _two_places(rest, language)
    if not comma or act is None or place is None:
        return citation
    kind = "annex" if place.shape.startswith("annex") else "article"
    key = f"law.cited.of_{kind}" if place.shape == kind else f"law.cited.of_{kind}_part"
    return language.say(key, act=act, place=place.text)


def act_cited(act: str, language: Language) -> str:
    """An act by itself."""
    return _act(act, "acts", language) or act


def place_cited(place: str, language: Language) -> str:
    """A place in an act that is named elsewhere, with a capital."""
    found = _place(place, language)
    return language.capital(found.text) if found else place


def _act(written: str, key: str, language: Language) -> str | None:
    match = _ACT.fullmatch(written)
    if match is None:
        return None
    if match["treaty"]:
        return language.say(f"law.cited.{key}.treaty")
    suffix = language.say(f"law.cited.suffixes.{(match['of'] or match['by']).lower()}")
    kind = "directive" if match["directive"] else "regulation"
    return language.say(f"law.cited.{key}.{kind}", number=match[kind], suffix=suffix)


def _two_places(written: str, language: Language) -> _Place | None:
    match = _TWO.fullmatch(written)
    if match is None or language.tag == SOURCE:  # there it stands as it is written
        return None
    one = _place(f"Article {match['article']}{match['first']}", language)
    other = _place(f"Article {match['other'] or match['article']}{match['second']}", language)
    if one is None or other is None:
        return None
    said = language.say(f"law.cited.places.{match['between']}", one=one.text, other=other.text)
    return _Place(said, other.shape)


def _place(written: str, language: Language) -> _Place | None:
    match = _PLACE.fullmatch(written)
    if match is None:
        return None
    brackets = [found for found in (match["first"], match["second"]) if found]
    kind = "article" if match["article"] else "annex"
    shape = _SHAPES.get((kind, bool(match["part"]), "".join("n" if one[0].isdigit() else "l" for one in brackets)))
    if shape is None:
        return None
    named = {kind: match[kind], "part": match["part"], "first": match["first"], "second": match["second"]}
    places = {name: value for name, value in named.items() if value}
    return _Place(language.say(f"law.cited.places.{shape}", **places), shape)
