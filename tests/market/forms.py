"""The form as it stands in the library, and suppliers who fill it in as Word would save it."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from lxml import etree

from ddtender import words
from ddtender.diagnostics import Diagnostic
from ddtender.library.market import read_questionnaire
from ddtender.library.source import decode
from ddtender.market.assess import Assessment, assess
from ddtender.market.form import write_form
from ddtender.market.read_answers import read_answers
from ddtender.market.read_form import read_form
from ddtender.market.values import Answers
from ddtender.model.market import Questionnaire
from ddtender.words import language
from tests.documents import MOMENT
from tests.packages import parts_of, zipped
from tests.tools import ROOT

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
DOCUMENT = "word/document.xml"
Change = Callable[[etree._Element], None]

#: Annex 2b, typed off: group, statement, points of a manufacturer, points of a reseller.
POINTS = [
    ("transparency", "direct-only", 0, 0),
    ("transparency", "assembly", 0, 1),
    ("transparency", "components", 1, 2),
    ("transparency", "materials", 1, 2),
    ("transparency", "material-suppliers", 2, 3),
    ("transparency", "mapping", 1, 2),
    ("transparency", "end-to-end", 5, 5),
    ("risks", "unfamiliar", 0, 0),
    ("risks", "basic", 1, 1),
    ("risks", "fair", 3, 3),
    ("risks", "good", 5, 5),
    ("policies", "none", 0, 0),
    ("policies", "commitment", 2, 2),
    ("policies", "detailed", 4, 4),
    ("policies", "due-diligence", 7, 7),
    ("actions", "none", 0, 0),
    ("actions", "code-of-conduct", 3, 3),
    ("actions", "complaints", 2, 2),
    ("actions", "digital-tools", 2, 2),
    ("actions", "staff", 1, 2),
    ("actions", "initiatives", 3, 3),
    ("actions", "stakeholders", 3, 3),
]
KINDS = ("manufacturer", "reseller", "other")
#: An answer to every question that earns nothing.
NOTHING = {"transparency": ["direct-only"], "risks": ["unfamiliar"], "policies": ["none"], "actions": ["none"]}
MEDIUM = {
    "transparency": ["components"],
    "risks": ["fair"],
    "policies": ["commitment", "detailed"],
    "actions": ["code-of-conduct", "complaints"],
}
HIGH = {
    "transparency": ["end-to-end"],
    "risks": ["good"],
    "policies": ["due-diligence"],
    "actions": ["code-of-conduct", "initiatives", "stakeholders"],
}


@cache
def questionnaire(*changes: tuple[str, str]) -> Questionnaire:
    """The questionnaire of the library, with lines changed."""
    text = (ROOT / "clause_library/questionnaire/human-rights.yaml").read_text(encoding="utf-8")
    for was, now in changes:
        assert was in text
        text = text.replace(was, now)
    source, _ = decode("human-rights.yaml", text.encode())
    read, findings = read_questionnaire(source)
    assert not findings, findings
    return read


@cache
def template() -> bytes:
    return (ROOT / "templates/market.docx").read_bytes()


@cache
def form(version: str = "") -> bytes:
    ours = f"version: {questionnaire().version}"
    asked = questionnaire((f"\n{ours}", f"\nversion: {version}")) if version else questionnaire()
    return write_form(asked, template(), {}, MOMENT, language())


def ticks(answers: Mapping[str, Iterable[str]], kind: str | None = "manufacturer") -> set[str]:
    """The names of the boxes of these answers."""
    return {f"{group}.{option}" for group, options in answers.items() for option in options} | (
        {f"kind.{kind}"} if kind else set()
    )


def filled(names: Iterable[str], texts: Mapping[str, str] | None = None, *changes: Change, of: bytes = b"") -> bytes:
    """The form with boxes ticked and fields filled in as Word does it, and further changes to its XML."""
    wanted, texts = set(names), {"company": "Delta Systems"} if texts is None else texts

    def fill(document: etree._Element) -> None:
        for control in document.iter(W + "sdt"):
            name = name_of(control)
            if name in wanted:
                tick(control)
            if name in texts:
                control.find(f".//{W}t").text = texts[name]
                control.find(f"{W}sdtPr").remove(control.find(f"{W}sdtPr/{W}showingPlcHdr"))

    return changed(of or form(), fill, *changes)


def changed(content: bytes, *changes: Change) -> bytes:
    """The document with its XML changed."""
    parts = parts_of(content)
    document = etree.fromstring(parts[DOCUMENT])
    for change in changes:
        change(document)
    parts[DOCUMENT] = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
    return zipped(parts)


def name_of(control: etree._Element) -> str:
    tag = control.find(f"{W}sdtPr/{W}tag")
    return "" if tag is None else tag.get(W + "val").removeprefix("q:")


def control(document: etree._Element, name: str) -> etree._Element:
    (found,) = [c for c in document.iter(W + "sdt") if name_of(c) == name]
    return found


def tick(box: etree._Element, state: str = "1", mark: str = "☒") -> None:
    box.find(f"{W}sdtPr/{W14}checkbox/{W14}checked").set(W14 + "val", state)
    box.find(f".//{W}t").text = mark


def read(
    content: bytes, file: str = "form.docx", asked: Questionnaire | None = None
) -> tuple[Answers, list[Diagnostic]]:
    answers, findings = read_form(file, content, asked or questionnaire())
    assert answers is not None, findings
    return answers, findings


def answers_of(answers: Mapping[str, Iterable[str]], kind: str | None = "manufacturer", company: str = "A") -> Answers:
    return Answers(
        f"{company}.yaml", company, "", kind, (kind,) if kind else (), {g: tuple(o) for g, o in answers.items()}
    )


def assessed(
    *answers: Answers,
    authority: str | None = None,
    asked: Questionnaire | None = None,
    language: words.Language | None = None,
) -> Assessment:
    return assess(answers, asked or questionnaire(), authority, language or words.language())[0]


def as_yaml(answers: Mapping[str, Iterable[str]], kind: str = "manufacturer", company: str = "Delta Systems") -> bytes:
    lines = [f'company: "{company}"', f"kind: {kind}", "answers:"]
    return "\n".join([*lines, *(f"  {g}: [{', '.join(o)}]" for g, o in answers.items()), ""]).encode()


def read_yaml(content: bytes) -> tuple[Answers | None, list[Diagnostic]]:
    return read_answers("answers.yaml", content, questionnaire())
