"""A label may only be asked for together with its equivalents (Directive 2014/24/EU, Article 43(1))."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ddtender.checks import Wording
from ddtender.checks.labels import LABELS
from ddtender.checks.passages import Part, stands_in
from ddtender.diagnostics import Code, Diagnostic
from ddtender.model import Block, Inline, Paragraph, Prose, blocks_of_inlines
from ddtender.model.text import OBJECT

_EQUIVALENT = re.compile(r"\bequivalents?\b", re.IGNORECASE)


def check(wording: Wording) -> Iterator[Diagnostic]:
    names = sorted({*LABELS, *wording.info.labels}, key=len, reverse=True)
    spelt = {name: re.escape(name).replace(r"\ ", r"\s+") for name in names}
    pieces = {name: _pieces(name) for name in names}
    plain = {name: " ".join(name.casefold().split()) for name in names}
    for provision in wording.provisions:
        passages = wording.passages(provision)
        # Few provisions may name any label; the others need no regular expression.
        whole = "\n".join([passage.folded for passage in passages]).replace(OBJECT, "|")
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
        for prose in (
            *(prose for prose, excused in _paragraphs(provision.body) if not excused),
            *(passage.prose for passage in passages if passage.part is not Part.BODY),
        ):
            found = labels.search(prose.text)
            if found and not _EQUIVALENT.search(prose.text):
                message = f"'{' '.join(found.group().split())}' is asked for without an equivalent label"
                hint = 'Add "or an equivalent label" to the same paragraph or list.'
                yield Diagnostic(Code.LABEL_WITHOUT_EQUIVALENT, prose.locate(found.start()), message, hint)


@lru_cache(maxsize=256)
def _labels(spelt: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelt)})(?!\w)", re.IGNORECASE)


def _pieces(name: str) -> list[str]:
    """The pieces of a label between its spaces and its letters i (of which Unicode has several), the longest first."""
    return sorted(filter(None, re.split(r"[iı\u0307\s]", name.casefold())), key=len, reverse=True)


def _may_name(pieces: list[str], folded: str) -> bool:
    """Whether a text has all pieces of a label."""
    for piece in pieces:  # noqa: SIM110  # with all() it takes twice as long
        if piece not in folded:
            return False
    return True


def _paragraphs(blocks: Iterable[Block], excused: bool = False) -> Iterator[tuple[Prose, bool]]:
    """Every paragraph, and whether it is an item of a list that, or whose introduction, accepts equivalents."""
    before: tuple[Inline, ...] = ()
    for block in blocks:
        if isinstance(block, Paragraph):
            yield Prose.of(block.inlines), excused
            before = block.inlines
        else:
            around = (before, *(inlines for item in block.items for inlines in blocks_of_inlines(item.blocks)))
            accepts = excused or any(_EQUIVALENT.search(Prose.of(inlines).text) for inlines in around)
            for item in block.items:
                yield from _paragraphs(item.blocks, accepts)
            before = ()
