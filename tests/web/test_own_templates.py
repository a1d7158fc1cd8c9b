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
        page = browser.see("/p/tel/draft")
        assert not page.tree.cssselect("[name=templates]") and "sealed with the last set" in page.text
        ticked = browser.submit(browser.see("/batch"), {"name": ["tel"]})
        assert "1 made, 0 unchanged" in browser.wait(ticked).text and says_so(folder / "draft/contract.docx")
        why = {"why": "The contract runs for longer."}
        made = browser.wait(browser.submit(browser.see("/p/tel/issue"), why))
        assert "It is done." in made.text, made.text
        assert says_so(folder / "issued/2/contract.docx") and says_so(folder / "issued/2/template-contract.docx")
