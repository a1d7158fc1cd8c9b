"""One party, one name at each stage: Tenderer before the award, Contractor after it. Sub-suppliers are others."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from ddtender.checks import Wording
from ddtender.checks.passages import Passage, form_passages
from ddtender.diagnostics import Code, Diagnostic
from ddtender.model import Kind
from ddtender.model.text import any_of

_UPSTREAM = "; a business further up the Supply Chain is a Sub-supplier."
#: What stands in each of these words; without an i, of which Unicode has several.
_STEMS = ("dder", "cand", "suppl", "vendor", "seller")
_IN_CONTRACT = re.compile(r"(?<![\w-])(?:tenderer|bidder|candidate|supplier|vendor|seller)s?\b", re.IGNORECASE)
_IN_TENDER = re.compile(r"(?<![\w-])(?:contractor|bidder|candidate|supplier|vendor|seller)s?\b", re.IGNORECASE)


def check(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        if provision.kind is Kind.CONTRACT:
            yield from _wrong(wording.passages(provision), _IN_CONTRACT, "a contract clause", "Contractor")
        elif provision.kind is not Kind.DEFINITION:
            yield from _wrong(wording.passages(provision), _IN_TENDER, provision.kind.with_article, "Tenderer")
    forms = chain.from_iterable(form_passages(form) for form in wording.reply_forms)
    yield from _wrong(forms, _IN_TENDER, "a reply form", "Tenderer")


def _wrong(passages: Iterable[Passage], pattern: re.Pattern[str], where: str, right: str) -> Iterator[Diagnostic]:
    stems = ("tenderer" if pattern is _IN_CONTRACT else "contractor", *_STEMS)
    for passage in passages:
        if not any_of(stems, passage.folded.replace("sub-suppl", "")):
            continue
        for match in pattern.finditer(passage.prose.text):
            place = passage.prose.locate(match.start())
            yield Diagnostic(
                Code.WRONG_TERM, place, f"'{match.group()}' is the wrong word in {where}", f"Write '{right}'{_UPSTREAM}"
            )
