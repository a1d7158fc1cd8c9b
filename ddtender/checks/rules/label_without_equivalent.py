"""A label may only be asked for together with its equivalents (Directive 2014/24/EU, Article 43(1))."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ddtender.checks import Wording
from ddtender.checks.labels import LABELS
from ddtender.checks.passages import PassagePart, stands_in
from ddtender.diagnostics import Code, Diagnostic
from ddtender.model import Block, Inline, Paragraph, Prose, blocks_of_inlines
from ddtender.model.text import OBJECT

_EQUIVALENT = re.compile(
    r"\bequivalen(?:ts?|ces?|tly)\b|\b(?:comparable|similar|other|another|any)\s+labels?\s+(?:that|which|with|of|meeting|fulfilling|proving)\b"
    r"|\bor\s+(?:equal|similar)\b",
    re.IGNORECASE,
)
#: What turns a sentence about equivalents into its opposite.
_REFUSED = re.compile(
    r"\b(?:no|not|never|nor|neither|without|none|cannot|exclud\w+|except\w*|reject\w*|refus\w+|disregard\w*|irrelevant)\b"
    r"|n[’']t\b|\binstead\s+of\s+(?:an?\s+|any\s+)?equivalent|\bother\s+than\b|\brather\s+than\b|\bonly\b",
    re.IGNORECASE,
)
#: A refusal that is none: "not only TCO Certified but any equivalent", "may not refuse an equivalent".
_NOT_REFUSED = re.compile(
    r"\bnot\s+(?:only|limited|just|merely)\b|\bno\s+less\b|\b(?:may|shall|must|will|can|do(?:es)?|is|are)\s*not\s+(?:be\s+)?"
    r"(?:reject|refus|exclud|disregard)\w*|\bcannot\s+(?:be\s+)?(?:reject|refus|exclud|disregard)\w*"
    r"|\bno\s+equivalent(?:\s+\w+)?\s+(?:is|shall\s+be|may\s+be|will\s+be)\s+(?:reject|refus|exclud|disregard)\w*"
    r"|\bwhether\s+or\s+not\b|\bif\s+(?:it|there|they|the\s+\w+)\b[^.;]*?\b(?:not|no)\b",
    re.IGNORECASE,
)
#: A sentence that accepts equivalents wherever a label is named: "Equivalent labels are accepted."
_ACCEPTED = re.compile(
    r"\b(?:accept\w*|allow\w*|admitt?\w*|recogni[sz]\w*|deem\w*|suffic\w+|suffices|count\w*|treated|considered|permitted|may|can)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+")

#: What may stand between the words of a label: spaces, hyphens, signs of a trade mark.
_GAP = r"[®™]?(?:\s+|\s*[-‐-―]\s*)"
_HYPHENS = re.compile(r"[®™]?\s*[-‐-―]\s*|[®™]\s+")


def check(wording: Wording) -> Iterator[Diagnostic]:
    names = sorted({*LABELS, *wording.info.labels}, key=len, reverse=True)
    spelt = {name: re.escape(name).replace(r"\ ", _GAP) for name in names}
    pieces = {name: _pieces(name) for name in names}
    plain = {name: " ".join(name.casefold().split()) for name in names}
    for provision in wording.provisions:
        passages = wording.passages(provision)
        # Few provisions may name any label; the others need no regular expression.
        whole = "\n".join([passage.folded for passage in passages]).replace(OBJECT, "|")
        if not whole.isascii() or "-" in whole:
            whole = f"{whole}\n{_HYPHENS.sub(' ', whole)}"
        if whole.isascii():
            whole = whole.replace("\n", " ")
            if "  " in whole or not whole.isprintable():
                whole = " ".join(whole.split())
            possible = tuple(spelt[name] for name in names if plain[name] in whole and stands_in(plain[name], whole))
        else:
            possible = tuple(spelt[name] for name in names if _may_name(pieces[name], whole))
        if not possible:
            continue
        labels = _labels(possible)
        if not any(labels.search(passage.prose.text) for passage in passages):
            continue
        paragraphs = [*_paragraphs(provision.body)]
        if any(_accepts_all(prose.text, labels) for prose, _ in paragraphs):
            continue
        accepted = any(_accepts(prose.text) for prose, _ in paragraphs)
        for prose in (
            *(prose for prose, excused in paragraphs if not excused),
            *(
                p.prose
                for p in passages
                if p.part is not PassagePart.BODY and not (p.part is PassagePart.TITLE and accepted)
            ),
        ):
            found = labels.search(prose.text)
            if found and not _accepts(prose.text):
                message = f"'{' '.join(found.group().split())}' is asked for without an equivalent label"
                hint = 'Add "or an equivalent label" to the same paragraph or list.'
                yield Diagnostic(Code.LABEL_WITHOUT_EQUIVALENT, prose.locate(found.start()), message, hint)


@lru_cache(maxsize=256)
def _labels(spelt: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelt)})(?!\w|-(?:looking|like|style)\b)", re.IGNORECASE)


def _pieces(name: str) -> list[str]:
    """The pieces of a label between its spaces and its letters i (of which Unicode has several), the longest first."""
    return sorted(filter(None, re.split(r"[iı\u0307\s]", name.casefold())), key=len, reverse=True)


def _may_name(pieces: list[str], folded: str) -> bool:
    """Whether a text has all pieces of a label."""
    for piece in pieces:  # noqa: SIM110  # with all() it takes twice as long
        if piece not in folded:
            return False
    return True


def _accepts(text: str) -> bool:
    """Whether a sentence of the text accepts equivalents, and none refuses them."""
    told = [_NOT_REFUSED.sub(" ", sentence) for sentence in _SENTENCE.split(text) if _EQUIVALENT.search(sentence)]
    return bool(told) and not any(_REFUSED.search(sentence) for sentence in told)


def _accepts_all(text: str, labels: re.Pattern[str]) -> bool:
    """Whether the text, which names no label itself, accepts the equivalents of all that are named elsewhere."""
    return (
        bool(_ACCEPTED.search(text) or _NOT_REFUSED.search(text))
        and not labels.search(text)
        and _general(text)
        and _accepts(text)
    )


def _general(text: str) -> bool:
    """Whether it speaks of labels, not of something to which they are given: "an equivalent label is accepted"."""
    return not re.search(r"\bequivalent\s+labels?\s+(?:is|are)\s+\w+\s+for\b", text, re.IGNORECASE)


def _paragraphs(blocks: Iterable[Block], excused: bool = False) -> Iterator[tuple[Prose, bool]]:
    """Every paragraph, and whether it is an item of a list that, or whose introduction, accepts equivalents."""
    before: tuple[Inline, ...] = ()
    for block in blocks:
        if isinstance(block, Paragraph):
            yield Prose.of(block.inlines), excused
            before = block.inlines
        else:
            around = (before, *(inlines for item in block.items for inlines in blocks_of_inlines(item.blocks)))
            accepts = excused or any(_accepts(Prose.of(inlines).text) for inlines in around)
            for item in block.items:
                yield from _paragraphs(item.blocks, accepts)
            before = ()
