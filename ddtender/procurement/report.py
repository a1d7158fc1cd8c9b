"""The report on a procurement that the law asks for, made from what is on record: by section, and in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from ddtender.layout.citations import cited
from ddtender.model.procedure_law import ReportLaw
from ddtender.procurement.comments import COMMENT_ANSWERED, COMMENT_SETTLED, COMMENTED
from ddtender.procurement.sealed import ISSUED, headline
from ddtender.record import DECIDED, RecordEntry
from ddtender.render.report import Report
from ddtender.words import Language

#: What is said by hand, and under which heading; the lines about answers to Tenderers, contracts and the scenario.
NOTED, ANSWERED, AWARDED, CHOSEN = "noted", "answered", "awarded", "scenario-chosen"
#: What of a contract stays as it was handed over, by file name; its register and its calendar go on.
HANDED_OVER = ("contract.docx", "offer.docx")
#: The sections, each with what can be put on record for it, by the name that a command is given. Which of them a law
#: asks for, and at which point, the library says (``model.procedure_law.ReportLaw``).
SECTIONS: dict[str, tuple[str, ...]] = {
    "subject": ("value",),
    "selection": ("selected", "rejected"),
    "low-tenders": ("low-tenders",),
    "winner": ("winner", "subcontracting"),
    "negotiation": ("negotiation",),
    "without-publication": ("without-publication",),
    "no-award": ("no-award",),
    "other-means": ("other-means",),
    "conflicts": ("conflicts",),
}
TOPICS = tuple(topic for topics in SECTIONS.values() for topic in topics)
#: Colleagues who come in by a link.
INVITED, JOINED, UNINVITED = "invited", "joined", "uninvited"
_OF_COMMENTS = {COMMENTED: "commented", COMMENT_ANSWERED: "comment_answered", COMMENT_SETTLED: "comment_settled"}
#: Facts that the first section has.
_FACTS = ("authority.name", "authority.contact", "title", "reference", "subject")


def open_topics(entries: Sequence[RecordEntry], law: ReportLaw | None) -> tuple[str, ...]:
    """What the law asks for and nothing is on record of; nothing where no law is known that asks for a report."""
    there = {entry.said.get("topic") for entry in entries if entry.what == NOTED}
    asked = [topic for section, topics in SECTIONS.items() if law and section in law.points for topic in topics]
    return tuple(topic for topic in asked if topic not in there)


def report(
    facts: Mapping[str, str],
    entries: Sequence[RecordEntry],
    template: bytes,
    moment: datetime,
    language: Language,
    law: ReportLaw | None,
    altered: Sequence[str] = (),
) -> bytes:
    """A .docx; ``facts`` are those of the procurement as they are printed, by their keys; ``law`` is what asks for the
    report, None where none is known: then nothing is open; ``altered`` are the places, below the folder, of what was
    sealed and is not as it was. Raises PackageError."""
    say = _ReportSaying(facts, entries, language, law)
    made = Report(template, language, say("title"), headline(facts), facts.get("reference", ""))
    made.paragraph(say("lead", law=cited(law.cite, language)) if law else say("lead_without"))
    if altered:
        made.heading(say("altered.heading"))
        made.paragraph(say("altered.lead"))
        made.bullets([*altered])
    if law:
        made.heading(say("open.heading"))
        if lacking := [*say.lacking()]:
            made.paragraph(say("open.lead"))
            made.bullets(lacking)
        else:
            made.paragraph(say("open.none"))
    for section, topics in SECTIONS.items():
        about = say(f"sections.{section.replace('-', '_')}")
        rows = [row for topic in topics for row in say.noted(topic)]
        if point := law.points.get(section, "") if law else "":
            made.heading(say("point", letter=point, about=about))
        elif rows or section == "subject":
            made.heading(about)
        if section == "subject":
            made.facts(*say.facts())
        if rows:
            made.table(say.columns("noted", "said", "why", "who", "on"), rows, (40, 30, 18, 12), about)
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

    def __init__(
        self, facts: Mapping[str, str], entries: Sequence[RecordEntry], language: Language, law: ReportLaw | None
    ) -> None:
        self.known, self.entries, self.language = facts, entries, language
        self.open = open_topics(entries, law)

    def __call__(self, phrase: str, **places: object) -> str:
        return self.language.say(f"procurement.report.{phrase}", **places)

    def columns(self, table: str, *names: str) -> list[str]:
        return [self(f"{table}.columns.{name}") for name in names]

    def topic(self, topic: str) -> str:
        return self(f"topics.{topic.replace('-', '_')}")

    def lacking(self) -> Iterator[str]:
        """What is not known of the first section, and what nothing is on record of."""
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
        if entry.what == CHOSEN:
            chosen, recommended = said["scenario"], entry.said.get("recommended", "")
            if not recommended:
                return self("what.chosen", scenario=chosen)
            return self("what.chosen_over", scenario=chosen, recommended=recommended)
        if entry.what in (INVITED, UNINVITED):
            who = {"name": entry.said.get("name", ""), "as": entry.said.get("as", "")}
            until = {"until": entry.said.get("until", "")} if entry.what == INVITED else {}
            return self(f"what.{entry.what}", **who, **until)
        if entry.what == JOINED:
            return self("what.joined")
        if (phrase := _OF_COMMENTS.get(entry.what)) is not None:
            return self(f"what.{phrase}", about=said["about"], said=entry.said.get("said", ""))
        if entry.what == NOTED and entry.said.get("topic") in TOPICS:
            return self("what.noted", topic=self.topic(entry.said["topic"]), said=entry.said.get("said", ""))
        return "\n".join((entry.what, *(f"{name}: {value}" for name, value in entry.said.items())))
