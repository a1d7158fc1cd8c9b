"""Templates of an authority's own: chosen for a draft, sealed with what is issued, and used by all that follows."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.decisions import decide_all
from tests.own_templates import says_so, with_our_templates
from tests.tools import ROOT
from tests.web.browsing import let_in

_WHO = {"who": "A. Buyer", "role": "procurement officer"}


def test_a_procurement_keeps_the_templates_that_were_chosen_for_its_draft(purchases: Path, tmp_path: Path) -> None:
    workspace, folder = with_our_templates(tmp_path), purchases / "tel"
    with let_in(workspace, purchases) as browser:
        browser.submit(browser.see("/you"), _WHO)
        browser.submit(browser.see("/new"), {"name": "tel"})
        shutil.copy(ROOT / "tests/procedures/phones.yaml", folder / "procedure.yaml")
        facts = folder / "procedure.yaml"
        facts.write_text(facts.read_text("utf-8") + "\nscenario: low\n", "utf-8")
        decide_all(workspace, facts)
        page = browser.see("/p/tel/draft")
        offered = [one.get("value") for one in page.tree.cssselect("[name=templates]")]
        assert offered == ["", "our-templates"]
        wrong = browser.submit(page, {"templates": "../workspace"})
        assert wrong.status == 422 and "not there any more" in wrong.problems[0]
        browser.wait(browser.submit(page, {"templates": "our-templates"}))
        assert says_so(folder / "draft/contract.docx")
        (kept,) = browser.see("/p/tel/draft").tree.cssselect("[name=templates][checked]")
        assert kept.get("value") == "our-templates"
        assert browser.see("/p/tel/preview?document=contract").status == 200
        made = browser.wait(browser.submit(browser.see("/p/tel/issue"), {}))
        assert "It is done." in made.text, made.text
        assert says_so(folder / "issued/1/contract.docx") and says_so(folder / "issued/1/template-contract.docx")
        # nobody has them any more, and what follows has them all the same
        facts.write_text(facts.read_text("utf-8").replace("contract_end: 2029", "contract_end: 2030"), "utf-8")
        (folder / "draft/contract.docx").unlink()
        shutil.copy(workspace / "templates/contract.docx", workspace / "our-templates/contract.docx")
        page = browser.see("/p/tel/draft")
        assert not page.tree.cssselect("[name=templates]") and "sealed with the last set" in page.text
        other = _drafted_elsewhere(folder)
        ticked = browser.submit(browser.see("/batch"), {"name": ["tel", "other"]})
        told = browser.wait(ticked).text
        assert "1 made, 0 unchanged, 1 not possible." in told and says_so(folder / "draft/contract.docx"), told
        assert "templates that lie elsewhere (their-templates/contract.docx" in told
        assert [one.name for one in (other / "draft").iterdir()] == ["manifest.json"]
        # also where templates are chosen for all
        ticked = browser.submit(browser.see("/batch"), {"name": ["tel", "other"], "templates": "our-templates"})
        assert "1 made, 1 unchanged, 0 not possible." in browser.wait(ticked).text
        assert says_so(folder / "draft/contract.docx") and not says_so(other / "draft/contract.docx")
        why = {"why": "The contract runs for longer."}
        made = browser.wait(browser.submit(browser.see("/p/tel/issue"), why))
        assert "It is done." in made.text, made.text
        assert says_so(folder / "issued/2/contract.docx") and says_so(folder / "issued/2/template-contract.docx")
        for one in (folder / "issued/2").glob("template-*.docx"):  # nobody goes on with others in their place
            one.unlink()
        refused = browser.wait(browser.submit(browser.see("/p/tel/draft")))
        assert "issued/2/template-contract.docx is missing since it was sealed" in refused.text, refused.text


def _drafted_elsewhere(folder: Path) -> Path:
    """Another procurement, of which no set was issued, with a draft whose templates are not in the library."""
    other = Path(shutil.copytree(folder, folder.with_name("other"), ignore=shutil.ignore_patterns("issued", "draft")))
    made = (folder / "draft/manifest.json").read_text("utf-8").replace("our-templates/", "their-templates/")
    (other / "draft").mkdir()
    (other / "draft/manifest.json").write_text(made, "utf-8")
    return other
