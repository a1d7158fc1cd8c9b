"""The page of a review in a real Chromium: accessible, valid, narrow or printed, and deaf to what documents say."""

import re
from pathlib import Path

import pytest

from tests import tools
from tests.documents import flat
from tests.returned.drafts import Authority
from tests.returned.editor import ANNA, BEN, NOBODY, Person

pytestmark = pytest.mark.usefixtures("needs_chromium")
EVIL = "<script>globalThis.ran = 1</script><img src=x onerror=alert(1)>\"'&#x202e;"


@pytest.fixture(scope="module")
def pages(original: Authority, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A review in which nothing was said, and one of two copies with a bit of everything."""
    folder = tmp_path_factory.mktemp("pages")
    anna, ben = original.draft(), original.draft()
    anna.replace("in detail", "precisely")
    ben.replace("in detail", f"briefly {EVIL}", Person(f"Eve {EVIL}", BEN.date))
    anna.comment("so far", "האם זה מידתי? 👩‍⚖️", ANNA, answers=((BEN, EVIL), (ANNA, "So be it.")))
    anna.add_paragraph("the steps that it will take next", "W" * 300, ANNA)
    ben.delete("an updated list", NOBODY)
    anna.fill("blank:", "2031-01-01")
    copies = [
        original.received(draft, name) for draft, name in ((anna, "anna.docx"), (ben, f"ben & co {'x' * 99}.docx"))
    ]
    uncertain = original.draft(facts=False)
    uncertain.parts["docProps/custom.xml"] = uncertain.parts["docProps/custom.xml"].replace(
        original.repository.git("rev-parse", "HEAD").encode(), b"0" * 40
    )
    named = {
        "nothing": [original.received(original.draft(), "same.docx")],
        "everything": copies,
        "uncertain": [original.received(uncertain, "uncertain.docx")],
    }
    for name, files in named.items():
        original.run(*files, "--format", "html", "-o", folder / f"{name}.html")
    return {name: folder / f"{name}.html" for name in named}


def quietly(task: str, path: Path, out: Path | None = None):
    """What a task saw on a page that asked nobody for anything and had nothing to complain of."""
    seen = tools.in_chromium(task, path, out)
    assert seen["said"] == [] and seen["foreign"] == []
    return seen["result"]


NAMES = ("nothing", "everything", "uncertain")


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_light_or_dark_wide_or_narrow(pages: dict[str, Path], name: str) -> None:
    looks = quietly("axe", pages[name])
    assert len(looks) == 5
    for look in looks:
        assert look["violations"] == [], look["look"]
        for rule in ("color-contrast", "heading-order", "region", "landmark-one-main", "html-has-lang"):
            assert rule in look["passed"], look["look"]


def test_axe_would_find_something(pages: dict[str, Path], tmp_path: Path) -> None:
    page = pages["everything"].read_text(encoding="utf-8")
    spoilt = page.replace("--soft: #565d66", "--soft: #c9c9c9").replace(' lang="en-GB"', "")
    path = tmp_path / "spoilt.html"
    path.write_text(re.sub(r"style-src &#39;[^&]*&#39;", "style-src 'unsafe-inline'", spoilt), encoding="utf-8")
    found = {violation.partition(":")[0] for violation in tools.in_chromium("axe", path)["result"][0]["violations"]}
    assert {"color-contrast", "html-has-lang"} <= found


@pytest.mark.usefixtures("needs_html_validator")
@pytest.mark.parametrize("name", NAMES)
def test_the_html_is_valid(pages: dict[str, Path], name: str) -> None:
    assert tools.validate_html(pages[name]) == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_needs_scrolling_sideways(pages: dict[str, Path], name: str) -> None:
    for window, content in quietly("narrow", pages[name]):
        assert content <= window


def test_what_reviewers_write_is_only_ever_text(pages: dict[str, Path]) -> None:
    seen = quietly("hostile", pages["everything"])
    assert (seen["ran"], seen["scripts"], seen["styles"], seen["loaded"], seen["handlers"]) == (None, 0, 1, 0, 0)
    assert seen["schemes"] == []


def test_inserted_and_deleted_words_are_told_apart_without_colours(pages: dict[str, Path]) -> None:
    """As a screen reader reads it, and where only the words are copied."""
    text = flat(quietly("plain", pages["everything"])["text"])
    assert re.search(r"deleted: ?in detail.*inserted: ?precisely", text)


def test_a_warning_comes_with_what_can_be_done(pages: dict[str, Path]) -> None:
    text = flat(quietly("plain", pages["uncertain"])["text"])
    assert "the commit 000000000000 of the draft is not here" in text and "--library-ref names the revision." in text


def test_on_paper_everything_is_there(pages: dict[str, Path], tmp_path: Path) -> None:
    quietly("print", pages["everything"], tmp_path / "review.pdf")
    text = flat(tools.pdf_text(tmp_path / "review.pdf"))
    for words in ("precisely", "briefly", "<script>globalThis.ran = 1</script>", "So be it.", "for a person"):
        assert words in text
