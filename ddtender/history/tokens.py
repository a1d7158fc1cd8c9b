"""The words of a paragraph as it is written (``fingerprint.written``), each with what parts it from the next one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

#: What signs behind a word part: a question, sentences (or paragraphs), or parts of a sentence.
QUESTION, STOP, PART = "?", ".", ","
_PARAGRAPH = "¶"
_STOPS, _PARTS = f".;:!…{_PARAGRAPH}", ",–—()[]"
#: Marks that are typed where a list or emphasis would be; numbers with their separators, blanks, references, words.
_WORD = r"\d*\\[-.*\\]|\d+(?:[.,]\d+)+|\d+[^\W\d_]*|[^\W\d_]+(?:['’][^\W\d_]+)*|\{\{.*?\}\}|\[\]\(#.*?\)"
#: Quotation marks, emphasis, line breaks and what is left of apostrophes; the brackets of a link; a hyphen between two
#: parts of a word; the sign of a list, which is looks.
_QUIET = r"[\s*\"“”„‟«»‘’']+|\[(?=[^\[\]]*\]\()|\](?=\()|\\(?![-.*\\])|(?<=[^\W\d_])-(?=[^\W\d_])|^\s*-(?=\s\s)"
#: A dash that says "to" or "minus": lots 2–4, 5 – 10 days, - 5 degrees.
_DASH = r"(?<=\w)–(?=\w)|(?<=\s)[–-](?=\s\d)"
_TOKEN = re.compile(
    rf"(?P<word>{_WORD}|{_DASH})|(?P<quiet>{_QUIET})|(?P<sign>(?<=\s)-(?=\s)|[?{_STOPS}{re.escape(_PARTS)}])|(?P<other>.)"
)


class WordToken(Struct, frozen=True):
    """A word in small letters, as it stands, what the signs behind it part ("" if nothing), these signs, and whether it
    belongs to a list of examples."""

    word: str
    shown: str
    parts: str
    signs: str
    illustrates: bool = False

    def spelt_as(self, other: WordToken) -> WordToken:
        """This word in the spelling of another one."""
        return WordToken(other.word, other.shown, self.parts, self.signs, self.illustrates)


def words_of(paragraph: str, illustrates: bool = False) -> Iterator[WordToken]:
    """The words of a paragraph; a sign that is neither punctuation nor looks is a word of its own."""
    word, signs = "", ""
    for match in _TOKEN.finditer(f"{paragraph.rstrip()}{_PARAGRAPH}"):
        if match.lastgroup == "sign":
            signs += match.group()
        elif match.lastgroup != "quiet":
            if word or signs:
                yield _word(word, signs, illustrates)
            word, signs = match.group(), ""
    yield _word(word, signs, illustrates)


def _word(shown: str, signs: str, illustrates: bool) -> WordToken:
    if "?" in signs:
        parts = QUESTION
    elif any(sign in _STOPS for sign in signs):
        parts = STOP
    else:
        parts = PART if signs else ""
    return WordToken(shown.casefold().replace("’", "'"), shown, parts, signs, illustrates)


def begins(words: Sequence[WordToken], at: int) -> bool:
    """Whether a word is the first of a sentence."""
    return at == 0 or words[at - 1].parts in (STOP, QUESTION)


def sentence(words: Sequence[WordToken], at: int) -> tuple[int, int]:
    """The first and the last word of the sentence around a word."""
    begin = at
    while not begins(words, begin):
        begin -= 1
    return begin, until(words, at, STOP)


def until(words: Sequence[WordToken], at: int, signs: str) -> int:
    """The place of the next word behind which something is parted that ``signs`` name; sentences always are."""
    while at + 1 < len(words):
        if words[at].parts in (STOP, QUESTION) or {words[at].parts, *words[at].signs} & {*signs}:
            return at
        at += 1
    return min(at, len(words) - 1)
