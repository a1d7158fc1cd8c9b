"""A risk worksheet in another language comes back as one in English, and can be shared across languages."""

from pathlib import Path

from ddtender.desk.market.papers import facts_of, language_for
from ddtender.desk.market.risks import known, opened, read_back, to_share, worksheet, worksheet_from
from ddtender.market.risks_levels import heat, overall
from tests.market.worksheets import changed
from tests.tools import ROOT

FACTS = {**facts_of(None, None), "title": "Laptops", "reference": "R-1", "authority_name": "Ville Exemple"}


def finished(tag: str, path: Path) -> Path:
    words = language_for(ROOT, tag)
    content, told = worksheet(ROOT, known(ROOT, words)[2].products[6].name, True, words)
    assert "Prefilled" in told
    sheet = words.say("market.risks.sheets.start")
    path.write_bytes(changed(content, (sheet, "B4", "A. Acheteur"), (sheet, "B5", "2027-01-05")))
    return path


def test_a_worksheet_is_read_in_its_own_language_and_comes_to_the_same(tmp_path: Path) -> None:
    found = {}
    for tag in ("en", "fr"):
        read, findings = read_back(ROOT, finished(tag, tmp_path / f"{tag}.xlsx"))
        assert read is not None and read.language.tag == tag
        ranks = {name: n for n, name in enumerate(one.name for one in read.lists.risks)}
        stages = {name: n for n, name in enumerate(one.name for one in read.lists.stages)}
        levels = heat(read.lists, read.sheet.risks)
        found[tag] = {(ranks[risk], stages[stage]): level for (risk, stage), level in levels.items()}
        assert overall(read.lists, read.sheet) == "high"
        assert {one.code.name for one in findings} == {"risk-sheet-unchecked"}
    assert found["en"] == found["fr"] != {}


def test_what_a_buyer_shares_comes_in_the_language_of_whoever_takes_it(tmp_path: Path) -> None:
    read, _ = opened(ROOT, finished("fr", tmp_path / "fr.xlsx"))
    assert read is not None
    shared = tmp_path / "risks.json"
    shared.write_bytes(to_share(read, FACTS))
    content, _ = worksheet_from(ROOT, shared, language_for(ROOT, "nl"))
    (tmp_path / "nl.xlsx").write_bytes(content)
    own, _ = opened(ROOT, tmp_path / "nl.xlsx")
    assert own is not None and own.language.tag == "nl"
    assert {row.risk for row in own.sheet.risks} <= {one.name for one in own.lists.risks}
    assert {row.stage for row in own.sheet.risks} <= {one.name for one in own.lists.stages}
    assert {row.kind for row in own.sheet.materials} == {"component", "grondstof"}
    assert own.sheet.risks[0].known == read.sheet.risks[0].known  # what was typed stays


def test_a_product_is_found_by_its_names_in_either_language() -> None:
    products = known(ROOT, language_for(ROOT, "de"))[2]
    for name in ("Netzwerkgeräte", "network switch", "Switches"):
        found = products.find(name)
        assert found is not None and found.id == "network-switch", name
