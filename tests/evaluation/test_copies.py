"""Evaluators judge alone, each in a copy; the consensus shows where they differ, decides nothing, and asks why."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from ddtender.desk.errors import Misused, Refused
from ddtender.desk.evaluation import evaluating
from ddtender.desk.evaluation.filled import award_annex, evaluation_read
from ddtender.office.kinds import kind_of
from tests.commands import ddtender
from tests.evaluation.test_evaluation_calculated import tenders
from tests.sheets.filling import fill
from tests.sheets.workbooks import calculated, columns, head_of, opened, saved
from tests.tools import ROOT

pytestmark = pytest.mark.usefixtures("needs_libreoffice")

JANSEN, PEETERS = "A. Jansen", "B. Peeters"
FILES = ("evaluation-a-jansen.xlsx", "evaluation-b-peeters.xlsx")


def cell(book, sheet: str, number: int, heading: str) -> Any:
    """The cell of a Tenderer's number below a heading."""
    head = head_of(book[sheet], "No.")
    return book[sheet].cell(head + number, columns(book[sheet], head)[heading])


def text_of_word(content: bytes) -> str:
    return "\n".join(node.text or "" for node in Document(io.BytesIO(content)).element.iter(qn("w:t")))


def judged_by(content: bytes, changes: Mapping[tuple[str, int, str], object], why: str) -> bytes:
    """A copy in which everything is the best, but for the changes: by sheet, number and heading."""
    book = opened(content)
    for number in (1, 2, 3):
        cell(book, "Award A1", number, "Option").value = "complete list"
        for heading in columns(book["Award A2"], head_of(book["Award A2"], "No.")):
            if heading.startswith("Choice:"):
                cell(book, "Award A2", number, heading).value = "complete"
        for sheet in ("Award A1", "Award A2"):
            cell(book, sheet, number, "Motivation").value = why
    for (sheet, number, heading), value in changes.items():
        cell(book, sheet, number, heading).value = value
    return saved(book)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    path = tmp_path_factory.mktemp("base") / "evaluation.xlsx"
    path.write_bytes(fill(tenders("laptops", ["100", "110", "125"])))
    return evaluating.copies(path, [JANSEN, PEETERS])


