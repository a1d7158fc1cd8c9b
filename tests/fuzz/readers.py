"""Everything that reads a file from outside, with real files to begin from, and what must hold for each reading.

A reader takes the bytes of a mutated file and returns what it found; it raises AssertionError where a property does not
hold. Whatever else it raises is a traceback that a user would have seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ddtender.compose import best_scenario
from ddtender.desk.pipeline import check
from ddtender.diagnostics import has_errors
from ddtender.library.loader import load
from tests.documents import LAPTOPS, MOMENT, Word, build, built_of, notes_of
from tests.fuzz import reviewed
from tests.fuzz.found import Found, placed, workspace
from tests.fuzz.mutate import mutate_package, mutate_text
from tests.tools import ROOT

MARKET = (ROOT / "templates/market.docx").read_bytes()

_SCENARIO = "low"


@dataclass(frozen=True)
class Reader:
    """``seeds`` are real files by path; ``read`` gets the path of the seed and mutated bytes."""

    name: str
    seeds: Callable[[], Mapping[str, bytes]]
    read: Callable[[str, bytes], Found]
    mutate: Callable = mutate_text
    deep: Callable[[str, bytes], Found] | None = None  # a slower reading, for some of the cases


def _text(path: str, content: bytes) -> Found:
    """The file alone, as the loader reads it."""
    _, findings = load({path: content})
    return placed([f for f in findings if f.code.name != "missing-file"], path, content)


def _whole(path: str, content: bytes) -> Found:
    """The file in its workspace: checked, and built. No output comes from input that had an error."""
    files = {**workspace(), path: content}
    findings = placed(check(files), path, content, files)
    procedure = LAPTOPS.relative_to(ROOT).as_posix() if path.startswith("scenarios/procedures/") else None
    others = {name: data for name, data in files.items() if not name.startswith("scenarios/procedures/")}
    if procedure:
        others[procedure] = content
        library, _ = load(others, procedure)
        for read in library.procedures:
            best_scenario(library, read)
    if path != f"scenarios/{_SCENARIO}.yaml":
        built = built_of(others, _SCENARIO, procedure)
        placed(built.diagnostics, path, content, {**others, **dict.fromkeys(_OUTPUTS)})
        assert has_errors(built.diagnostics) != bool(built.documents), "outputs and errors, or neither"
        assert "verification-failed" not in {f.code.name for f in built.diagnostics}, built.diagnostics
    return findings


_OUTPUTS = ("tender.docx", "contract.docx")


def _below(*folders: str) -> Callable[[], dict[str, bytes]]:
    def seeds() -> dict[str, bytes]:
        found = {path: data for path, data in workspace().items() if path.startswith(folders)}
        assert found, folders
        return found

    return seeds


def _procedures() -> dict[str, bytes]:
    return {"scenarios/procedures/laptops.yaml": LAPTOPS.read_bytes()}


def _template(path: str, content: bytes) -> Found:
    from ddtender.checks.tags import read_tags
    from ddtender.library.templates import read_template

    template, findings = read_template(path, path.rpartition("/")[2].removesuffix(".docx"), content)
    if template is not None:
        read_tags(template)
    return placed(findings, path, content)


def _market_text(path: str, content: bytes) -> Found:
    return _text(path, content)


def _form(path: str, content: bytes) -> Found:
    from ddtender.market.assess import assess
    from ddtender.market.read_form import read_form
    from ddtender.words import language
    from tests.market.forms import questionnaire

    answers, findings = read_form(path, content, questionnaire())
    assert answers is not None or findings
    if answers is not None:
        assess([answers], questionnaire(), None, language(), [])
    return placed(findings, path, content)


def _forms() -> dict[str, bytes]:
    from tests.market.forms import POINTS, filled, form

    ticked = [f"{group}.{option}" for group, option, *_ in POINTS[::3]]
    return {"empty.docx": form(), "filled.docx": filled(["kind.manufacturer", *ticked], {"company.name": "Delta"})}


def _answers(path: str, content: bytes) -> Found:
    from ddtender.market.read_answers import read_answers
    from tests.market.forms import questionnaire

    answers, findings = read_answers(path, content, questionnaire())
    assert answers is not None or findings
    return placed(findings, path, content)


def _answer_files() -> dict[str, bytes]:
    from tests.market.forms import POINTS, as_yaml

    return {"answers.yaml": as_yaml({group: [option] for group, option, *_ in POINTS})}


def _register(path: str, content: bytes) -> Found:
    performance, findings = _performance(path, content)
    standings = performance.standings if performance is not None else ()
    return [*placed(findings, path, content), *(standing.status for standing in standings)]


def _reported(path: str, content: bytes) -> Found:
    from ddtender.contract.report import report
    from ddtender.words import language

    performance, findings = _performance(path, content)
    if performance is not None:
        Word(report(performance, MARKET, MOMENT, language()))
    return findings


def _performance(path: str, content: bytes):
    """How the Contractor does, if the register has no error."""
    from datetime import date

    from ddtender.contract.performance import perform
    from ddtender.contract.reading import read_register

    read, findings = read_register(content, path)
    assert read is not None or findings
    return None if read is None or has_errors(findings) else perform(read, date(2029, 4, 2)), findings


def _registers() -> dict[str, bytes]:
    from tests.sheets.filling import filled_register
    from tests.sheets.workbooks import register_of

    filled = {f"filled-{seed}.xlsx": filled_register("laptops", seed)[0] for seed in (1, 2)}
    return {"low.xlsx": register_of("low"), **filled}


def _evaluation(path: str, content: bytes) -> Found:
    from ddtender.evaluation.reading import read_evaluation

    read, findings = read_evaluation(content, path)
    assert read is not None or findings
    return placed(findings, path, content)


def _annexed(path: str, content: bytes) -> Found:
    from ddtender.evaluation.annex import annex
    from ddtender.evaluation.reading import read_evaluation
    from ddtender.words import language

    read, findings = read_evaluation(content, path)
    if read is not None and not has_errors(findings):
        Word(annex(read, MARKET, MOMENT, language()))
    return findings


def _evaluations() -> dict[str, bytes]:
    from tests.sheets.filling import fill, random_filling
    from tests.sheets.workbooks import evaluation_of

    filled = {f"filled-{seed}.xlsx": fill(random_filling("low", seed)) for seed in (1, 2)}
    return {"laptops.xlsx": evaluation_of("laptops"), **filled}


def _own_documents() -> dict[str, bytes]:
    """A document of Word without any of our styles, with a list of its own, and one that has them all."""
    import io

    from docx import Document

    document = Document()
    document.add_heading("Conditions", 1)
    document.add_paragraph("First", style="List Number")
    document.add_table(2, 2).cell(0, 0).text = "A"
    buffer = io.BytesIO()
    document.save(buffer)
    return {"own.docx": buffer.getvalue(), "contract.docx": workspace()["templates/contract.docx"]}


def _adopted(path: str, content: bytes) -> Found:
    from ddtender.office.package import PackageError, open_package
    from ddtender.render.adopt import adopt

    try:
        made = adopt(content, workspace()["templates/tender.docx"])
    except PackageError as error:
        assert str(error)
        return [str(error)]
    open_package(made.content)
    return [f"style {name}" for name in made.added]


def _verified(path: str, content: bytes) -> Found:
    from ddtender.library.provenance import read_provenance
    from ddtender.office.package import open_package
    from ddtender.verify import verify

    stated = read_provenance(open_package(build("low").documents["tender.docx"]))
    return verify(content, build("low").prepared.resolved, stated, notes_of("low", "tender"))


def _finished() -> dict[str, bytes]:
    return {"tender.docx": build("low").documents["tender.docx"]}


READERS = [
    Reader(
        "clauses", _below("clause_library/award", "clause_library/contract", "clause_library/sel"), _text, deep=_whole
    ),
    Reader("definitions", _below("clause_library/definitions"), _text, deep=_whole),
    Reader("reply forms", _below("clause_library/reply_forms"), _text, deep=_whole),
    Reader("parameters", _below("clause_library/parameters.yaml", "clause_library/library.yaml"), _text, deep=_whole),
    Reader("scenarios", _below("scenarios/"), _text, deep=_whole),
    Reader("procedures", _procedures, _text, deep=_whole),
    Reader("questionnaires", _below("clause_library/questionnaire", "clause_library/risks"), _market_text),
    Reader("answers", _answer_files, _answers),
    Reader("templates", _below("templates/tender.docx", "templates/contract.docx"), _template, mutate_package, _whole),
    Reader("returned forms", _forms, _form, mutate_package),
    Reader("registers", _registers, _register, mutate_package, _reported),
    Reader("evaluations", _evaluations, _evaluation, mutate_package, _annexed),
    Reader("documents to adopt", _own_documents, _adopted, mutate_package),
    Reader("finished documents", _finished, _verified, mutate_package),
    Reader("reviewed documents", reviewed.seeds, reviewed.read, mutate_package),
]
