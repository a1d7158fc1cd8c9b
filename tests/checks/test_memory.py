"""A check that remembers an earlier one finds what a check without a memory finds, whatever has changed between."""

import json
import os
import shutil
from dataclasses import fields
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ddtender.checks import Subject, Wording
from ddtender.checks.rules import PROVISION_RULES
from ddtender.checks.rules.stale_approval import STALE_APPROVAL
from ddtender.checks.rules.undefined_term import UNDEFINED_TERM
from ddtender.desk.pipeline import check, check_again
from ddtender.diagnostics.formats import as_text
from ddtender.history.fingerprint import fingerprint
from ddtender.history.release import Release
from ddtender.library import loading
from ddtender.library.codes import DUPLICATE_ID
from ddtender.library.loader import load
from ddtender.library.memory import NOTHING, Memory, Remembered, as_json, from_json, words
from ddtender.model import Kind, Provision
from ddtender.workspace import read_sources
from tests.checks.cases import good_workspace, read_cases
from tests.commands import approved_workspace, copy_workspace, ddtender
from tests.examples import sample, some
from tests.tools import ROOT

CASES = read_cases()
PLEDGE = "clause_library/award_criteria/pledge.md"
TERM = "clause_library/definitions/sub-supplier.md"
REMEMBERED = ("references", "blanks", "reply_forms", "saying")


@cache
def good() -> Memory:
    """What a check of the good workspace remembers."""
    findings, memory = check_again(good_workspace(), NOTHING)
    assert not findings
    return memory


@cache
def changed() -> dict[str, list[bytes | None]]:
    """Every file that a case changes, with what the cases make of it (None: they take it away), and as it was."""
    made: dict[str, list[bytes | None]] = {path: [content] for path, content in good_workspace().items()}
    for case in CASES:
        files = case.files()
        for path in files.keys() | made.keys():
            if files.get(path) not in made.setdefault(path, [None]):
                made[path].append(files.get(path))
    return {path: contents for path, contents in made.items() if len(contents) > 1}


@cache
def ours() -> dict[str, bytes]:
    return dict(read_sources(ROOT, all_procedures=True).files)


def test_a_provision_in_which_nothing_was_found_is_remembered() -> None:
    kept = {path for path in good_workspace() if "/definitions/" not in path and path.endswith(".md")}
    assert set(good().entries) == kept & {p.location.path for p in load(good_workspace())[0].provisions}


@pytest.mark.parametrize("case", some(CASES, of=3), ids=lambda case: f"{case.code}: {case.title}")
def test_every_finding_is_made_with_a_memory_as_without(case) -> None:
    files = case.files()
    findings, after = check_again(files, good())
    assert as_text(findings) == case.expected
    assert after == check_again(files, NOTHING)[1]


@settings(max_examples=sample(20, 200), deadline=None)
@given(st.data())
def test_from_any_workspace_to_any_other(data: st.DataObject) -> None:
    """Several changes at once, over several checks, each with the memory of the one before."""
    files, memory = dict(good_workspace()), NOTHING
    for _ in range(3):
        for path in data.draw(st.lists(st.sampled_from(sorted(changed())), max_size=3)):
            content = data.draw(st.sampled_from(changed()[path]))
            files.pop(path, None)
            if content is not None:
                files[path] = content
        findings, memory = check_again(files, memory)
        assert findings == check(files)


@pytest.mark.parametrize("rule", PROVISION_RULES, ids=lambda rule: rule.__module__.rpartition(".")[2])
def test_a_rule_on_provisions_says_of_each_what_it_says_of_all(rule) -> None:
    """So what was found in one file stands, whatever becomes of the others."""
    files = {**ours(), **dict(_spoilt(ours()))}
    library, _ = load(files)
    all_of_them = Subject(library, ()).wording
    each = []
    for provision in all_of_them.provisions:
        alone = Wording((provision,), (), all_of_them.definitions, all_of_them.info, all_of_them.told)
        each += [(f.code, f.location, f.message) for f in rule(alone)]
    together = [(f.code, f.location, f.message) for f in rule(all_of_them)]
    files_of_provisions = {provision.location.path for provision in library.provisions}
    assert sorted(each) == sorted(found for found in together if found[1].path in files_of_provisions)