@pytest.fixture(scope="module")
def folder(blank: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two copies as they come back: B. Peeters sees one Tenderer's list and one Tenderer's systems otherwise."""
    made = tmp_path_factory.mktemp("copies")
    otherwise = {("Award A1", 2, "Option"): "plan", ("Award A2", 3, "Choice: systems"): "Partial "}
    filled = [judged_by(blank[FILES[0]], {}, "See page 4."), judged_by(blank[FILES[1]], otherwise, "It is on page 4.")]
    for name, content in zip(FILES, calculated(filled), strict=True):
        (made / name).write_bytes(content)
    return made


@pytest.fixture(scope="module")
def consensus(folder: Path) -> bytes:
    return evaluating.consensus([folder / name for name in FILES])[0]


@pytest.fixture(scope="module")
def decided(consensus: bytes, folder: Path) -> list[Path]:
    """The consensus as it was written, and after the evaluators have decided; both calculated."""
    book = opened(consensus)
    cell(book, "Award A1", 2, "Option").value = "plan"
    cell(book, "Award A1", 2, "Motivation").value = "The list lacks the sites of two components."
    cell(book, "Award A2", 3, "Choice: systems").value = "partial"
    cell(book, "Award A2", 3, "Motivation").value = "The description does not say how often."
    for number, why in ((1, "A. Jansen had overlooked annex 3."), (2, "Both read page 7 again.")):
        cell(book, "Differences", number, "Reason for what was decided").value = why
    paths = [folder / "open.xlsx", folder / "decided.xlsx"]
    for path, content in zip(paths, calculated([consensus, saved(book)]), strict=True):
        path.write_bytes(content)
    return paths


def test_a_copy_has_the_tenderers_and_nobodys_judgement(blank: dict[str, bytes]) -> None:
    assert [*blank] == [*FILES]
    for content, name in zip(blank.values(), (JANSEN, PEETERS), strict=True):
        book = opened(content)
        assert name in book["Overview"]["A3"].value
        assert [cell(book, "Tenderers", n, "Tenderer").value for n in (1, 2, 3, 4)] == ["T1", "T2", "T3", None]
        assert cell(book, "Tenderers", 2, "Price").value == 110
        for sheet, heading in (("Award A1", "Option"), ("Award A1", "Motivation"), ("Award A2", "Choice: systems")):
            assert cell(book, sheet, 1, heading).value is None
        kind = kind_of(content)
        assert kind is not None and kind.name.startswith("an evaluator's copy") and "--consensus" in kind.use


def test_only_the_rows_of_tenderers_are_in_sight(blank: dict[str, bytes]) -> None:
    """Hidden rows are what every program leaves out on paper; LibreOffice takes no formula as the area to print."""
    book = opened(blank[FILES[0]])
    for sheet in ("Tenderers", "Selection", "Award A1", "Award A2", "Ranking"):
        head = head_of(book[sheet], "No.")
        shown = [n for n in range(1, 61) if not book[sheet].row_dimensions[head + n].hidden]
        assert shown == [1, 2, 3], sheet


def test_what_all_chose_alike_is_there_and_where_they_differ_nothing(consensus: bytes) -> None:
    book = opened(consensus)
    assert cell(book, "Award A1", 1, "Option").value == "complete list"
    assert cell(book, "Award A1", 1, "Motivation").value == "See page 4.\nIt is on page 4."
    assert cell(book, "Award A1", 2, "Option").value is None and cell(book, "Award A1", 2, "Motivation").value is None
    assert cell(book, "Award A2", 3, "Choice: systems").value is None
    assert cell(book, "Award A2", 3, "Choice: policies").value == "complete"
    rows: list[list[Any]] = [[c.value for c in row[1:5]] for row in book["Differences"].iter_rows(min_row=5, max_row=6)]
    assert [row[:2] for row in rows] == [["Award criterion A1", "T2"], ["Award criterion A2", "T3"]]
    assert rows[0][2:] == ["complete list\nSee page 4.", "plan\nIt is on page 4."]
    assert rows[1][2:] == [
        "systems: complete\nSee page 4.",
        "systems: partial\nIt is on page 4.",
    ]  # nothing else differs


def test_a_difference_without_a_reason_is_found(decided: list[Path]) -> None:
    found = [(f.code.name, f.message.partition(":")[0]) for f in evaluation_read(decided[0]).findings]
    assert ("missing-motivation", "Differences!G5") in found and ("missing-motivation", "Differences!G6") in found
    assert ("evaluation-incomplete", "Award A1!C12") in found


def test_a_reasoned_consensus_is_an_evaluation_and_its_annex_says_who_differed(decided: list[Path]) -> None:
    read = evaluation_read(decided[1])
    assert not read.findings and read.evaluation is not None
    assert [s.rank for s in read.evaluation.scores] == [1, 2, 3]
    shown = opened(decided[1].read_bytes(), values=True)["Differences"]
    assert [shown.cell(row, 6).value for row in (5, 6)] == ["plan", "90%"]
    said = text_of_word(award_annex(ROOT, read.evaluation))
    for words in (JANSEN, PEETERS, "A. Jansen had overlooked annex 3.", "Both read page 7 again."):
        assert words in said


def test_no_annex_is_made_from_the_copy_of_one(folder: Path) -> None:
    read = evaluation_read(folder / FILES[0])
    assert not read.findings and read.evaluation is not None
    with pytest.raises(Misused, match=r"copy of A\. Jansen"):
        award_annex(ROOT, read.evaluation)


def refused(paths: list[Path]) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as error:
        evaluating.consensus(paths)
    return [(f.location.path, f.message) for f in error.value.diagnostics if f.code.name == "copies-differ"]


@pytest.mark.parametrize(
    ("sheet", "number", "heading", "value", "said"),
    [
        ("Tenderers", 2, "Price", 111, "Tenderers!C6: the price of T2: 111 here, 110 in "),
        ("Tenderers", 2, "Price", None, "Tenderers!C6: the price of T2: nothing here, 110 in "),
        ("Tenderers", 3, "Other quality", 9, "Tenderers!D7: the points for other quality of T3: 9 here, 10 in "),
        ("Tenderers", 1, "Tenderer", "T9", "Tenderers!B5: Tenderer 1: 'T9' here, 'T1' in "),
        ("Tenderers", 4, "Tenderer", "T4", "Tenderers!B8: Tenderer 4: 'T4' here, nobody in "),
    ],
)
def test_copies_with_other_facts_are_told_by_file_and_cell(
    folder: Path, tmp_path: Path, sheet: str, number: int, heading: str, value: object, said: str
) -> None:
    book = opened((folder / FILES[1]).read_bytes())
    cell(book, sheet, number, heading).value = value
    other = tmp_path / "b.xlsx"
    other.write_bytes(saved(book))
    assert (other.as_posix(), said + (folder / FILES[0]).as_posix()) in refused([folder / FILES[0], other])


def test_one_evaluator_twice_and_a_workbook_of_nobody_are_told(
    folder: Path, decided: list[Path], tmp_path: Path
) -> None:
    first = folder / FILES[0]
    again = tmp_path / "again.xlsx"
    again.write_bytes(first.read_bytes())
    assert [m for _, m in refused([first, again])] == [f"{again} is a copy of {JANSEN}, as {first} is"]
    assert any("carries no name" in m for p, m in refused([first, decided[1]]) if p == decided[1].as_posix())


def test_copies_of_another_evaluation_are_told(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "low.xlsx"
    path.write_bytes(fill(tenders("medium-final", ["100"])))
    (other, _) = evaluating.copies(path, ["C. Claes", "D. Dumont"]).values()
    path.write_bytes(other)
    (message,) = [m for _, m in refused([folder / FILES[0], path])]
    assert "was made for another evaluation" in message and "criteria" in message


@pytest.mark.parametrize(
    "names", [[], [JANSEN], [JANSEN, JANSEN.lower()], [JANSEN, "x" * 81], [JANSEN, "\x1b[2J"], [*"abcdefghijklm"]]
)
def test_names_that_cannot_tell_two_evaluators_apart_or_have_no_cell_are_refused(
    folder: Path, names: list[str]
) -> None:
    path = folder / FILES[0]
    with pytest.raises(Misused):
        evaluating.copies(path, names)


def test_a_workbook_to_print_has_all_that_was_typed_and_no_other_rows(tmp_path: Path) -> None:
    path = tmp_path / "evaluation.xlsx"
    path.write_bytes(fill(tenders("laptops", ["100", "110"])))
    book = opened(path.read_bytes())
    book["Overview"]["B16"].value, book["Overview"]["B17"].value = "C. Claes", "D. Dumont"
    path.write_bytes(saved(book))
    again = tmp_path / "print.xlsx"
    again.write_bytes(evaluating.to_print(path))
    before, after = evaluation_read(path).evaluation, evaluation_read(again).evaluation
    assert before is not None and before == after and after.committee.members == ("C. Claes", "D. Dumont")
    sheet = opened(again.read_bytes())["Award A1"]
    head = head_of(sheet, "No.")
    assert [n for n in range(1, 61) if not sheet.row_dimensions[head + n].hidden] == [1, 2]


@pytest.mark.parametrize(
    "words",
    [
        ["e.xlsx", "--copies", "copies"],
        ["e.xlsx", "--evaluator", JANSEN],
        ["e.xlsx", "e.xlsx"],
        ["--consensus", "e.xlsx", "e.xlsx"],
        ["--consensus", "e.xlsx", "e.xlsx", "-o", "c.xlsx", "--letters", "award"],
        ["e.xlsx", "--sent", "2027-03-01"],
        ["e.xlsx", "--print", "p.xlsx", "-o", "annex.docx"],
    ],
)
def test_what_does_not_go_together_is_refused_before_anything_is_read(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "e.xlsx").write_bytes(b"nothing that is read")
    done = ddtender("evaluate", *words, cwd=tmp_path)
    assert done.returncode == 2 and "Usage:" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["e.xlsx"]
