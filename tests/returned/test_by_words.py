"""Drafts of which an editor has left nothing but the words: no controls, no bookmarks, no properties."""

from lxml import etree

from tests.documents import W
from tests.returned.drafts import Authority, reasons, said
from tests.returned.editor import NOBODY, Editor

CLAUSE = "contract.transparency-reporting-per-site"


def bare(draft: Editor) -> Editor:
    """As an export from a program that knows no controls: text, styles and tracked changes."""
    draft.drop_controls()
    for name in ("bookmarkStart", "bookmarkEnd"):
        for mark in list(draft.body.iter(W + name)):
            mark.getparent().remove(mark)
    for name in [n for n in draft.parts if n.startswith(("docProps/custom", "customXml/"))]:
        del draft.parts[name]
    for part in ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"):
        root = etree.fromstring(draft.parts[part])
        for child in [c for c in root if "custom" in c.get("PartName", "") + c.get("Target", "")]:
            root.remove(child)
        draft.parts[part] = etree.tostring(root)
    return draft


def test_a_draft_is_known_by_its_words(authority: Authority) -> None:
    """Which document, scenario and procedure; what is tracked is applied, the rest is for a person."""
    draft = authority.draft()
    draft.replace("in detail", "precisely")
    draft.replace(
        "may request further information about a list", "may ask for further information about a list", NOBODY
    )
    review = authority.apply(bare(draft))
    (copy,) = review["copies"]
    assert (copy["document"], copy["scenario"], copy["procedure"]) == ("contract", "high", authority.procedure)
    message = next(d["message"] for d in review["diagnostics"] if d["code"] == "draft-uncertain")
    assert message.endswith(f"it is identified by its words: contract, scenario 'high' for {authority.procedure}")
    tracked, other = review["entries"]
    assert (tracked["old"], tracked["new"], tracked["status"]) == ("in detail", "precisely", "applied")
    assert (other["untracked"], other["status"]) == (True, "listed")


def test_the_smaller_scenario_is_told_from_the_larger(authority: Authority) -> None:
    for scenario in ("low", "medium"):
        review = authority.review(bare(authority.draft("tender", scenario, facts=False)))
        assert [(c["document"], c["scenario"]) for c in review["copies"]] == [("tender", scenario)]
        assert said(review) == []


def test_scenario_and_procedure_can_be_named(authority: Authority) -> None:
    received = authority.received(bare(authority.draft()))
    named = ("--scenario", "high", "--procedure", authority.repository.root / authority.procedure)
    assert reasons(authority.run(received, *named, "--format", "json").json()) == []
