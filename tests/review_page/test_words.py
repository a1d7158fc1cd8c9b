"""Everything that a composition says stands on its review page, word for word, and leads where it should."""

import json
import re
from itertools import pairwise

import pytest

from ddtender.manifest import outline
from ddtender.resolve.inlines import plain
from tests.documents import DOCUMENTS, MOMENT, build, built_of, composed, flat, sources, word
from tests.review_page.pages import PAGES, Page, page, words
from tests.tools import ROOT

everywhere = pytest.mark.parametrize("variant", PAGES)


def known(variant: str) -> dict:
    """What `ddtender outline --format json` prints."""
    return json.loads(json.dumps(outline(composed(variant))))


def numbered(variant: str) -> list[dict]:
    """The provisions of the scenario and those around them, in the order of the page."""
    told = known(variant)
    of_page = [*page(variant).provisions]
    return sorted((*told["provisions"], *told["frame"]), key=lambda p: of_page.index(p["id"]))


@everywhere
def test_every_provision_stands_once_in_the_order_of_the_documents(variant: str) -> None:
    printed = [tag.partition("@")[0] for name in DOCUMENTS for tag in word(variant, name).controls if "@" in tag]
    definitions = [d["id"] for d in known(variant)["definitions"]]
    assert {*definitions} == {id_ for id_ in printed if id_.startswith("definition.")}
    assert [*page(variant).provisions] == [*(id_ for id_ in printed if id_ not in definitions), *definitions]
    assert {p["id"] for p in numbered(variant)} == {*printed} - {*definitions}


@everywhere
def test_every_paragraph_stands_word_for_word(variant: str) -> None:
    for p in (*numbered(variant), *known(variant)["definitions"]):
        paragraphs = page(variant).paragraphs(p["id"])
        assert flat(" ".join(paragraphs)) == flat(p["text"].replace("\n", " "))


@everywhere
def test_paragraphs_have_the_numbers_that_word_gives_them(variant: str) -> None:
    for p in composed(variant).provisions:
        found = [flat(n.text_content()) for n in page(variant).provisions[p.id].find_class("number")]
        assert found == [f"{p.cited}.{n}" for n in range(1, len(found) + 1)] and found
        title = words(page(variant).at(f"{p.id}.title"))
        assert title == f"{p.kind.label.capitalize()} {p.cited} {p.provision.title}"


@everywhere
def test_scoring_tables_have_every_percentage_with_its_words(variant: str) -> None:
    criteria = 0
    for p in numbered(variant):
        tables = list(page(variant).provisions[p["id"]].iter("table"))
        rows = [[words(cell) for cell in row.iter("td")] for table in tables for row in table.iter("tr")]
        rows = [row for row in rows if row and row[0] != "Otherwise"]
        if not p["scoring"]:
            assert not rows or p["id"].startswith("frame.price-")  # the example of its rule
            continue
        criteria += 1
        ((way, found),) = [(k, v) for k, v in p["scoring"].items() if k != "maximum_points"]
        options = found["elements"] + found["steps"] if way == "graded" else found
        assert [row[:2] for row in rows] == [[flat(o["when"]), f"{o['percent']:g} %"] for o in options]
        points = [f"{o['points']:g}" for o in options if "points" in o]
        assert [row[2] for row in rows if len(row) == 3] == points
    assert criteria


@everywhere
def test_evidence_and_indicators_stand_word_for_word(variant: str) -> None:
    for p in numbered(variant):
        listed = page(variant).below(p["id"], "Evidence")
        found = [] if listed is None else [words(item.find("p")) for item in listed]
        assert found == [flat(e["text"]) for e in p["evidence"]]
        listed = page(variant).below(p["id"], "Key performance indicators")
        found = [] if listed is None else [[words(dd) for dd in item.iter("dd")] for item in listed]
        names = ("indicator", "target", "when", "measured_by")
        assert found == [[flat(k[name]) for name in names] for k in p["kpis"]]
        assert [k["aspect"].capitalize() for k in p["kpis"]] == (
            [] if listed is None else [words(item.find("p")) for item in listed]
        )


