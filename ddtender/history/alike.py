"""Whether a change of words can be shown to leave alone what is asked: the same words otherwise spelt, parted or shown.

Nobody can list what changes a meaning, so this is the other way round. All that comes, goes, moves or is exchanged
counts, but for what stands in the lexicon of the language under ``harmless``, slips of the pen that make no other word,
and signs in places where they part nothing. Examples illustrate; within one, only words that weigh count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property

from ddtender.history.tokens import PART, QUESTION, STOP, WordToken, begins, sentence, until, words_of
from ddtender.words import Lexicon, NoWords

#: A slip of the pen is looked for in words of so many letters: shorter ones are too often other words.
_DOUBLED, _SWAPPED = 6, 7
#: Letters of a unit of measurement, such as kWh, Mbit or Gbps.
_LONGEST_UNIT = 4
_ITEM_MARK = re.compile(r"\s*(?:-|\d+\.)\s")
#: A paragraph in which an item of a list goes on, and the sign that stands for that.
_WITHIN_ITEM, _GOES_ON = re.compile(r"\s+(?!(?:-|\d+\.)\s)\S"), "↳"
#: An item of a list has at most so many words.
_ITEM = 4


class Alike:
    """What a language knows of words and signs that say the same. Raises NoWords where it says nothing of it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        if not lexicon.lists("harmless.same") or not lexicon.lists("weight"):
            raise NoWords("harmless")
        self._openers, self._subjects, self._narrowing, self._joining = (
            frozenset(lexicon.needed(f"harmless.signs.{name}"))
            for name in ("openers", "subjects", "narrowing", "joining")
        )
        self._no_slips = frozenset(lexicon.words("harmless.no_slips"))
        self._small = frozenset(lexicon.words("small"))
        two = frozenset(lexicon.words("harmless.two_words"))
        self._plain = frozenset(word.casefold() for word in lexicon.words("capitals.plain")) - two

    def same(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Whether the words and signs of some paragraphs are shown to say what those of the others say."""
        second = self._words(after)
        first = self._without_slips(self._words(before), second)
        zones = self._examples(first), self._examples(second)
        for tag, i1, i2, j1, j2 in _opcodes(first, second):
            if tag == "equal":
                if any((i in zones[0]) != (j in zones[1]) for i, j in zip(range(i1, i2), range(j1, j2), strict=True)):
                    return False  # what was asked has become an example, or the other way round
                if not self._parts_the_same(first[i1:i2], second[j1:j2], (first, i1), (second, j1)):
                    return False
                continue
            if not (zones[0].issuperset(range(i1, i2)) and zones[1].issuperset(range(j1, j2))):
                return False
            if self._weighs(first[i1:i2]) or self._weighs(second[j1:j2]):
                return False
        return True

    def _words(self, paragraphs: Sequence[str]) -> list[WordToken]:
        """All words; what a list behind "Examples are:" says illustrates."""
        found: list[WordToken] = []
        illustrates = False
        for paragraph in paragraphs:
            written = self._written(paragraph)
            illustrates = illustrates and bool(_ITEM_MARK.match(paragraph))
            if _WITHIN_ITEM.match(paragraph):
                found.append(WordToken(_GOES_ON, _GOES_ON, "", "", illustrates))
            found += words_of(written, illustrates)
            illustrates |= bool(self._introduced.search(written.casefold()))
        return found

    def same_heading(self, before: str, after: str) -> bool:
        """Whether one heading has the words of the other, in any order: "Action plan", "Plan of action"; not if any of
        them weighs, as what it weighs upon may be another one."""
        said = [sorted(word.word for word in self._words([text.casefold()])) for text in (before, after)]
        if any(self._weighing.fullmatch(word) for words in said for word in words):
            return False
        return [w for w in said[0] if w not in self._small] == [w for w in said[1] if w not in self._small]

    def _written(self, text: str) -> str:
        """A text as it is compared: with one word for each idea, figures for numbers, and one spelling."""
        pattern, known = self._known
        text = pattern.sub(lambda match: _with_capital(match, known[_key(match.group())]), text)
        for pattern, replacement in self._rewritten:
            text = pattern.sub(lambda match, by=replacement: _with_capital(match, match.expand(by)), text)
        return text

    @cached_property
    def _known(self) -> tuple[re.Pattern[str], dict[str, str]]:
        lists = [self._lexicon.words(key) for key in self._lexicon.lists("harmless.same")]
        known = {_key(word): words[0] for words in lists for word in words}
        numbers = {_key(word): str(n) for n, word in enumerate(self._lexicon.words("numbers.cardinals"), start=1)}
        spelt = self._lexicon.one_of(*self._lexicon.lists("harmless.same"), "numbers.cardinals")
        return re.compile(rf"(?<![\w-]){spelt}(?![\w-])", re.IGNORECASE), known | numbers

    @cached_property
    def _rewritten(self) -> list[tuple[re.Pattern[str], str]]:
        keys = self._lexicon.lists("harmless.written_as")
        return [(self._lexicon.expression(key.rpartition(".")[2]), self._lexicon.needed(key)[0]) for key in keys]

    @cached_property
    def _weighing(self) -> re.Pattern[str]:
        words = self._lexicon.one_of(*self._lexicon.lists("weight"))
        return re.compile(rf"(?<![\w'-]){words}(?![\w'-])|\d|[^\w\s'-]", re.IGNORECASE)

    def _weighs(self, words: Sequence[WordToken]) -> bool:
        """Whether a piece of an example has a word that weighs, beside those that introduce it and join its items."""
        text = self._example.sub(" ", " ".join(word.word for word in words))
        return bool(self._weighing.search(" ".join(word for word in text.split() if word not in self._joining)))

    @cached_property
    def _introduced(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){self._lexicon.one_of('harmless.examples', 'harmless.introductions')}\s*:$")

    @cached_property
    def _example(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){self._lexicon.one_of('harmless.examples')}(?!\w)")

    def _examples(self, words: Sequence[WordToken]) -> set[int]:
        """The places of words that belong to an example, its introduction among them."""
        found = {n for n, word in enumerate(words) if word.illustrates}
        starts, text = [], ""
        for word in words:
            starts.append(len(text))
            text += f"{word.word} "
        for match in self._example.finditer(text):
            first = starts.index(match.start())
            behind = next((n for n, start in enumerate(starts) if start > match.end()), len(words))
            if first and words[first - 1].signs.endswith("("):
                found |= {*range(first, until(words, behind, ")") + 1)}
            elif begins(words, first):
                found |= {*range(first, until(words, behind, STOP) + 1)}
            elif first and words[first - 1].parts and not words[behind - 1].parts:
                found |= {*range(first, until(words, behind, STOP + PART) + 1)}
        return found

    def _without_slips(self, first: Sequence[WordToken], second: Sequence[WordToken]) -> list[WordToken]:
        """The first words, with what is a slip of the pen in either text written as in the second."""
        found = [*first]
        for tag, i1, i2, j1, j2 in _opcodes(first, second):
            if tag == "replace" and i2 - i1 == j2 - j1:
                for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                    if self._slip(first[i].word, second[j].word):
                        found[i] = first[i].spelt_as(second[j])
        return found

    def _slip(self, one: str, other: str) -> bool:
        """Whether two long words differ in letters that have been swapped or doubled, as no two words of the language
        do but those it lists."""
        if not (one.isalpha() and other.isalpha()) or {one, other} & self._no_slips:
            return False
        if self._weighing.fullmatch(one) or self._weighing.fullmatch(other):
            return False
        longer, shorter = (one, other) if len(one) > len(other) else (other, one)
        at = next((n for n, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
        if len(one) == len(other):
            swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
            return swapped and len(one) >= _SWAPPED
        rest = longer[at + 1 :]
        doubled = at > 0 and longer[at] == longer[at - 1] and rest == shorter[at:]
        # not "discuss" and "discus", "planned" and "planed", "too" and "to"
        return doubled and len(shorter) >= _DOUBLED and rest not in self._inflections and longer[at] not in "aeiou"

    @cached_property
    def _inflections(self) -> frozenset[str]:
        return frozenset({"", *self._lexicon.words("harmless.inflections")})

    def _parts_the_same(
        self,
        one: Sequence[WordToken],
        other: Sequence[WordToken],
        in_first: tuple[Sequence[WordToken], int],
        in_second: tuple[Sequence[WordToken], int],
    ) -> bool:
        """Whether the signs within words that both texts have part the same, and their capitals name the same."""
        (first, i), (second, j) = in_first, in_second
        if any(QUESTION in {a.parts, b.parts} and a.parts != b.parts for a, b in zip(one, other, strict=True)):
            return False
        moved = [n for n in range(len(one) - 1) if one[n].parts != other[n].parts]
        sentences = [sentence(first, i + n)[0] for n in moved]
        if len({*sentences}) < len(sentences):
            return False  # two in one sentence may part other words together
        if not all(self._idle(first, i + n, second, j + n) for n in moved):
            return False
        if any(_other_unit(a.shown, b.shown) for a, b in zip(one, other, strict=True)):
            return False
        return all(
            one[n].shown[:1].isupper() == other[n].shown[:1].isupper()
            or begins(first, i + n)
            or begins(second, j + n)
            or one[n].word in self._plain
            for n in range(len(one))
        )

    def _idle(self, first: Sequence[WordToken], i: int, second: Sequence[WordToken], j: int) -> bool:
        """Whether a comma that came or went behind a word parts nothing that was together."""
        if {first[i].parts, second[j].parts} != {"", PART} or {*"(["} & {*first[i].signs, *second[j].signs}:
            return False
        words, at = (first, i) if first[i].parts else (second, j)
        if words[at].illustrates:
            return True
        begin, end = sentence(words, at)
        following = words[at + 1]
        if following.word in self._narrowing:
            return False
        earlier = [n for n in range(begin, at) if words[n].parts == PART]
        if following.word in self._joining:
            behind = words[at + 1 : until(words, at + 1, STOP + PART) + 1]
            listed = bool(earlier) and at - earlier[-1] <= _ITEM
            return listed and not any(word.word in self._narrowing for word in behind)
        if words[begin].word in self._openers:
            named = following.word in self._subjects or following.shown[:1].isupper()
            return not earlier and (named or at == begin)
        return at + 1 == end  # nothing but the last word stands behind it


alike = cache(Alike)


def _key(word: str) -> str:
    """A word as it is looked up, however its parts are joined."""
    return " ".join(word.casefold().replace("-", " ").split())


def _with_capital(match: re.Match[str], text: str) -> str:
    return text[:1].upper() + text[1:] if match.group()[:1].isupper() else text


def _other_unit(one: str, other: str) -> bool:
    """Whether capitals within a word make it another: Gb and GB, mW and MW are; a word all in capitals is not."""
    if one[1:] == other[1:] or one.casefold() != other.casefold():
        return False
    return not any(word.isupper() and len(word) > _LONGEST_UNIT for word in (one, other))


def _opcodes(first: Sequence[WordToken], second: Sequence[WordToken]) -> Sequence[tuple[str, int, int, int, int]]:
    words = ([word.word for word in first], [word.word for word in second])
    from difflib import SequenceMatcher  # most checks compare nothing

    return SequenceMatcher(None, *words, autojunk=False).get_opcodes()
