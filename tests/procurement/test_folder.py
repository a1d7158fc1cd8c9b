"""What nobody has altered does not stop a procurement; what somebody has cut off its record is found."""

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from ddtender.contract.plan import Moved, RegisterPlan
from ddtender.contract.reading import read_register
from ddtender.contract.register import register
from ddtender.desk.documents import building, sealed_templates
from ddtender.desk.documents.used import Given
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.evaluation import award_checks, evaluation_folder
from ddtender.desk.evaluation.evaluation_folder import EvaluationBook, by_lot
from ddtender.desk.evaluation.filled import evaluation_read, register_read
from ddtender.desk.folder import award_places, handed_over, procurement_folder
from ddtender.desk.procurement import issuing, progress
from ddtender.desk.unread import FolderReader
from ddtender.evaluation.reading import read_evaluation
from ddtender.evaluation.tenders import EvaluationPlan
from ddtender.evaluation.workbook import evaluation
from ddtender.procurement.files import Workbook
from ddtender.procurement.sealed import BESIDE, read_seal, written
from ddtender.record import line
from ddtender.stamp import Stamp
from ddtender.words import language
from ddtender.workspace import Sources
from tests.commands import git
from tests.documents import MOMENT, composed
from tests.own_templates import SAID as CONDITIONS
from tests.own_templates import with_our_templates
from tests.packages import parts_of
from tests.procurement import running
from tests.procurement.running import WHO, ddtender, run

OWN = ("ours/tender.docx", "templates/contract.docx")
SAID = ("--about", "conflicts", "--say", "None.", "--by", "A. Buyer", "--role", "officer", "--why", "All said so.")


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return running.issued(tmp_path_factory.mktemp("procurements") / "2027-tel-004")


@pytest.fixture
def folder(issued: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(issued, tmp_path / "p"))


def test_what_file_managers_leave_is_passed_over_and_named(folder: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "desktop.ini"):
        (folder / "issued/1" / name).write_bytes(b"\0Bud1")
    assert "nothing has changed since set 1" in ddtender("issue", folder, *WHO, "--why", "x", code=2).stderr
    assert "was put there" not in ddtender("status", folder).stderr
    said = ddtender("verify", folder / "issued/1").stdout
    assert said.count("left there by a file manager") == 3 and "the same bytes" in said
    (folder / "issued/1/notes.txt").write_text("x")
    assert "notes.txt was put there" in ddtender("status", folder, code=1).stderr


def test_a_link_that_leads_nowhere_is_told_and_status_goes_on(folder: Path) -> None:
    for name in ("evaluation/evaluation.xlsx", "risks/risks.xlsx"):
        (folder / name).symlink_to(folder / "nowhere.xlsx")
    said = ddtender("status", folder)
    assert "'evaluation/evaluation.xlsx' is no file, or a link that leads nowhere" in said.stderr
    assert "no workbook" in said.stdout


def test_lines_that_were_cut_off_the_end_of_a_record_are_missed(folder: Path) -> None:
    ddtender("record", folder, *SAID)
    text = (folder / "procedure.yaml").read_text().replace("price: 80", "price: 75").replace("quality: 0", "quality: 5")
    text = text.replace("quality: 5", "quality: 5\n  described_in: Annex 1, Points for service")
    (folder / "procedure.yaml").write_text(text)
    ddtender("issue", folder, *WHO, "--why", "The council wants less weight on the price.")
    record = folder / "record.jsonl"
    lines = record.read_bytes().splitlines(keepends=True)
    said = ddtender("status", folder).stdout
    assert f"On record: {len(lines)} lines; the fingerprint of the last is " in said
    record.write_bytes(b"".join(lines[:-2]))  # what was said of conflicts, and the second set
    assert (
        f"{len(lines) - 1} lines were on record when issued/2 was sealed" in ddtender("status", folder, code=1).stderr
    )
    assert "record-broken" in ddtender("record", folder, "--replace", code=1).stderr
    other = lines[-2].replace(b"None.", b"Some.")
    record.write_bytes(b"".join([*lines[:-2], other]))
    told = ddtender("status", folder, code=1).stderr
    assert f"line {len(lines) - 1} of the record is not the one that stood there when issued/2 was sealed" in told


