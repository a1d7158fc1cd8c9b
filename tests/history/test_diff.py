"""`diff` and `where-used`: what changed between two revisions, by provision, and whom it concerns."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ddtender.history.diff import LibraryDiff, PartDiff, ProvisionDiff
from ddtender.history.report import as_markdown
from ddtender.history.words import compare
from tests.history.repository import GOODS, LAPTOPS, MITIGATION, PLAN, Repository

COMMERCE = """---
id: contract.returns
title: Return of packaging
version: 1.0.0
source: {document: Our own, section: "1"}
legal_basis: [Directive 2014/24/EU, Article 70]
---
The Contractor takes back the packaging of the Goods.
"""


def pieces_of(part: list[list[str]]) -> tuple[str, str]:
    old = "".join(text for op, text in part if op != "insert")
    return old, "".join(text for op, text in part if op != "delete")


def marked(markdown: str) -> tuple[str, str]:
    """All that a reader of the rendered Markdown sees struck out, and all that is bold."""
    found = {"s": "", "strong": ""}
    open_: list[str] = []
    for token in MarkdownIt("commonmark", {"html": True}).enable("strikethrough").parse(markdown):
        for inner in token.children or ():
            html = inner.content.strip("</>") if inner.type == "html_inline" else ""
            tag = {"del": "s"}.get(html, html or inner.tag)
            if inner.type.endswith("_open") or (html and "/" not in inner.content):
                open_.append(tag)
            elif inner.type.endswith("_close") or html:
                open_.remove(tag)
            else:
                for tag in {*open_} & {*found}:
                    found[tag] += inner.content
    return found["s"], found["strong"]


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def test_nothing_has_changed(repository: Repository) -> None:
    assert repository.run("diff", "v1.0.0").out == "Nothing has changed between v1.0.0 and working tree.\n"
    assert repository.run("diff", "v1.0.0", "HEAD", "--format", "json").json() == {
        "old": "v1.0.0",
        "new": "HEAD",
        "provisions": [],
        "scenarios": [],
        "others": [],
        "translations": [],
    }
    assert "Nothing has changed." in repository.run("diff", "HEAD", "--format", "markdown").out


def test_every_kind_of_change_is_told_apart(repository: Repository) -> None:
    repository.write("clause_library/contract_clauses/returns.md", COMMERCE)
    repository.edit("scenarios/low.yaml", "contract.risk-assessment", "contract.risk-assessment\n  - contract.returns")
    repository.git("rm", "--quiet", "clause_library/award_criteria/product-transparency.md")
    repository.edit(PLAN, "\nsource:", "\nretired: Nobody could judge it.\nsource:")
    repository.edit(MITIGATION, "Every year the", "Each year the")
    repository.edit(MITIGATION, "\nversion: 1.0.0", "\nversion: 1.1.0")
    repository.edit(GOODS, "version: 1.0.0", "version: 1.0.1")
    repository.git("mv", "clause_library/definitions/tender.md", "clause_library/definitions/offer.md")
    repository.edit("clause_library/definitions/offer.md", "definition.tender\n", "definition.offer\n")
    found = repository.diff("v1.0.0")
    assert {id_: p["what"] for id_, p in found.items()} == {
        "contract.returns": "added",
        "award.product-transparency": "removed",
        "award.action-plan": "retired",
        "contract.mitigation-reporting": "changed",
        "definition.goods": "version",
        "definition.offer": "renamed",
    }
    assert found["definition.offer"]["old_id"] == "definition.tender"
    versions = {id_: (p["old_version"], p["new_version"]) for id_, p in found.items()}
    assert versions["contract.returns"] == (None, "1.0.0")
    assert versions["award.product-transparency"] == ("1.0.0", None)
    assert versions["contract.mitigation-reporting"] == ("1.0.0", "1.1.0")
    assert found["contract.returns"]["scenarios"] == ["low"]
    assert found["contract.mitigation-reporting"]["procedures"] == ["laptops"]
    assert found["award.product-transparency"]["scenarios"] == ["medium"]  # it was there
    text = repository.run("diff", "v1.0.0").out
    assert "renamed definition.tender → definition.offer (1.0.0)" in text
    assert "[-Every-]{+Each+} year the" in text
    assert "scenario low: added contract.returns" in text
    markdown = repository.run("diff", "v1.0.0", "--format", "markdown").out
    headings = re.findall(r"^### (.+)$", markdown, re.MULTILINE)
    assert headings[:5] == ["Added", "Changed", "Renamed", "Retired", "Removed"] and headings[-1] == "Scenarios"


def test_what_is_added_or_removed_is_shown_in_its_words(repository: Repository) -> None:
    repository.write("clause_library/contract_clauses/returns.md", COMMERCE)
    repository.git("rm", "--quiet", "clause_library/award_criteria/product-transparency.md")
    found = repository.diff("v1.0.0")
    assert found["contract.returns"]["parts"] == {
        "text": [["insert", "The Contractor takes back the packaging of the Goods."]],
        "legal basis": [["insert", "Directive 2014/24/EU\nArticle 70"]],
        "requirement": [["insert", "returns"]],
    }
    gone = found["award.product-transparency"]["parts"]
    assert {op for part in gone.values() for op, _ in part} == {"delete"} and {"text", "scoring", "evidence"} <= {*gone}
    text = repository.run("diff", "v1.0.0").out
    assert "  text:\n    The Contractor takes back the packaging of the Goods.\n" in text
    markdown = repository.run("diff", "v1.0.0", "--format", "markdown").out
    assert "  Text:\n\n  > The Contractor takes back the packaging of the Goods.\n" in markdown
    assert marked(markdown.partition("### Added")[2].partition("Text:")[2].partition("### Removed")[0]) == ("", "")


def test_a_provision_that_comes_back_from_retirement_is_a_change(repository: Repository) -> None:
    repository.edit(PLAN, "\nsource:", "\nretired: Nobody could judge it.\nsource:")
    repository.commit(tag="v1.1.0")
    assert pieces_of(repository.diff("v1.0.0")["award.action-plan"]["parts"]["retired"])[1] == "Nobody could judge it."
    repository.edit(PLAN, "\nretired: Nobody could judge it.", "")
    assert repository.diff("v1.1.0")["award.action-plan"]["what"] == "changed"


def test_every_part_is_compared_word_by_word(repository: Repository) -> None:
    repository.edit(PLAN, "percent: 50", "percent: 60")
    repository.edit(PLAN, "in the reply form.", "in the form.")
    repository.edit(MITIGATION, "target: Every report is received", "target: Each report is received")
    repository.edit("clause_library/parameters.yaml", "default: 12\n    minimum: 1\n", "default: 12\n    minimum: 2\n")
    found = repository.diff("v1.0.0")
    assert {*found["award.action-plan"]["parts"]} == {"scoring", "evidence"}
    assert ["delete", "50"] in found["award.action-plan"]["parts"]["scoring"]
    assert ["insert", "60"] in found["award.action-plan"]["parts"]["scoring"]
    assert {*found["contract.mitigation-reporting"]["parts"]} == {"kpis", "parameters"}


def test_the_pieces_rebuild_the_texts_of_both_revisions(repository: Repository) -> None:
    repository.edit(MITIGATION, "Every year the Contractor shall report", "The Contractor shall, twice a year, report")
    repository.commit("Twice a year", tag="v2.0.0")
    there = pieces_of(repository.diff("v1.0.0", "v2.0.0")["contract.mitigation-reporting"]["parts"]["text"])
    back = pieces_of(repository.diff("v2.0.0", "v1.0.0")["contract.mitigation-reporting"]["parts"]["text"])
    assert there == back[::-1]
    assert there[0].startswith("Every year the Contractor shall report to the Contracting Authority on its efforts")
    assert there[1].startswith("The Contractor shall, twice a year, report to the Contracting Authority on its efforts")


def test_a_file_that_moves_or_is_wrapped_anew_shows_nothing(repository: Repository) -> None:
    repository.write("clause_library/award_criteria/plans/the-plan.md", repository.read(PLAN))
    (repository.root / PLAN).unlink()
    text = repository.read(MITIGATION)
    repository.write(
        MITIGATION, text.replace("Every year the Contractor", "Every year\nthe Contractor").replace("\n", "\r\n")
    )
    repository.commit("Moved")
    assert repository.diff("v1.0.0") == repository.diff("v1.0.0", "HEAD") == {}
    repository.run("check")


def test_a_provision_that_moves_to_another_kind_is_not_the_same_one(repository: Repository) -> None:
    old = repository.read("clause_library/selection_criteria/product-transparency.md")
    repository.git("rm", "--quiet", "clause_library/selection_criteria/product-transparency.md")
    new = old.replace("id: selection.product-transparency", "id: specification.product-transparency")
    repository.write("clause_library/technical_specifications/product-transparency.md", new)
    for name in ("high", "medium", "low"):
        path = f"scenarios/{name}.yaml"
        repository.write(path, repository.read(path).replace("selection.product", "specification.product"))
    found = repository.diff("v1.0.0")
    assert found["specification.product-transparency"]["what"] == "added"
    assert found["selection.product-transparency"]["what"] == "removed"


def test_the_working_tree_is_the_new_side_unless_a_revision_is_given(repository: Repository) -> None:
    repository.edit(MITIGATION, "Every year the", "Each year the")
    repository.commit("Each", tag="v1.1.0")
    repository.edit(GOODS, "version: 1.0.0", "version: 1.0.1")
    assert {*repository.diff("v1.0.0", "v1.1.0")} == {"contract.mitigation-reporting"}
    assert {*repository.diff("v1.0.0")} == {"contract.mitigation-reporting", "definition.goods"}
    assert {*repository.diff("HEAD~1", "main")} == {"contract.mitigation-reporting"}


def test_a_scenario_says_what_came_and_went_and_whether_the_order_changed(repository: Repository) -> None:
    repository.edit("scenarios/high.yaml", "  - contract.mitigation-reporting\n", "")
    path = "scenarios/medium.yaml"
    text = repository.read(path)
    last = text.rstrip("\n").splitlines()[-1]
    repository.write(path, text.replace(f"{last}\n", "").replace("provisions:\n", f"provisions:\n{last}\n"))
    listed = repository.run("diff", "HEAD", "--format", "json").json()["scenarios"]
    assert listed == [
        {"scenario": "high", "added": [], "removed": ["contract.mitigation-reporting"], "reordered": False},
        {"scenario": "medium", "added": [], "removed": [], "reordered": True},
    ]
    assert "- scenario medium: order changed" in repository.run("diff", "HEAD", "--format", "markdown").out


def test_the_changelog_gives_the_reasons_of_every_bump_since(repository: Repository) -> None:
    repository.edit(MITIGATION, "Every year the Contractor", "Every year, the Contractor")
    repository.run("bump", "contract.mitigation-reporting", "--patch", "--why", "A comma was missing")
    repository.commit(tag="v1.0.1")
    repository.edit(MITIGATION, "12 months after", "6 months after")
    repository.run("bump", "contract.mitigation-reporting", "--major", "--why", 'Half-yearly: "sooner" is better')
    found = repository.diff("v1.0.0")["contract.mitigation-reporting"]
    assert [(r["version"], r["why"]) for r in found["reasons"]] == [
        ("2.0.0", 'Half-yearly: "sooner" is better'),
        ("1.0.1", "A comma was missing"),
    ]
    assert [r["version"] for r in repository.diff("v1.0.1")["contract.mitigation-reporting"]["reasons"]] == ["2.0.0"]
    markdown = repository.run("diff", "v1.0.0", "--format", "markdown").out
    assert markdown.startswith("## working tree (since v1.0.0)\n")
    assert "- **Reporting on mitigating actions** (`contract.mitigation-reporting`, 1.0.0 → 2.0.0)" in markdown
    assert 'Why: Half-yearly: "sooner" is better' in markdown and "Why: A comma was missing" in markdown
    assert "Touches: scenario high-plus, scenario high, scenario medium, procedure laptops." in markdown
    struck, bold = marked(markdown.partition("Text:")[2])
    assert (struck, bold) == ("12", ",6")


def test_json_has_the_documented_shape(repository: Repository) -> None:
    repository.edit(MITIGATION, "Every year the", "Each year the")
    listed = repository.run("diff", "v1.0.0", "--format", "json").json()
    assert {*listed} == {"old", "new", "provisions", "scenarios", "others", "translations"}
    (provision,) = listed["provisions"]
    keys = "what id title old_id old_version new_version parts reasons scenarios procedures split_from split_into"
    assert [*provision] == keys.split()
    assert all({op for op, _ in part} <= {"equal", "delete", "insert"} for part in provision["parts"].values())


words = st.lists(
    st.sampled_from(
        [
            "The",
            "report",
            ",",
            ", and",
            "(a)",
            "5 %",
            "*",
            "_x_",
            "~",
            "`",
            "<b>",
            "[](#award.x)",
            "{{ x }}",
            "\n",
            "1. a",
            "\n-  b",
            "A&B;",
            "|",
        ]
    ),
    max_size=12,
).map(" ".join)


@given(words, words)
@settings(max_examples=300, deadline=None)
def test_the_rendered_changelog_shows_every_deletion_and_insertion(old: str, new: str) -> None:
    """Whatever stands in the text, no word of it is lost to Markdown, and no mark is left standing as text."""
    pieces = compare(old, new)
    provision = ProvisionDiff(
        "changed", "a.b", "Title", None, "1.0.0", "2.0.0", (PartDiff("text", pieces),), (), (), ()
    )
    struck, bold = marked(as_markdown(LibraryDiff("a", "b", (provision,), ())).partition("Text:")[2])
    assert letters(struck) == letters("".join(p.text for p in pieces if p.op == "delete"))
    assert letters(bold) == letters("".join(p.text for p in pieces if p.op == "insert"))


def test_where_used_names_scenarios_procedures_references_and_variants(repository: Repository) -> None:
    found = repository.run("where-used", "award.human-rights-risk-assessment", "--format", "json").json()
    assert found["id"] == "award.human-rights-risk-assessment" and found["scenarios"] == ["low"]
    assert "contract.risk-assessment" in found["references"] and found["procedures"] == []
    variant = repository.run("where-used", "contract.transparency-reporting", "--format", "json").json()
    assert variant["variants"] == ["contract.transparency-reporting-per-site"]
    text = repository.run("where-used", "contract.mitigation-reporting").out
    assert re.search(r"scenarios: +high-plus, high, medium\nprocedures: +laptops\n", text)
    goods = repository.run("where-used", "definition.goods", "--format", "json").json()
    assert goods["scenarios"] == ["high-plus", "high", "low", "medium"] and "award.action-plan" in goods["references"]
    assert "mean 'definition.goods'" in repository.run("where-used", "definition.good", code=2).err


def test_where_used_knows_parameters_terms_and_what_is_carried_out(repository: Repository) -> None:
    days = repository.run("where-used", "correction_days", "--format", "json").json()
    using = ["contract.certified-products", "contract.risk-assessment", "contract.tender-commitments", "frame.breach"]
    assert days["provisions"] == using and days["scenarios"] and days["given by"] == []
    first = repository.run("where-used", "first_report_months", "--format", "json").json()
    assert "contract.mitigation-reporting: on-time" in first["due dates"]
    plural = repository.run("where-used", "key production sites", "--format", "json").json()
    assert plural["id"] == "definition.key-production-site"
    assert "component-sites" in plural["reply forms"] and "contract.monitoring" in plural["references"]
    assert "frame.breach" in repository.run("where-used", "Goods", "--format", "json").json()["references"]
    plan = repository.run("where-used", "award.action-plan").out
    assert re.search(r"carried out by: +contract.tender-commitments\n", plan)
    title = repository.run("where-used", "procedure_title", "--format", "json").json()
    assert title["given by"] == ["laptops"] and title["templates"] == [
        "templates/contract.docx",
        "templates/tender.docx",
    ]


def test_a_procedure_that_adds_or_drops_a_provision_counts_as_its_use(repository: Repository) -> None:
    repository.write(LAPTOPS, repository.read(LAPTOPS) + "provisions: {drop: [contract.mitigation-reporting]}\n")
    found = repository.run("where-used", "contract.mitigation-reporting", "--format", "json").json()
    assert found["procedures"] == []
