"""The page in a real Chromium: keyboard, filter, accessibility, paper, and no word to anybody else."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import tools
from tests.documents import composed, flat
from tests.examples import some
from tests.review_page.pages import page

pytestmark = pytest.mark.usefixtures("needs_chromium")
SEEN = ("low", "medium", "high", "laptops")
#: The least and the most that a page has; looking at the others as well finds nothing else and takes minutes.
LEAST_AND_MOST = ("low", "laptops")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for variant in SEEN:
        (folder / f"{variant}.html").write_bytes(page(variant).content)
    return folder


def quietly(task: str, path: Path, out: Path | None = None):
    """What a task saw on a page that asked nobody for anything and had nothing to complain of."""
    seen = tools.in_chromium(task, path, out)
    assert seen["said"] == [] and seen["foreign"] == []
    return seen["result"]


@pytest.mark.parametrize("variant", some(LEAST_AND_MOST[::-1], 2))
def test_axe_finds_nothing_light_or_dark_filtered_or_not(folder: Path, variant: str) -> None:
    looks = quietly("axe", folder / f"{variant}.html")
    assert len(looks) == 5
    for look in looks:
        assert look["violations"] == [], look["look"]
        for rule in ("color-contrast", "target-size", "heading-order", "region", "label", "landmark-one-main"):
            assert rule in look["passed"], look["look"]


def test_axe_would_find_something(folder: Path) -> None:
    spoilt = page("low").content.decode().replace("--soft: #565d66", "--soft: #c9c9c9").replace(' lang="en"', "")
    spoilt = re.sub(r"style-src &#39;[^&]*&#39;", "style-src 'unsafe-inline'", spoilt)
    path = folder / "spoilt.html"
    path.write_text(spoilt, encoding="utf-8")
    looks = tools.in_chromium("axe", path)["result"]
    found = {violation.partition(":")[0] for violation in looks[0]["violations"]}
    assert {"color-contrast", "html-has-lang"} <= found


def test_tab_reaches_everything_in_order_and_one_sees_where_one_is(folder: Path) -> None:
    seen = quietly("tabs", folder / "laptops.html")
    walked = seen["walked"]
    assert len(walked) == seen["links"]
    assert [step["id"] or step["words"] for step in walked[:1]] == ["Skip to the provisions"]
    unseen = [step for step in walked if not (step["outline"] and step["visible"])]
    assert unseen == []
    order = [step["id"] for step in walked if step["id"].startswith("filter")]
    assert order == ["filter-text", "filter-kind", "filter-state", "filter-blanks", "filter-findings", "filter-none"]


def test_every_place_is_reached_by_keyboard_and_tab_goes_on_from_there(folder: Path) -> None:
    seen = quietly("links", folder / "laptops.html")
    assert seen["first"]["href"] == "#provisions" and seen["inside"]
    assert seen["count"] > 200 and seen["tried"] > len(page("laptops").provisions) and seen["lost"] == []


def test_the_filter_works_by_keyboard_says_how_many_and_is_kept_in_the_address(folder: Path) -> None:
    seen = quietly("filter", folder / "laptops.html")
    every = [*page("laptops").provisions]
    kinds = {id_: one.get("data-kind") for id_, one in page("laptops").provisions.items()}
    texts = {id_: flat(one.text_content()).casefold() for id_, one in page("laptops").provisions.items()}
    looks = {name: look for name, look in seen.items() if isinstance(look, dict)}
    for name, look in looks.items():
        assert look["contents"] == look["shown"], name
        if look["hash"].startswith("filter?"):
            assert look["hits"] == f"{len(look['shown'])} of {len(every)} provisions and definitions shown"
    assert looks["start"]["shown"] == every and looks["start"]["hits"] == ""
    assert looks["text"]["shown"] == [id_ for id_ in every if "strategic components" in texts[id_]] != every
    assert looks["text after reload"] == looks["text"]
    assert (
        looks["none"]["shown"] == every
        and looks["none"]["hits"] == f"All {len(every)} provisions and definitions shown"
    )
    assert looks["kind"]["shown"] == [id_ for id_ in every if kinds[id_] == "contract"]
    assert looks["blanks"]["shown"] == [] and looks["findings"]["shown"] == []
    assert looks["state draft"]["shown"] == every
    assert looks["nothing"]["shown"] == []
    assert looks["link to what is hidden"]["shown"] == every and seen["inView"]


def test_open_blanks_can_be_asked_for(folder: Path) -> None:
    shown = quietly("filter", folder / "high.html")["blanks"]["shown"]
    assert shown == [id_ for id_, one in page("high").provisions.items() if "data-blanks" in one.attrib] != []


@pytest.mark.parametrize("variant", SEEN)
def test_without_scripts_everything_is_there(folder: Path, variant: str) -> None:
    seen = quietly("plain", folder / f"{variant}.html")
    assert seen["shown"] == [*page(variant).provisions] and seen["filter"] is False
    text = flat(seen["text"])
    for p in composed(variant).provisions:
        for paragraph in page(variant).paragraphs(p.id):
            assert paragraph in text


@pytest.mark.parametrize("variant", LEAST_AND_MOST)
def test_nothing_needs_scrolling_sideways(folder: Path, variant: str) -> None:
    for window, content in quietly("narrow", folder / f"{variant}.html"):
        assert content <= window


@pytest.fixture(scope="module")
def printed(folder: Path) -> Iterator[tuple[int, str]]:
    pdf = folder / "laptops.pdf"
    quietly("print", folder / "laptops.html", pdf)
    text = tools.pdf_text(pdf)
    yield text.count("\f"), text


def test_paper_has_everything_but_the_controls(printed: tuple[int, str]) -> None:
    pages, text = printed
    told = flat(text)
    assert f"1 / {pages}" in told and f"{pages} / {pages}" in told
    assert "Find in the provisions" not in told and "Skip to the provisions" not in told
    for p in composed("laptops").provisions:
        assert flat(p.provision.title) in told and p.id.rpartition(".")[2].rpartition("-")[2] in told


def test_on_paper_the_documents_begin_on_pages_of_their_own(printed: tuple[int, str]) -> None:
    starts = {sheet.strip().partition("\n")[0] for sheet in printed[1].split("\f")}
    assert starts >= {"Tender", "Contract", "Definitions", "Reply forms"}


def test_no_heading_is_left_behind_at_the_foot_of_a_page(printed: tuple[int, str]) -> None:
    headings = {"Scoring", "Evidence", "Key performance indicators", "Drafting notes", "Open blanks"}
    for sheet in printed[1].split("\f"):
        lines = [line.strip() for line in sheet.splitlines() if line.strip()]
        assert not lines or len(lines) < 2 or lines[-2] not in headings  # the last line is the page number


def test_on_paper_a_web_address_can_be_read(folder: Path) -> None:
    path = folder / "linked.html"
    link = '<a href="https://law.example/2014/24" rel="noreferrer">the Directive</a>'
    before, html = '<span class="number">G1.1 </span>', page("low").content.decode()
    assert before in html
    path.write_text(html.replace(before, f"{before}{link} ", 1), encoding="utf-8")
    quietly("print", path, folder / "linked.pdf")
    assert "the Directive <https://law.example/2014/24>" in flat(tools.pdf_text(folder / "linked.pdf"))


@pytest.mark.usefixtures("needs_html_validator")
@pytest.mark.parametrize("variant", SEEN)
def test_the_html_is_valid(folder: Path, variant: str) -> None:
    assert tools.validate_html(folder / f"{variant}.html") == []


@pytest.mark.usefixtures("needs_html_validator")
def test_the_html_validator_can_say_no(folder: Path) -> None:
    path = folder / "invalid.html"
    path.write_text(page("low").content.decode().replace("<dl", "<dl><p>no</p>", 1), encoding="utf-8")
    assert any("element-permitted-content" in error for error in tools.validate_html(path))


def test_a_screenshot_can_be_kept_for_the_eye(folder: Path) -> None:
    """DDTENDER_SCREENSHOT=FILE keeps it."""
    out = Path(os.environ.get("DDTENDER_SCREENSHOT") or folder / "review.png")
    quietly("screenshot", folder / "laptops.html", out)
    assert out.read_bytes().startswith(b"\x89PNG")
