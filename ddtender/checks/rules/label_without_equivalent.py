"""A label may only be asked for together with its equivalents."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache

from ddtender.checks import Wording
from ddtender.checks.passages import PassagePart, form_passages, stands_in
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Block, Inline, Paragraph, Prose, blocks_of_inlines
from ddtender.model.text import OBJECT
from ddtender.words import Lexicon
from ddtender.words.lexicon import folded

LABEL_WITHOUT_EQUIVALENT = Code(
    "label-without-equivalent",
    Topic.SCORING,
    Severity.ERROR,
    "A label is asked for without accepting an equivalent one.",
    why="Whoever has an equivalent label is treated like whoever has the one that is named.",
    mend='Add "or an equivalent label" in the same paragraph or list.',
)

_SENTENCE = re.compile(r"(?<=[.;!?])\s+")

#: What may stand between the words of a label: spaces, hyphens, signs of a trade mark.
_GAP = r"[®™]?(?:\s+|\s*[-‐-―]\s*)"
#: The dots between the letters of E.P.E.A.T.
_DOTS = re.compile(r"(?<=\b\w)\.")
_HYPHENS = re.compile(r"[®™]?\s*[-‐-―]\s*|[®™]\s+")


class Equivalents:
    """How a language accepts labels that are equivalent to one, and how it refuses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.labels = lexicon.needed("labels.names")
        lexicon.needed("labels.equivalents")

    @cached_property
    def named(self) -> re.Pattern[str]:
        return self._lexicon.expression("equivalent")

    @cached_property
    def others(self) -> re.Pattern[str]:
        return self._lexicon.expression("other_equivalents")

    @cached_property
    def refused(self) -> re.Pattern[str]:
        return self._lexicon.expression("refused")

    @cached_property
    def refused_by(self) -> re.Pattern[str]:
        return self._lexicon.expression("refused_by")

    @cached_property
    def set_apart(self) -> re.Pattern[str]:
        return self._lexicon.expression("set_apart")

    @cached_property
    def not_refused(self) -> re.Pattern[str]:
        return self._lexicon.expression("not_refused")

    @cached_property
    def accepted(self) -> re.Pattern[str]:
        return self._lexicon.expression("accepted")

    @cached_property
    def every(self) -> re.Pattern[str]:
        return self._lexicon.expression("every_equivalent")

    @cached_property
    def given_to(self) -> re.Pattern[str]:
        return self._lexicon.expression("given_to")

    def accepts(self, text: str) -> bool:
        """Whether a sentence of the text accepts equivalents, and none refuses them."""
        said = [self.others.sub(r"\g<keep> ", one) for one in _SENTENCE.split(text) if self.named.search(one)]
        told = [self.not_refused.sub(" ", sentence) for sentence in said if self.named.search(sentence)]
        return bool(told) and not any(self._refuses(sentence) for sentence in told)

    def _refuses(self, sentence: str) -> bool:
        """Whether a sentence about equivalents refuses them, or takes back that it accepts them."""
        by_word = self.refused_by.search(self.set_apart.sub(r"\g<kept> ", sentence))
        return bool(by_word or self.refused.search(sentence))

    def accepts_all(self, text: str, labels: re.Pattern[str]) -> bool:
        """Whether the text accepts the equivalents of all labels that are named elsewhere: it names none itself, or a
        sentence of it says so of every equivalent. It speaks of labels, not of something to which they are given."""
        every = (sentence for sentence in _SENTENCE.split(text) if self.every.search(sentence))
        return self._accepts_all(text, labels) or (
            any(self._accepts_all(sentence, labels) for sentence in every) and self.accepts(text)
        )

    def _accepts_all(self, text: str, labels: re.Pattern[str]) -> bool:
        return (
            bool(self.accepted.search(text) or self.not_refused.search(text))
            and not labels.search(text)
            and not self.given_to.search(text)
            and self.accepts(text)
        )

    def naming(self, spelt: tuple[str, ...]) -> re.Pattern[str]:
        """An expression for these spellings of labels."""
        return _labels(spelt, self._lexicon.one_of("labels.looks"))