def test_templates_of_an_authority_are_sealed_with_the_set_and_looked_for_there() -> None:
    read = Sources({"p.yaml": b"", "ours/tender.docx": b"T", "templates/contract.docx": b"C"}, "p.yaml", OWN)
    files = issuing._beside(read, composed("low"))
    assert files["template-tender.docx"] == b"T" and "template-contract.docx" not in files
    assert {"template-tender.docx", "template-contract.docx"} < BESIDE
    assert Given(sealed=Path("issued/1")).template("ours/tender.docx") == Path("issued/1/template-tender.docx")
    assert Given(templates=Path("mine"), sealed=Path("x")).template("ours/tender.docx") == Path("mine/tender.docx")


def anew(folder: Path) -> None:
    """A set written anew together with its seal, as somebody would who knows how seals are made."""
    place = folder / "issued/1"
    (place / "procedure.yaml").write_bytes((place / "procedure.yaml").read_bytes() + b"\n# another\n")
    seal = read_seal((place / "seal.json").read_bytes())
    assert seal is not None
    files = seal.files | {"procedure.yaml": sha256((place / "procedure.yaml").read_bytes()).hexdigest()}
    (place / "seal.json").write_bytes(written(replace(seal, files=files)))


def test_nobody_goes_on_from_a_set_that_was_written_anew_with_its_seal(folder: Path) -> None:
    anew(folder)
    for command in (("award", *WHO), ("issue", *WHO, "--why", "x"), ("questions",), ("status",), ("record",)):
        said = ddtender(command[0], folder, *command[1:], code=1).stderr
        assert "issued/1 has another seal than the one on record" in said, command
    assert not (folder / "questions.xlsx").exists()
    assert (folder / "report.docx").is_file()  # it says so itself


def test_a_contract_that_was_replaced_after_it_was_handed_over_is_told(folder: Path) -> None:
    place = folder / "contracts/acme-bv"
    place.mkdir()
    said = {"contractor": "Acme BV", "folder": "contracts/acme-bv"}
    for name in ("contract.docx", "offer.docx"):
        (place / name).write_bytes(b"as it was")
        said[name] = sha256(b"as it was").hexdigest()
    record = folder / "record.jsonl"
    before = record.read_bytes()
    record.write_bytes(before + line("awarded", MOMENT.date(), "A", "B", "", said, before))

    def told() -> list[str]:
        entries, findings = procurement_folder.record_of_folder(folder)
        assert findings == []
        return [one.message for one in handed_over.contracts_altered(folder, entries)]

    assert told() == []
    (place / "contract.docx").write_bytes(b"for another price")
    assert told() == ["contracts/acme-bv/contract.docx is not as it was handed over"]
    (place / "offer.docx").unlink()
    assert "contracts/acme-bv/offer.docx was handed over, and is not there" in told()
    record.write_bytes(
        before + line("awarded", MOMENT.date(), "A", "B", "", {**said, "folder": "contracts/../x"}, before)
    )
    assert told() == ["the line on a contract that was handed over has no folder of its own"]


def test_a_register_that_asks_for_less_than_what_was_handed_over_is_told(folder: Path) -> None:
    content = (folder / "issued/1/kpi-register.xlsx").read_bytes()
    filled, _ = read_register(content, "r.xlsx")
    assert filled is not None
    plan, place, record = filled.plan, folder / "contracts/acme-bv", folder / "record.jsonl"
    place.mkdir()
    said = {"contractor": "Acme BV", "folder": "contracts/acme-bv", **handed_over.digests_of(plan)}
    before = record.read_bytes()
    record.write_bytes(before + line("awarded", MOMENT.date(), "A", "B", "", said, before))
    clause, *others = plan.clauses
    indicator, *more = clause.indicators
    later = replace(plan.rows[0], on=plan.end)
    easier = replace(clause, indicators=(replace(indicator, target="as far as possible"), *more))
    moved_end = Moved(on=plan.start, before=plan.end, end=plan.end, why="x", added=0, dropped=0)
    register_path = place / "kpi-register.xlsx"

    def told(now: RegisterPlan) -> bool:
        register_path.write_bytes(register(now, Stamp(False, MOMENT), language()))
        entries, _ = procurement_folder.record_of_folder(folder)
        found = [one.message for one in handed_over.contracts_altered(folder, entries)]
        read = [one.message for one in register_read(register_path, None).findings]
        assert bool(found) == any("was handed over" in one for one in read)
        return bool(found)

    assert not told(plan)
    assert told(replace(plan, rows=tuple(later if row is plan.rows[0] else row for row in plan.rows)))
    assert told(replace(plan, clauses=(easier, *others)))
    assert not told(replace(plan, history=(moved_end,)))  # whose days are others
    assert told(replace(plan, clauses=(easier, *others), history=(moved_end,)))


