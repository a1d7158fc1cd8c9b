"""A duty to tell or to hand in something says by when; otherwise nobody can be late."""

import re
from collections.abc import Iterator
from functools import cache

from ddtender.checks import Wording
from ddtender.checks.passages import PassagePart
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind
from ddtender.words import Lexicon

DUTY_WITHOUT_TIME = Code(
    "duty-without-time",
    Topic.CONTRACT,
    Severity.WARNING,
    "A clause obliges somebody to notify, inform or submit, and does not say by when.",
    why="A duty without a time cannot be enforced: the other party is never late.",
    mend="Say by when: within so many days of an event, no later than a day, with another document.",
)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    duty, timed, stems = _words(wording.lexicon)
    for provision in wording.provisions:
        if provision.kind is not Kind.CONTRACT:
            continue
        said = [
            (passage, match, timed.search(passage.prose.text))
            for passage in wording.passages(provision)
            if passage.part is PassagePart.BODY and passage.mentions(*stems)
            for match in [duty.search(passage.prose.text)]
            if match
        ]
        # one paragraph may say what is handed in, and another when
        in_time = {_plain(match) for _, match, when in said if when}
        for passage, match, when in said:
            if not when and _plain(match) not in in_time:
                message = f"'{provision.id}' does not say by when somebody '{_plain(match)}'"
                place = passage.prose.locate(match.start())
                yield Diagnostic(DUTY_WITHOUT_TIME, place, message, DUTY_WITHOUT_TIME.mend)


def _plain(match: re.Match[str]) -> str:
    return " ".join(match.group().split())


@cache
def _words(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]]:
    return lexicon.expression("handing_in"), lexicon.expression("in_time"), lexicon.stems("duties.hand_in")
