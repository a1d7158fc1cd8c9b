"""A procurement begins with questions, or with last time's facts but for those that age."""

import os
import re
import shutil
from pathlib import Path

import pytest
from click.testing import Result

from ddtender import workspace as door
from ddtender.desk.facts.new_procurement import parameters_of
from ddtender.library.notice_forms import BuyerForm, NoticeForm, ReviewBodyForm
from ddtender.library.procedures import read_procedure
from ddtender.library.source import SourceText
from ddtender.procurement.beginning import begun_from
from tests.procurement.running import run
from tests.safety.dying import KILLED, killed_at
from tests.tools import ROOT

LAST_TIME = """\
# our first one
title: Laptops    # as on the website
reference: "2023-ICT-001"  # of the register
library: v1.0.0
authority:
  name: City   # us
contractor:
  name: |
    ACME
    of Town
  address: Street 1   # gone
dates: {award: 2023-03-01, contract_start: 2023-04-01, contract_end: 2027-03-31}  # all
price: {rule: linear, ceiling: EUR 1000}
shortened: {by: urgency, reason: no more updates}
framework: {kind: single, maximum: 900 laptops}
below_threshold:
  because: forty of them
  estimated_value: EUR 28 000
selection_documents:
  because: >-
    few bidders
    come

# weights
award:
  price: 60
  other_quality: 25
  points: {award.component-transparency: 7, award.due-diligence-processes: 8}
"""
NOW = """\
# our first one
title: Laptops    # as on the website
reference:  # of the register
library:
authority:
  name: City   # us
contractor:
  name:
  address:   # gone
dates: {award: , contract_start: , contract_end: }  # all
price: {rule: linear, ceiling: }
shortened:
framework: {kind: single, maximum: }
below_threshold:

selection_documents:


# weights
award:
  price: 60
  other_quality: 25
  points: {award.component-transparency: 7, award.due-diligence-processes: 8}
"""


def ddtender(*arguments: object, code: int = 0) -> Result:
    return run(ROOT, *arguments, code=code)


def test_a_new_procurement_has_its_questions_and_a_folder_for_each_step(tmp_path: Path) -> None:
    folder = tmp_path / "files" / "2027-ict-014"
    said = ddtender("new", folder).stdout
    assert {path.name for path in folder.iterdir()} == {
        *("procedure.yaml", "risks", "market", "draft", "issued", "evaluation", "award", "contracts")
    }
    text = (folder / "procedure.yaml").read_text(encoding="utf-8")
    assert "# Under which reference is the procurement published?\nreference:\n" in text
    assert "#   first_report_months: 12\n" in text  # a value of the library's, as it is there
    assert f"The clause library is that of {ROOT}." in said
    assert max(map(len, text.splitlines())) <= 120


def test_what_it_offers_can_be_taken(tmp_path: Path) -> None:
    """With the signs of its remarks taken away the file still reads, so that nobody learns a wrong spelling."""
    ddtender("new", tmp_path / "new")
    lines = (tmp_path / "new/procedure.yaml").read_text(encoding="utf-8").splitlines()
    offered = lines.index("# All that follows may be left out.")
    keys = ("country", "price", "award", "  ", "provisions", "contractor", "library", "parameters")
    keys += (
        "sellers",
        "procedure_type",
        "standstill",
        "extensions",
        "framework",
        "notice",
        "review_body",
        "languages",
        "translations",
    )
    taken = [line.removeprefix("# ") if line.removeprefix("# ").startswith(keys) else line for line in lines[offered:]]
    read, findings = read_procedure(SourceText("procedure.yaml", "\n".join([*lines[:offered], *taken])))
    assert findings == [] and read is not None
    asked = (*NoticeForm.__struct_fields__, *BuyerForm.__struct_fields__, *ReviewBodyForm.__struct_fields__)
    text = "\n".join(lines)
    unasked = {key for key in asked if not re.search(rf"\b{key}\b", text)}
    assert unasked == {"ocid_prefix"}  # and what is notice.procedure is asked at procedure_type
    assert read.award is not None and read.facts["price.rule"][0] == "lowest-ratio"
    assert read.facts["standstill.by"][0] == "electronic" and read.facts["framework.kind"][0] == "single"


