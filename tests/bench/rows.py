"""The rows of the benchmark: what is measured against what, and the target (docs/benchmarks.md says why)."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench import generate
from tests.bench.measure import Command, Figures
from tests.bench.place import RIVALS, Place
from tests.bench.procurements import AS_OF, procurements
from tests.tools import ROOT

LAPTOPS = "scenarios/procedures/laptops.yaml"
_BUILD = ("build", "--scenario", "high", "--procedure", LAPTOPS)


@dataclass(frozen=True)
class Target:
    """``bound`` is "at_most" or "at_least", ``times`` the ratio; ``by`` says which ratios must meet it."""

    bound: str
    times: float
    by: Sequence[str] = ("wall", "cpu")

    def met(self, ratios: dict[str, float]) -> bool:
        found = [ratios[measure] for measure in self.by]
        return max(found) <= self.times if self.bound == "at_most" else min(found) >= self.times


@dataclass(frozen=True)
class Row:
    """``measure`` gives the figures of what is looked at, and of what it is held ``against``."""

    name: str
    what: str
    against: str
    measure: Callable[[Place], tuple[Figures, Figures]]
    target: Target | None = None


def _build_cold(place: Place) -> tuple[Figures, Figures]:
    workspace = place.library(0)
    ours = place.ddtender(workspace, *_BUILD, prepare=lambda: place.cold(workspace))
    values = place.finished(workspace, *_BUILD)
    rival = place.python("plain docxtpl", RIVALS / "plain_docxtpl.py", values, place.folder / "plain")
    return tuple(place.measure(ours, rival))


def _build_floor(place: Place) -> tuple[Figures, Figures]:
    """How far down a cold build could come: what it cannot do without, in one process that does nothing else."""
    workspace = place.library(0)
    values, cells = place.finished(workspace, *_BUILD), place.cells(workspace, *_BUILD)
    floor = place.python("floor", RIVALS / "build_floor.py", values, cells, workspace, place.folder / "floor")
    rival = place.python("plain docxtpl", RIVALS / "plain_docxtpl.py", values, place.folder / "plain")
    return tuple(place.measure(floor, rival))


def _second_language(place: Place) -> tuple[Figures, Figures]:
    """The worked procedure in English and Dutch, and in English alone: both from nothing."""
    workspace = place.library(0, mark="-languages")
    shutil.copytree(ROOT / "clause_library/languages", workspace / "clause_library/languages", dirs_exist_ok=True)
    facts = (workspace / LAPTOPS).read_text(encoding="utf-8")
    two = workspace / "procedures/two-languages.yaml"
    two.parent.mkdir(exist_ok=True)
    two.write_text(f"languages: [en, nl]\n{facts}", encoding="utf-8")
    commands = [
        place.ddtender(workspace, *build, prepare=lambda: place.cold(workspace), name=name)
        for name, build in (("en and nl", (*_BUILD[:-1], str(two))), ("en", _BUILD))
    ]
    return tuple(place.measure(*commands))


def _build_unchanged(place: Place) -> tuple[Figures, Figures]:
    workspace = place.library(0)
    return tuple(place.measure(place.ddtender(workspace, *_BUILD), place.bare()))


def _help(place: Place) -> tuple[Figures, Figures]:
    return tuple(place.measure(place.ddtender(place.library(0), "--help"), place.bare()))


def _explain(place: Place) -> tuple[Figures, Figures]:
    return tuple(place.measure(place.ddtender(place.library(0), "explain"), place.bare()))


def _document_warm(place: Place) -> tuple[Figures, Figures]:
    """The Word documents alone, each from a procedure file to a document that has been read back."""
    workspace = place.library(0)
    script = RIVALS.parent / "word_documents.py"
    return _slope(
        place,
        lambda n: place.python(f"ours, {n}", script, workspace, _procedures(workspace, n), place.folder / "warm"),
    )


def _procedure_warm(place: Place) -> tuple[Figures, Figures]:
    """Everything that a batch makes, for the same two Word documents."""
    workspace = place.library(0)
    return _slope(place, lambda n: _batch(place, workspace, n, 1))


def _slope(place: Place, ours: Callable[[int], Command]) -> tuple[Figures, Figures]:
    """What one more Word document costs: the difference between few and many procedures, two documents each."""
    few, many = place.size(10, 1), place.size(60, 3)
    values = place.finished(place.library(0), *_BUILD)
    rivals = [
        place.python(f"plain docxtpl, {n}", RIVALS / "plain_docxtpl.py", values, place.folder / "plain", str(n))
        for n in (few, many)
    ]
    ours_few, ours_many, few_plain, many_plain = place.measure(ours(few), ours(many), *rivals)
    return ours_many.each(2 * many, ours_few, 2 * few), many_plain.each(2 * many, few_plain, 2 * few)


def _procedures(workspace: Path, count: int) -> Path:
    """A folder of so many procedures."""
    folder = workspace / f"procedures/{count}"
    if not folder.exists():
        folder.mkdir(parents=True)
        for n in range(count):
            (folder / f"school-{n:04}.yaml").write_text(generate.procedure(n), encoding="utf-8")
    return folder


def _batch(place: Place, workspace: Path, count: int, processes: int, again: bool = False) -> Command:
    """``ddtender batch`` of so many procedures, from nothing or ``again``."""
    folder = _procedures(workspace, count)
    output = place.folder / "batch"
    arguments = ("batch", folder, "-j", str(processes), "--scenario", "high", "--output", output)

    def prepare() -> None:
        place.cold(workspace)
        place.remove(output)

    if again:
        return place.ddtender(workspace, *arguments, name="second run")
    return place.ddtender(workspace, *arguments, prepare=prepare, name=f"batch of {count} -j {processes}")


def _batch_two_cores(place: Place) -> tuple[Figures, Figures]:
    """One core against two: how many times faster two are."""
    count = place.size(1000, 4)
    workspace = place.library(0)
    one, two = place.measure(*(_batch(place, workspace, count, n) for n in (1, 2)))
    return one, two


def _batch_memory(place: Place) -> tuple[Figures, Figures]:
    workspace = place.library(0)
    many, few = place.measure(*(_batch(place, workspace, n, 2) for n in (place.size(1000, 4), place.size(100, 2))))
    return many, few


def _batch_unchanged(place: Place) -> tuple[Figures, Figures]:
    """A second run, and the first one."""
    workspace, count = place.library(0), place.size(100, 2)
    made, again = place.measure(_batch(place, workspace, count, 2), _batch(place, workspace, count, 2, again=True))
    return again, made


def _check(full: int, small: int) -> Callable[[Place], tuple[Figures, Figures]]:
    def measure(place: Place) -> tuple[Figures, Figures]:
        workspace = place.library(place.size(full, small))
        ours = place.ddtender(workspace, "check", prepare=lambda: place.cold(workspace))
        floor = place.python("floor", RIVALS / "floor.py", workspace / "clause_library")
        return tuple(place.measure(ours, floor))

    return measure


def _check_grows(place: Place) -> tuple[Figures, Figures]:
    large, small = place.library(place.size(10_000, 200)), place.library(place.size(1000, 100))
    return tuple(
        place.measure(
            place.ddtender(large, "check", prepare=lambda: place.cold(large), name="large"),
            place.ddtender(small, "check", prepare=lambda: place.cold(small), name="small"),
        )
    )


def _check_one_changed(place: Place) -> tuple[Figures, Figures]:
    workspace = place.library(place.size(10_000, 100))
    clauses = sorted((workspace / "clause_library/contract_clauses/generated").iterdir())
    changed = clauses[len(clauses) // 2]
    original, number = changed.read_text(encoding="utf-8"), itertools.count(1)

    def change() -> None:
        more = f"\nThe Contractor shall keep what it has collected for {next(number)} months.\n"
        changed.write_text(original + more, encoding="utf-8")

    full = place.ddtender(workspace, "check", prepare=lambda: place.cold(workspace), name="all new")
    after = place.ddtender(workspace, "check", prepare=change, name="one clause changed")
    all_new, one = place.measure(full, after)
    changed.write_text(original, encoding="utf-8")
    return one, all_new


def _portfolio(place: Place) -> tuple[Figures, Figures]:
    """All contracts of many procurements on one page, from nothing; and of a tenth of them."""
    many, few = (_contracts(place, number) for number in (place.size(1000, 20), place.size(100, 4)))
    return tuple(place.measure(many, few))


def _contracts(place: Place, number: int) -> Command:
    folder, output = place.folder / f"procurements-{number}", place.folder / "portfolio"
    if not folder.exists():
        procurements(folder, number)
    arguments = ("portfolio", folder, "--as-of", AS_OF.isoformat(), "-j", "2", "--output", output)
    return place.ddtender(
        place.library(0), *arguments, prepare=lambda: place.remove(output), name=f"portfolio of {number}"
    )


def _page(kind: str) -> Callable[[Place], tuple[Figures, Figures]]:
    """What one more page costs in a process that has answered some, and one on which there is nothing to find out."""

    def measure(place: Place) -> tuple[Figures, Figures]:
        workspace, few, many = place.library(0), place.size(20, 1), place.size(320, 3)

        def asked(what: str, number: int) -> Command:
            arguments = ("-m", "tests.bench.page_requests", workspace, what, str(number))
            return place.python(f"{what}, {number}", *arguments)

        commands = [asked(what, number) for what in (kind, "least") for number in (few, many)]
        ours_few, ours_many, least_few, least_many = place.measure(*commands)
        return ours_many.each(many, ours_few, few), least_many.each(many, least_few, few)

    return measure


def _large(place: Place) -> Path:
    size = place.size(300, 60)
    return place.library(size, size)


def _redline(place: Place) -> tuple[Figures, Figures]:
    """Every tenth provision has changed since the commit."""
    place.ddtender(place.library(0), "redline")
    size = place.size(300, 60)
    workspace = place.library(size, size, "-changed")
    for path in sorted((workspace / "clause_library").rglob("generated/*.md"))[::10]:
        text = path.read_text(encoding="utf-8").replace("up to date", "complete and up to date")
        path.write_text(text + "\nNothing in it replaces what the law asks for.\n", encoding="utf-8")
    redline = place.ddtender(workspace, "redline", "--from", "HEAD", "--scenario", "all-0")
    build = place.ddtender(
        workspace, "build", "--scenario", "all-0", prepare=lambda: place.cold(workspace), name="build"
    )
    return tuple(place.measure(redline, build))


def _review(place: Place) -> tuple[Figures, Figures]:
    """Every tenth paragraph of the contract has a tracked insertion."""
    workspace = _large(place)
    build = place.ddtender(
        workspace, "build", "--scenario", "all-0", prepare=lambda: place.cold(workspace), name="build"
    )
    reviewed = place.reviewed(workspace, "all-0")
    return tuple(place.measure(place.ddtender(workspace, "review", reviewed), build))


def _pandoc(workspace_of: Callable[[Place], Path], scenario: str) -> Callable[[Place], tuple[Figures, Figures]]:
    def measure(place: Place) -> tuple[Figures, Figures]:
        workspace = workspace_of(place)
        ours = place.ddtender(workspace, "build", "--scenario", scenario, prepare=lambda: place.cold(workspace))
        return tuple(place.measure(ours, place.pandoc(workspace, scenario)))

    return measure


ROWS = (
    Row("build-cold", "build of `high`, all outputs, checked and verified", "plain docxtpl, the two Word files",
        _build_cold, Target("at_most", 1.5)),
    Row("build-floor", "the same libraries, sources and files, nothing checked", "plain docxtpl, the two Word files",
        _build_floor),
    Row("second-language", "the same in English and Dutch", "in English", _second_language, Target("at_most", 2)),
    Row("build-unchanged", "the same when nothing has changed", "bare interpreter",
        _build_unchanged, Target("at_most", 5)),
    Row("help", "ddtender --help", "bare interpreter", _help, Target("at_most", 4)),
    Row("explain", "ddtender explain", "bare interpreter", _explain, Target("at_most", 4)),
    Row("document-warm", "one more Word document in a warm process, checked and verified", "docxtpl's render and save",
        _document_warm, Target("at_most", 0.7, ["cpu"])),
    Row("procedure-warm", "the same with its share of workbooks, calendar and manifest", "docxtpl's render and save",
        _procedure_warm),
    Row("batch-two-cores", "1,000 procedures, -j 1", "-j 2", _batch_two_cores, Target("at_least", 1.8, ["wall"])),
    Row("batch-memory", "1,000 procedures", "100 procedures", _batch_memory, Target("at_most", 1.1, ["peak"])),
    Row("batch-unchanged", "second run over 100 procedures", "the first run", _batch_unchanged),
    Row("check-100", "check of 100 provisions", "parsing them", _check(100, 40), Target("at_most", 2.5)),
    Row("check-1000", "check of 1,000 provisions", "parsing them", _check(1000, 60), Target("at_most", 2.5)),
    Row("check-10000", "check of 10,000 provisions", "parsing them", _check(10_000, 80), Target("at_most", 2.5)),
    Row("check-grows", "check of 10,000 provisions", "check of 1,000", _check_grows, Target("at_most", 11)),
    Row("check-one-changed", "check after one clause of 10,000 has changed", "the full check", _check_one_changed,
        Target("at_most", 0.2)),
    Row("redline-300", "redline of a document of 300 provisions", "building it", _redline, Target("at_most", 3)),
    Row("review-300", "review of a document of 300 provisions", "building it", _review, Target("at_most", 3)),
    Row("portfolio-grows", "portfolio of 1,000 procurements, -j 2", "of 100", _portfolio, Target("at_most", 11)),
    Row("portfolio-memory", "the same", "of 100", _portfolio, Target("at_most", 1.5, ["peak"])),
    Row("page-preview", "one more preview of three lots after a change of a fact", "a page that only asks",
        _page("preview")),
    Row("page-first-byte", "one more page, nothing changed", "a page that only asks",
        _page("pages")),
    Row("pandoc-high", "build of `high`", "pandoc, a Word file of the same text",
        _pandoc(lambda place: place.library(0), "high")),
    Row("pandoc-300", "build of 300 provisions", "pandoc, a Word file of the same text", _pandoc(_large, "all-0")),
)  # fmt: skip