CHANGED: dict[str, tuple[str, str, str]] = {
    "the authority": ("Municipality of Sample", "Somebody else", "authority.name"),
    "the title": ("Telephones for two schools", "Gold bars", "title"),
    "the reference": ("2027-TEL-003", "2027-TEL-004", "reference"),
    "the end": ("contract_end: 2029-05-31", "contract_end: 2039-05-31", "dates.contract_end"),
    "the subject": ("mobile telephones", "gold bars", "subject"),
    "points": ("price: 80", "price: 90", "award.price"),
    "a parameter": ("risk_assessment_months: 2", "risk_assessment_months: 9", "parameters.risk_assessment_months"),
}


@pytest.mark.parametrize(("was", "now", "key"), CHANGED.values(), ids=CHANGED)
def test_no_contract_is_about_other_facts_than_those_that_were_published(
    folder: Path, was: str, now: str, key: str
) -> None:
    path = folder / "procedure.yaml"
    text = path.read_text()
    assert was in text
    last = procurement_folder.issued_sets(folder)[-1]
    named = f"{text}\ncontractor: {{name: Acme BV}} # who has won\n".replace("award: 2027-05-03", "award: 2027-05-04")
    path.write_text(named)
    assert procurement_folder.facts_changed(folder, last) == {}
    path.write_text(named.replace(was, now))
    assert [*(procurement_folder.facts_changed(folder, last) or {})] == [key]
    (told,) = [
        one for one in award_checks.unlike(folder, last, composed("low")) if one.message.startswith(f"{key} was '")
    ]
    assert told.location.line > 1 and told.code.name == "not-as-issued"


def _fewer(plan: EvaluationPlan) -> EvaluationPlan:
    return replace(plan, requirements=(), guidance=UNSET)


def _scale(plan: EvaluationPlan) -> EvaluationPlan:
    first, *rest = plan.criteria
    *options, least = first.options
    return replace(
        plan, criteria=(replace(first, options=(*options, replace(least, percent=least.percent + 1))), *rest)
    )


def _words(plan: EvaluationPlan) -> EvaluationPlan:
    first, *rest = plan.criteria
    options = tuple(replace(one, when="The Tenderer is nice.") for one in first.options)
    return replace(plan, criteria=(replace(first, options=options), *rest))


def _asked(plan: EvaluationPlan) -> EvaluationPlan:
    first, *rest = plan.requirements
    return replace(plan, requirements=(replace(first, evidence=("Nothing is asked for.",)), *rest))


def _called(plan: EvaluationPlan) -> EvaluationPlan:
    """Whoever looks for the first option in the list finds another word."""
    first, *rest = plan.criteria
    one, *more = first.options
    return replace(plan, criteria=(replace(first, options=(replace(one, called="incomplete"), *more)), *rest))


FORGED: dict[str, tuple[Callable[[EvaluationPlan], EvaluationPlan], str]] = {
    "percentages": (_scale, "options or percentages"),
    "no requirements": (_fewer, "requirements that are not those"),
    "words of options": (_words, "other words for award."),
    "words of lists": (_called, "other words for award."),
    "words of requirements": (_asked, "other words for specification."),
    "another procurement": (lambda plan: replace(plan, reference="X-1"), "other words for reference"),
    "no published rules": (lambda plan: replace(plan, passages=UNSET), "other words for passages"),
    "another lot": (lambda plan: replace(plan, lot="7"), "other words for lot"),
}


def test_a_workbook_is_held_against_the_set_that_was_issued_wherever_it_is_read(folder: Path) -> None:
    """Plan, sheets and formulas agree with each other, as ddtender itself would have written them."""
    read, _ = read_evaluation((folder / "issued/1/evaluation.xlsx").read_bytes(), "e.xlsx")
    assert read is not None
    path = folder / "evaluation/evaluation.xlsx"
    path.write_bytes(evaluation(read.plan, Stamp(False, MOMENT), language()))
    honest = evaluation_read(path)
    assert honest.evaluation is not None and honest.compared
    for kind, (change, said) in FORGED.items():
        path.write_bytes(evaluation(change(read.plan), Stamp(False, MOMENT), language()))
        forged = evaluation_read(path)
        assert forged.evaluation is None and said in " ".join(one.message for one in forged.findings), kind
    with pytest.raises((Refused, Misused)):  # the last one is of a lot that there is not
        award_checks.deciding(folder, language, composed("low"))


