"""What was published is sealed, and what changes afterwards is a corrigendum that says everything that has changed."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from ddtender.desk.errors import Refused
from ddtender.desk.folder.procurement_folder import issued_sets
from ddtender.desk.procurement import issuing
from ddtender.manifest import sha256
from ddtender.procurement.changes import FactChange, SetChanges, changes, deadline
from ddtender.procurement.sealed import Seal, altered
from ddtender.record import read_record
from tests.documents import Word
from tests.laws import OURS
from tests.procurement.running import WHO, ddtender, issued
from tests.safety.dying import KILLED, killed_at

QUALITY = "quality: 5\n  described_in: Annex 1, Points for service"
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A procurement outside the workspace of which a set was issued."""
    return issued(tmp_path_factory.mktemp("procurements") / "2027-tel-003", noticed=True)


@pytest.fixture(scope="module")
def second(first: Path) -> tuple[Path, Result]:
    """The same, with a corrigendum: the price weighs less, and the contract ends a year later."""
    folder = Path(shutil.copytree(first, first.parent / "corrected"))
    text = (folder / "procedure.yaml").read_text()
    for old, new in (("price: 80", "price: 75"), ("quality: 0", QUALITY), ("2029-05-31", "2030-05-31")):
        assert old in text
        text = text.replace(old, new)
    (folder / "procedure.yaml").write_text(text)
    return folder, ddtender("issue", folder, *WHO, "--why", "The council wants less weight on the price.")


def test_a_set_is_final_proved_by_itself_and_on_record(first: Path) -> None:
    names = {*os.listdir(first / "issued/1")}
    assert {"tender.docx", "contract.docx", "manifest.json", "procedure.yaml", "outline.json", "seal.json"} <= names
    assert json.loads((first / "issued/1/manifest.json").read_text())["final"]
    entries, findings = read_record("record.jsonl", (first / "record.jsonl").read_bytes())
    assert findings == [] and [entry.what for entry in entries][-1:] == ["issued"]
    said = entries[-1]
    assert (said.by, said.role, said.said["number"]) == ("A. Buyer", "procurement officer", "1")
    proved = ddtender("verify", first / "issued/1").stdout
    assert "the same bytes" in proved and "set 1, issued on" in proved
    for name in ("notice-sheet.html", "notice.xml", "release.json"):
        assert f"{name}: as it was sealed, and made again from the commit" in proved
    sheet = (first / "issued/1/notice-sheet.html").read_text()
    assert "DRAFT" not in sheet and "2027-TEL-003" in sheet


def test_a_sealed_notice_that_was_written_otherwise_is_told(first: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(first / "issued/1", tmp_path / "1"))
    notice = (folder / "notice.xml").read_bytes()
    other = notice.replace(b">80<", b">81<")
    (folder / "notice.xml").write_bytes(other)
    seal = (folder / "seal.json").read_text()
    (folder / "seal.json").write_text(seal.replace(sha256(notice), sha256(other)))
    told = ddtender("verify", folder, code=1).stdout
    assert other != notice and "notice.xml: not what the commit and the facts give" in told


def test_the_same_is_not_issued_again_and_a_change_needs_a_reason(first: Path) -> None:
    assert "nothing has changed since set 1" in ddtender("issue", first, *WHO, "--why", "x", code=2).stderr
    assert "say why it is to be changed" in ddtender("issue", first, *WHO, code=2).stderr
    assert os.listdir(first / "issued") == ["1"]
    assert "set 1 of" in ddtender("status", first).stdout


