"""Hostile and surprising text in every file of a workspace: read as it looks, or refused with a place; never a hang."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from ddtender.desk.pipeline import check, check_again
from ddtender.diagnostics import Diagnostic, Location, has_errors
from ddtender.diagnostics.formats import as_json, as_sarif, as_text
from ddtender.diagnostics.table import known_codes
from ddtender.library.codes import STRAY_TEMPLATE_TAG
from ddtender.library.memory import NOTHING
from ddtender.library.source import SourceText
from ddtender.library.yaml_reader import read_yaml
from tests.checks.cases import good_workspace
from tests.commands import copy_workspace, ddtender
from tests.documents import built_of, sources
from tests.examples import some
from tests.safety.bounded import bounded
from tests.tools import ROOT

PROCEDURE = "scenarios/procedures/one.yaml"


def said_of(text: str | bytes, path: str = PROCEDURE) -> str:
    content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return as_text(check({**good_workspace(), path: content}))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("NULL", "NULL"),
        ("True", "True"),
        ("1e3", "1e3"),
        ("2026-01-01", "2026-01-01"),
        ("2026-01-01 10:00:00", "2026-01-01 10:00:00"),
        ("0o17", "0o17"),
        ("017", "017"),
        ("0x1F", "0x1F"),
        ("0b1", "0b1"),
        ("1_000", "1_000"),
        ("190:20:30", "190:20:30"),
        (".inf", ".inf"),
        (".NaN", ".NaN"),
        ("=", "="),
        ("<<", "<<"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("+12", 12),
        ("-0", 0),
        ("true", True),
        ("null", None),
    ],
)
def test_yaml_without_its_surprises(written: str, read: object) -> None:
    document, findings = read_yaml(SourceText("x", f"a: {written}\n"))
    assert not findings and document.value == {"a": read} and type(document.value["a"]) is type(read)


def test_a_number_that_only_yaml_would_read_as_one_is_refused() -> None:
    for value in ("1e3", "0o17", "1_000", "1:30", ".5", "0x10", "True"):
        said = said_of(f"award: {{price: {value}}}\n")
        assert f"{PROCEDURE}:1:16: error[invalid-value] award.price: write a number" in said


def test_merge_keys_add_nothing() -> None:
    assert "error[unknown-key] the key '<<'" in said_of("<<: {title: hidden}\n")


BOMBS = {
    "aliases": "a: &a [x, x]\n"
    + "".join(f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)),
    "flow nesting": "title: " + "[" * 900_000,
    "flow mappings": "{a: " * 400_000,
    "block nesting": "".join(" " * n + "- \n" for n in range(1900)),
    "dashes": "- " * 900_000,
    "question marks": "? " * 900_000,
    "deep quotes": "title: '" + "''" * 900_000 + "'",
    "many keys": "".join(f"key{n}: 1\n" for n in range(120_000)),
    "the same key": "title: x\n" * 150_000,
    "long key": "k" * 1_900_000 + ": 1",
    "long line": "title: " + "word " * 380_000,
    "comment": "#" * 1_900_000,
    "documents": "--- a\n" * 300_000,
    "tags": "title: !!python/object/apply:os.system [echo]",
    "anchors": "title: &a x\nsubject: &b y\n",
    "tabs": "\t" * 1_900_000,
    "braces": "title: '" + "{{" * 900_000 + "'",
    "directives": "%YAML 1.1\n" * 150_000,
}


#: Long, and nothing else.
NO_BOMBS = {"long line", "deep quotes", "comment", "braces"}


@pytest.mark.parametrize("name", BOMBS)
def test_yaml_bombs_are_refused_in_time(name: str) -> None:
    good_workspace()
    said = bounded(lambda: said_of(BOMBS[name])[:20_000], seconds=20)
    assert (f"{PROCEDURE}:" in said and "error[" in said) or name in NO_BOMBS, said
    assert not said.startswith(("TOO MUCH", "RAISED", "SIGNAL"))


MARKDOWN_BOMBS = {
    "brackets": "[" * 100_000,
    "closing": "]" * 100_000,
    "links": "[a](" * 50_000,
    "emphasis": "*a " * 60_000,
    "emphasis pairs": "*a **a " * 30_000,
    "mixed emphasis": "a**b" + "c* " * 40_000,
    "quotes": ">" * 50_000 + "a",
    "lists": "".join("  " * n + "- a\n" for n in range(400)),
    "back quotes": "".join("e" + "`" * n for n in range(900)),
    "entities": "&" * 100_000,
    "html": "<a " * 60_000,
    "comment": "<!--" * 60_000,
    "references": "".join(f"[{n}]: http://a.example\n" for n in range(20_000)),
    "blanks": "{{ buyer }} " * 20_000,
    "open blanks": "{{ " * 60_000,
    "table": "|" + "a|" * 20_000 + "\n|" + "-|" * 20_000 + "\n" + "|\n" * 2_000,
    "tildes": "~" * 100_000,
    "line breaks": "a\\\n" * 50_000,
    "words": "Tenderer " * 40_000,
    "numbers": "award criterion 5 " * 20_000,
    "percent": "50 % " * 40_000,
    "a line to write on": "Name: " + "_" * 50_000,
    "names of files": "a_a-" * 20_000,
    "one long number": "see clause 3, " + "1" * 50_000,
    "a row of numbers": "clause 3 " + "2 " * 30_000,
    "notes": "[note " + ":" * 20_000,
    "ellipses": "… " * 20_000,
    "tags of programs": "<% [% /* " * 8_000,
    "notes to a person": "[JP: (JP: check " * 5_000,
    "equivalents": "an EPEAT label or an equivalent label, for equivalents " * 500,
    "what is meant": "Goods, by which " * 5_000,
    "places": "( " * 30_000,
}


@pytest.mark.parametrize("name", MARKDOWN_BOMBS)
def test_markdown_bombs_are_refused_in_time(name: str) -> None:
    path = "clause_library/award_criteria/pledge.md"
    front = good_workspace()[path].decode().rpartition("---\n")[0] + "---\n"
    said = bounded(lambda: said_of(front + MARKDOWN_BOMBS[name] + "\n", path)[:20_000], seconds=40)
    assert not said.startswith(("TOO MUCH", "RAISED", "SIGNAL")), said


def test_a_procedure_of_ten_megabytes_is_refused_unread() -> None:
    said = bounded(lambda: said_of(b"title: " + b"x" * 10_000_000), seconds=5, megabytes=200)
    assert said.startswith(f"{PROCEDURE}:1:1: error[unreadable-file] the file has 10,000,007 characters")


def test_a_byte_order_mark_is_no_text_and_one_inside_is_refused() -> None:
    assert said_of("\ufefftitle: Laptops\n") == ""
    assert f"{PROCEDURE}:1:8: error[forbidden-character]" in said_of("title: \ufeffLaptops\n")
    for encoding in ("utf-16", "utf-32", "utf-16-le"):
        assert f"{PROCEDURE}:1:" in (said := said_of("title: Laptops\n".encode(encoding))) and "error[" in said


POINTS = [
    *(*range(0x20), 0x7F, 0x85, 0x9F, 0xAD, 0x34F, 0x61C, 0x115F, 0x180E, *range(0x200B, 0x2010), 0x2028, 0x2029),
    *(*range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFC, 0xFFFD),
    *(0xE000, 0xE0001, 0xE0041, 0xE007F, 0xE0100, 0xF0000, 0x10FFFF),
]


def test_a_byte_that_is_no_text_is_found_after_any_line_end_and_behind_a_byte_order_mark() -> None:
    assert f"{PROCEDURE}:1:8: error[unreadable-file] byte 8 of" in said_of(b"\xef\xbb\xbftitle: \xff\n")
    for end in (b"\n", b"\r\n", b"\r"):
        assert f"{PROCEDURE}:3:4: error[unreadable-file]" in said_of(b"#" + end + b"#" + end + b"ab \xff")


def test_every_control_and_format_character_is_refused_wherever_it_is_written() -> None:
    """Raw in the file, as YAML's escape, and as Markdown's entity."""
    path = "clause_library/award_criteria/pledge.md"
    clause = good_workspace()[path].decode()
    for point in POINTS:
        c = chr(point)
        if c not in "\t\n\r":
            assert "error[" in said_of(f"title: a{c}b\n"), hex(point)
            assert "error[" in said_of(clause + f"a{c}b\n", path), hex(point)
        if c not in "\t\n\r" and not 0x80 <= point < 0xA0:  # entities of 0x80 to 0x9f are read as Windows characters
            assert "error[" in said_of(f'title: "a\\U{point:08x}b"\n'), hex(point)
            assert "error[" in said_of(clause + f"a&#x{point:x};b\n", path) or point in (0, 0xFFFD), hex(point)


def test_persian_and_hindi_need_their_joiners() -> None:
    assert said_of("title: می\u200cخواهم\nsubject: क्\u200dष\n") == ""


def test_messages_cannot_steer_a_terminal() -> None:
    """A file's name and what a message quotes come from anybody."""
    said = said_of('"a\\e[2J\\u202eb": x\n', "scenarios/procedures/\x1b[31m\u202ex\n.yaml")
    assert "\x1b" not in said and "\u202e" not in said and "\\u001b[31m\\u202ex\\u000a.yaml:1:1" in said


