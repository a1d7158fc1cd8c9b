"""Every paper and workbook of a market consultation in a language, made as the commands make them."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from ddtender.desk.library import initiatives, law
from ddtender.desk.market import dialogue, risks
from ddtender.desk.market import papers as market
from ddtender.market.assess import assess
from ddtender.market.values import About
from tests.market.forms import HIGH, MEDIUM, NOTHING, answers_of
from tests.tools import ROOT

#: What a procurement says itself: names, which are the same in every language.
FACTS = {"title": "Laptops", "reference": "R-1", "authority_name": "Gemeente Voorbeeld", "contact": "x@example.eu"}
#: By the name of a paper, what makes it.
_Made = dict[str, Callable[[], bytes]]


@cache
def papers(tag: str, scratch: Path) -> dict[str, bytes]:
    """All of them by file name; a worksheet is written to ``scratch`` and read back."""
    words = market.language_for(ROOT, tag)
    asked, known = market.questions(ROOT, words), initiatives.known(ROOT, words)
    named = {"actions.initiatives": "RBA, EPEAT, TCO Certified, Electronics Watch, EcoVadis, JAC, Foo"}
    answers = [answers_of(level, company=f"C{n}") for n, level in enumerate((NOTHING, MEDIUM, HIGH))]
    for one in answers:
        one.texts.update(named)
    assessment, _ = assess(answers, asked, "low", words, (), About("Laptops", "R-1", "Gemeente Voorbeeld"), known)
    sheet = scratch / f"risks-{tag}.xlsx"
    sheet.write_bytes(risks.worksheet(ROOT, "battery", True, words)[0])
    read, _ = risks.opened(ROOT, sheet)
    assert read is not None and read.language.tag == tag
    made: _Made = {
        "questionnaire.docx": lambda: market.questionnaire(ROOT, None, None, True, tag),
        "invitation.docx": lambda: market.invitation(ROOT, None, None, None, tag),
        "agenda.docx": lambda: dialogue.agenda(ROOT, assessment, asked, FACTS, None, None, words),
        "talk.docx": lambda: dialogue.agenda(ROOT, assessment, asked, FACTS, None, "C0", words),
        "programme.docx": lambda: dialogue.programme(ROOT, assessment, asked, FACTS, words),
        "training.docx": lambda: dialogue.training(ROOT, None, FACTS, tag),
        "letter.docx": lambda: dialogue.brand_letter(ROOT, FACTS, "Vega", None, words),
        "risks.xlsx": sheet.read_bytes,
        "risks.docx": lambda: risks.report(ROOT, read, FACTS),
        "background.docx": lambda: risks.report(ROOT, read, FACTS, for_tenderers=True),
        "law.docx": lambda: law.sheet(ROOT, law.asked(ROOT, None, None), words),
        "initiatives.docx": lambda: initiatives.sheet(ROOT, known, words),
    }
    return {name: make() for name, make in made.items()} | market.assessment_set(ROOT, assessment, asked, words)
