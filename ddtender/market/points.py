"""What to talk about with the market, from the answers that came back: of all suppliers together, and of one.

A paper for all names nobody, and gives no numbers where few have answered: they would show who said what.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ddtender.market.assess import Assessment
from ddtender.market.values import Supplier
from ddtender.model.market import DIMENSIONS, LEVELS, Group, Outline, Questionnaire, Statement
from ddtender.render.outline import PaperPart
from ddtender.words import Language

#: A meeting has an end.
_MOST = 8
_OF_EACH = 2


class Point(Struct, frozen=True):
    """A statement that ``number`` suppliers of the ``total`` who answered its question did not tick."""

    group: Group
    statement: Statement
    number: int
    total: int


def points(assessment: Assessment, questionnaire: Questionnaire) -> list[Point]:
    """The statements that fewest can make; where few have answered, the first of each question, whatever they said."""
    if is_few(assessment, questionnaire):
        return [
            Point(group, option, 0, 0)
            for group in questionnaire.groups
            for option in [option for option in group.options if option.ask][:_OF_EACH]
        ]
    found = []
    for group in questionnaire.groups:
        answered = [s for s in assessment.suppliers if s.counted and s.answers.ticked.get(group.id)]
        for option in group.options:
            number = sum(not _reaches(s, group, option) for s in answered)
            if option.ask and number:
                found.append(Point(group, option, number, len(answered)))
    return sorted(found, key=lambda one: -one.number / one.total)[:_MOST]


def is_few(assessment: Assessment, questionnaire: Questionnaire) -> bool:
    """Whether so few suppliers have an overall level that numbers would show who said what."""
    return sum(assessment.market.counts["level"].values()) < questionnaire.decisions.few_suppliers


def _reaches(supplier: Supplier, group: Group, option: Statement) -> bool:
    ticked = [o for o in group.options if o.id in supplier.answers.ticked.get(group.id, ())]
    if option in ticked:
        return True
    return group.one and any(max(o.points.values()) > max(option.points.values()) for o in ticked)


def market_parts(assessment: Assessment, questionnaire: Questionnaire, language: Language) -> list[PaperPart]:
    """The market in numbers, and the points to talk about."""
    say = language.say
    total = sum(assessment.market.counts["level"].values())
    few = is_few(assessment, questionnaire)
    lead = say("dialogue.levels.few") if few else say("dialogue.levels.lead", number=total)
    columns = [say(f"market.headings.{name}") for name in ("dimension", *LEVELS)]
    rows = [
        (say(f"market.headings.{name}"), *(str(assessment.market.counts[name][level]) for level in LEVELS))
        for name in (*DIMENSIONS, "level")
    ]
    levels = PaperPart(say("dialogue.levels.heading"), lead, columns, () if few else rows, (40, 20, 20, 20))
    found = points(assessment, questionnaire)
    told = say(f"dialogue.points.{'few_lead' if few else 'lead' if found else 'none'}")
    shares = {"subject": 17, "statement": 35, "not_said": 12, "question": 36}
    if few:
        del shares["not_said"]
    cells = [
        {
            "subject": one.group.title,
            "statement": one.statement.text,
            "not_said": say("dialogue.points.of", number=one.number, total=one.total),
            "question": one.statement.ask or "",
        }
        for one in found
    ]
    names = [say(f"dialogue.points.columns.{name}") for name in shares]
    listed = [[row[name] for name in shares] for row in cells]
    return [levels, PaperPart(say("dialogue.points.heading"), told, names, listed, tuple(shares.values()))]


def brand_questions(assessment: Assessment, questionnaire: Questionnaire, language: Language) -> PaperPart:
    """What buyers and resellers may begin with when they write down their questions to the brands."""
    say = language.say
    rows = [(one.group.title, one.statement.ask or "") for one in points(assessment, questionnaire)]
    columns = [say(f"dialogue.points.columns.{name}") for name in ("subject", "question")]
    return PaperPart(say("dialogue.brands.heading"), say("dialogue.brands.lead"), columns, rows, (30, 70))


def supplier_part(questions: Sequence[str], language: Language) -> PaperPart:
    """The questions to one supplier, with room for its answers."""
    say = language.say
    columns = [say(f"dialogue.supplier.columns.{name}") for name in ("question", "answer")]
    rows = [(text, "") for text in questions]
    return PaperPart(say("dialogue.supplier.heading"), say("dialogue.supplier.lead"), columns, rows, (50, 50))


def example_part(outline: Outline, language: Language) -> PaperPart:
    """The example of another outline as a part of a paper, with its source."""
    document, section, item = outline.source
    lead = language.say("dialogue.source", document=document, section=section, item=item)
    rows = [(text,) for text in outline.facts]
    return PaperPart(outline.example, lead, [language.say("dialogue.example_column")], rows, (100,))