def _spoilt(files: dict[str, bytes]):
    """Every third provision says something that it should not."""
    wrong = b"\nThe Supplier shall follow clause 3 of Some Other Rules, obtain TCO Certified, and give 20 percent.\n"
    for n, path in zip(count(), sorted(path for path in files if path.endswith(".md"))):
        if n % 3 == 0:
            yield path, files[path] + wrong


def test_what_is_remembered_of_a_provision_is_what_is_read_of_it() -> None:
    files = ours()
    read, memory = load(files)[0], check_again(files, NOTHING)[1]
    recalled = load(files, known=memory.recalled(files))[0]
    assert sum(isinstance(p, Remembered) for p in recalled.provisions) == len(memory.entries) > 10
    for provision, again in zip(read.provisions, recalled.provisions, strict=True):
        if isinstance(again, Remembered):
            for name in (*REMEMBERED, *(field.name for field in fields(Provision))):
                assert getattr(again, name) == getattr(provision, name), name
            assert again.prose == provision.prose and again.wording == provision.wording
        used, used_again = (library.terms.in_provision(p) for library, p in ((read, provision), (recalled, again)))
        assert {d.id for d in used} == {d.id for d in used_again}


def test_only_what_has_changed_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read, reader, memory = [], loading.read_provision, good()

    def noting(source, kind):
        read.append((source, kind))
        return reader(source, kind)

    monkeypatch.setattr(loading, "read_provision", noting)
    files = {**good_workspace(), PLEDGE: good_workspace()[PLEDGE] + b"\nIt keeps them.\n"}
    assert as_text(check_again(files, memory)[0]) == ""
    assert {source.path for source, kind in read if kind is not Kind.DEFINITION} == {PLEDGE}


@pytest.mark.parametrize("path", ["clause_library/library.yaml", "clause_library/parameters.yaml", TERM])
def test_other_words_of_the_library_make_it_forget(path: str) -> None:
    assert words(good_workspace()) == good().words
    assert words({**good_workspace(), path: good_workspace()[path] + b"\n"}) != good().words
    assert good().for_words("others").entries == {}


def test_a_term_that_is_no_longer_defined_is_missed_where_it_is_used() -> None:
    files = {path: content for path, content in good_workspace().items() if path != TERM}
    found = check_again(files, good())[0]
    assert found == check(files) and UNDEFINED_TERM in {finding.code for finding in found}


@pytest.mark.parametrize("path", ["clause_library/Library.yaml", "clause_library/Definitions/sub-supplier.md"])
def test_nothing_is_remembered_while_the_rule_on_terms_is_silent(path: str) -> None:
    """A file whose name collides with a definition's is none of the words of the library, but stops that rule."""
    spoilt = {**good_workspace(), PLEDGE: good_workspace()[PLEDGE] + b"\nIt keeps the Great Unknown Pledge.\n"}
    _, memory = check_again({**spoilt, path: b""}, NOTHING)
    assert words(spoilt) == memory.words and memory.entries == {}
    found = check_again(spoilt, memory)[0]
    assert found == check(spoilt) and [finding.code for finding in found] == [UNDEFINED_TERM]


def test_reviews_and_releases_are_held_against_what_is_remembered() -> None:
    """Fingerprints are remembered; a release of the same words is not read again where it is the same."""
    files = dict(read_sources(approved_workspace(), all_procedures=True).files)
    clause = next(path for path in sorted(files) if "/contract_clauses/" in path)
    earlier = {**files, clause: files[clause].replace(b" shall ", b" may ", 1)}
    moved = {**files, "clause_library/parameters.yaml": files["clause_library/parameters.yaml"] + b"\n"}
    for before in (files, earlier, moved):
        releases = [Release("v2.0.0", before), Release("v1.0.0", earlier)]
        expected = check(files, releases=releases)
        _, memory = check_again(files, NOTHING, releases=releases)
        assert any(entry.fingerprint for entry in memory.entries.values())
        assert check_again(files, memory, releases=releases) == (expected, memory)
        for now in (earlier, moved):
            assert check_again(now, memory, releases=releases)[0] == check(now, releases=releases)


