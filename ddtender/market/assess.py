"""All suppliers together: answers in, an assessment out. Reads like a table of contents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from msgspec import Struct

from ddtender.diagnostics import Diagnostic, Location
from ddtender.diagnostics.messages import Message
from ddtender.market.asking import lacks, questions
from ddtender.market.codes import (
    COMPANY_KIND_UNCLEAR,
    CONTRADICTING_ANSWERS,
    EMPTY_FORM,
    SEVERAL_ANSWERS,
    UNANSWERED_QUESTION,
    UNNAMED_COMPANY,
)
from ddtender.market.decisions import notes
from ddtender.market.initiatives import named_in
from ddtender.market.market import count_once, judge
from ddtender.market.score import contradicts, overall, score
from ddtender.market.values import NOTHING_SAID, About, Answers, Market, Supplier
from ddtender.model.initiatives import NO_INITIATIVES, Initiatives
from ddtender.model.market import DIMENSIONS, Level, Questionnaire
from ddtender.words import SOURCE, Language


class Assessment(Struct, frozen=True):
    """Suppliers in the order of their files, the market, the files that could not be read, what it is about, what is
    known of initiatives, and the tag of the language that all of it is said in."""

    suppliers: tuple[Supplier, ...]
    market: Market
    authority: Level | None
    unread: tuple[Diagnostic, ...] = ()
    about: About = NOTHING_SAID
    initiatives: Initiatives = NO_INITIATIVES
    language: str = SOURCE

    def as_json(self) -> Iterator[str]:
        """The fixed JSON (docs/market.md) in pieces, a supplier at a time, without a line's end after the last."""
        rest = {
            "suppliers": [],
            "market": {"level": self.market.level, "counts": {k: dict(v) for k, v in self.market.counts.items()}},
            "recommended_scenario": self.market.recommended,
            "reasons": list(self.market.reasons),
            "procurement": self.about.facts(),
            "date": self.about.on.isoformat() if self.about.on else None,
            "language": self.language,
            "reasons_said": [one.as_json() for one in self.market.reasons],
        }
        before, _, after = json.dumps(rest, ensure_ascii=False, indent=2).partition("]")
        yield before
        for n, supplier in enumerate(self.suppliers):
            one = "\n" + json.dumps(_as_json(supplier), ensure_ascii=False, indent=2)
            yield ("," if n else "") + one.replace("\n", "\n    ")
        yield ("\n  ]" if self.suppliers else "]") + after


def _as_json(supplier: Supplier) -> dict[str, object]:
    scores = {n: {"score": supplier.dimensions[n].score, "level": supplier.dimensions[n].level} for n in DIMENSIONS}
    answers = supplier.answers
    named = {"file": answers.file, "company": answers.company, "kind": answers.kind}
    said = {"notes": list(supplier.notes), "lacks": list(supplier.lacks), "questions": list(supplier.questions)}
    initiatives = {"known": list(supplier.named.known), "unknown": list(supplier.named.unknown)}
    return {**named, **scores, "level": supplier.level, **said, "initiatives": initiatives}


def assess(
    answers: Iterable[Answers],
    questionnaire: Questionnaire,
    authority: Level | None,
    language: Language,
    unread: Iterable[Diagnostic] = (),
    about: About = NOTHING_SAID,
    initiatives: Initiatives = NO_INITIATIVES,
) -> tuple[Assessment, list[Diagnostic]]:
    """Score every supplier, count the market, and recommend a scenario; ``unread`` are files without answers,
    ``about`` says whose assessment it is; ``initiatives`` is what is known of those that suppliers name."""
    findings: list[Diagnostic] = []
    suppliers = []
    for one in answers:
        findings += review(one, questionnaire)
        scores = score(one, questionnaire)
        said = (*one.notes, *notes(one, questionnaire, scores, language))
        level = overall(scores, questionnaire.decisions)
        missing = lacks(one, questionnaire, scores, language)
        asked = questions(one, questionnaire, scores, language)
        named = named_in(one.texts, initiatives)
        suppliers.append(Supplier(one, scores, level, said, lacks=missing, questions=asked, named=named))
    suppliers, found = count_once(suppliers)
    market = judge(suppliers, questionnaire, authority, language)
    made = Assessment(tuple(suppliers), market, authority, tuple(unread), about, initiatives, language.tag)
    return made, findings + found


def review(answers: Answers, questionnaire: Questionnaire) -> list[Diagnostic]:
    """What is wrong with answers that could be read."""
    file = Location(answers.file)

    def place(group: str) -> Location:
        return answers.places.get(group, file)

    findings = []
    if not answers.company:
        message = Message("the company's name is not given", "messages.unnamed_company")
        findings.append(Diagnostic(UNNAMED_COMPANY, place("company"), message))
    if not any(answers.ticked.values()) and not answers.kinds_ticked:
        message = Message("no box is ticked in this form", "messages.empty_form")
        findings.append(Diagnostic(EMPTY_FORM, file, message, "Ask the supplier for a completed one."))
        return findings
    if len(answers.kinds_ticked) != 1:
        message = Message("Kind of company: none is ticked", "messages.company_kind_unclear.none")
        if number := len(answers.kinds_ticked):
            said = f"Kind of company: {number} kinds of company are ticked"
            message = Message(said, "messages.company_kind_unclear.several", number=number)
        hint = "Ask the supplier; until then, only what is worth the same for every kind is scored."
        findings.append(Diagnostic(COMPANY_KIND_UNCLEAR, place("kind"), message, hint))
    for group in questionnaire.groups:
        ticked = answers.ticked.get(group.id, ())
        if not ticked:
            findings.append(
                Diagnostic(
                    UNANSWERED_QUESTION,
                    place(group.id),
                    Message(f"{group.title}: no box is ticked", "messages.unanswered_question", question=group.title),
                    f"Ask the supplier; until then, {group.dimension} has no score.",
                )
            )
        elif group.one and len(ticked) > 1:
            said = f"{group.title}: {len(ticked)} boxes are ticked where one is allowed"
            message = Message(said, "messages.several_answers", question=group.title, number=len(ticked))
            findings.append(Diagnostic(SEVERAL_ANSWERS, place(group.id), message, "Ask the supplier which one holds."))
        elif contradicts(group, ticked):
            said = f"{group.title}: 'none of this' is ticked together with something"
            message = Message(said, "messages.contradicting_answers", question=group.title)
            findings.append(
                Diagnostic(CONTRADICTING_ANSWERS, place(group.id), message, "Ask the supplier which one holds.")
            )
    return findings
