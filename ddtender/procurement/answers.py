"""The questions and answers that all Tenderers are given, without who asked, as a Word document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from ddtender.procurement.questions import REFERENCE, Named, Question, corrigendum_of, said
from ddtender.procurement.sealed import IssuedSet, headline
from ddtender.render.report import Report
from ddtender.words import Language

_SHARES = (6, 34, 34, 16, 10)


def answers(
    questions: Sequence[Question],
    named: Mapping[str, Named],
    sets: Sequence[IssuedSet],
    template: bytes,
    day: date,
    moment: datetime,
    language: Language,
) -> bytes:
    """A .docx of what is answered; numbers of provisions are those of the last of the ``sets``, of which there must be
    one with a seal. Raises PackageError."""

    def say(phrase: str, **places: object) -> str:
        return language.say(f"procurement.questions.{phrase}", **places)

    seal = sets[-1].seal
    assert seal is not None
    facts = seal.facts
    report = Report(template, language, say("title"), headline(facts), facts.get("reference", ""))
    documents = say("head.set", number=seal.number, day=seal.on)
    report.facts((say("head.documents"), documents), (say("head.day"), language.date(day)))
    rows = [_row(one, named, sets, language) for one in questions if one.is_answered]
    if rows:
        report.paragraph(say("lead"))
        headings = [say(f"printed.{name}") for name in ("number", "question", "answer", "about", "day")]
        report.table(headings, rows, _SHARES, say("title"))
    else:
        report.paragraph(say("none"))
    return report.finish(moment)


def _row(one: Question, named: Mapping[str, Named], sets: Sequence[IssuedSet], language: Language) -> tuple[str, ...]:
    marks = [_mark(corrigendum_of(one, id_, sets), language) for id_ in one.changes]
    answer = "\n".join((_printed(one.answer, named, language), *dict.fromkeys(marks)))
    about = "\n".join(_whole(named[id_], language) for id_ in one.about)
    on = language.date(one.answered_on) if one.answered_on else ""
    return str(one.number), _printed(one.text, named, language), answer, about, on


def _mark(number: int | None, language: Language) -> str:
    if number is None:
        return language.say("procurement.questions.to_be_corrected")
    return language.say("procurement.questions.corrected", number=number)


def _printed(text: str, named: Mapping[str, Named], language: Language) -> str:
    """A text with the numbers of the provisions that it refers to."""
    return REFERENCE.sub(lambda match: said(named[match[2]], language, match[1]) if match[2] in named else "", text)


def _whole(one: Named, language: Language) -> str:
    number = language.capital(said(one, language))
    return number if not one.number else language.say("layout.named.with_title", provision=number, title=one.title)
