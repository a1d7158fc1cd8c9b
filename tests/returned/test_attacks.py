"""The zip and XML attacks of `tests/safety/` on `review`: words or a whole review, and a library that stays sound."""

import re
from collections.abc import Callable
from itertools import product

import pytest

from tests.examples import some
from tests.packages import parts_of, zipped
from tests.returned.drafts import TRANSPARENCY, Authority
from tests.returned.editor import ANNA, BEN, cell
from tests.safety.attacks import BOUNDED, REFUSED, UNSAFE
from tests.safety.bounded import bounded

SECONDS, MEGABYTES = 20, 900


@pytest.fixture(scope="module")
def reviewed(original: Authority) -> bytes:
    """A draft with tracked changes of text and of a table, and a comment, which `--apply` writes into a clause."""
    draft = original.draft()
    draft.replace("in detail", "precisely")
    draft.replace("Check of each entry", "Look at each entry", inside=cell(draft, "Check of each entry"))
    draft.comment("so far", "How far?", ANNA, answers=((BEN, "This far."),))
    return draft.bytes()


def reviewing(authority: Authority, content: bytes, *options: str) -> str:
    """Exit code and all that the command says, within limits."""
    path = authority.received(content)

    def work() -> str:
        result = authority.run(path, *options, code=None)
        return f"exit {result.code}\n{result.said}"

    return bounded(work, SECONDS, MEGABYTES)


def test_the_sound_document_is_read_and_applied(authority: Authority, reviewed: bytes) -> None:
    assert reviewing(authority, reviewed, "--apply").startswith("exit 0\n")
    assert authority.changed() == [TRANSPARENCY]
    assert "measured_by: Look at each entry of the list." in authority.repository.read(TRANSPARENCY)


@pytest.mark.parametrize("options", [(), ("--apply",)], ids=["review", "apply"])
@pytest.mark.parametrize("attack", REFUSED)
def test_what_is_refused_changes_nothing(
    original: Authority, reviewed: bytes, attack: str, options: tuple[str, ...]
) -> None:
    said = reviewing(original, REFUSED[attack](reviewed), *options)
    assert said.startswith("exit 1\n") and "error[unreadable-review]" in said, said
    assert "nothing was written" in said and "root:" not in said
    assert original.changed() == []


def test_a_text_that_ends_early_is_told_and_nothing_of_it_applied(authority: Authority, reviewed: bytes) -> None:
    parts = parts_of(reviewed)
    text = parts["word/document.xml"]
    parts["word/document.xml"] = text[: text.index(b"</w:t>", len(text) // 2)]
    said = reviewing(authority, zipped(parts), "--apply")
    assert "warning[damaged-review]" in said, said
    assert authority.changed() == []


@pytest.mark.parametrize("attack", some(BOUNDED, 2))
def test_what_may_be_read_is_read_whole_or_refused(authority: Authority, reviewed: bytes, attack: str) -> None:
    said = reviewing(authority, BOUNDED[attack](reviewed), "--apply")
    assert re.match(r"exit [01]\n", said), said
    if "nothing was written" in said:
        assert authority.changed() == []
    else:
        assert authority.changed() == [TRANSPARENCY] and "precisely" in authority.repository.read(TRANSPARENCY)
        assert authority.repository.run("check", code=None).code == 0


@pytest.mark.parametrize("attack", some(UNSAFE, 2))
def test_what_a_document_would_fetch_or_run_gets_nowhere(authority: Authority, reviewed: bytes, attack: str) -> None:
    hostile = UNSAFE[attack](reviewed)
    page = reviewing(authority, hostile, "--format", "html")
    assert page.startswith("exit "), page
    assert not re.search(r"(?:href|src)\s*=\s*[\"']?(?!#|https?://)", page), "a link to something else than a page"
    assert re.match(r"exit [01]\n", reviewing(authority, hostile, "--apply"))
    for path in authority.changed():
        assert not re.search(r"127\.0\.0\.1|javascript|evil|passwd|DDE", authority.repository.read(path))


#: Parts beside the text that are read, or might be, and what is put in their place.
PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "word/_rels/document.xml.rels",
    "word/comments.xml",
    "word/commentsExtended.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/header1.xml",
    "docProps/custom.xml",
)
IN_A_PART: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda data: b"",
    "another root": lambda data: b"<a/>",
    "an open end": lambda data: data[: len(data) // 2],
    "no text at all": lambda data: b"\xff\xfe\x00\xd8" * 1_000,
    "an entity": lambda data: b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "deep nesting": lambda data: b"<a>" * 100_000 + b"</a>" * 100_000,
    "its own root, empty": lambda data: data[: data.index(b"><") + 1] + data[data.rindex(b"</") :],
    "many elements": lambda data: data[: data.rindex(b"</")] + b"<a/>" * 500_000 + data[data.rindex(b"</") :],
    "all names longer": lambda data: data.replace(b'="', b'="' + b"x" * 100),
    "no values": lambda data: re.sub(rb'(?<!xmlns)(?<!xmlns:\w)(?<!xmlns:\w{3})="[^"]*"', b'=""', data),
}


@pytest.mark.parametrize(("part", "change"), some(product(PARTS, IN_A_PART), 4))
def test_any_part_may_be_hostile(authority: Authority, reviewed: bytes, part: str, change: str) -> None:
    parts = parts_of(reviewed)
    hostile = IN_A_PART[change](parts[part])
    said = reviewing(authority, zipped({**parts, part: hostile}), "--apply")
    assert re.match(r"exit [01]\n", said) and "root:" not in said, said
    assert authority.changed() in ([], [TRANSPARENCY])
    if "error[" in said.partition("`ddtender check` says")[0]:
        assert authority.changed() == []
    assert authority.repository.run("check", code=None).code == 0


def test_one_hostile_copy_among_sound_ones_stops_all(authority: Authority, reviewed: bytes) -> None:
    sound = authority.received(reviewed, "from-anna.docx")
    hostile = authority.received(REFUSED["billion laughs"](reviewed), "from-eve.docx")
    result = authority.run(sound, hostile, "--apply", code=1)
    assert "from-eve.docx:1:1: error[unreadable-review]" in result.err and "from-anna.docx:" not in result.err
    assert authority.changed() == []


def test_the_attacks_are_made_on_a_document_that_has_been_reviewed(reviewed: bytes) -> None:
    parts = parts_of(reviewed)
    assert b"<w:ins " in parts["word/document.xml"] and b"How far?" in parts["word/comments.xml"]
