"""One party, one name at each stage: Tenderer before the award, Contractor after it. Sub-suppliers are others."""

import re
from collections.abc import Iterable, Iterator

from ddtender.checks import Wording
from ddtender.checks.passages import Passage, form_passages
from ddtender.diagnostics import Code, Diagnostic
from ddtender.model import Kind
from ddtender.model.text import any_of

_UPSTREAM = "; a business further up the Supply Chain is a Sub-supplier."
#: What stands in each of these words; without an i, of which Unicode has several.
_STEMS = ("dder", "cand", "suppl", "vendor", "seller", "prov", "offeror", "cant", "propo", "award")
_OTHER_NAMES = (
    r"bidders?|candidates?|suppliers?|vendors?|sellers?|offerors?|proposers?|applicants?|awardees?|tendering\s+part(?:y|ies)"
    r"|(?:(?<=the\s)|(?<=each\s)|(?<=every\s)|(?<=any\s)|service\s+)providers?(?!\s+of\b)"
)
_IN_CONTRACT = re.compile(rf"(?<![\w-])(?:tenderers?|{_OTHER_NAMES})\b", re.IGNORECASE)
_IN_TENDER = re.compile(rf"(?<![\w-])(?:contractors?|{_OTHER_NAMES})\b", re.IGNORECASE)
#: Names of the one who buys, which every library calls by one of them or by another one.
_BUYER = re.compile(
    r"(?<![\w-])(?<=the\s)(?:buyer|purchaser|customer|client|procurer|procuring\s+entity|contracting\s+(?:entity|body))"
    r"\b(?![’']?s?\s+(?:association|organi[sz]ation|side))",
    re.IGNORECASE,
)
_BUYER_STEMS = (
    "buyer",
    "purchaser",
    "customer",
    "client",
    "cl\u0131ent",
    "cli\u0307ent",
    "procur",
    "contract",
    "principal",
)
#: The parties that have one name everywhere, and what it is if the library defines it.
_PARTIES = re.compile(r"(?<![\w-])(?:tenderers?|contractors?|contracting\s+authority)\b")


def check(wording: Wording) -> Iterator[Diagnostic]:
    defined = {term.casefold() for definition in wording.definitions for term in definition.terms}
    for provision in wording.provisions:
        if provision.kind is Kind.CONTRACT:
            yield from _wrong(wording.passages(provision), _IN_CONTRACT, "a contract clause", "Contractor", defined)
        elif provision.kind is not Kind.DEFINITION:
            yield from _wrong(wording.passages(provision), _IN_TENDER, provision.kind.with_article, "Tenderer", defined)
    forms = [passage for form in wording.reply_forms for passage in form_passages(form)]
    yield from _wrong(forms, _IN_TENDER, "a reply form", "Tenderer", defined)


def _wrong(
    passages: Iterable[Passage], pattern: re.Pattern[str], where: str, right: str, defined: Iterable[str] = ()
) -> Iterator[Diagnostic]:
    stems = ("tenderer" if pattern is _IN_CONTRACT else "contractor", "tender", *_STEMS)
    own = right.casefold()
    for passage in passages:
        folded = passage.folded
        if any_of(stems, folded.replace("sub-suppl", "")):
            for match in pattern.finditer(passage.prose.text):
                yield _finding(passage, match, f"is the wrong word in {where}", f"Write '{right}'{_UPSTREAM}")
        if "contracting authority" in defined and any_of(_BUYER_STEMS, folded):
            for match in _BUYER.finditer(passage.prose.text):
                if " ".join(match.group().casefold().split()) not in defined:
                    hint = "Write 'Contracting Authority'."
                    yield _finding(passage, match, f"is the wrong word in {where}", hint)
        if any_of((own, "contract"), folded):
            for match in _PARTIES.finditer(passage.prose.text):
                name = " ".join(match.group().split())
                if name.removesuffix("s") in defined and (name.startswith((own, "contracting"))):
                    hint = f"Write '{name.title()}': in small letters it could be anybody."
                    yield _finding(passage, match, "is a defined term without its capitals", hint)


def _finding(passage: Passage, match: re.Match[str], fault: str, hint: str) -> Diagnostic:
    place = passage.prose.locate(match.start())
    return Diagnostic(Code.WRONG_TERM, place, f"'{match.group()}' {fault}", hint)