def test_jinja_where_it_should_not_be_is_printed_or_refused_and_never_run() -> None:
    path = "clause_library/award_criteria/pledge.md"
    clause = good_workspace()[path].decode()
    for tag in (
        "{% for x in y %}",
        "{{ 7*7 }}",
        "{{ buyer.__class__ }}",
        "{# a #}",
        "{{p contract_clauses }}",
        "{{ buyer",
    ):
        assert "error[stray-template-tag]" in said_of(clause + f"\nThe Tenderer {tag} pledges.\n", path), tag
    for key in ("title", "subject"):
        assert said_of(f"{key}: 'Laptops {{{{ 7*7 }}}}'\n") == "" or "error[" in said_of(
            f"{key}: 'Laptops {{{{ 7*7 }}}}'\n"
        )


#: Every kind of file with texts that documents print, and a scenario that prints them.
PRINTED = {
    "clause_library/award_criteria/policy-commitment.md": "medium",
    "clause_library/contract_clauses/mitigation-reporting.md": "medium",
    "clause_library/definitions/human-rights-risk.md": "low",
    "clause_library/reply_forms/human-rights-risk-assessment.yaml": "low",
    "clause_library/library.yaml": "low",
    "scenarios/low.yaml": "low",
}


def _with_braces(content: str) -> Iterator[str]:
    """The file with braces at the end of one of its YAML texts, for each of these in turn."""
    start = 4 if content.startswith("---\n") else 0
    front = content[start : content.index("\n---", start) + 1] if start else content
    pending = [yaml.compose(front)]
    while pending:
        node = pending.pop()
        if isinstance(node, yaml.MappingNode):
            pending += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            pending += node.value
        elif node.tag == "tag:yaml.org,2002:str":
            end = "\n" if node.style in (">", "|") else ""
            written = json.dumps(f"{node.value.strip()} }}}}", ensure_ascii=False) + end
            yield content[: start + node.start_mark.index] + written + content[start + node.end_mark.index :]


