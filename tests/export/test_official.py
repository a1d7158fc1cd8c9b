"""What proves our notices is itself proved: with the examples of the SDK and its reports, and on rules of ours."""

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from tests.export import official
from tests.export.schematron import Failed, Schematron, to_xslt

EXAMPLES = ("empty", "multiple", "stage-1", "stage-2")
VALID = ("cumbria", "maximal", "minimal", "multilingual", "open")
TOP = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
  <ns prefix="a" uri="urn:a"/><let name="limit" value="number(/a:all/@limit)"/>
  <phase id="one"><active pattern="EFORMS-first"/><active pattern="EFORMS-second"/></phase>
  <phase id="two"><active pattern="EFORMS-second"/></phase>
</schema>"""
FIRST = """<pattern id="EFORMS-first" xmlns="http://purl.oclc.org/dsdl/schematron">
  <rule context="a:item[@special]"><assert id="special" role="WARN" test="@n = 7">x</assert></rule>
  <rule context="a:item"><let name="n" value="number(@n)"/><assert id="low" role="ERROR" test="$n le $limit">x</assert>
  </rule><rule context="a:item/@n"><report id="seven" test=". = 7">x</report></rule>
</pattern>"""
SECOND = """<pattern id="EFORMS-second" xmlns="http://purl.oclc.org/dsdl/schematron">
  <rule context="a:item"><assert id="named" role="ERROR" test="@name">x</assert></rule>
</pattern>"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    for name, text in (("top", TOP), ("first", FIRST), ("second", SECOND)):
        (folder / f"{name}.sch").write_text(text, encoding="utf-8")
    return folder / "top.sch"


def test_first_rule_of_a_pattern_that_matches_a_node_is_the_one_that_looks_at_it(rules: Path) -> None:
    one = Schematron(rules, "one")
    document = b"""<all xmlns="urn:a" limit="5"><item n="4" name="x"/><item n="6"/><item n="6" special="" name="x"/>
        <deep><item n="7" name="x"/></deep></all>"""
    expected = [("low", "ERROR"), ("special", "WARN"), ("low", "ERROR"), ("seven", ""), ("named", "ERROR")]
    assert [(found.id, found.role) for found in one.failed(document)] == expected
    assert [found.id for found in Schematron(rules, "two").failed(document)] == ["named"]
    assert one.failed(b'<all xmlns="urn:a" limit="5"><item n="5" name="x"/></all>') == []


def test_a_rule_that_is_not_understood_is_an_error(rules: Path, tmp_path: Path) -> None:
    for name, text in (
        ("top", TOP),
        ("first", FIRST.replace("<rule", '<extends rule="x"/><rule', 1)),
        ("second", SECOND),
    ):
        (tmp_path / f"{name}.sch").write_text(text, encoding="utf-8")
    with pytest.raises(AssertionError, match="'extends' is not understood"):
        Schematron(tmp_path / "top.sch", "one")


@pytest.mark.usefixtures("needs_standards")
class TestOfficial:
    def test_every_assertion_of_the_phase_is_compiled(self) -> None:
        folder = official.EFORMS / "schematrons/static"
        written = sum(
            len(re.findall("<(?:assert|report)\\b", path.read_text("utf-8"))) for path in folder.glob("*.sch")
        )
        compiled = to_xslt(folder / "complete-validation.sch", "eforms-16")
        assert len(compiled.findall(".//{http://www.w3.org/1999/XSL/Transform}if")) == written > 4000

    @pytest.mark.parametrize("name", EXAMPLES)
    def test_an_invalid_example_fails_with_all_that_is_reported(self, name: str) -> None:
        found, reported = _found(f"INVALID_cn_24_{name}"), _reported(f"INVALID_cn_24_{name}")
        assert sum(reported.values()) >= 20 and not reported - found
        # The reports were made before some rules on the names of schemes.
        assert all(id_.endswith("-Scheme_MA") for id_ in found - reported)

    @pytest.mark.parametrize("name", VALID)
    def test_a_valid_example_has_what_is_reported(self, name: str) -> None:
        assert _found(f"cn_24_{name}") == _reported(f"cn_24_{name}")
        assert official.schema_findings(_example(f"cn_24_{name}")) == []

    def test_schema_refuses_what_is_in_no_schema_and_in_the_wrong_order(self) -> None:
        example = _example("cn_24_minimal")
        assert official.schema_findings(
            example.replace(b"<cbc:VersionID>01<", b"<cbc:Version>01<").replace(b"</cbc:VersionID>", b"</cbc:Version>")
        )
        swapped = example.replace(b"<cbc:UBLVersionID>2.3</cbc:UBLVersionID>", b"")
        assert official.schema_findings(
            swapped.replace(b"</ContractNotice>", b"<cbc:UBLVersionID>2.3</cbc:UBLVersionID></ContractNotice>")
        )

    @pytest.mark.parametrize(
        ("part", "said"),
        [
            ({"date": "2027-01-04T09:00:00"}, "date-time"),
            ({"date": "2027-02-30T09:00:00Z"}, "date-time"),
            ({"tag": ["tenders"]}, "tenders"),
            ({"surprise": 1}, "surprise"),
            ({"tender": {"id": "1", "documents": [{"id": "1", "documentType": "novel"}]}}, "documentType.csv"),
            ({"tender": {"id": "1", "documents": [{"id": "1", "url": "no address"}]}}, "uri"),
            ({"tender": {"id": "1", "procurementMethod": "any"}}, "any"),
            ({"tender": {"title": "no id"}}, "'id' is a required property"),
        ],
    )
    def test_a_release_that_is_wrong_fails(self, part: dict, said: str) -> None:
        right = {"ocid": "ocds-x", "id": "1", "date": "2027-01-04T09:00:00+01:00", "tag": ["tender"]}
        right |= {"initiationType": "tender", "tender": {"id": "1"}}
        assert official.release_findings(right) == []
        found = official.release_findings(right | part)
        assert any(said in finding for finding in found), found


def _example(name: str) -> bytes:
    return (official.EFORMS / f"examples/notices/{name}.xml").read_bytes()


def _found(name: str) -> Counter[str]:
    found: list[Failed] = official.rule_findings(_example(name))
    return Counter(failed.id for failed in found)


def _reported(name: str) -> Counter[str]:
    report = etree.parse(official.EFORMS / f"examples/reports/{name}.svrl")
    return Counter(failed.get("id") for failed in report.iter("{*}failed-assert"))
