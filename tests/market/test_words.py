"""Every word of the report and the sheets comes from the library, the answers, or the data of a language."""

import io
import re
from collections.abc import Iterator

import msgspec
import openpyxl
from lxml import etree

from ddtender.desk.market.risks import known
from ddtender.library.market import BLANK, INVITATION, read_invitation
from ddtender.library.risks import read_risks
from ddtender.library.source import decode
from ddtender.market.answers_sheet import answers_sheet
from ddtender.market.form import write_form
from ddtender.market.initiatives_sheet import initiatives_sheet
from ddtender.market.invitation import write_invitation
from ddtender.market.read_form import read_form
from ddtender.market.report import report
from ddtender.market.risks_prefill import prefill
from ddtender.market.risks_sheet import risks_sheet
from ddtender.words import language, pseudo
from tests.documents import MOMENT
from tests.market.forms import (
    DOCUMENT,
    HIGH,
    MEDIUM,
    W,
    answers_of,
    assessed,
    filled,
    questionnaire,
    template,
    ticks,
)
from tests.market.initiatives import initiatives, naming
from tests.packages import parts_of
from tests.tools import ROOT
from tests.words.typed import bare, of_word, texts_in
from tests.words.typed import typed as left_of

PSEUDO = pseudo(language())


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (found for one in value.values() for found in strings(one))
    elif isinstance(value, list | tuple):
        yield from (found for one in value for found in strings(one))


def _plain(text: str) -> str:
    """Without the number it begins with, and the colon it ends with."""
    return re.sub(r"^\d+\.? ", "", text).rstrip(":")


def typed(texts: Iterator[str], *known: object) -> list[str]:
    """The texts with letters that are neither words of the language nor what is known."""
    given = {_plain(text) for one in known for text in strings(msgspec.to_builtins(one, str_keys=True))}
    left = (_plain(bare(text)) for text in texts)
    return [text for text in left if re.search("[A-Za-z]", text) and text not in given]


def cells(content: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        yield sheet.title
        yield from (str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
        yield from (
            text for choice in sheet.data_validations.dataValidation for text in (choice.error, choice.errorTitle)
        )


def test_the_report_and_the_answers() -> None:
    made = assessed(answers_of(HIGH), answers_of(MEDIUM, "reseller", "B"), answers_of({}, None, ""), language=PSEUDO)
    content = report(made, questionnaire(), template(), MOMENT, PSEUDO)
    document = etree.fromstring(parts_of(content)[DOCUMENT])
    texts = ["".join(t.text or "" for t in p.iter(W + "t")) for p in document.iter(W + "p")]
    texts += [e.get(W + "val") for name in ("alias", "tblCaption", "tblDescription") for e in document.iter(W + name)]
    texts += [e.get(name) for e in document.iter("{*}docPr") for name in ("title", "descr") if e.get(name)]
    chart = etree.fromstring(parts_of(content)["word/charts/chart1.xml"])
    texts += [shown := e.text for e in chart.iter("{*}v", "{*}t")]
    assert shown == "⟦Number of suppliers⟧"
    known = (questionnaire(), ["A", "B", made.market.recommended])
    assert not typed(iter(texts), *known)
    assert not typed(cells(answers_sheet(made, questionnaire(), MOMENT, PSEUDO)), *known, ["A.yaml", "B.yaml", ".yaml"])


def test_what_is_said_of_initiatives() -> None:
    made = naming("RBA, JAC, Fair Pact", "RBA", words=PSEUDO)
    known = [*texts_in(initiatives()), *texts_in(questionnaire()), "A", "B", "A.yaml", "B.yaml", "Fair Pact"]
    assert left_of(of_word(initiatives_sheet(initiatives(), template(), MOMENT, PSEUDO)), known) == []
    assert left_of(of_word(report(made, questionnaire(), template(), MOMENT, PSEUDO)), [*known, "medium", "high"]) == []
    assert not typed(cells(answers_sheet(made, questionnaire(), MOMENT, PSEUDO)), known, ["RBA, JAC, Fair Pact"])


def test_the_worksheet_for_risks() -> None:
    path = ROOT / "clause_library/risks/ict-hardware.yaml"
    path = path if path.exists() else next(ROOT.glob("clause_library/**/ict-hardware.yaml"))
    source, _ = decode(path.name, path.read_bytes())
    lists = read_risks(source)[0]
    content = risks_sheet(lists, "laptops", MOMENT, PSEUDO)
    filled = prefill(lists, *known(ROOT)[1:], known(ROOT)[2].find("battery"), PSEUDO, as_example=True)
    for made, more in ((content, ()), (risks_sheet(lists, "laptops", MOMENT, PSEUDO, filled), known(ROOT)[1:])):
        shown = (text for text in cells(made) if not text.startswith("=IF(SUMPRODUCT("))
        assert not typed(shown, lists, ["laptops"], *more)
    book = openpyxl.load_workbook(io.BytesIO(content))
    choices = [choice.formula1 for sheet in book for choice in sheet.data_validations.dataValidation]
    assert any(choice.startswith("'⟦Stages⟧'!") for choice in choices)


def test_the_form_and_the_invitation() -> None:
    facts = {"authority_name": "City of Example", "contact": "ict@city.example", "reference": "R-1"}
    source, _ = decode("i.yaml", (ROOT / f"clause_library/questionnaire/{INVITATION}").read_bytes())
    letter, _ = read_invitation(source)
    made = (
        write_form(questionnaire(), template(), facts, MOMENT, PSEUDO),
        write_form(questionnaire(), template(), facts, MOMENT, PSEUDO, with_scores=True),
        write_invitation(letter, template(), facts, MOMENT, PSEUDO),
    )
    for content in made:
        told = [piece for text in texts_in(letter) for piece in BLANK.split(text)]
        known = [*strings(facts), *texts_in(questionnaire()), *told, "☐"]
        assert left_of(of_word(content), known) == []
        properties = etree.fromstring(parts_of(content)["docProps/core.xml"])
        assert properties.findtext("{*}language") == PSEUDO.locale_tag


def test_a_form_in_another_language_is_read_in_it() -> None:
    """Prompts, labels and the name of the version are those of the form's language."""
    content = filled(ticks(HIGH), of=write_form(questionnaire(), template(), {}, MOMENT, PSEUDO))
    answers, findings = read_form("a.docx", content, questionnaire(), PSEUDO)
    assert not findings and not answers.notes
    assert (answers.company, answers.contact, answers.ticked["risks"]) == ("Delta Systems", "", ("good",))