def test_a_definition_with_the_id_of_a_clause_does_not_lend_it_its_fingerprint() -> None:
    """The pledge has the term, so the fingerprint of the definition is asked for before that of the clause."""
    goods, clause = "clause_library/definitions/goods.md", "contract.site-report"
    doubled = {**good_workspace(), goods: good_workspace()[goods].replace(b"definition.goods", clause.encode())}
    provisions = {p.location.path: p for p in load(doubled)[0].provisions}
    true = fingerprint(load(doubled)[0].by_id[clause], load(doubled)[0].parameter_by_name)
    doubled |= stamp("award.pledge", fingerprint(provisions[PLEDGE], {}))
    findings, memory = check_again(doubled, NOTHING)
    assert DUPLICATE_ID in {finding.code for finding in findings}
    assert memory.entries["clause_library/contract_clauses/site-report.md"].fingerprint == true
    doubled |= stamp(clause, true)
    findings = check(doubled)
    assert check_again(doubled, memory)[0] == findings
    assert STALE_APPROVAL not in {finding.code for finding in findings}


def stamp(id_: str, own: str) -> dict[str, bytes]:
    """The review of a provision with this fingerprint."""
    text = f'id: {id_}\nversion: 1.0.0\nfingerprint: "{own}"\nreviewer: A. Jurist\ndate: 2027-01-04\n'
    return {f"clause_library/reviews/{id_}.yaml": text.encode()}


def test_a_memory_is_written_and_read() -> None:
    written = as_json(good(), "these programs")
    again = from_json(written, "these programs")
    assert again.words == good().words and again.entries.keys() == good().entries.keys()
    assert as_text(check_again(good_workspace(), again)[0]) == ""
    assert as_json(again, "these programs") == written
    assert from_json(written, "other programs") == NOTHING


@given(st.binary() | st.integers(0, 400).map(lambda n: as_json(good(), "x")[:n]) | st.just(b"\n"))
def test_anything_else_is_no_memory(content: bytes) -> None:
    assert from_json(content, "x") == NOTHING


@pytest.mark.parametrize(
    "text", [b"", b"null", b"[]", b'["x","",{"a":["b"]}]', b"[" * 100_000, b'["\xff"]', b"1" * 6_000]
)
def test_what_is_whole_but_of_another_form_is_no_memory(text: bytes) -> None:
    assert from_json(sha256(text).hexdigest().encode() + b"\n" + text, "x") == NOTHING


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return copy_workspace(tmp_path / "workspace")


def said(workspace: Path, **environment: str) -> tuple[int, str, str]:
    result = ddtender("check", "--format", "json", cwd=workspace, **environment)
    return result.returncode, result.stdout, result.stderr


def kept_in(cache_folder: Path) -> list[Path]:
    return sorted((cache_folder / "ddtender").glob("*")) if cache_folder.is_dir() else []


def test_the_command_remembers_in_the_cache_of_the_user(workspace: Path, tmp_path: Path) -> None:
    cache_folder = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    first = said(workspace, **cache_folder)
    (kept,) = kept_in(tmp_path / "cache")
    inode = kept.stat().st_ino
    assert said(workspace, **cache_folder) == first and kept.stat().st_ino == inode  # nothing new to keep
    clause = sorted((workspace / "clause_library/contract_clauses").glob("*.md"))[0]
    clause.write_text(clause.read_text(encoding="utf-8") + "\nThe Supplier shall follow clause 3.\n", encoding="utf-8")
    spoilt = said(workspace, **cache_folder)
    assert {finding["code"] for finding in json.loads(spoilt[1])["diagnostics"]} >= {"wrong-term", "typed-number"}
    assert said(workspace, **cache_folder) == spoilt == said(workspace, XDG_CACHE_HOME=str(tmp_path / "another"))


@pytest.mark.parametrize("damage", ["gone", "cut", "garbage", "of another library", "a folder"])
def test_a_damaged_memory_is_none(workspace: Path, tmp_path: Path, damage: str) -> None:
    cache_folder = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    first = said(workspace, **cache_folder)
    (kept,) = kept_in(tmp_path / "cache")
    content = kept.read_bytes()
    kept.unlink()
    if damage == "cut":
        kept.write_bytes(content[: len(content) // 2])
    elif damage == "garbage":
        kept.write_bytes(bytes(reversed(content)))
    elif damage == "of another library":
        other = copy_workspace(tmp_path / "other")
        shutil.rmtree(other / "clause_library/selection_criteria")
        said(other, **cache_folder)
        os.replace(kept_in(tmp_path / "cache")[0], kept)
    elif damage == "a folder":
        kept.mkdir()
    assert said(workspace, **cache_folder) == first
