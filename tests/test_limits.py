"""What a check passes can be built, and read back: what is too much for a workbook is found in its source, by place."""

import re
from collections.abc import Mapping

import pytest

from ddtender.checks.rules.too_long import TOO_LONG
from ddtender.checks.rules.too_many import TOO_MANY
from ddtender.checks.rules.too_many_due_dates import TOO_MANY_DUE_DATES
from ddtender.contract.reading import read_register
from ddtender.desk.pipeline import check
from ddtender.diagnostics import Code, Diagnostic
from ddtender.evaluation.reading import read_evaluation
from ddtender.model.limits import LONGEST_SLUG, LONGEST_TEXT, MOST_CRITERIA, MOST_KPI_CLAUSES, MOST_KPIS, MOST_OPTIONS
from tests.checks.cases import good_workspace
from tests.documents import built_of, sources

CLAUSE, CRITERION = "contract_clauses/site-report.md", "award_criteria/diligence.md"
PROCEDURE = "scenarios/procedures/phones.yaml"


def edited(path: str, was: str, now: str) -> dict[str, bytes]:
    """The good workspace with one piece of a file replaced."""
    files = dict(good_workspace())
    text = files[path].decode()
    assert was in text
    return {**files, path: text.replace(was, now, 1).encode()}


def with_copies(path: str, count: int) -> dict[str, bytes]:
    """The good workspace with so many copies of a provision, all of them in scenario high."""
    files = dict(good_workspace())
    text = files[f"clause_library/{path}"].decode()
    id_ = re.search(r"^id: (.*)$", text, re.MULTILINE)
    assert id_
    added = [f"{id_[1]}-{n}" for n in range(count)]
    for n, copy in enumerate(added):
        files[f"clause_library/{path[:-3]}-{n}.md"] = text.replace(f"id: {id_[1]}\n", f"id: {copy}\n").encode()
    listed = files["scenarios/high.yaml"].decode().rstrip()
    files["scenarios/high.yaml"] = (listed + "".join(f"\n  - {copy}" for copy in added) + "\n").encode()
    return files