equivalents = cache(Equivalents)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    known = equivalents(wording.lexicon)
    names = sorted({*known.labels, *wording.info.labels}, key=len, reverse=True)
    spelt = {name: _GAP.join(map(_word, name.split())) for name in names}
    pieces = {name: _pieces(name) for name in names}
    plain = {name: " ".join(name.casefold().split()) for name in names}
    for provision in wording.provisions:
        passages = wording.passages(provision)
        # Few provisions may name any label; the others need no regular expression.
        whole = "\n".join([passage.folded for passage in passages]).replace(OBJECT, "|").replace("’", "'")
        if not whole.isascii() or "-" in whole:
            whole = f"{whole}\n{_HYPHENS.sub(' ', whole)}"
        if (shortened := _DOTS.sub("", whole)) != whole:
            whole = f"{whole}\n{shortened}"
        if whole.isascii():
            whole = whole.replace("\n", " ")
            if "  " in whole or not whole.isprintable():
                whole = " ".join(whole.split())
            possible = tuple(spelt[name] for name in names if plain[name] in whole and stands_in(plain[name], whole))
        else:
            possible = tuple(spelt[name] for name in names if _may_name(pieces[name], whole))
        if not possible:
            continue
        labels = known.naming(possible)
        if not any(labels.search(passage.prose.text) for passage in passages):
            continue
        paragraphs = [*_paragraphs(provision.body, known)]
        if any(known.accepts_all(prose.text, labels) for prose, _ in paragraphs):
            continue
        accepted = any(known.accepts(prose.text) for prose, _ in paragraphs)
        for prose in (
            *(prose for prose, excused in paragraphs if not excused),
            *(
                p.prose
                for p in passages
                if p.part is not PassagePart.BODY and not (p.part is PassagePart.TITLE and accepted)
            ),
        ):
            yield from _asked_alone(prose, labels, known)
    yield from _elsewhere(wording, names, spelt, known)


def _elsewhere(
    wording: Wording, names: Iterable[str], spelt: Mapping[str, str], known: Equivalents
) -> Iterator[Diagnostic]:
    """Labels that a reply form names while no text of it accepts others, or that are named as what is bought."""
    begins = {name: _first(name) for name in names}
    subjects = [passage for passage in wording.others if passage.part is PassagePart.SUBJECT]
    for passages in (*([*form_passages(form)] for form in wording.reply_forms), *([one] for one in subjects)):
        text = _DOTS.sub("", " ".join(passage.folded for passage in passages))
        possible = tuple(spelt[name] for name, begin in begins.items() if begin in text)
        if possible and not any(known.accepts(passage.prose.text) for passage in passages):
            labels = known.naming(possible)
            for passage in passages:
                yield from _asked_alone(passage.prose, labels, known)


def _first(name: str) -> str:
    """The beginning of a label's name, which no other spelling of it changes."""
    return re.split(r"[^a-z0-9]", folded(name), maxsplit=1)[0][:3]


def _asked_alone(prose: Prose, labels: re.Pattern[str], known: Equivalents) -> Iterator[Diagnostic]:
    found = labels.search(prose.text)
    if found and not known.accepts(prose.text):
        message = f"'{' '.join(found.group().split())}' is asked for without an equivalent label"
        hint = 'Add "or an equivalent label" to the same paragraph or list.'
        yield Diagnostic(LABEL_WITHOUT_EQUIVALENT, prose.locate(found.start()), message, hint)


@lru_cache(maxsize=256)
def _labels(spelt: tuple[str, ...], looks: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelt)})(?!\w|-(?:{looks})\b)", re.IGNORECASE)


def _word(word: str) -> str:
    """A word of a label; one in capitals may have dots behind its letters."""
    return r"\.?".join((*word, "")) if word.isalpha() and word.isupper() else re.escape(word).replace("'", "['’]")


def _pieces(name: str) -> list[str]:
    """The pieces of a label between its spaces, the longest first."""
    return sorted(folded(name).split(), key=len, reverse=True)


def _may_name(pieces: list[str], text: str) -> bool:
    """Whether a text has all pieces of a label."""
    for piece in pieces:  # noqa: SIM110  # with all() it takes twice as long
        if piece not in text:
            return False
    return True


def _paragraphs(blocks: Iterable[Block], known: Equivalents, excused: bool = False) -> Iterator[tuple[Prose, bool]]:
    """Every paragraph, and whether it is an item of a list that, or whose introduction, accepts equivalents."""
    before: tuple[Inline, ...] = ()
    for block in blocks:
        if isinstance(block, Paragraph):
            yield Prose.of(block.inlines), excused
            before = block.inlines
        else:
            around = (before, *(inlines for item in block.items for inlines in blocks_of_inlines(item.blocks)))
            accepts = excused or any(known.accepts(Prose.of(inlines).text) for inlines in around)
            for item in block.items:
                yield from _paragraphs(item.blocks, known, accepts)
            before = ()
