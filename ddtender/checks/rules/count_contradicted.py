"""A number that stands in words and can be counted beside it: items of a list, elements of a scoring, the number of a
tier, the rows of a form."""

import re
from collections.abc import Iterator
from functools import cache

from ddtender.checks import Wording
from ddtender.checks.numbers import number_of
from ddtender.checks.passages import Passage, PassagePart, form_passages
from ddtender.diagnostics import Code, Diagnostic, Location, Severity, Topic
from ddtender.model import (
    BestOf,
    Block,
    Graded,
    ListBlock,
    Paragraph,
    Prose,
    Provision,
    ReplyForm,
    ReplyFormTable,
    Tiers,
)
from ddtender.words import Lexicon

COUNT_CONTRADICTED = Code(
    "count-contradicted",
    Topic.TEXT,
    Severity.ERROR,
    "A number in words is not the number of what it counts.",
    why="'Three elements' before a list of four: nobody can say which of the two is meant, and points depend on it.",
    mend="Count again, or leave the number out: 'the following elements'.",
)


class Counted:
    """How a language says how many there are."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        #: At the end of what stands before a list: "has five elements:".
        self.before_list = lexicon.expression("counted_list")
        #: What a form has room for: at most four.
        self.allowed = lexicon.expression("allowed_rows")
        self.any_number = lexicon.expression("counted_number")
        self.elements = lexicon.expression("counted_elements")
        self.alternatives = lexicon.expression("counted_alternatives")

    def number(self, match: re.Match[str]) -> int | None:
        return number_of(match["number"], self.lexicon)


counted = cache(Counted)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    known = counted(wording.lexicon)
    for provision in wording.provisions:
        for place, message in (
            *_lists(provision.body, known),
            *_tiers(provision, known),
            *_options(provision, wording.passages(provision), known),
        ):
            yield Diagnostic(COUNT_CONTRADICTED, place, message, COUNT_CONTRADICTED.mend)
    for form in wording.reply_forms:
        for place, message in _rows(form, known):
            yield Diagnostic(COUNT_CONTRADICTED, place, message, COUNT_CONTRADICTED.mend)


def _lists(blocks: tuple[Block, ...], known: Counted) -> Iterator[tuple[Location, str]]:
    """Lists whose items are not as many as the words before them say."""
    for n, block in enumerate(blocks):
        if not isinstance(block, ListBlock):
            continue
        for item in block.items:
            yield from _lists(item.blocks, known)
        before = blocks[n - 1] if n else None
        if not isinstance(before, Paragraph):
            continue
        prose = Prose.of(before.inlines)
        match = known.before_list.search(prose.text)
        number = known.number(match) if match else None
        if match is None or number is None or number == len(block.items):
            continue
        some = match["some"] is not None or match["some_of"] is not None
        if not (some and number <= len(block.items)):
            said = " ".join(match.group().rstrip(": ").split())
            yield prose.locate(match.start()), f"'{said}' stands before a list of {len(block.items)}"


def _tiers(provision: Provision, known: Counted) -> Iterator[tuple[Location, str]]:
    """Tiers whose words name other numbers than the one that they ask for."""
    if not isinstance(provision.scoring, Tiers):
        return
    for n, option in enumerate(provision.scoring.options):
        prose = Prose.of(option.when)
        found = [(known.number(m) or 0) + (m["more"] is not None) for m in known.any_number.finditer(prose.text)]
        if found and option.count is not None and option.count not in found:
            said = " ".join(prose.text.split())
            place = provision.place("scoring", "tiers", n, "count")
            yield place, f"the tier '{option.id}' counts {option.count}, and its words are '{said}'"


def _options(provision: Provision, passages: tuple[Passage, ...], known: Counted) -> Iterator[tuple[Location, str]]:
    """Numbers of elements or alternatives that are not those of the scoring."""
    scoring = provision.scoring
    if not isinstance(scoring, Graded | BestOf):
        return
    pattern = known.elements if isinstance(scoring, Graded) else known.alternatives
    for passage in passages:
        if passage.part is PassagePart.KPI:
            continue
        for match in pattern.finditer(passage.prose.text):
            number = known.number(match)
            if number is not None and number != len(scoring.options):
                said = " ".join(match.group().split())
                yield passage.prose.locate(match.start()), f"'{said}', and the scoring has {len(scoring.options)}"


def _rows(form: ReplyForm, known: Counted) -> Iterator[tuple[Location, str]]:
    """More answers that the words of a form allow than its tables have rows for."""
    rows = max((part.rows for part in form.parts if isinstance(part, ReplyFormTable)), default=0)
    for passage in form_passages(form) if rows else ():
        for match in known.allowed.finditer(passage.prose.text):
            number = known.number(match)
            if number is not None and number > rows:
                said = " ".join(match.group().split())
                yield passage.prose.locate(match.start()), f"'{said}', and the table has {rows} rows"
