"""Characters that could show a reader another text than the one that is there.

Invisible and direction-changing characters are refused (Unicode TR 36), and so is a word that mixes scripts, such as an
English word with a Cyrillic letter in it (UTS 39, 5.1). A word that is wholly in another script is somebody's name and
stays allowed; it is pointed out when nothing tells it from an English one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from ddtender.diagnostics import Diagnostic, Location, Severity
from ddtender.library.codes import FORBIDDEN_CHARACTER, LOOKALIKE_WORD, MIXED_SCRIPT

_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
# Expressions for texts that are not ASCII are left to be compiled until there is one.

#: Not allowed in XML 1.0, without a shape, changing the direction of what follows, or meant for private agreements.
_REFUSED = (
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls; tab and line ends are text
    "\u00ad\u034f"  # soft hyphen, grapheme joiner
    "\u0334-\u0338\u0488\u0489\u1abe\u20d2\u20d3\u20d8-\u20da\u20dd-\u20e0\u20e2-\u20e6\u20ea\u20eb"  # over letters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # directions
    "\u115f\u1160\u3164\uffa0\u17b4\u17b5\u2800"  # letters and a pattern that are blank
    "\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"  # variation selectors: they can carry a hidden text
    "\u200b\u2060-\u2065\u206a-\u206f\ufeff"  # spaces without a width, invisible operators, deprecated controls
    "\u2028\u2029"  # line ends that most programs do not count
    "\ufff9-\ufffd"  # annotations, objects, and the mark of a text that was damaged on its way
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f"  # music, tags
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"  # halves of characters, private use
    "\ufdd0-\ufdef\ufffe\uffff"  # no characters at all
    "]|[\u200c\u200d]"
    f"|(?<=[{_MARKS}]{{2}})[{_MARKS}]+"  # no language has three on a letter; a tower of them covers other lines
)
#: Quotation marks that are none to YAML.
CURLY = "“”„‟«»‘’‚‛‹›"
_JOINERS = "\u200c\u200d"
_WORD = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"
_NOT_ASCII = re.compile(r"[^\W_\x00-\x7f]")
#: Letters of other scripts that nobody tells from a Latin one (from Unicode's list of confusables, UTS 39, 4).
_LOOKALIKES = frozenset(
    "аеорсухіјѕһԁԛԝӏАВЕЅІЈКМНОРСТХУҮԌԜӀ"  # Cyrillic
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονιυρϲϳ"  # Greek
    "օսոհցԼՏՍՕ"  # Armenian
)
#: What Unicode calls letters that are Latin ones in another dress.
_DRESSED = {
    *("FULLWIDTH", "MATHEMATICAL", "DOUBLE-STRUCK", "SCRIPT", "BLACK-LETTER", "PARENTHESIZED", "CIRCLED", "SQUARED"),
    *("NEGATIVE", "ROMAN", "KELVIN", "ANGSTROM", "CHEROKEE", "LISU", "DESERET"),
}
#: Signs of phonetics that look like small capitals: no search for the word finds it.
_SMALL_CAPITAL = "LATIN LETTER SMALL CAPITAL"
#: Scripts that are written together, with Latin as well.
_EAST_ASIAN = {
    *("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "HALFWIDTH"),
}
_HINT = "Delete it; retyping the words around it is the surest way."


def refused(text: str) -> Iterator[tuple[int, str]]:
    """The offset of every character that a source may not have, and the character."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return
    for match in re.finditer(_REFUSED, text):
        if match.group() not in _JOINERS or not _joins(text[match.start() - 1 : match.start()]):
            yield match.start(), match.group()[0]


def _joins(before: str) -> bool:
    """Whether a joiner after this letter is spelling, as in Persian and the scripts of India."""
    return before >= "\u0600" and unicodedata.category(before)[0] in "LM"