def with_a_long_paragraph(length: int = LONGEST_TEXT + 200) -> dict[str, bytes]:
    """The good workspace with a paragraph of so many characters in a clause."""
    path, sentence = f"clause_library/{CLAUSE}", "The Contractor keeps its records. "
    paragraph = (sentence * (length // len(sentence) + 1))[:length].rstrip()
    return {**good_workspace(), path: f"{good_workspace()[path].decode().rstrip()}\n\n{paragraph}\n".encode()}


def with_many_due_dates() -> dict[str, bytes]:
    """The good workspace with a report due every month, until the end of the century."""
    files = edited(f"clause_library/{CLAUSE}", "every: 12", "every: 1")
    text = re.sub(r"^dates:.*(\n[ ].*)*\n", "", files[PROCEDURE].decode(), flags=re.MULTILINE)
    dates = "dates: {award: 2027-03-01, contract_start: 2027-04-01, contract_end: 2099-12-31}"
    return {**files, PROCEDURE: f"{dates}\n{text}".encode()}


def found(files: Mapping[str, bytes], *codes: Code) -> list[Diagnostic]:
    return [finding for finding in check(files) if finding.code in codes]


@pytest.mark.parametrize(
    ("path", "most", "what"),
    [(CRITERION, MOST_CRITERIA, "award criteria"), (CLAUSE, MOST_KPI_CLAUSES, "contract clauses with KPIs")],
)
def test_too_many_sheets_are_found_where_the_first_too_many_is_listed(path: str, most: int, what: str) -> None:
    files = with_copies(path, most + 1)
    lines = files["scenarios/high.yaml"].decode().splitlines()
    (finding,) = found(files, TOO_MANY)
    assert what in finding.message and f"there is room for {most}" in finding.message
    listed = lines[finding.location.line - 1].removeprefix("  - ")
    assert finding.location.path == "scenarios/high.yaml" and f"'{listed}'" in finding.hint
    assert found(with_copies(path, 3), TOO_MANY) == []


def test_a_long_paragraph_is_found_and_one_that_fits_is_not() -> None:
    path = f"clause_library/{CLAUSE}"
    for length, expected in ((LONGEST_TEXT - 200, []), (LONGEST_TEXT + 200, [TOO_LONG])):
        files = with_a_long_paragraph(length)
        assert [finding.code for finding in found(files, TOO_LONG)] == expected
    (finding,) = found(files, TOO_LONG)
    assert finding.location.path == path
    assert files[path].decode().splitlines()[finding.location.line - 1].startswith("The Contractor keeps its records.")


def test_blanks_count_with_the_longest_fact() -> None:
    """Sixty blanks can be filled in with more than a cell holds, though the file itself is short."""
    path = f"clause_library/{CLAUSE}"
    text = good_workspace()[path].decode().rstrip()
    blank = re.search(r"\{\{ \w+ \}\}", good_workspace()["clause_library/contract_clauses/site-report.md"].decode())
    assert blank
    files = {**good_workspace(), path: f"{text}\n\n{blank.group() * 61}\n".encode()}
    assert [finding.location.path for finding in found(files, TOO_LONG)] == [path]


ELEMENTS = "".join(f"      - {{id: e{n}, percent: 1, when: it is {n}}}\n" for n in range(MOST_OPTIONS + 1))


@pytest.mark.parametrize(
    ("path", "was", "now", "said"),
    [
        (CRITERION, "{id: audits,", f"{{id: {'a' * (LONGEST_SLUG + 1)},", "60 characters at most"),
        (CRITERION, "    elements:\n", f"    elements:\n{ELEMENTS}", f"{MOST_OPTIONS} entries at most"),
        (CLAUSE, "version: 1.0.0", "version: 1.0.1000000000", "13 characters at most"),
        (CLAUSE, "every: 12", "every: 0", "1 or more"),
        (CLAUSE, "every: 12", f"every: {10**30}", "too large"),
        (CLAUSE, "every: 12", f"every: {10**9}", "10000 or less"),
    ],
)
def test_limits_of_a_file_are_found_in_it(path: str, was: str, now: str, said: str) -> None:
    path = f"clause_library/{path}"
    files = edited(path, was, now)
    findings = [f for f in check(files) if f.location.path == path]
    assert any(said in f.message for f in findings), findings


def test_facts_have_a_length() -> None:
    for key in ("title", "reference"):
        files = dict(good_workspace())
        text = re.sub(rf"^{key}: .*\n", "", files[PROCEDURE].decode(), flags=re.MULTILINE)
        files[PROCEDURE] = f"{key}: {'x' * 501}\n{text}".encode()
        assert [f.message for f in check(files)] == [f"{key}: must have 500 characters at most"]


@pytest.mark.parametrize("year", ["9999", "0001", "1026", "2100"])
def test_a_day_of_another_century_is_found_in_the_procedure(year: str) -> None:
    files = dict(good_workspace())
    text = re.sub(r"^dates:.*(\n[ ].*)*\n", "", files[PROCEDURE].decode(), flags=re.MULTILINE)
    files[PROCEDURE] = f"dates: {{contract_start: {year}-12-31}}\n{text}".encode()
    findings = [f for f in check(files) if "century" in f.message]
    assert [f.location.path for f in findings] == [PROCEDURE] and "2000 to 2099" in findings[0].hint


def test_due_dates_that_a_build_could_not_use_are_found_by_a_check() -> None:
    (finding,) = found(with_many_due_dates(), TOO_MANY_DUE_DATES)
    assert finding.location.path == PROCEDURE and "more than 120 due dates" in finding.message


def test_what_fits_is_built_and_read_back() -> None:
    """At the limits: as many KPIs and elements as there may be, with the longest ids and long texts."""
    files = dict(sources().files)
    path = "clause_library/award_criteria/due-diligence-processes.md"
    elements = "".join(
        f"      - id: {'e' * (LONGEST_SLUG - 2)}{n:02}\n        percent: 2.5\n        when: {'all of it ' * 300}\n"
        for n in range(MOST_OPTIONS)
    )
    text = files[path].decode().replace("has five\nelements", "has these\nelements")
    files[path] = re.sub(
        r"    elements:\n.*?    steps:\n", f"    elements:\n{elements}    steps:\n", text, flags=re.S
    ).encode()
    path = "clause_library/contract_clauses/transparency-reporting-per-site.md"
    text = files[path].decode()
    one = re.search(r"(?s)  - id: complete\n.*?(?=  - id:)", text)
    assert one
    count = MOST_KPIS - text.partition("notes:")[0].count("  - id: ")
    more = "".join(one.group().replace("complete", f"{'k' * (LONGEST_SLUG - 3)}{n:03}", 1) for n in range(count))
    files[path] = text.replace("notes:\n", f"{more}notes:\n", 1).encode()
    built = built_of(files, "high")
    assert built.documents, built.diagnostics
    evaluation, _ = read_evaluation(built.documents["evaluation.xlsx"], "evaluation.xlsx")
    register, _ = read_register(built.documents["kpi-register.xlsx"], "kpi-register.xlsx")
    assert evaluation is not None and register is not None
    assert max(len(criterion.options) for criterion in evaluation.plan.criteria) == MOST_OPTIONS
    assert max(len(clause.indicators) for clause in register.plan.clauses) == MOST_KPIS