@everywhere
def test_open_blanks_are_asked_for_where_they_stand_and_in_a_list(variant: str) -> None:
    who = {"authority": "the Contracting Authority", "tenderer": "the Tenderer"}
    read, blanks = page(variant), known(variant)["blanks"]
    for blank in blanks:
        listed = words(read.at(f"blank.{blank['name']}"))
        assert listed.startswith(f"{blank['question']} To be filled in by {who[blank['filled_by']]}")
    filled = {b.name: b.text for b in composed(variant).blanks if b.text is not None}
    for name, value in filled.items():
        assert read.at(f"blank.{name}").find_class("answer")[0].text_content() == value
    asked = {b["name"]: b for b in blanks}
    for id_, provision in read.provisions.items():
        (text,) = provision.find_class("text")
        marked = {a.get("href").removeprefix("#blank.") for a in text.find_class("blank")}
        listed = read.below(id_, "Open blanks")
        found = [] if listed is None else [words(item) for item in listed]
        assert sorted(found) == sorted(
            f"{asked[name]['question']} Filled in by {who[asked[name]['filled_by']]}." for name in marked
        )
        assert ("data-blanks" in provision.attrib) is bool(marked)


@everywhere
def test_references_are_links_both_ways(variant: str) -> None:
    told, read = numbered(variant), page(variant)
    referred: dict[str, list[str]] = {}
    for p in told:
        targets = [r["id"] for r in p["references"]]
        assert read.links(p["id"], "Refers to") == targets
        for target in targets:
            referred.setdefault(target, []).append(p["id"])
            (text,) = read.provisions[p["id"]].find_class("text")
            assert f"#{target}" in {a.get("href") for a in text.iter("a")}
    assert {p["id"]: read.links(p["id"], "Is referred to by") for p in told} == {
        p["id"]: referred.get(p["id"], []) for p in told
    }


@everywhere
def test_terms_lead_to_their_definitions_and_back(variant: str) -> None:
    read = page(variant)
    uses = {id_: read.links(id_, "Uses the terms") for id_ in read.provisions}
    for id_, definitions in uses.items():
        for definition in definitions:
            assert id_ in read.links(definition, "Is used by")
            term = words(read.at(f"{definition}.title"))
            assert term.split()[0].casefold() in words(read.provisions[id_]).casefold()
    assert {d for found in uses.values() for d in found} <= {*read.provisions}
    assert all("definition.goods" in found for id_, found in uses.items() if id_.startswith("award.component"))


@everywhere
def test_every_link_within_the_page_has_a_place_to_go(variant: str) -> None:
    root = page(variant).root
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = [href[1:] for href in root.xpath("//a/@href") if href.startswith("#")]
    assert set(targets) <= set(ids) and len(targets) > 50


@everywhere
def test_a_provision_tells_where_it_comes_from(variant: str) -> None:
    standings = build(variant).prepared.standings
    resolved = composed(variant)
    for p in {d.id: d for name in ("tender", "contract") for d in resolved.printed_in(name)}.values():
        told = page(variant).margin(p.id)
        assert told["Identifier and version"] == [f"{p.id} {p.provision.version}"]
        assert told["Source"] == [str(p.provision.source or "None given")]
        why = {basis.citation: basis.why for basis in build(variant).prepared.library.legal_bases}
        assert told["Legal basis"] == [flat(f"{cited}{why[cited]}") for cited in p.provision.legal_basis]
        assert told["Since the last release"] == ["No release yet"]
        review = standings[p.id].review
        assert told["Review"][0].startswith(standings[p.id].state.value.capitalize())
        if review:
            assert f"approved by {review.reviewer} on {review.on.isoformat()}" in told["Review"][0]


def shown(note, asked) -> str:
    """A drafting note as the page has it, with what was decided of a question."""
    if asked is None:
        return flat(note.text)
    whose, made = " for this procurement" if note.for_procurement else "", asked.decision
    if made is None:
        return f"Open question{whose}: {flat(note.text)}"
    told = f"Decided by {made.by}, {made.role}, on {made.on.isoformat()}: {made.answer} Why: {made.why}"
    return f"Question{whose}, decided: {flat(note.text)} {told}"


