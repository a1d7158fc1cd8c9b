"""Our requirements in a request that was made elsewhere: nothing else changes, and nobody's words are lost."""

from pathlib import Path

import pytest
from lxml import etree

from ddtender.export.espd import espd
from ddtender.export.espd_back import request_differences
from tests.export.notices import notice

REQUEST = (Path(__file__).parent / "fixtures/espd-request.xml").read_bytes()


def _filled(scenario: str = "high", content: bytes = REQUEST) -> bytes:
    made, findings = espd(notice(scenario), content, "request.xml")
    assert findings == [] and made is not None
    return made


def _findings(content: bytes, scenario: str = "high") -> list[str]:
    made, findings = espd(notice(scenario), content, "request.xml")
    assert (made is None) == bool(findings) and all(finding.location.path == "request.xml" for finding in findings)
    return [finding.code.name for finding in findings]


@pytest.mark.parametrize("scenario", ["medium", "high", "high-plus"])
def test_each_requirement_stands_in_a_group_of_its_own_with_the_ids_of_the_request(scenario: str) -> None:
    root = etree.fromstring(_filled(scenario))
    criterion, other = root.iterfind("{*}TenderingCriterion")
    asked = notice(scenario).lots[0].selection
    told = [node.text or "" for node in criterion.iterfind(".//{*}ExpectedDescription")]
    assert told == [f"{said.number} {said.title}\n{said.text}" for said in asked]
    groups = criterion.findall("*/*/{*}SubsidiaryTenderingCriterionPropertyGroup")
    assert [group.findtext("{*}ID") for group in groups] == ["C44_SC_chain-manage/RG1/RSG1/RSG1"] * len(asked)
    assert all(group.find("{*}SubsidiaryTenderingCriterionPropertyGroup") is not None for group in groups)
    proof = criterion.findtext("*/*/{*}TenderingCriterionProperty/{*}Description") or ""
    assert [text for said in asked for _, text in said.evidence if text not in proof] == []
    assert other.findtext(".//{*}ExpectedDescription") == "[Text of the requirement]"


def test_all_else_stays_as_it_was_given() -> None:
    filled = etree.fromstring(_filled("medium"))
    given = etree.fromstring(REQUEST)
    for root in (filled, given):
        (requirement, _) = root.iterfind(".//{*}ExpectedDescription")
        requirement.text = root.find(".//{*}SubsidiaryTenderingCriterionPropertyGroup//{*}Description").text = ""
    assert etree.tostring(filled, method="c14n") == etree.tostring(given, method="c14n")


def test_a_request_that_is_filled_already_stays_the_same() -> None:
    assert _filled(content=_filled()) == _filled()
    assert _findings(_filled(), "medium") == ["espd-filled"]
    theirs = REQUEST.replace(b"[Text of the requirement]", b"Three references", 1)
    assert _findings(theirs) == ["espd-filled"]
    assert _findings(REQUEST.replace(b"[What proves it]", b"Certificates")) == ["espd-filled"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "espd-unreadable"),
        (b"PK\x03\x04", "espd-unreadable"),
        (b"<a>", "espd-unreadable"),
        (b"<a/>", "espd-unreadable"),
        (REQUEST.replace(b"ESPD-EDMv4.1.0", b"ESPD-EDMv3.3.0"), "espd-unreadable"),
        (REQUEST.replace(b"dc12a151", b"dc12a152"), "espd-no-place"),
        (REQUEST.replace(b"DESCRIPTION<", b"AMOUNT<"), "espd-no-place"),
        (
            REQUEST.replace(b"<!--", b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><!--', 1).replace(
                b"REQUEST-1", b"&e;"
            ),
            "espd-unreadable",
        ),
    ],
)
def test_what_cannot_take_our_requirements_is_a_finding(content: bytes, code: str) -> None:
    assert _findings(content) == [code]


def test_a_procurement_that_asks_nothing_changes_nothing() -> None:
    assert _findings(REQUEST, "low") == ["espd-no-place"]


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b"REQUEST-1", b"REQUEST-2"),
        (b"Another criterion", b"Another one"),
        (b"[Text of the requirement]", b"ours"),
        (b"RSG1/QSG1<", b"RSG1/QSG2<"),
        (b"The Tenderer shall be able", b"The Tenderer may be able"),
        (b"in the reply form", b"in a reply form"),
    ],
)
def test_reading_back_finds_what_is_altered(was: bytes, becomes: bytes) -> None:
    made = _filled()
    assert was in made and request_differences(REQUEST, made, notice("high"), "request.xml") == []
    assert request_differences(REQUEST, made.replace(was, becomes), notice("high"), "request.xml")