def test_a_corrigendum_names_facts_that_stand_in_no_provision(second: tuple[Path, Result]) -> None:
    folder, said = second
    assert (
        "award.price: 80, now 75" in said.stdout and "dates.contract_end: 31 May 2029, now 31 May 2030" in said.stdout
    )
    assert "dates.tenders_until is not given" in said.stderr and "NOT FROM A RELEASE" in said.stderr
    told = " ".join(Word((folder / "issued/2/corrigendum.docx").read_bytes()).body.itertext())
    for words in ("Corrigendum 1", "The council wants less weight", "The price", "31 May 2030", "tender-redline.docx"):
        assert words in told
    assert "award.price" not in told and "first_report_months" not in told  # no keys, and nothing that is the same
    sets = issued_sets(folder)
    there = {*os.listdir(folder / "issued/2")}
    assert "notice-sheet.html" in there and not there & {
        "notice.xml",
        "release.json",
    }
    assert [one.number for one in sets] == [1, 2] and not any(list(altered(one)) for one in sets)
    assert sets[1].seal is not None
    changed = {*sets[1].seal.changed}
    assert {"dates.contract_end", "award.price", "award.other_quality", "frame.other-quality"} <= changed
    assert not any(name.startswith("parameters.") for name in changed)


def test_a_set_that_was_touched_is_told_and_nothing_more_is_issued(second: tuple[Path, Result], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(second[0], tmp_path / "p"))
    (folder / "issued/1/tender.docx").write_bytes(b"another")
    (folder / "issued/1/notes.txt").write_bytes(b"")
    (folder / "issued/2/contract.docx").unlink()
    said = ddtender("status", folder, code=1).stderr
    for words in ("1/tender.docx was altered", "1/notes.txt was put there", "2/contract.docx is missing"):
        assert words in said
    assert "nothing was issued" in ddtender("issue", folder, *WHO, "--why", "x", code=1).stderr
    shutil.rmtree(folder / "issued/2")
    assert "set 2 is on record, and issued/2 is not there" in ddtender("status", folder, code=1).stderr


def test_a_facts_file_that_is_not_complete_is_not_issued(tmp_path: Path) -> None:
    """With the rules of a final build, told all at once."""
    folder = tmp_path / "p"
    ddtender("new", folder)
    said = ddtender("issue", folder, *WHO, "--scenario", "low", code=1).stderr
    assert said.count("error[") > 5 and "nothing was written" in said
    assert not any((folder / "issued").iterdir()) and not (folder / "record.jsonl").exists()
    assert "says which one" in ddtender("issue", folder, *WHO, code=2).stderr


SEAL = Seal(1, date(2027, 3, 1), "A. Buyer", "officer", "", "low", {"title": "X"})
FILES = {"tender.docx": b"1", "contract.docx": b"2"}


def test_killed_at_any_line_a_set_is_whole_and_comes_on_record(in_memory: Path) -> None:
    """Between the two as well: the next command puts on record what is there."""
    line, seen = 0, set()
    while killed_at(line, lambda: issuing.publish(in_memory, SEAL, FILES)) == KILLED:
        sets = issued_sets(in_memory)
        assert [one.number for one in sets] in ([], [1]) and not any(list(altered(one)) for one in sets), line
        on_record = (in_memory / "record.jsonl").exists()
        seen.add((len(sets), on_record))
        issuing.catch_up(in_memory, sets)
        if not sets:
            issuing.publish(in_memory, SEAL, FILES)
        entries, findings = read_record("record.jsonl", (in_memory / "record.jsonl").read_bytes())
        assert findings == [] and [entry.said["number"] for entry in entries] == ["1"], line
        assert {*os.listdir(in_memory)} == {"issued", "record.jsonl"} and os.listdir(in_memory / "issued") == ["1"]
        for name in os.listdir(in_memory):
            path = in_memory / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        line += 17
    assert seen == {(0, False), (1, False), (1, True)}