def findings_in(text: str, place: Location) -> list[Diagnostic]:
    """The errors in the characters of a text that was spelt in another way (escapes, entities) at one place."""
    if text.isascii() and text.isprintable():
        return []
    found = [forbidden(character, place) for _, character in refused(text)]
    found += [finding(place) for _, finding in words(text)]
    return [finding for finding in found if finding.severity is Severity.ERROR]


def forbidden(character: str, place: Location) -> Diagnostic:
    message = f"the text has the invisible or forbidden character U+{ord(character):04X}"
    return Diagnostic(FORBIDDEN_CHARACTER, place, message, _HINT)


def words(text: str) -> Iterator[tuple[int, Callable[[Location], Diagnostic]]]:
    """The offset of every word that is not what it seems, and what makes the finding of its place."""
    if text.isascii() or not _NOT_ASCII.search(text):
        return
    for match in re.finditer(_WORD, text):
        word = match.group()
        if word.isascii():
            continue
        scripts = {script for script in map(_script, word) if script}
        if _is_mixed(word, scripts):
            yield match.start(), _mixed(word)
        elif len(scripts) == 1 and _looks_latin(word):
            (script,) = scripts
            if not _is_told(script, _line(text, match.start())):
                yield match.start(), _lookalike(word, script)


def _line(text: str, offset: int) -> str:
    end = text.find("\n", offset)
    return text[text.rfind("\n", 0, offset) + 1 : end if end >= 0 else len(text)]


def _is_mixed(word: str, scripts: set[str]) -> bool:
    if len({"0" if c.isascii() else _script(c) for c in word if c.isdecimal()}) > 1:  # UTS 39, 5.3
        return True
    others = scripts - {"LATIN"}
    if len(scripts) < 2 or ("EAST ASIAN" in others and others <= {"EAST ASIAN", "styled Latin"}):
        return False
    # kΩ and Δt mix two scripts, and deceive nobody.
    return not (others == {"GREEK"} and not any(_script(c) == "GREEK" and c in _LOOKALIKES for c in word))


def _looks_latin(word: str) -> bool:
    return all(c in _LOOKALIKES or _script(c) == "styled Latin" for c in word if _script(c))


def _is_told(script: str, line: str) -> bool:
    """Whether another word of the line shows that its language is written in this script."""
    return any(_script(c) == script and c not in _LOOKALIKES and script != "styled Latin" for c in line)


@cache
def _script(character: str) -> str:
    """The script of a letter or digit, by its name in Unicode; empty for what all scripts share."""
    if character.isascii():
        return "LATIN" if character.isalpha() else ""
    if unicodedata.category(character) not in ("Lu", "Ll", "Lt", "Lo", "Nd", "Nl", "So"):
        return ""
    name = unicodedata.name(character, "UNKNOWN")
    if name.startswith(_SMALL_CAPITAL):
        return "styled Latin"
    first = name.split()[0]
    if first in ("MICRO", "OHM", "FEMININE", "MASCULINE"):
        return ""
    return "EAST ASIAN" if first in _EAST_ASIAN else "styled Latin" if first in _DRESSED else first


def _mixed(word: str) -> Callable[[Location], Diagnostic]:
    strange = next((c for c in word if _script(c) not in ("", "LATIN")), word[0])
    name = unicodedata.name(strange, "an unnamed character")
    said = f"the word '{word}' mixes letters of several alphabets: '{strange}' is U+{ord(strange):04X}, {name}"
    return lambda place: Diagnostic(MIXED_SCRIPT, place, said, "Type the word again; do not paste it.")


def _lookalike(word: str, script: str) -> Callable[[Location], Diagnostic]:
    like = "plain" if script == "styled Latin" else "Latin"
    script = script if script == "styled Latin" else script.capitalize()
    said = f"the word '{word}' is written in {script} letters that look like {like} ones"
    return lambda place: Diagnostic(LOOKALIKE_WORD, place, said, "If no name is meant, type the word again.")
