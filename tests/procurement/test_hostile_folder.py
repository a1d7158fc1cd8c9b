"""A folder of a procurement that came from somebody: what was altered is told, nothing ends in a traceback."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from ddtender.desk.errors import Refused
from ddtender.desk.folder.procurement_folder import answers_altered, issued_sets, put_beside, record_of_folder
from ddtender.desk.procurement import answering
from ddtender.desk.procurement import progress as far
from ddtender.manifest import sha256
from ddtender.procurement.report import ANSWERED
from ddtender.procurement.sealed import OUTLINE, SEAL, Seal, read_seal, written
from ddtender.record import line, read_record
from ddtender.workspace.destination import folder_for
from ddtender.workspace.errors import WorkspaceError

OUTLINES = {
    1: ["award.x", "contract.y"],
    2: ["contract.y"],
}


def outline(ids: list[str]) -> bytes:
    provisions = [{"id": id_, "kind": id_.partition(".")[0], "number": 1, "title": id_} for id_ in ids]
    return json.dumps({"frame": [], "provisions": provisions, "definitions": []}).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("issued", "market", "draft", "risks", "award", "contracts", "evaluation"):
        (tmp_path / name).mkdir()
    (tmp_path / "procedure.yaml").write_text("title: Phones\n")
    for number, ids in OUTLINES.items():
        place = tmp_path / f"issued/{number}"
        place.mkdir()
        content = outline(ids)
        (place / OUTLINE).write_bytes(content)
        changed = ("award.x",) if number == 2 else ()
        seal = Seal(number, date(2027, 1, 4), "A", "B", "C", "low", {"title": "Phones"}, changed=changed)
        (place / SEAL).write_bytes(written(Seal(**{**_fields(seal), "files": {OUTLINE: sha256(content)}})))
    return tmp_path


def _fields(seal: Seal) -> dict:
    return {name: getattr(seal, name) for name in seal.__struct_fields__}


def test_a_question_may_be_about_what_a_corrigendum_took_away(folder: Path) -> None:
    assert {*answering._named(folder, issued_sets(folder))} == {"award.x", "contract.y"}


@pytest.mark.parametrize("content", [b"{}", b"no json", b"[]", None])
def test_an_outline_that_was_altered_is_told(folder: Path, content: bytes | None) -> None:
    (folder / "questions.xlsx").write_bytes(b"")
    path = folder / f"issued/2/{OUTLINE}"
    path.unlink() if content is None else path.write_bytes(content)
    told = {finding.code.name for finding in far.progress(None, folder).findings}
    assert "sealed-altered" in told
    with pytest.raises(Refused):
        answering.answers(folder, folder)


@pytest.mark.parametrize(
    "manifest", [{"open_blanks": 5}, {"open_blanks": [{}]}, {"provisions": 5}, {"questions": True, "others": {"a": 1}}]
)
def test_a_manifest_of_the_draft_may_be_anybodys(folder: Path, manifest: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    from ddtender.desk.folder import manifests

    (folder / "draft/manifest.json").write_text("{}")
    sound = {"scenario": "low", "procedure": None}
    monkeypatch.setattr(manifests, "read_manifest", lambda content: {**sound, **manifest})
    assert far.progress(None, folder).steps


@pytest.mark.parametrize("text", ["a\x01b", "a\x0bb", "\ufffe", "a\x7f"])
def test_what_no_document_can_hold_is_neither_sealed_nor_on_record(text: str) -> None:
    seal = Seal(1, date(2027, 1, 4), "A", "B", text, "low", {})
    assert read_seal(written(seal)) is None
    entries, findings = read_record("r", line("issued", date(2027, 1, 4), "A", "B", text, {}, b""))
    assert entries == () and findings
    assert read_record("r", line("issued", date(2027, 1, 4), "A", "B", "Two\nlines\tä", {}, b""))[1] == []


def test_answers_are_held_against_the_record(folder: Path) -> None:
    place = folder / "issued/answers-1"
    place.mkdir()
    (place / "questions-and-answers.docx").write_bytes(b"answers")
    said = {"number": "1", "answers": "1", "of": "x", "sha256": sha256(b"answers")}
    (folder / "record.jsonl").write_bytes(line(ANSWERED, date(2027, 1, 5), "A", "B", "", said, b""))
    entries, _ = record_of_folder(folder)
    assert answers_altered(folder, entries) == []
    (place / "more.docx").write_bytes(b"")
    assert len(answers_altered(folder, entries)) == 1
    (place / "more.docx").unlink()
    (place / "questions-and-answers.docx").write_bytes(b"other answers")
    (finding,) = answers_altered(folder, entries)
    assert finding.code.name == "sealed-altered" and "issued/answers-1 is not as it was given" in finding.message
    (place / "questions-and-answers.docx").unlink()
    assert len(answers_altered(folder, entries)) == 1


def test_a_record_whose_last_line_has_no_end_is_added_to_all_the_same() -> None:
    first = line("issued", date(2027, 1, 4), "A", "B", "C", {}, b"").rstrip(b"\n")
    entries, findings = read_record("r", first + line("issued", date(2027, 1, 5), "A", "B", "D", {}, first))
    assert findings == [] and [entry.why for entry in entries] == ["C", "D"]


@pytest.mark.parametrize("number", ["/../../../../../../tmp", "1/..", "", "x" * 5_000, "01", "-1", "٣"])
def test_a_line_of_a_record_names_no_folder(folder: Path, number: str) -> None:
    said = {"number": number, "answers": "1", "of": "x", "sha256": sha256(b"answers")}
    (folder / "record.jsonl").write_bytes(line(ANSWERED, date(2027, 1, 5), "A", "B", "", said, b""))
    entries, _ = record_of_folder(folder)
    (finding,) = answers_altered(folder, entries)
    assert finding.message == "the line on answers that were given has no number of theirs"


def test_what_lies_beside_the_sets_is_told(folder: Path) -> None:
    def told() -> list[tuple[str, str]]:
        return [(one.code.name, one.location.path) for one in put_beside(folder, ())]

    (folder / "issued/.DS_Store").write_bytes(b"")
    assert told() == []
    (folder / "issued/answers-7").mkdir()
    (folder / "issued/02").mkdir()
    (folder / "issued/final.docx").write_bytes(b"")
    (folder / "issued/1").rename(folder / "elsewhere")
    (folder / "issued/1").symlink_to(folder / "elsewhere")
    altered = [("sealed-altered", f"issued/{name}") for name in ("02", "1", "final.docx")]
    assert sorted(told()) == sorted([("not-on-record", "issued/answers-7"), *altered])
    assert {one.code.name for one in far.progress(None, folder).findings} >= {"sealed-altered", "not-on-record"}


@pytest.mark.parametrize("where", ["issued", "issued/1", "issued/1/more", "issued/answers-1"])
def test_nothing_is_written_where_something_was_issued(folder: Path, where: str) -> None:
    (folder / "issued/answers-1").mkdir()
    (folder / "issued/answers-1/questions-and-answers.docx").write_bytes(b"answers")
    for whole in (False, True):
        with pytest.raises(WorkspaceError, match="holds what was issued"):
            folder_for(folder / where, whole)
    assert folder_for(folder / "issued/3", whole=True) == (folder / "issued/3").resolve()
    assert folder_for(folder / "draft", whole=True) == (folder / "draft").resolve()