def test_a_set_of_before_that_says_nothing_of_its_lists_holds_for_a_workbook_of_today(folder: Path) -> None:
    sealed = folder / "issued/1/evaluation.xlsx"
    read, _ = read_evaluation(sealed.read_bytes(), "e.xlsx")
    assert read is not None
    before = tuple(
        replace(
            one,
            options=tuple(replace(option, called=UNSET) for option in one.options),
            steps=tuple(replace(step, called=UNSET) for step in one.steps),
        )
        for one in read.plan.criteria
    )
    sealed.write_bytes(evaluation(replace(read.plan, criteria=before), Stamp(False, MOMENT), language()))
    path = folder / "evaluation/evaluation.xlsx"
    path.write_bytes(evaluation(read.plan, Stamp(False, MOMENT), language()))
    honest = evaluation_read(path)
    assert honest.evaluation is not None and honest.compared


def test_what_was_counted_by_one_set_does_not_stay_when_the_next_weighs_otherwise(folder: Path) -> None:
    sealed = folder / "issued/1/evaluation.xlsx"
    read, _ = read_evaluation(sealed.read_bytes(), "e.xlsx")
    assert read is not None
    (folder / "evaluation/evaluation.xlsx").write_bytes(sealed.read_bytes())
    procedure = folder / "issued/1/procedure.yaml"
    (folder / "issued/2").mkdir()
    for name, plan in (("procedure.yaml", None), ("evaluation.xlsx", read.plan)):
        content = procedure.read_bytes() if plan is None else evaluation(_words(plan), Stamp(False, MOMENT), language())
        before = [one.evaluation for one in evaluation_folder.books(folder)]
        (folder / "issued/2" / name).write_bytes(content)
    after = [one.evaluation for one in evaluation_folder.books(folder)]
    assert before != [None] == after


def book(file: str, complete: bool, evaluators: tuple[str, ...] = ()) -> EvaluationBook:
    made = SimpleNamespace(
        plan=SimpleNamespace(lot_id="", evaluator="", evaluators=evaluators), scores=(1,), ranking=(1,) * complete
    )
    return EvaluationBook(file, "", made, ())  # only what the rule looks at


def test_one_rule_says_which_workbook_counts() -> None:
    own, other, together = book("a.xlsx", True), book("b.xlsx", True), book("c.xlsx", True, ("A", "B"))
    begun, waiting = book("b.xlsx", False), book("c.xlsx", False, ("A", "B"))
    unusable = EvaluationBook("x.xlsx", "", None, ())
    for books, counts, doubt in (
        ([own], own, ""),
        ([own, begun], own, ""),
        ([begun, together], together, ""),
        ([begun, waiting], waiting, ""),
        ([own, other], other, "a.xlsx and b.xlsx are both complete"),
        ([own, together], together, "a.xlsx and c.xlsx are both complete"),
        ([own, waiting], waiting, "c.xlsx is not complete"),
        ([own, unusable], own, "correct x.xlsx first"),
    ):
        (lot,) = by_lot(books)
        assert lot.counts is counts and lot.doubt.startswith(doubt) and bool(lot.doubt) == bool(doubt), books


