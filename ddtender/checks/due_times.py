"""How a language says when something is due: an amount of time, the day that it counts from, whether it comes again."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, cached_property, lru_cache

from ddtender.checks.duties import reporting
from ddtender.checks.numbers import amounts_spelt, whole_amounts
from ddtender.checks.repetition import repetitions
from ddtender.checks.sentences import around
from ddtender.words import Lexicon

_UNIT_NAMES = ("day", "week", "month", "year")
#: Days that the words behind an amount of time may name, as the due rule of a KPI calls them.
_EVENTS = ("award", "contract_start", "request")
#: So many clauses are kept with what is found in them: each KPI of a clause asks several times.
_KEPT = 256


class Times:
    """How a language says from when something counts, and that it comes again."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        lexicon.needed("times.from")

    @cached_property
    def counts_from(self) -> re.Pattern[str]:
        return re.compile(rf"\s*{self.lexicon.one_of('times.from')}\s+(?P<event>[^.,;:]*)")

    @cached_property
    def again(self) -> re.Pattern[str]:
        return re.compile(rf"\b{self.lexicon.one_of('times.again')}\b")

    @cached_property
    def due_again(self) -> re.Pattern[str]:
        return self.lexicon.expression("due_again")

    @cached_property
    def counts_back(self) -> re.Pattern[str]:
        return re.compile(rf"\s*{self.lexicon.one_of('times.back')}\b")

    @cached_property
    def not_again(self) -> re.Pattern[str]:
        return self.lexicon.expression("not_due_again")

    @property
    def periods(self) -> re.Pattern[str]:
        return repetitions(self.lexicon).periods

    @cached_property
    def any_time(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w.,]){self.lexicon.expression('time').pattern}\b", re.IGNORECASE | re.VERBOSE)

    @cached_property
    def stretched(self) -> re.Pattern[str]:
        """What stands before an amount and changes it: twice 12 months, two weeks after 12 months."""
        return self.lexicon.expression("stretched")

    @cached_property
    def extended(self) -> re.Pattern[str]:
        """What stands behind an amount and changes it: 12 months and 10 days."""
        return self.lexicon.expression("extended")

    @cached_property
    def other_day(self) -> re.Pattern[str]:
        """What stands before an event and names another day: the first anniversary of."""
        return self.lexicon.expression("other_day")

    @cached_property
    def pronoun(self) -> re.Pattern[str]:
        """What stands for an event that is named elsewhere: it, that day."""
        return re.compile(rf"{self.lexicon.one_of('times.pronouns')}(?:\s+{self.lexicon.one_of('times.day')})?")

    @cached_property
    def prolonged(self) -> re.Pattern[str]:
        """What stands behind an event and names another day: plus 30 days."""
        return self.lexicon.expression("prolonged")

    @cached_property
    def again_after(self) -> re.Pattern[str]:
        """What is said of the one before."""
        return re.compile(rf"\b(?:{self.lexicon.one_of('times.previous')}|{self.lexicon.one_of('times.back')})\b")

    @cached_property
    def no_more(self) -> re.Pattern[str]:
        return self.lexicon.expression("no_more")

    @cached_property
    def due_otherwise(self) -> re.Pattern[str]:
        return self.lexicon.expression("due_otherwise")

    @cached_property
    def on_request(self) -> re.Pattern[str]:
        return self.lexicon.expression("on_request")

    @cached_property
    def before_delivery(self) -> re.Pattern[str]:
        return self.lexicon.expression("before_delivery")

    def repeats(self, clause: str, months: int) -> bool:
        """Whether a piece of a clause says that something comes again after so many months."""
        periods = [*self.periods.finditer(clause)]
        others = [match.span() for match in periods if match.lastgroup != f"m{months}"]  # "twice a year" is no year
        spelt = outside(
            others, re.finditer(amounts_spelt(whole_amounts(months, "months", self.lexicon), self.lexicon), clause)
        )
        return len(others) < len(periods) or any(self._is_whole(clause, match) for match in spelt)

    def _is_whole(self, clause: str, match: re.Match[str]) -> bool:
        """Whether an amount of time is neither more nor less than it says, and counts from the one before on."""
        if self.counts_back.match(clause, match.end()) or self.changed(clause, match):
            return False
        behind = self.counts_from.match(clause, match.end())
        named = self.event_in(behind["event"]) if behind else set()
        return not named or named == {*_EVENTS} or bool(behind and self.again_after.search(behind["event"]))

    def changed(self, clause: str, match: re.Match[str]) -> bool:
        """Whether what stands before or behind an amount makes it another."""
        return bool(self.stretched.search(clause[: match.start()]) or self.extended.match(clause, match.end()))

    @lru_cache(maxsize=_KEPT)  # noqa: B019  # there are as many of these as languages
    def times_again(self, clause: str) -> tuple[tuple[int, int], ...]:
        """Where a clause says that something is due again, each with the time that follows at once."""
        found = []
        for match in self.due_again.finditer(clause):
            time = re.compile(r"\s+").match(clause, match.end())
            time = time and self.any_time.match(clause, time.end())
            found.append((match.start(), time.end() if time else match.end()))
        return tuple(found)

    def on_next(self, clause: str) -> list[str]:
        """The sentences on what is due again, but for those that bind the buyer."""
        places = (around(clause, *place) for place in self.times_again(clause))
        sentences = dict.fromkeys(clause[start:end].strip() for start, end in places)
        return [one for one in sentences if not reporting(self.lexicon).binds_the_buyer(one)]

    def says_again(self, clause: str) -> list[str]:
        """The sentences that say by a time when something is due again."""
        return [one for one in self.on_next(clause) if self.any_time.search(one) or self.periods.search(one)]

    def says_otherwise(self, clause: str) -> bool:
        """Whether the sentences on what is due again name a day or an event, and none of them a time."""
        return any(map(self.due_otherwise.search, self.on_next(clause))) and not self.says_again(clause)

    def event_in(self, words: str) -> set[str]:
        """The days that the words behind an amount name; "another" is one that no rule counts from."""
        if self.prolonged.search(words):
            return {"another"}
        named = {event: match for event, known in self.events.items() if (match := known.search(words))}
        if not named and self.pronoun.fullmatch(words.strip()):
            return {*_EVENTS}
        first = min((match.start() for match in named.values()), default=len(words))
        return {"another"} if self.other_day.match(words[:first]) else {*named}

    @cached_property
    def working(self) -> re.Pattern[str]:
        return re.compile(rf"\b{self.lexicon.one_of('times.working')}\b")

    @cached_property
    def which(self) -> re.Pattern[str]:
        """Of which kind days or months are: working days."""
        return re.compile(rf"\b{self.lexicon.one_of('times.which')}\b")

    @cached_property
    def article(self) -> re.Pattern[str]:
        return re.compile(rf"{self.lexicon.one_of('times.a')}\s", re.IGNORECASE)

    @cached_property
    def units(self) -> dict[str, re.Pattern[str]]:
        return {unit: re.compile(rf"\b{self.lexicon.one_of(f'times.{unit}')}\b") for unit in _UNIT_NAMES}

    @cached_property
    def delivery(self) -> re.Pattern[str]:
        return re.compile(rf"\b{self.lexicon.one_of('times.delivery')}")

    @cached_property
    def events(self) -> dict[str, re.Pattern[str]]:
        return {event: re.compile(self.lexicon.one_of(f"times.{event}")) for event in _EVENTS}


times = cache(Times)


def outside(spans: Sequence[tuple[int, int]], matches: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """The matches that begin in none of the spans."""
    return [match for match in matches if not any(start <= match.start() < end for start, end in spans)]
