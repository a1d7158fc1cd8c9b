"""The report on a procurement that Article 84 of Directive 2014/24/EU asks for, made from what is on record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from ddtender.procurement.sealed import ISSUED, headline
from ddtender.record import DECIDED, RecordEntry
from ddtender.render.report import Report
from ddtender.words import Language

#: What is said by hand, and under which heading; and the line about answers to Tenderers.
NOTED, ANSWERED, AWARDED = "noted", "answered", "awarded"
#: The points of Article 84(1), each with what can be put on record for it, by the name that a command is given.
POINTS: dict[str, tuple[str, ...]] = {
    "a": ("value",),
    "b": ("selected", "rejected"),
    "c": ("low-tenders",),
    "d": ("winner", "subcontracting"),
    "e": ("negotiation",),
    "f": ("without-publication",),
    "g": ("no-award",),
    "h": ("other-means",),
    "i": ("conflicts",),
}
TOPICS = tuple(topic for topics in POINTS.values() for topic in topics)
#: Facts that the first point asks for.
_FACTS = ("authority.name", "authority.contact", "title", "reference", "subject")


def open_topics(entries: Sequence[RecordEntry]) -> tuple[str, ...]:
    """What Article 84(1) asks for and nothing is on record of."""
    there = {entry.said.get("topic") for entry in entries if entry.what == NOTED}
    return tuple(topic for topic in TOPICS if topic not in there)


def report(
    facts: Mapping[str, str],
    entries: Sequence[RecordEntry],
    template: bytes,
    moment: datetime,
    language: Language,
) -> bytes:
    """A .docx; ``facts`` are those of the procurement as they are printed, by their keys. Raises PackageError."""
    say = _ReportSaying(facts, entries, language)
    made = Report(template, language, say("title"), headline(facts), facts.get("reference", ""))
    made.paragraph(say("lead"))
    made.heading(say("open.heading"))
    if lacking := [*say.lacking()]:
        made.paragraph(say("open.lead"))
        made.bullets(lacking)
    else:
        made.paragraph(say("open.none"))
    for point, topics in POINTS.items():
        made.heading(say("point", letter=point, about=say(f"points.{point}")))
        if point == "a":
            made.facts(*say.facts())
        rows = [row for topic in topics for row in say.noted(topic)]
        if rows:
            made.table(say.columns("noted", "said", "why", "who", "on"), rows, (40, 30, 18, 12), say(f"points.{point}"))
        for topic in topics:
            if topic in say.open:
                made.paragraph(say("nothing", topic=say.topic(topic)))
    made.heading(say("order.heading"))
    if entries:
        made.paragraph(say("order.lead"))
        made.paragraph(say("order.head", number=len(entries), digest=entries[-1].digest))
        rows = [say.line(n, entry) for n, entry in enumerate(entries, 1)]
        made.table(
            say.columns("order", "number", "on", "what", "who", "why"), rows, (5, 13, 42, 18, 22), say("order.heading")
        )
    else:
        made.paragraph(say("order.none"))
    return made.finish(moment)


class _ReportSaying:
    """What the report says, in one language."""

    def __init__(self, facts: Mapping[str, str], entries: Sequence[RecordEntry], language: Language) -> None:
        self.known, self.entries, self.language = facts, entries, language
        self.open = open_topics(entries)

    def __call__(self, phrase: str, **places: object) -> str:
        return self.language.say(f"procurement.report.{phrase}", **places)

    def columns(self, table: str, *names: str) -> list[str]:
        return [self(f"{table}.columns.{name}") for name in names]

    def topic(self, topic: str) -> str:
        return self(f"topics.{topic.replace('-', '_')}")

    def lacking(self) -> Iterator[str]:
        """What is not known of the first point, and what nothing is on record of."""
        for key in _FACTS:
            if key not in self.known:
                yield self(f"facts.{key.replace('.', '_')}")
        for topic in self.open:
            yield self.topic(topic)

    def facts(self) -> Iterator[tuple[str, str]]:
        for key in _FACTS:
            yield self(f"facts.{key.replace('.', '_')}"), self.known.get(key) or self("facts.open")

    def noted(self, topic: str) -> Iterator[tuple[str, str, str, str]]:
        for entry in self.entries:
            if entry.what == NOTED and entry.said.get("topic") == topic:
                yield self._what(entry), entry.why, self._who(entry), self.language.date(entry.on)

    def _who(self, entry: RecordEntry) -> str:
        return self("who", by=entry.by, role=entry.role)

    def line(self, number: int, entry: RecordEntry) -> tuple[str, str, str, str, str]:
        return str(number), self.language.date(entry.on), self._what(entry), self._who(entry), entry.why

    def _what(self, entry: RecordEntry) -> str:
        said = {name: entry.said.get(name, "") for name in ("number", "scenario", "changed", "about", "answer")}
        if entry.what == ISSUED:
            places = {"number": said["number"], "scenario": said["scenario"]}
            changed = said["changed"]
            return self("what.corrected", **places, changed=changed) if changed else self("what.issued", **places)
        if entry.what == DECIDED:
            question = entry.said.get("question", "")
            return self("what.decided", about=said["about"], question=question, answer=said["answer"])
        if entry.what == ANSWERED:
            return self("what.answered", number=said["number"], answers=entry.said.get("answers", ""))
        if entry.what == AWARDED:
            who, lot = entry.said.get("contractor", ""), entry.said.get("lot", "")
            return self("what.awarded_lot", contractor=who, lot=lot) if lot else self("what.awarded", contractor=who)
        if entry.what == NOTED and entry.said.get("topic") in TOPICS:
            return self("what.noted", topic=self.topic(entry.said["topic"]), said=entry.said.get("said", ""))
        return "\n".join((entry.what, *(f"{name}: {value}" for name, value in entry.said.items())))