@pytest.mark.parametrize("path", PRINTED)
def test_braces_in_any_text_are_found_where_they_stand_before_a_document_is_made(path: str) -> None:
    """Found by the campaign: only the proof of the finished document saw them, and it names no source."""
    files, refused = dict(sources().files), 0
    memory = check_again(files, NOTHING)[1]
    for spoilt in some(_with_braces(files[path].decode()), 3):
        findings = check_again({**files, path: spoilt.encode()}, memory)[0]
        if has_errors(findings):
            assert {finding.location.path for finding in findings} <= files.keys()
            refused += any(finding.code == STRAY_TEMPLATE_TAG for finding in findings)
        else:
            assert built_of({**files, path: spoilt.encode()}, PRINTED[path]).documents
    assert refused, "no text of this file is printed"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return copy_workspace(tmp_path / "workspace")


def test_symbolic_links_in_the_library_are_refused(workspace: Path, tmp_path: Path) -> None:
    library = workspace / "clause_library"
    (tmp_path / "secret.md").write_text("---\nid: award.secret\n---\nsecret words\n")
    (library / "award_criteria" / "link.md").symlink_to(tmp_path / "secret.md")
    (library / "loop").symlink_to(library)
    (workspace / "scenarios" / "dangling.yaml").symlink_to("nowhere")
    for command in (["check"], ["build", "--scenario", "low"], ["status"]):
        done = ddtender(*command, cwd=workspace)
        assert (
            done.returncode == 2 and "Traceback" not in done.stderr and "secret words" not in done.stdout + done.stderr
        )
        assert "award_criteria/link.md" in done.stderr and "loop are symbolic links" in done.stderr
    assert not (workspace / "build").exists()


