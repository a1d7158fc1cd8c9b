"""Words of a list in what is printed of provisions, for rules that only look for words."""

import re
from collections.abc import Collection, Iterator
from functools import cache

from msgspec import Struct

from ddtender.checks import Wording
from ddtender.checks.passages import Passage, PassagePart
from ddtender.checks.sentences import begins
from ddtender.diagnostics import Location
from ddtender.model import Kind, Provision
from ddtender.words import Lexicon

#: What a Tender is judged by; an award criterion's title is a heading and judges nothing.
JUDGED = (PassagePart.BODY, PassagePart.SCORING, PassagePart.EVIDENCE)
#: The kinds that a Tender is judged by.
CRITERIA = (Kind.SPECIFICATION, Kind.SELECTION, Kind.AWARD)


class WordFound(Struct, frozen=True):
    """A word of a list: in which provision and passage, as it stands there, where, and the text on both sides."""

    provision: Provision
    passage: Passage
    word: str
    location: Location
    before: str
    behind: str

    def is_of_tenderer(self, lexicon: Lexicon) -> bool:
        """Whether the party that the sentence names last before the word is the Tenderer: "in its view" is then its."""
        sentence = self.before[begins(self.before, len(self.before)) :]
        named = [*lexicon.expression("party_on_tender").finditer(sentence)]
        return bool(named) and named[-1]["tenderer"] is not None


def words_of(
    wording: Wording,
    pattern: str,
    *stems: str,
    kinds: Collection[Kind] = CRITERIA,
    parts: Collection[PassagePart] = JUDGED,
) -> Iterator[WordFound]:
    """The places of ``patterns.PATTERN`` of the lexicon in these parts of provisions of these kinds.

    ``stems`` are keys of lists of which a word stands in every text that the pattern is found in. Raises NoWords.
    """
    expression, pieces = _read(wording.lexicon, pattern, stems)
    for provision in wording.provisions:
        if provision.kind not in kinds:
            continue
        for passage in wording.passages(provision):
            if passage.part in parts and passage.mentions(*pieces):
                for match in expression.finditer(passage.prose.text):
                    place = passage.prose.locate(match.start())
                    text = passage.prose.text
                    around = (text[: match.start()], text[match.end() :])
                    yield WordFound(provision, passage, " ".join(match.group().split()), place, *around)


@cache
def _read(lexicon: Lexicon, pattern: str, keys: tuple[str, ...]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    return lexicon.expression(pattern), lexicon.stems(*keys)
