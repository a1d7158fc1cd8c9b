"""A rating whose requirements are not public decides nothing: it is no criterion, no minimum and no sole proof."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property

from ddtender.checks import Wording
from ddtender.checks.passages import Passage, PassagePart
from ddtender.checks.rules.label_without_equivalent import equivalents
from ddtender.checks.sentences import around
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind
from ddtender.words import Lexicon
from ddtender.words.lexicon import folded

RATING_DECIDES = Code(
    "rating-decides",
    Topic.SCORING,
    Severity.ERROR,
    "A rating whose requirements are not public is a criterion, a minimum or the only proof.",
    why=(
        "Nobody outside can see what such a rating asks for, so that no Tenderer can show an equivalent and no buyer "
        "can accept one; it is about a whole business besides."
    ),
    mend=(
        "Ask for what the rating stands for, as far as it concerns the Goods, and let it be one proof of many. To "
        "begin a conversation with it is fine. Which ratings these are stands under `ratings` in library.yaml."
    ),
)
_HINT = "Ask for what it stands for, as far as it concerns the Goods; let it be one proof of many."
#: The kinds of which every sentence decides on a Tender; of the others it does where it demands something.
_DECIDING = (Kind.SPECIFICATION, Kind.SELECTION, Kind.AWARD, Kind.DEFINITION)
_SIGNS = re.compile(r"[\s®™‐-―-]+")


class Ratings:
    """How texts of a language name some ratings, and whether a sentence makes one of them decide."""

    def __init__(self, lexicon: Lexicon, names: tuple[str, ...]) -> None:
        self._lexicon, self._names = lexicon, names
        self._pieces = tuple(max(_SIGNS.split(folded(name)), key=len) for name in names)

    @cached_property
    def named(self) -> re.Pattern[str]:
        spelt = (r"[®™]?[\s‐-―-]*".join(map(re.escape, _SIGNS.split(name))) for name in self._names)
        return self._lexicon.expression("rating_of", names=f"(?:{'|'.join(sorted(spelt, key=len, reverse=True))})")

    def may_be_in(self, text: str) -> bool:
        """Whether a folded text can name one; to look for a piece is many times faster than an expression."""
        return any(piece in text for piece in self._pieces)

    def deciding(self, text: str, only_demanded: bool) -> Iterator[tuple[int, str]]:
        """Where a text names one that decides there, and how it spells it; ``only_demanded`` leaves out sentences that
        demand nothing."""
        for match in self.named.finditer(text):
            begin, end = around(text, match.start(), match.end())
            sentence, at = text[begin:end], match.start() - begin
            if self._decides(sentence, at, only_demanded):
                yield match.start(), " ".join(match.group().split())

    def _decides(self, sentence: str, at: int, only_demanded: bool) -> bool:
        said = self._lexicon.expression
        lacking = said("rating_lacking").search(sentence[:at]) or said("rating_low").search(sentence)
        if said("rating_denied").search(sentence) and not lacking:
            return False
        if only_demanded and not said("rating_demanded").search(sentence):
            return False
        return bool(said("rating_alone").search(sentence)) or not said("rating_one_of_many").search(sentence)


@cache
def ratings(lexicon: Lexicon, names: tuple[str, ...]) -> Ratings:
    """Those that the language knows, and the ``names`` that a library adds. Raises NoWords."""
    known = lexicon.needed("ratings.names")
    for key in ("ratings.proofs", "ratings.such_as", "ratings.or_other", "ratings.demands"):
        lexicon.needed(key)
    return Ratings(lexicon, tuple(dict.fromkeys((*known, *names))))


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    known, accepts = ratings(wording.lexicon, wording.info.ratings), equivalents(wording.lexicon).accepts
    for provision in wording.provisions:
        deciding = provision.kind in _DECIDING
        for passage in wording.passages(provision):
            measures = passage.part in (PassagePart.KPI, PassagePart.SCORING, PassagePart.EVIDENCE)
            if known.may_be_in(passage.folded) and not accepts(passage.prose.text):
                yield from _told(known, passage, provision.id, only_demanded=not (deciding or measures))
    for passage in (*wording.printed_elsewhere(), *wording.named):
        if known.may_be_in(passage.folded) and not accepts(passage.prose.text):
            yield from _told(known, passage, "", only_demanded=False)


def _told(known: Ratings, passage: Passage, id_: str, only_demanded: bool) -> Iterable[Diagnostic]:
    for at, word in known.deciding(passage.prose.text, only_demanded):
        where = f"'{id_}' lets" if id_ else "this lets"
        message = f"{where} '{word}' decide, whose requirements are not public"
        yield Diagnostic(RATING_DECIDES, passage.prose.locate(at), message, _HINT)
