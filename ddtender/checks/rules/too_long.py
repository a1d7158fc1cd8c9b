"""A paragraph must fit into a cell of a workbook, with its blanks filled in: what does not fit would be cut off."""

from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.checks.passages import Passage, PassagePart
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model.limits import LONGEST_REFERENCE, LONGEST_TEXT, LONGEST_WORDS

TOO_LONG = Code(
    "too-long",
    Topic.TEXT,
    Severity.ERROR,
    "A paragraph, or the evidence of a criterion, does not fit into a cell of a workbook.",
    why="The register and the evaluation show the words of the contract and the tender. A cell takes 32,767 "
    "letters; programs cut off the rest. Blanks and references count with the longest that they can stand for.",
    mend="Split the paragraph, or shorten what is printed.",
)

_HINT = "Split it into shorter paragraphs."


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        evidence = 0
        for passage in wording.passages(provision):
            length = _printed(passage)
            if passage.part is PassagePart.EVIDENCE:
                evidence += length
            if length > LONGEST_TEXT:
                message = f"this paragraph has up to {length:,} characters when it is printed; at most {LONGEST_TEXT:,}"
                yield Diagnostic(TOO_LONG, passage.prose.locate(0), message, _HINT)
        if evidence > LONGEST_TEXT:
            message = f"all evidence together has up to {evidence:,} characters; at most {LONGEST_TEXT:,}"
            yield Diagnostic(TOO_LONG, provision.place("evidence"), message, "It stands in one cell. Shorten it.")


def _printed(passage: Passage) -> int:
    """How many characters the passage can have, with the longest facts in its blanks."""
    prose = passage.prose
    if not prose.references and not prose.blanks:
        return len(prose.text)
    return len(prose.text) + LONGEST_REFERENCE * len(prose.references) + LONGEST_WORDS * len(prose.blanks)
