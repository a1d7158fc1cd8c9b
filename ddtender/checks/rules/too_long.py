"""A paragraph must fit into a cell of a workbook, with its blanks filled in: what does not fit would be cut off."""

from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.checks.passages import Passage, PassagePart
from ddtender.diagnostics import Code, Diagnostic
from ddtender.model.limits import LONGEST_REFERENCE, LONGEST_TEXT, LONGEST_WORDS

_HINT = "Split it into shorter paragraphs."


def check(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        evidence = 0
        for passage in wording.passages(provision):
            length = _printed(passage)
            if passage.part is PassagePart.EVIDENCE:
                evidence += length
            if length > LONGEST_TEXT:
                message = f"this paragraph has up to {length:,} characters when it is printed; at most {LONGEST_TEXT:,}"
                yield Diagnostic(Code.TOO_LONG, passage.prose.locate(0), message, _HINT)
        if evidence > LONGEST_TEXT:
            message = f"all evidence together has up to {evidence:,} characters; at most {LONGEST_TEXT:,}"
            yield Diagnostic(Code.TOO_LONG, provision.place("evidence"), message, "It stands in one cell. Shorten it.")


def _printed(passage: Passage) -> int:
    """How many characters the passage can have, with the longest facts in its blanks."""
    prose = passage.prose
    if not prose.references and not prose.blanks:
        return len(prose.text)
    return len(prose.text) + LONGEST_REFERENCE * len(prose.references) + LONGEST_WORDS * len(prose.blanks)