def test_what_cannot_go_on_record_is_not_issued(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        issuing.publish(tmp_path, Seal(1, SEAL.on, "A. B\u0443yer", "officer", "", "low", {}), FILES)
    assert os.listdir(tmp_path) == []


def outline(*provisions: dict, definitions: tuple[dict, ...] = ()) -> bytes:
    return json.dumps({"provisions": provisions, "frame": [], "definitions": definitions}).encode()


def provision(id_: str, number: str, text: str, *references: str) -> dict:
    refs = [{"id": "x", "number": reference} for reference in references]
    return {"id": id_, "kind": "award", "number": number, "title": id_, "text": text, "references": refs}


def test_a_provision_that_only_got_another_number_is_not_changed() -> None:
    """Nor is one that refers to it: what somebody reads there is the number."""
    old = outline(provision("a", "1", "within 1 month"), provision("b", "2", "See criterion 1.", "1"))
    new = outline(
        provision("new", "1", "New."),
        provision("a", "2", "within 1 month"),
        provision("b", "3", "See criterion 2.", "2"),
    )
    made = changes(SEAL, SEAL, (old, new))
    assert [(one.id, one.what) for one in made.provisions] == [
        ("new", "added"),
        ("a", "renumbered"),
        ("b", "renumbered"),
    ]
    assert made.keys == ("new",)
    other = outline(provision("a", "1", "within 2 months"), provision("b", "2", "See criterion 1.", "1"))
    assert [(one.id, one.what) for one in changes(SEAL, SEAL, (old, other)).provisions] == [("a", "changed")]
    term = {"id": "definition.goods", "term": "Goods", "text": "Things."}
    gone = changes(SEAL, SEAL, (outline(definitions=(term,)), outline())).provisions
    assert [(one.kind, one.title, one.what) for one in gone] == [("definition", "Goods", "gone")]


PRICE, DAY = FactChange("award.price", "60", "55"), FactChange("dates.contract_end", "a", "b")


@pytest.mark.parametrize(
    ("was", "until", "facts", "said"),
    [
        (None, None, (PRICE,), "is not given"),
        ("2027-04-01", "2027-02-28", (PRICE,), "has passed"),
        ("2027-04-01", "2027-03-06", (DAY,), "less than 6 days ahead"),
        ("2027-04-01", "2027-04-01", (PRICE,), "no later than it was"),
        ("2027-04-01", "2027-03-20", (DAY,), "earlier than it was"),
        ("2027-03-06", "2027-03-07", (PRICE,), ""),
        ("2027-04-01", "2027-04-01", (DAY,), ""),
        ("2027-04-01", "2027-04-15", (PRICE, DAY), ""),
        (None, "2027-04-01", (PRICE,), ""),
    ],
)
def test_a_last_day_that_leaves_too_little_time_is_told(
    was: str | None, until: str | None, facts: tuple[FactChange, ...], said: str
) -> None:
    def seal(number: int, day: str | None) -> Seal:
        days = {"dates.tenders_until": date.fromisoformat(day)} if day else {}
        return Seal(number, date(2027, 3, 1), "A", "B", "C", "low", {}, days)

    found = [finding.message for finding in deadline(seal(1, was), seal(2, until), SetChanges(facts, ()), OURS)]
    assert len(found) == bool(said) and all(said in message for message in found)


def test_a_redline_from_a_revision_has_the_facts_that_were_issued(first: Path, tmp_path: Path) -> None:
    """A procurement outside the repository stands at no revision; what was issued is what has been public."""
    folder = Path(shutil.copytree(first, tmp_path / "p"))
    text = (folder / "procedure.yaml").read_text()
    changed = text.replace("price: 80", "price: 75").replace("quality: 0", QUALITY).replace("2029-05", "2030-05")
    (folder / "procedure.yaml").write_text(changed)
    asked = (
        "--from",
        "HEAD",
        "--scenario",
        "low",
        "--procedure",
        folder / "procedure.yaml",
        "--output",
        tmp_path / "out",
    )
    said = ddtender("redline", *asked)
    assert "issued/1, which was issued last" in said.stderr and "facts were not compared" not in said.stdout
    assert "award.price: 80, now 75" in said.stdout and "dates.contract_end: 31 May 2029, now" in said.stdout
    assert "tender-redline.docx with no changes" not in said.stdout
