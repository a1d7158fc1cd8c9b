"""Numbers of provisions are computed, so none may be typed. Articles and clauses of laws are no provisions."""

import re
from collections.abc import Iterator
from itertools import chain

from ddtender.checks import Wording
from ddtender.checks.passages import form_passages
from ddtender.diagnostics import Code, Diagnostic

_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TYPED = re.compile(
    rf"""(?<![\w-])
    (?:(?:award|selection|exclusion|technical|contract)[\s-]+)?
    (?:criteri(?:on|a)|specifications?|clauses?|annex(?:es)?)
    \s+(?:(?:no|nr|number)\b\.?\s*)?
    [(\[]?(?:\d+(?:\.\d+)*[a-z]?|{_WORDS})\b[)\]]?
    (?!\s+(?:calendar\s+|working\s+)?(?:days?|weeks?|months?|years?|pages?)\b)
    (?!\s+(?:of|to|in)\s+(?:the\s+)?(?:Directive|Regulation|Convention|ISO|EN|IEC|ILO)\b)""",
    re.IGNORECASE | re.VERBOSE,
)

#: One of these stands in each of its matches. (Unicode has three letters i that an expression takes for the same.)
_STEMS = ("crit", "cr\u0131t", "cri\u0307t", "spec", "claus", "annex")


def check(wording: Wording) -> Iterator[Diagnostic]:
    provisions = (passage for provision in wording.provisions for passage in wording.passages(provision))
    forms = (passage for form in wording.reply_forms for passage in form_passages(form))
    for passage in chain(provisions, forms):
        if not passage.mentions(*_STEMS):
            continue
        for match in _TYPED.finditer(passage.prose.text):
            typed = " ".join(match.group().split())
            message = f"the number in '{typed}' is typed by hand"
            hint = "Write a reference such as `[](#award.policy-commitment)`; its words and number are computed."
            yield Diagnostic(Code.TYPED_NUMBER, passage.prose.locate(match.start()), message, hint)
