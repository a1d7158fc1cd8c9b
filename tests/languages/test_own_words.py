"""Words that a library has in place of ddtender's: read as anybody's file, approved and compared like what binds."""

import pytest

from ddtender.history.bindings import bound, words_ids
from ddtender.history.others import compare_others
from ddtender.library.languages.own_words import findings_in_words, sound_words
from ddtender.library.loader import load
from ddtender.model import State
from ddtender.words import language
from tests.commands import approved_workspace, ddtender, git
from tests.languages.invented import library_files
from tests.tools import ROOT

WORDS = "clause_library/languages/en/words"
BOMB = b"a: &a {x: y}\nb: &b {a: *a, b: *a, c: *a}\nc: {a: *b, b: *b, c: *b}\n"


def codes(name: str, content: bytes) -> list[str]:
    return [one.code.name for one in findings_in_words(f"{WORDS}/{name}", content)]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("layout.yaml", BOMB, "yaml-feature"),
        ("layout.yaml", b"a: &a {x: *a}\n", "yaml-feature"),
        ("layout.yaml", b'!!python/object/apply:os.system ["true"]\n', "yaml-feature"),
        ("layout.yaml", b"title: {tender: x}\ntitle: {tender: y}\n", "duplicate-key"),
        ("layout.yaml", b"\xff\xfe", "unreadable-file"),
        ("layout.yaml", b"", "own-words"),
        ("layout.yaml", b"- a\n", "own-words"),
        ("layout.yaml", b"title: {tender: no}\n", "own-words"),
        ("layout.yaml", b"title: {tender: 5}\n", "own-words"),
        ("layout.yaml", b"title: {tender: [a]}\n", "own-words"),
        ("layout.yaml", b"title: {tendr: Tender}\n", "own-words"),
        ("layout.yaml", b'title: {tender: "a single { brace"}\n', "own-words"),
        ("layout.yaml", b'title: {tender: "{tender.__class__}"}\n', "own-words"),
        ("layout.yaml", b'title: {tender: "Tender of {money}"}\n', "own-words"),
        ("layout.yaml", b'title: {tender: "' + b"x" * 5_000 + b'"}\n', "own-words"),
        ("layout.yaml", '{title: {tender: "Ten\u202eder"}}'.encode(), "forbidden-character"),
        ("layout.yaml", b'{title: {tender: "Ten\\u202eder"}}', "forbidden-character"),
        ("layout.yaml", b'title: {tender: "Tender ____ [tbd]"}\n', "broken-markup"),
        ("resolve.yaml", b'due: {repeated: "{first}, or never."}\n', "own-words"),
        ("resolve.yaml", b'due: {award: {days: {by: number, one: "{amount}"}}}\n', "own-words"),
        ("formats.yaml", b'locale: "../../../../etc/passwd"\n', "own-words"),
        ("formats.yaml", b"locale: [nl]\n", "own-words"),
        ("formats.yaml", b'decimal: ""\n', "own-words"),
        ("formats.yaml", b'decimal: "12"\n', "own-words"),
        ("formats.yaml", b'date: "' + b"d'" * 900 + b'"\n', "own-words"),
        ("formats.yaml", b'percent: "per cent"\n', "own-words"),
        ("formats.yaml", b'reference: "{number}{number}{kind}"\n', "own-words"),
        ("formats.yaml", b'colour: "red"\n', "own-words"),
        ("lexicon.yaml", b'patterns: {typed_number: "(a+)+$"}\n', "own-words"),
        ("lexicon.yaml", b"numbers: [1]\n", "own-words"),
        ("letters.yaml", b"a: b\n", "unexpected-file"),
        ("layout.yml", b"a: b\n", "unexpected-file"),
        ("more/layout.yaml", b"a: b\n", "unexpected-file"),
    ],
)
def test_what_no_document_can_print_is_told_and_counts_for_nothing(name: str, content: bytes, code: str) -> None:
    assert code in codes(name, content)
    assert not {"layout.yaml", "resolve.yaml", "formats.yaml", "lexicon.yaml"} & {
        *sound_words({f"{WORDS}/{name}": content}, "en")
    }


@pytest.mark.parametrize("tag", ["nl", "fr", "de", "nb"])
def test_our_own_words_would_pass(tag: str) -> None:
    """Nothing is told in vain: of all phrases of another language, with their quotes, signs and places, none."""
    folder = ROOT / "ddtender/words" / tag
    assert [
        (path.name, codes(path.name, path.read_bytes()))
        for path in folder.glob("*.yaml")
        if codes(path.name, path.read_bytes())
    ] == []


def test_nothing_is_said_twice_in_english() -> None:
    for path in (ROOT / "ddtender/words/en").glob("*.yaml"):
        assert "duplicate-key" not in codes(path.name, path.read_bytes()), path.name


def test_they_are_compared_and_approved_by_themselves() -> None:
    files = library_files()
    content = b'scoring: {how: {best_of: "The row with the lowest percentage counts."}}\n'
    before, after = (
        load(files, languages=False)[0],
        load({**files, f"{WORDS}/layout.yaml": content}, languages=False)[0],
    )
    assert bound(after)["words.en.layout"].state is State.DRAFT
    assert words_ids(bound(after), ["en"]) == ["words.en.layout"] and words_ids(bound(after), ["nl"]) == []
    (found,) = compare_others(before, after, (lambda _: ((), ()),) * 2)
    assert found.id == "words.en.layout" and "lowest percentage" in "".join(piece.text for piece in found.pieces)
    assert set(found.scenarios) == {scenario.name for scenario in after.scenarios}


def test_no_final_document_has_words_that_nobody_has_approved(tmp_path) -> None:
    import shutil

    shutil.copytree(approved_workspace(), root := tmp_path / "w", symlinks=True)
    path = root / WORDS / "layout.yaml"
    path.parent.mkdir(parents=True)
    path.write_text('scoring: {how: {best_of: "The row with the lowest percentage counts."}}\n')
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "Words")
    build = ("build", "--scenario", "high", "--final", "--procedure", "scenarios/procedures/laptops.yaml")
    done = ddtender(*build, cwd=root)
    assert done.returncode == 1 and "'words.en.layout': nobody has approved it" in done.stdout + done.stderr
    assert language().say("layout.scoring.how.best_of").startswith("The row with the highest")