def test_facts_that_age_are_emptied_and_listed_and_the_rest_stays(tmp_path: Path) -> None:
    last = tmp_path / "last"
    last.mkdir()
    (last / "procedure.yaml").write_text(LAST_TIME, encoding="utf-8")
    (last / "record.jsonl").write_text("{}\n")
    said = ddtender("new", tmp_path / "now", "--from", last).stdout
    assert (tmp_path / "now/procedure.yaml").read_text(encoding="utf-8") == NOW
    assert not (tmp_path / "now/record.jsonl").exists()
    assert "  contractor.name: ACME of Town\n" in said and "  dates.award: 2023-03-01\n" in said
    assert "  below_threshold: forty of them, EUR 28 000\n" in said
    assert said.count("\n  ") == 12


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_lots_parameters_that_are_days_and_a_file_without_its_last_end(ends: str) -> None:
    text = ends.join(["title: X", "parameters:", "  first_report_months: 11", "dates:", "  award: 2023-03-01"])
    begun, findings = begun_from("p.yaml", text.encode(), parameters_of(ROOT))
    assert begun is not None and findings == []
    assert begun.emptied == (("dates.award", "2023-03-01"),)
    assert begun.text.decode().splitlines() == text.replace("  award: 2023-03-01", "  award:").splitlines()


def test_what_could_be_bought_in_a_lot_ages_in_every_language() -> None:
    text = """\
languages: [en, fr]
framework: {kind: single}
lots:
  - {id: 1, title: Laptops, maximum: 900 laptops, price: {rule: linear, ceiling: EUR 5}}
  - id: 2
    title: Phones
    maximum: 40 phones
translations: {fr: {lots.1.maximum: 900 portables, lots.1.title: Portables}}
"""
    begun, findings = begun_from("p.yaml", text.encode(), ())
    assert begun is not None and findings == []
    gone = ("900 laptops", "EUR 5", "40 phones", "900 portables")
    assert [said for _, said in begun.emptied] == [*gone]
    for one in gone:
        text = text.replace(f" {one}", " " if one != "40 phones" else "")
    assert begun.text.decode() == text


def test_a_file_with_mistakes_is_refused_with_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text("titel: X\nreferense: Y\n")
    said = ddtender("new", tmp_path / "new", "--from", tmp_path / "old.yaml", code=1).stderr
    assert "old.yaml:1:1" in said and "old.yaml:2:1" in said and "nothing was written" in said
    assert not (tmp_path / "new").exists()
    ddtender("new", tmp_path / "new", "--from", tmp_path, code=2)


def test_a_folder_with_anything_in_it_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    ddtender("new", folder)  # an empty one will do
    with pytest.raises(door.WorkspaceError, match="is not empty"):
        door.land(folder, {"procedure.yaml": b""})
    (tmp_path / "link").symlink_to("elsewhere")
    with pytest.raises(door.WorkspaceError, match="nothing is written through links"):
        door.land(tmp_path / "link", {"procedure.yaml": b""})


FILES = {"procedure.yaml": b"title: X\n", "one/two.txt": b"2"}


def test_killed_at_any_line_the_folder_is_whole_or_not_there(in_memory: Path) -> None:
    line, seen = 0, set()
    while killed_at(line, lambda: door.land(in_memory / "new", FILES, ["issued"])) == KILLED:
        there = (in_memory / "new").exists()
        if there:
            assert {p.name for p in (in_memory / "new").iterdir()} == {"procedure.yaml", "one", "issued"}, line
            with pytest.raises(door.WorkspaceError):
                door.land(in_memory / "new", {})
        door.land(in_memory / "next", FILES)  # takes away what was left
        assert {*os.listdir(in_memory)} == ({"next", "new"} if there else {"next"}), line
        for name in os.listdir(in_memory):
            shutil.rmtree(in_memory / name)
        seen.add(there)
        line += 7
    assert seen == {True, False} and line > 60
