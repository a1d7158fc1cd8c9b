"""A procedure that names its country has that country's law in the list of provisions and in the notes."""

import re
from io import BytesIO

import docx
import pytest
import yaml

from ddtender.desk.pipeline import check
from tests.documents import LAPTOPS, built_of, sources
from tests.packages import parts_of
from tests.tools import ROOT

COUNTRIES = sorted(path.stem for path in (ROOT / "clause_library/national").glob("*.yaml"))
PROCEDURE = "scenarios/procedures/laptops.yaml"


def files(country: str, **others: str) -> dict[str, bytes]:
    read = dict(sources(LAPTOPS).files)
    return (
        read
        | {PROCEDURE: read[PROCEDURE] + f"country: {country}\n".encode()}
        | {path: text.encode() for path, text in others.items()}
    )


@pytest.mark.parametrize("country", COUNTRIES)
def test_each_country_cites_what_the_library_explains(country: str) -> None:
    law = yaml.safe_load((ROOT / f"clause_library/national/{country}.yaml").read_text())
    explained = yaml.safe_load((ROOT / "clause_library/legal_bases.yaml").read_text())["legal_bases"]
    assert law["provisions"].keys() <= explained.keys()
    assert all(provision["cite"] for provision in law["provisions"].values())


def test_the_list_of_provisions_prints_the_national_provision_and_the_notes_both() -> None:
    built = built_of(files("de"), "high", PROCEDURE)
    listed = docx.Document(BytesIO(built.documents["provisions.docx"]))
    cells = {cell.text for table in listed.tables for row in table.rows for cell in row.cells}
    assert any("§ 34 VgV" in cell for cell in cells)
    assert not any("Article 43(1)" in cell for cell in cells)
    notes = re.sub(r"<[^>]*>", "", parts_of(built.documents["tender.docx"])["word/comments.xml"].decode())
    assert "Directive 2014/24/EU, Article 43(1); Germany: § 34 VgV." in notes
    assert "National provision checked on 29 November 2026." in notes


def test_what_is_missing_is_told_once_for_each_citation() -> None:
    path = "clause_library/national/de.yaml"
    text = sources().files[path].decode()
    cut = re.sub(r"  Directive 2014/24/EU, Article 70:\n.*\n.*\n", "", text)
    before, after = (
        [finding.message for finding in check(given) if finding.code.name == "national-law-missing"]
        for given in (files("de"), files("de") | {path: cut.encode()})
    )
    assert [message for message in after if message not in before] == [
        "the law of Germany has nothing for 'Directive 2014/24/EU, Article 70', which 'high' cites"
    ]


def test_a_country_that_is_not_there_is_told_where_it_is_named() -> None:
    (finding,) = [finding for finding in check(files("xx")) if finding.code.name == "national-law-missing"]
    assert finding.location.path == PROCEDURE
    assert finding.message == "clause_library/national/xx.yaml is not there: the law of 'xx' is not known"


def test_without_a_country_the_directive_is_cited() -> None:
    built = built_of(dict(sources(LAPTOPS).files), "high", PROCEDURE)
    listed = docx.Document(BytesIO(built.documents["provisions.docx"]))
    assert any("Article 43(1)" in cell.text for table in listed.tables for row in table.rows for cell in row.cells)