def test_pipes_and_devices_are_not_waited_for(workspace: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    for path in (tmp_path / "pipe.yaml", Path("/dev/zero")):
        done = ddtender("outline", "--scenario", "low", "--procedure", path, cwd=workspace)
        assert done.returncode == 2 and "is not an ordinary file" in done.stderr
    os.mkfifo(workspace / "clause_library" / "award_criteria" / "pipe.md")
    done = ddtender("check", cwd=workspace)
    assert done.returncode == 2 and "is not an ordinary file" in done.stderr


def test_a_folder_that_may_not_be_read_is_said(workspace: Path) -> None:
    folder = workspace / "clause_library" / "award_criteria"
    if os.getuid() == 0:
        pytest.skip("root may read everything")
    folder.chmod(0)
    done = ddtender("check", cwd=workspace)
    folder.chmod(0o755)
    assert done.returncode == 2 and "cannot be read: Permission denied" in done.stderr


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_a_name_that_is_no_text_is_said_all_the_same(workspace: Path, form: str) -> None:
    (workspace / "clause_library" / os.fsdecode(b"na\xffme\x1b.md")).write_bytes(b"x")
    done = ddtender("check", "--format", form, cwd=workspace)
    assert done.returncode == 0 and "Traceback" not in done.stderr and "unexpected-file" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_terminal_without_unicode_gets_its_findings(workspace: Path) -> None:
    (workspace / PROCEDURE).write_text("title: L\u0430ptops\n", encoding="utf-8")
    for command in (["check"], ["check", "--format", "json"], ["status"], ["outline", "--scenario", "high"]):
        done = ddtender(
            *command, cwd=workspace, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", LC_ALL="C", PYTHONIOENCODING="ascii"
        )
        assert done.returncode in (0, 1) and "Traceback" not in done.stderr and "should not" not in done.stderr, (
            done.stderr
        )


@pytest.mark.parametrize("scenario", ["../low", "low/../../x", "/etc/passwd", "", ".", "low\0", "CON", "LOW"])
def test_no_scenario_leads_out_of_build(workspace: Path, scenario: str) -> None:
    if "\0" in scenario:
        return
    done = ddtender("build", "--scenario", scenario, cwd=workspace)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert not (workspace / "build").exists() and not (workspace.parent / "low").exists()


@pytest.mark.parametrize("id_", ["award.../../x", "award./etc", "award.a\\b", "award.CON", "../award.x", "award.a:b"])
def test_no_id_leads_out_of_a_folder(id_: str) -> None:
    path = "clause_library/award_criteria/pledge.md"
    clause = good_workspace()[path].decode().replace("id: award.pledge", f"id: '{id_}'")
    assert f"{path}:2:5: error[invalid-value]" in said_of(clause, path)


def test_findings_of_hostile_text_can_be_written_in_every_format() -> None:
    files = {**good_workspace(), "clause_library/\udcff\x1b.md": b"x", PROCEDURE: b'"\\ud800": x\n"\\0": y\n'}
    findings = check(files)
    for form in (as_text, as_json, as_sarif):
        form(findings).encode("utf-8")


def test_our_own_library_is_clean() -> None:
    done = ddtender("check", cwd=ROOT)
    assert done.stdout == "No findings.\n"


@pytest.mark.parametrize("word", ["ɴᴏt", "ɴᴏᴛ", "shaʟʟ", "ɢoods"])
def test_small_capitals_of_phonetics_are_not_letters_of_a_word(word: str) -> None:
    said = said_of(f"title: Goods {word} delivered\n")
    assert "mixed-script" in said or "lookalike-word" in said


@pytest.mark.parametrize(("marks", "refused"), [(1, False), (2, False), (3, True), (60, True)])
def test_a_tower_of_accents_is_refused(marks: int, refused: bool) -> None:
    said = said_of("title: n" + "\u0300" * marks + "ot\n")
    assert said.count("forbidden-character") == refused


def test_accents_of_languages_are_letters() -> None:
    said = said_of("title: Vie\u0302\u0323t Nam, Nguye\u0302\u0303n, Škoda, Łódź, naïve\n")
    assert "forbidden-character" not in said and "script" not in said


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("clause_library/a b.md", "law/clause_library/a%20b.md"),
        ("../elsewhere.docx", "../elsewhere.docx"),
        ("/srv/own.docx", "/srv/own.docx"),
        ("~/own.docx", "~/own.docx"),
        ("..own.docx", "law/..own.docx"),
    ],
)
def test_sarif_counts_paths_from_the_repository_where_they_are_in_it(path: str, address: str) -> None:
    (run,) = json.loads(as_sarif([Diagnostic(known_codes()[0], Location(path), "x")], "law/"))["runs"]
    (found,) = run["results"]
    assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == address