def test_a_workbook_is_complete_for_the_status_where_it_is_so_for_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that could be counted by itself, and is held against what was issued."""
    (tmp_path / "evaluation").mkdir()
    (tmp_path / "evaluation/a.xlsx").write_bytes(b"counted")
    monkeypatch.setattr(progress, "_by_itself", lambda *_: (Workbook("", "scored"), "together"))
    for complete, kind in ((True, "scored"), (False, "together")):
        monkeypatch.setattr(evaluation_folder, "book", lambda *_, is_so=complete: book("a.xlsx", is_so))
        found = progress._workbooks(tmp_path, FolderReader(tmp_path), ("evaluation/a.xlsx", "evaluation/old/a.xlsx"))
        assert found == {"evaluation/a.xlsx": Workbook("", kind)}


def test_what_lies_where_a_contract_comes_and_was_not_handed_over_is_refused_by_its_name(tmp_path: Path) -> None:
    contracts = tmp_path / "contracts"
    wanted = dict.fromkeys(("new", "empty", "mail", "other", "stopped", "file", "link"), b"as issued")
    for name in ("empty", "mail", "other", "stopped"):
        (contracts / name).mkdir(parents=True)
    (contracts / "stopped/contract.docx").write_bytes(b"as issued")
    assert award_places.made_before(tmp_path, wanted) == {"stopped"}
    (contracts / "mail/offer.msg").write_bytes(b"x")
    (contracts / "other/contract.docx").write_bytes(b"in words of our own")
    (contracts / "file").write_bytes(b"x")
    (contracts / "link").symlink_to(contracts / "stopped")
    with pytest.raises(Misused) as refused:
        award_places.made_before(tmp_path, wanted)
    said = str(refused.value)
    assert said.startswith("contracts/mail has no contract.docx; contracts/other has another contract.docx")
    assert "contracts/file is no folder; contracts/link is no folder" in said and "stopped" not in said


def test_two_contracts_of_different_lots_are_never_given_one_folder(tmp_path: Path) -> None:
    def contract(lot: str, name: str) -> SimpleNamespace:
        return SimpleNamespace(draft=SimpleNamespace(lot_id=lot, facts={"contractor.name": name}))

    def told(*contracts: SimpleNamespace) -> list[str]:  # although none of these lots is evaluated yet
        return [one.message for one in award_checks.not_named(tmp_path, {}, contracts, composed("low"))]

    assert told(contract("1", "Circular BV"), contract("2", "Circular BV"), contract("", "")) == []
    (said,) = told(contract("1", "2 Circular BV"), contract("1-2", "Circular BV"))
    assert said == "'Circular BV' would have the folder of '2 Circular BV' of lot 1, 1-2-circular-bv"
    assert told(contract("A", "1 X"), contract("a-1", "X"))  # one folder, where capitals do not count


@pytest.fixture
def with_own(folder: Path, tmp_path: Path) -> Path:
    """A workspace whose templates/ are ours and whose our-templates/ say one thing more; with these ``folder`` was
    issued."""
    workspace = with_our_templates(tmp_path)
    shutil.rmtree(folder / "issued/1")
    record = folder / "record.jsonl"
    record.write_bytes(b"".join(record.read_bytes().splitlines(keepends=True)[:-1]))
    run(workspace, "issue", folder, *WHO, "--scenario", "low", "--templates", workspace / "our-templates")
    return workspace


def test_a_contract_has_the_template_in_which_it_was_published(with_own: Path, folder: Path) -> None:
    """Whoever says no templates has those of the set, although nobody else has them by now; others are refused."""
    (last,) = procurement_folder.issued_sets(folder)
    git(with_own, "rm", "--quiet", "-r", "our-templates", "clause_library/reviews/template.our-templates.contract.yaml")
    git(with_own, "commit", "--quiet", "--message", "Not ours any more")
    usual = building.order(with_own, building.BuildAsked("low", folder / "procedure.yaml", final=True))
    made = building.made(usual)
    assert CONDITIONS in parts_of(made.outputs["contract.docx"])["word/document.xml"]
    assert [*sealed_templates.other_template(folder, last, made.outputs["manifest.json"])] == []
    assert (
        "no complete evaluation" in run(with_own, "award", folder, *WHO, code=2).stderr
    )  # which is the next thing it asks for
    said = run(with_own, "award", folder, *WHO, "--templates", with_own / "templates", code=1).stderr
    assert "error[not-as-issued] the template our-templates/contract.docx, in which the Contract was published" in said
    assert "Leave --templates out" in said and not any((folder / "contracts").iterdir())


def test_the_library_may_have_its_template_in_another_look_and_in_no_other_words(folder: Path) -> None:
    (last,) = procurement_folder.issued_sets(folder)
    built = json.loads((folder / "issued/1/manifest.json").read_bytes())

    def told(**changed: object) -> list[str]:
        found = sealed_templates.other_template(folder, last, json.dumps({**built, **changed}).encode())
        return [f"{one.message} {one.hint}" for one in found]

    assert told() == [] and told(templates={**built["templates"], "templates/contract.docx": "0" * 64}) == []
    words = {"id": "template.templates.contract", "fingerprint": "0" * 32}
    other = {"templates": {"templates/contract.docx": "0" * 64}, "others": [words]}
    (said,) = told(**other)
    assert "has other bytes now" in said and "--library-ref" in said
    (said,) = told(templates={"ours/contract.docx": "0" * 64})
    assert "is not ours/contract.docx" in said
    (folder / "issued/1/manifest.json").write_text("{}")
    (said,) = told()
    assert "nobody can tell in which template" in said
    nothing = Sources({}, None, ())
    revision: Any = None
    assert sealed_templates.with_sealed(folder, nothing, revision, (), folder / "issued/1") == (nothing, ())