@everywhere
def test_drafting_notes_are_for_the_reviewer_to_read(variant: str) -> None:
    noted = 0
    for p in composed(variant).provisions:
        listed = page(variant).below(p.id, "Drafting notes")
        found = [] if listed is None else [words(note) for note in listed]
        asked = {one.location: one for one in build(variant).prepared.standings[p.id].asked}
        assert found == [shown(note, asked.get(note.location)) for note in p.provision.notes]
        noted += len(found)
    assert noted


def test_a_reviewers_comment_comes_with_its_words_and_answers() -> None:
    path = "clause_library/award_criteria/component-transparency.md"
    comment = """notes:
  - comment: Is this too strict?
    author: A. Jurist
    date: 2027-01-05
    on: earns points
    answers: [{answer: "No, see Article 67.", author: B. Buyer, date: 2027-01-06}]
"""
    text = sources().files[path].decode().replace("notes:\n", comment, 1)
    built = built_of({**sources().files, path: text.encode()}, "high")
    noted = words(Page(built.documents["review.html"]).below("award.component-transparency", "Drafting notes")[0])
    assert noted == (
        "Comment by A. Jurist on 2027-01-05 on “earns points”: Is this too strict? "
        "Answer by B. Buyer on 2027-01-06: No, see Article 67."
    )


@everywhere
def test_reply_forms_stand_with_their_instructions_and_fields(variant: str) -> None:
    for form in composed(variant).reply_forms:
        section = page(variant).at(f"form.{form.form.id}")
        told = words(section)
        assert told.startswith(f"Reply form {form.letter} {form.form.title}")
        for text in (*(plain(i) for i in form.instructions), *(plain(text) for _, text in form.help)):
            assert flat(text) in told
        assert [dt.text_content() for dt in section.iter("dt")] == [part.label for part in form.form.parts]


def test_the_summary_says_what_was_composed() -> None:
    summary = {dt.text: words(dt.getnext()) for dt in page("laptops").at("summary").iter("dt")}
    assert summary["Scenario"] == "High maturity (high)"
    assert summary["Procedure"] == "Laptops and docking stations laptops.yaml"
    assert summary["Library"] == "Human rights due diligence in ICT procurement 1.0.0"
    assert summary["Commit"] == "None: not in a git repository"
    assert summary["Dated"] == MOMENT.strftime("%Y-%m-%d %H:%M UTC")
    counted, definitions = len(numbered("laptops")), len(known("laptops")["definitions"])
    assert summary["Provisions"] == (
        f"{counted}, with {definitions} definitions; 0 of {counted + definitions} approved"
    )
    assert summary["Open blanks"] == "2: 2 for the Tenderer"
    assert summary["Findings of the check"] == "None" and summary["Last release"] == "No release yet"


def test_a_draft_says_so_and_a_final_page_too() -> None:
    assert page("laptops").root.find_class("mark")[0].text == "Draft"
    assert page("laptops-final").root.find_class("mark")[0].text == "Final"


def test_a_procedure_that_changes_the_scenario_is_seen() -> None:
    read = page("changed")
    assert "Left out of the scenario for this procurement" in words(read.at("summary"))
    origins = {id_: read.margin(id_).get("Origin") for id_ in read.provisions}
    assert origins["award.action-plan"] == ["Added for this procurement"]
    assert [*origins.values()].count(["Replaces contract.transparency-reporting-per-site for this procurement"]) == 1


@everywhere
def test_headings_go_down_one_level_at_a_time_and_landmarks_are_there(variant: str) -> None:
    root = page(variant).root
    levels = [int(h.tag[1]) for h in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [len(list(root.iter(name))) for name in ("header", "main", "nav", "footer")] == [1, 1, 1, 1]
    assert root.get("lang") == "en" and root.findtext("head/title")


def test_the_package_that_is_installed_has_the_template_the_style_and_the_script(tmp_path) -> None:
    from zipfile import ZipFile

    from hatchling.builders.wheel import WheelBuilder

    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    names = ZipFile(wheel).namelist()
    for name in ("review.html.jinja", "review.css", "review.js"):
        assert f"ddtender/review_page/{name}" in names


def test_nothing_on_the_page_is_fetched(variant: str = "laptops") -> None:
    read: Page = page(variant)
    assert not read.root.xpath("//@src | //link | //img | //iframe | //object | //base | //form | //@style")
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest|import\(", read.content.decode())
